//! Carries out single operations. Holds no way to read: what to do about an unknown outcome is the executor's.

use serde_json::Value;

use crate::model::Written;
use crate::model::promptster::Operation;
use crate::provider::http::{WriteError, WriteTransport};

use super::invited::outcomes;
use super::request::request;

/// Writes to Promptster. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Writer {
    transport: WriteTransport,
}

impl Writer {
    /// A writer over a transport whose base URL has no path.
    pub const fn new(transport: WriteTransport) -> Self {
        Self { transport }
    }

    /// Sends one operation, all of whose ids are known.
    ///
    /// What is to be deleted or revoked and is not there is done. Who got no key is missing in [`Written::People`]: in
    /// doubt. A creation whose answer is lost, cut or without an id is [`WriteError::Unknown`] after one request.
    pub async fn execute(&self, operation: &Operation) -> Result<Written, WriteError> {
        let sent = self
            .transport
            .send(&request(operation)?, |body| written(operation, body))
            .await;
        match sent {
            Err(WriteError::Refused { refusal, .. })
                if refusal.status == 404 && takes_away(operation) =>
            {
                Ok(Written::Nothing)
            }
            sent => sent,
        }
    }
}

const fn takes_away(operation: &Operation) -> bool {
    match operation {
        Operation::DeleteAssessment { .. } | Operation::RevokeKey { .. } => true,
        Operation::CreateAssessment { .. }
        | Operation::GenerateKeys { .. }
        | Operation::UpdateBranding { .. } => false,
    }
}

fn written(operation: &Operation, body: &[u8]) -> Result<Written, String> {
    match operation {
        Operation::CreateAssessment { .. } => created(body).map(Written::Object).ok_or_else(|| {
            let text = String::from_utf8_lossy(body);
            format!("the response has no `assessment.id`: {text}")
        }),
        Operation::GenerateKeys { candidates, .. } => {
            outcomes(candidates, body).map(Written::People)
        }
        Operation::DeleteAssessment { .. }
        | Operation::RevokeKey { .. }
        | Operation::UpdateBranding { .. } => whole(body).map(|()| Written::Nothing),
    }
}

pub(super) fn created(body: &[u8]) -> Option<String> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let data = body.get("data");
    [
        body.get("assessment"),
        data.and_then(|data| data.get("assessment")),
        data,
        Some(&body),
    ]
    .into_iter()
    .flatten()
    .find_map(|object| match object.get("id")? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) if !number.is_f64() => Some(number.to_string()),
        _ => None,
    })
}

/// An empty body is whole; a cut one is not.
pub(super) fn whole(body: &[u8]) -> Result<(), String> {
    if body.iter().all(u8::is_ascii_whitespace)
        || serde_json::from_slice::<serde::de::IgnoredAny>(body).is_ok()
    {
        return Ok(());
    }
    Err("the response is not JSON".to_owned())
}

//! Carries out single operations. Holds no way to read: what to do about an unknown outcome is the executor's.

use crate::model::Written;
use crate::model::flowmingo::Operation;
use crate::provider::http::{ServerRefusal, WriteError, WriteTransport};

use super::invite_result::{APPLIED_BEFORE, Aim};
use super::invited::outcomes;
use super::request::request;

/// Writes to Flowmingo. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Writer {
    transport: WriteTransport,
}

impl Writer {
    /// A writer over a transport whose base URL ends in `/company`, and that sends the key as `X-API-Key`.
    pub const fn new(transport: WriteTransport) -> Self {
        Self { transport }
    }

    /// Sends one operation, all of whose ids are known.
    ///
    /// An invite tells of each person by itself; who is missing in [`Written::People`] is in doubt. Somebody who is in the
    /// project already is [`Written::Nothing`]. Whatever is lost or cut is [`WriteError::Unknown`] after one request.
    pub async fn execute(&self, operation: &Operation) -> Result<Written, WriteError> {
        let sent = self
            .transport
            .send(&request(operation)?, |body| self.written(operation, body))
            .await;
        match sent {
            Err(WriteError::Refused { refusal, .. }) if is_in_already(operation, &refusal) => {
                Ok(Written::Nothing)
            }
            sent => sent,
        }
    }

    fn written(&self, operation: &Operation, body: &[u8]) -> Result<Written, String> {
        match operation {
            Operation::Invite {
                set,
                candidates,
                send_invite,
                ..
            } => {
                let fit_to_show = |words: &str| self.transport.fit_to_show(words);
                let aim = Aim {
                    set: set.is_some(),
                    mail: *send_invite,
                };
                outcomes(candidates, aim, body, fit_to_show).map(Written::People)
            }
            Operation::AddApplication { .. }
            | Operation::MoveStage { .. }
            | Operation::Reject { .. } => whole(body).map(|()| Written::Nothing),
        }
    }
}

fn is_in_already(operation: &Operation, refusal: &ServerRefusal) -> bool {
    let says_so = |text: &str| text.to_lowercase().contains(APPLIED_BEFORE);
    matches!(operation, Operation::AddApplication { .. })
        && matches!(refusal.status, 400 | 409)
        && (says_so(&refusal.message) || refusal.details.iter().any(|(_, text)| says_so(text)))
}

/// An empty body is whole; a cut one is not. Not quoted: it is about a person.
fn whole(body: &[u8]) -> Result<(), String> {
    if body.iter().all(u8::is_ascii_whitespace)
        || serde_json::from_slice::<serde::de::IgnoredAny>(body).is_ok()
    {
        return Ok(());
    }
    Err("the response is not JSON".to_owned())
}

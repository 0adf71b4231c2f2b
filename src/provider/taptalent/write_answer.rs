//! What a write that succeeded answers: of a creation its id is needed, of anything else only that it is whole.

use serde_json::Value;

use crate::model::taptalent::{Invitee, Operation};
use crate::model::{PersonOutcome, QuestionId, Written};
use crate::provider::http::ServerRefusal;

/// Reads the reply to `operation`.
///
/// # Errors
/// It cannot be read, or lacks the id: then it is not known what was done.
pub(super) fn written(operation: &Operation, body: &[u8]) -> Result<Written, String> {
    let created = |names: &[&str]| {
        created_id(body, names).ok_or_else(|| {
            let text = String::from_utf8_lossy(body);
            format!("the response has no `data.{}`: {text}", names[0])
        })
    };
    match operation {
        Operation::CreateAssessment { .. } | Operation::AutoGenerate { .. } => {
            created(&["assessmentId", "id"]).map(Written::Object)
        }
        Operation::AddQuestion { .. } => {
            created(&["questionId", "id"]).map(|id| Written::Question(QuestionId::new(id)))
        }
        Operation::CreateFlow { .. } => created(&["id", "flowId"]).map(Written::Object),
        Operation::UpdateAssessment { .. }
        | Operation::UpdateQuestion { .. }
        | Operation::DeleteQuestion { .. }
        | Operation::UpdateFlow { .. }
        | Operation::GenerateQuestions { .. } => whole(body).map(|()| Written::Nothing),
        Operation::InviteToAssessment { invitee, .. } => {
            // Not quoted: it is about a person.
            whole(body).map_err(|_| "the response is not JSON".to_owned())?;
            Ok(invited(invitee, created_id(body, &["inviteId", "id"])))
        }
        Operation::AssignToFlow { invitee, .. } => {
            // Not quoted: it is about a person.
            whole(body).map_err(|_| "the response is not JSON".to_owned())?;
            let id = created_id(body, &["flowCandidateId", "id"]);
            Ok(invited(invitee, id))
        }
    }
}

/// The code of a refusal that says that the person was invited before.
const DUPLICATE: &str = "DUPLICATE_INVITE";

/// What a refusal means that says that it is done already; `None`: it says something else.
pub(super) fn done_before(operation: &Operation, refusal: &ServerRefusal) -> Option<Written> {
    match operation {
        Operation::InviteToAssessment { invitee, .. } | Operation::AssignToFlow { invitee, .. }
            if matches!(refusal.status, 400 | 409) && refusal.has_code(DUPLICATE) =>
        {
            Some(invited(invitee, None))
        }
        _ => None,
    }
}

/// One person is in; the id may not have been told.
fn invited(invitee: &Invitee, id: Option<String>) -> Written {
    Written::People(vec![PersonOutcome::entered(&invitee.email, id)])
}

/// The id in `data`, else at the top.
pub(super) fn created_id(body: &[u8], names: &[&str]) -> Option<String> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let inside = body.get("data").unwrap_or(&Value::Null);
    [inside, &body]
        .into_iter()
        .flat_map(|object| names.iter().filter_map(|name| object.get(*name)))
        .find_map(id_text)
}

fn id_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) if !number.is_f64() => Some(number.to_string()),
        _ => None,
    }
}

/// An empty body is whole; a cut one is not.
pub(super) fn whole(body: &[u8]) -> Result<(), String> {
    if body.iter().all(u8::is_ascii_whitespace) {
        return Ok(());
    }
    match serde_json::from_slice::<serde::de::IgnoredAny>(body) {
        Ok(_) => Ok(()),
        Err(_) => Err(format!(
            "the response is not JSON: {}",
            String::from_utf8_lossy(body)
        )),
    }
}

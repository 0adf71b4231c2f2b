//! What a write that succeeded answers: of a creation its id is needed, of anything else only that it is whole.

use serde_json::Value;

use crate::model::{AssessmentId, FlowId, Operation, QuestionId, Written};

/// Reads the reply to `operation`.
///
/// # Errors
/// It cannot be read, or lacks the id: then it is not known what was done.
pub(super) fn written(operation: &Operation, body: &[u8]) -> Result<Written, String> {
    let created = |names: &[&str]| {
        created_id(body, names).ok_or_else(|| {
            let text = String::from_utf8_lossy(body);
            format!("the answer has no `data.{}`: {text}", names[0])
        })
    };
    match operation {
        Operation::CreateAssessment { .. } => {
            created(&["assessmentId", "id"]).map(|id| Written::Assessment(AssessmentId::new(id)))
        }
        Operation::AddQuestion { .. } => {
            created(&["questionId", "id"]).map(|id| Written::Question(QuestionId::new(id)))
        }
        Operation::CreateFlow { .. } => {
            created(&["id", "flowId"]).map(|id| Written::Flow(FlowId::new(id)))
        }
        Operation::UpdateAssessment { .. }
        | Operation::UpdateQuestion { .. }
        | Operation::DeleteQuestion { .. }
        | Operation::UpdateFlow { .. } => whole(body).map(|()| Written::Nothing),
        other => Err(format!("it is a write of {}", other.system())),
    }
}

/// The id in `data`, else at the top.
fn created_id(body: &[u8], names: &[&str]) -> Option<String> {
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
fn whole(body: &[u8]) -> Result<(), String> {
    if body.iter().all(u8::is_ascii_whitespace) {
        return Ok(());
    }
    match serde_json::from_slice::<serde::de::IgnoredAny>(body) {
        Ok(_) => Ok(()),
        Err(_) => Err(format!(
            "the answer is not JSON: {}",
            String::from_utf8_lossy(body)
        )),
    }
}

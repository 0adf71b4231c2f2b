//! The question endpoints (api-reference/assessments). `lastUpdatedOn` of the assessment does not move:
//! that it does is unsaid, so a client must not count on it.

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::call::Call;
use super::super::kind::{Outcome, Refusal, body, found};
use super::super::store::Object as _;
use super::assessment::Assessment;
use super::question::{Question, QuestionContent};
use super::success;

/// The questions of an assessment as a read shows them: instruction and ideal answer are in no example.
pub(super) fn show(questions: Vec<Question>) -> Value {
    let show = |Question { id, content, .. }| json!({"id": id, "question": content.question, "type": content.kind});
    questions.into_iter().map(show).collect()
}

/// `POST /assessment/:assessmentId/questions`: behind the last one.
pub(super) fn add(connection: &Connection, assessment: &str, call: &Call) -> Outcome {
    found::<Assessment>(connection, assessment)?;
    let content: QuestionContent = body::new(call, |_| {})?;
    let id = Question::append(connection, assessment, &content)?;
    Ok(success(
        json!({"questionId": id, "message": "Question added successfully"}),
    ))
}

/// `PUT /assessment/:assessmentId/questions/:questionId`
pub(super) fn update(
    connection: &Connection,
    assessment: &str,
    question: &str,
    call: &Call,
) -> Outcome {
    let mut question = find(connection, assessment, question)?;
    question.content = body::new(call, |_| {})?;
    question.save(connection)?;
    Ok(success(json!({"message": "Question updated successfully"})))
}

/// `DELETE /assessment/:assessmentId/questions/:questionId`
pub(super) fn delete(connection: &Connection, assessment: &str, question: &str) -> Outcome {
    let question = find(connection, assessment, question)?;
    Question::delete(connection, question.id)?;
    Ok(success(json!({"message": "Question deleted successfully"})))
}

fn find(connection: &Connection, assessment: &str, id: &str) -> Result<Question, Refusal> {
    Question::get(connection, id)?
        .filter(|question| question.assessment_id == assessment)
        .ok_or(Refusal::Missing(Question::KIND))
}

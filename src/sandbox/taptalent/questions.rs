//! The question endpoints (api-reference/assessments). `lastUpdatedOn` of the assessment does not move:
//! that it does is unsaid, so a client must not count on it.

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::call::Call;
use super::super::fields::Fields;
use super::super::store::{Question, QuestionContent, table};
use super::success::success;
use super::{Outcome, Refusal, body::read_body};

/// The questions of an assessment as a read shows them: instruction and ideal answer are in no example.
pub(super) fn of(connection: &Connection, assessment: &str) -> rusqlite::Result<Value> {
    let show = |Question { id, content }| json!({"id": id, "question": content.question, "type": content.kind});
    Ok(table::taptalent::questions::of(connection, assessment)?
        .into_iter()
        .map(show)
        .collect())
}

/// `POST /assessment/:assessmentId/questions`: behind the last one.
pub(super) fn add(connection: &Connection, assessment: &str, call: &Call) -> Outcome {
    if !table::taptalent::assessments::exists(connection, assessment)? {
        return Err(Refusal::not_found("Assessment"));
    }
    let content = read_body(call, content)?;
    let id = table::taptalent::questions::append(connection, assessment, &content)?;
    Ok(success(
        json!({"questionId": id, "message": "Question added successfully"}),
    ))
}

/// `PUT /assessment/:assessmentId/questions/:questionId`: what is left out is cleared. Whether it stays
/// instead is unsaid; a client that sends all three fields is right both ways.
pub(super) fn update(
    connection: &Connection,
    assessment: &str,
    question: &str,
    call: &Call,
) -> Outcome {
    if table::taptalent::questions::home(connection, question)?.as_deref() != Some(assessment) {
        return Err(Refusal::not_found("Question"));
    }
    let content = read_body(call, content)?;
    table::taptalent::questions::rewrite(connection, assessment, question, &content)?;
    Ok(success(json!({"message": "Question updated successfully"})))
}

/// `DELETE /assessment/:assessmentId/questions/:questionId`
pub(super) fn delete(connection: &Connection, assessment: &str, question: &str) -> Outcome {
    if !table::taptalent::questions::delete(connection, assessment, question)? {
        return Err(Refusal::not_found("Question"));
    }
    Ok(success(json!({"message": "Question deleted successfully"})))
}

fn content(fields: &mut Fields<'_>) -> QuestionContent {
    QuestionContent {
        system_instruction: fields.any_text("systemInstruction"),
        ideal_answer: fields.any_text("idealAnswer"),
        ..QuestionContent::new(fields.required_text("question", 10..=1000))
    }
}

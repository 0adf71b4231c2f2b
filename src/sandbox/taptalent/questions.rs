//! The question endpoints (api-reference/assessments). `lastUpdatedOn` of the assessment does not move:
//! that it does is unsaid, so a client must not count on it.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::call::Call;
use super::super::kind::{Outcome, Refusal, body, found, record};
use super::super::store::{Object, ids, object};
use super::assessment::Assessment;
use super::success;

record! {
    /// What a question holds. What an update leaves out is cleared; whether it stays instead is unsaid, and a client that
    /// sends all three fields is right both ways.
    #[derive(Eq)]
    #[serde(deny_unknown_fields)]
    pub struct QuestionContent with {
        /// The text that the candidate meets.
        question "question": String, create Text(10, 1000).required();
        /// `SUBJECTIVE` is the only type in api-reference/assessments, and the only one that the API makes.
        #[serde(default = "subjective")]
        kind "type": String = subjective();
        /// How to evaluate the answer. Write-only in the API.
        system_instruction "systemInstruction": Option<String>, create ANY_TEXT.optional();
        /// A reference answer. Write-only in the API.
        ideal_answer "idealAnswer": Option<String>, create ANY_TEXT.optional();
    }
}

fn subjective() -> String {
    "SUBJECTIVE".to_owned()
}

impl QuestionContent {
    /// A `SUBJECTIVE` question without instruction or ideal answer.
    pub fn new(question: impl Into<String>) -> Self {
        Self {
            question: question.into(),
            ..Self::default()
        }
    }
}

/// A stored question. The order of creation is that of the assessment.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::sandbox) struct Question {
    pub(in crate::sandbox) id: String,
    pub(super) assessment_id: String,
    #[serde(flatten)]
    pub(in crate::sandbox) content: QuestionContent,
}

object!(Question, "taptalent", "question", by ids::opaque, of assessment_id);

impl Question {
    /// Adds one behind the last one of its assessment, which must exist, and gives its id.
    pub(in crate::sandbox) fn append(
        connection: &Connection,
        assessment: &str,
        content: &QuestionContent,
    ) -> rusqlite::Result<String> {
        let question = Self {
            id: String::new(),
            assessment_id: assessment.to_owned(),
            content: content.clone(),
        };
        Ok(question.create(connection)?.id)
    }
}

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

//! A question of an assessment, as it is stored (api-reference/assessments).

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::super::kind::record;
use super::super::store::{Object as _, ids, object};

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
    pub(in crate::sandbox) assessment_id: String,
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

//! A question of a TapTalent assessment as a manifest declares it. Facts: api-reference/assessments, "Add Question".

use super::super::address::Name;
use super::super::field::{Audience, Bounds, Fields, fields};
use super::super::origin::SourcePath;
use super::super::value::FieldValue;

/// One question in its place in an assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Unique in its assessment; the key of its id in the state.
    pub name: Name,
    /// What is asked and how the answer is judged.
    pub content: QuestionContent,
    /// Where its fields stand: its place in the assessment, or the spec of the Question manifest it uses.
    pub source: SourcePath,
}

/// What a question request carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionContent {
    /// `question`
    pub question: String,
    /// `systemInstruction`; `None`: not declared, not sent.
    pub system_instruction: Option<String>,
    /// `idealAnswer`; `None`: not declared, not sent.
    pub ideal_answer: Option<String>,
}

impl QuestionContent {
    /// The declared fields.
    pub fn fields(&self) -> Fields<QuestionField> {
        let Self {
            question,
            system_instruction,
            ideal_answer,
        } = self;
        let optional = |field, value: &Option<String>| {
            value
                .as_ref()
                .map(|text| (field, FieldValue::Text(text.clone())))
        };
        [(QuestionField::Question, FieldValue::Text(question.clone()))]
            .into_iter()
            .chain(optional(
                QuestionField::SystemInstruction,
                system_instruction,
            ))
            .chain(optional(QuestionField::IdealAnswer, ideal_answer))
            .collect()
    }
}

fields! {
    /// The fields of a question.
    pub enum QuestionField: updatable;

    Question = "question" {
        doc: "The question as the candidate is asked it.",
        required: true,
        bounds: Bounds::Length { min: 10, max: 1000 },
    }

    SystemInstruction = "systemInstruction" {
        doc: "How to judge the answer. Cannot be read back; compared with the record of what was last sent.",
        readable: false,
        label: "judging instruction",
        audience: Audience::Judges,
    }

    IdealAnswer = "idealAnswer" {
        doc: "What a good answer contains. Cannot be read back; compared with the record of what was last sent.",
        readable: false,
        label: "ideal answer",
        audience: Audience::Judges,
    }
}

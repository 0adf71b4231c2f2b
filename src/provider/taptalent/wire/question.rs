//! A question inside the single read of an assessment: `{id, question, type}` by the example of api-reference/assessments.

use serde::Deserialize;

use crate::model::taptalent::{ObservedQuestion, QuestionField, QuestionType};
use crate::model::{Fields, QuestionId};

use crate::provider::wire::{Id, Seen, text_value};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", expecting = "a question")]
pub(super) struct QuestionWire {
    #[serde(default)]
    id: Seen<Id>,
    #[serde(default)]
    question_id: Seen<Id>,
    #[serde(default)]
    question: Seen<String>,
    #[serde(default, rename = "type")]
    question_type: Seen<String>,
    #[serde(default)]
    system_instruction: Seen<String>,
    #[serde(default)]
    ideal_answer: Seen<String>,
}

impl QuestionWire {
    pub(super) fn observed(self) -> Result<ObservedQuestion, String> {
        let Self {
            id,
            question_id,
            question,
            question_type,
            system_instruction,
            ideal_answer,
        } = self;
        let Id(id) = id.or(question_id).value().ok_or("a question has no `id`")?;
        let question_type = question_type_of(question_type.value());
        let text = match (question.value(), &question_type) {
            (Some(text), _) => text,
            // Other sorts may carry their text elsewhere; they are never touched.
            (None, QuestionType::Other(_)) => String::new(),
            (None, QuestionType::Subjective) => {
                return Err(format!("the question {id} has no `question`"));
            }
        };
        Ok(ObservedQuestion {
            id: QuestionId::new(id),
            question_type,
            text,
            others: others(system_instruction, ideal_answer),
        })
    }
}

fn question_type_of(text: Option<String>) -> QuestionType {
    match text {
        Some(text) if !text.eq_ignore_ascii_case("SUBJECTIVE") => QuestionType::Other(text),
        _ => QuestionType::Subjective,
    }
}

fn others(system_instruction: Seen<String>, ideal_answer: Seen<String>) -> Fields<QuestionField> {
    [
        (QuestionField::SystemInstruction, system_instruction),
        (QuestionField::IdealAnswer, ideal_answer),
    ]
    .into_iter()
    .filter_map(|(field, seen)| Some((field, text_value(seen)?)))
    .collect()
}

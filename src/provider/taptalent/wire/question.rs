//! A question inside the single read of an assessment: `{id, question, type}` by the example of api-reference/assessments.

use crate::model::taptalent::{ObservedQuestion, QuestionField, QuestionType};
use crate::model::{FieldValue, QuestionId, object};

use crate::provider::wire::{Id, Seen, SeenFields};

object! {
    pub(crate) struct QuestionWire (expecting "a question") {
        fields: SeenFields<QuestionField>,
        "id" => id: Seen<Id>,
        "questionId" => question_id: Seen<Id>,
        "type" => question_type: Seen<String>,
    }
}

impl QuestionWire {
    pub(super) fn observed(self) -> Result<ObservedQuestion, String> {
        let Self {
            fields,
            id,
            question_id,
            question_type,
        } = self;
        let Id(id) = id.or(question_id).value().ok_or("a question has no `id`")?;
        let question_type = question_type_of(question_type.value());
        let mut others = fields.into_fields();
        let text = match (others.remove(&QuestionField::Question), &question_type) {
            (Some(FieldValue::Text(text)), _) => text,
            // Other sorts may carry their text elsewhere; they are never touched.
            (_, QuestionType::Other(_)) => String::new(),
            (_, QuestionType::Subjective) => {
                return Err(format!("the question {id} has no `question`"));
            }
        };
        Ok(ObservedQuestion {
            id: QuestionId::new(id),
            question_type,
            text,
            others,
        })
    }
}

fn question_type_of(text: Option<String>) -> QuestionType {
    match text {
        Some(text) if !text.eq_ignore_ascii_case("SUBJECTIVE") => QuestionType::Other(text),
        _ => QuestionType::Subjective,
    }
}

//! `generate:` of an Assessment of TapTalent.

use super::super::findings::Findings;
use crate::manifest::check::fields::{read_fields, text};
use crate::manifest::raw::Slot;
use crate::manifest::raw::taptalent::RawGenerate;
use crate::manifest::table::GenerateField as F;
use crate::model::taptalent::GenerateRequest;
use crate::model::{FieldValue, Fields, Pointer};

pub(in crate::manifest::check) fn generate_of(
    found: &mut Findings,
    slot: Slot<RawGenerate>,
) -> Option<GenerateRequest> {
    let RawGenerate { fields } = found.take(slot)?;
    let mut fields = read_fields(found, Pointer::spec("generate"), fields);
    Some(GenerateRequest {
        job_description: text(&mut fields, F::JobDescription)?,
        skills: list(&mut fields),
        question_count: count(&mut fields),
        difficulty: text(&mut fields, F::Difficulty),
    })
}

fn list(fields: &mut Fields<F>) -> Option<Vec<String>> {
    match fields.remove(&F::Skills)? {
        FieldValue::List(list) => Some(list),
        _ => None,
    }
}

fn count(fields: &mut Fields<F>) -> Option<u32> {
    match fields.remove(&F::QuestionCount)? {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked: whole, from 1 to 10"
        )]
        FieldValue::Number(number) => Some(number.get() as u32),
        _ => None,
    }
}

//! What a coding task is found by where no record knows its id: the system has nothing else that stays.

use super::AssessmentField;
use crate::model::field::{Fields, text_in};

/// What it is called.
pub const NATURAL_KEY: &str = "title and role";

/// The natural key of a title and a role.
pub fn key_of(title: &str, role: &str) -> String {
    format!("{} / {}", title.trim(), role.trim())
}

/// The natural key of declared fields.
pub fn natural_key(fields: &Fields<AssessmentField>) -> String {
    let text = |field| text_in(fields, field).unwrap_or_default();
    key_of(text(AssessmentField::Title), text(AssessmentField::Role))
}

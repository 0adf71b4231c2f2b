//! `generate:` of an Assessment of `taptalent/v1`.

use super::super::raw_object;
use crate::manifest::table::GenerateField;

raw_object! {
    /// `generate:`
    struct RawGenerate (expecting "what questions are written from", schema "Generate") {
        fields: GenerateField,
    }
}

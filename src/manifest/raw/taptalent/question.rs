//! `kind: Question` of `taptalent/v1`: a question that assessments share with `use`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::{Slot, Text};

/// Its `spec`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Spec")]
pub(in crate::manifest) struct RawQuestion {
    #[serde(default)]
    pub(in crate::manifest) question: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) system_instruction: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) ideal_answer: Slot<Text>,
}

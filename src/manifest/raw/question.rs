//! `kind: Question` of `taptalent/v1`: a question that assessments share with `use`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Slot, Text};

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

/// The `lifecycle` of kinds of which nothing is ever deleted or replaced: there is nothing to say.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Lifecycle")]
pub(in crate::manifest) struct RawNoLifecycle {}

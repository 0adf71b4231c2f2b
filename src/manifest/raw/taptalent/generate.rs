//! `generate:` of an Assessment of `taptalent/v1`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::{Slot, Text};

/// `generate:`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Generate")]
pub(in crate::manifest) struct RawGenerate {
    #[serde(default)]
    pub(in crate::manifest) job_description: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) skills: Slot<Vec<Slot<Text>>>,
    #[serde(default)]
    pub(in crate::manifest) question_count: Slot<f64>,
    #[serde(default)]
    pub(in crate::manifest) difficulty: Slot<Text>,
}

//! `kind: Assessment` of `promptster/v1`: a coding task.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::manifest::raw::{Slot, Text};

/// Its `spec`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Spec")]
pub(in crate::manifest) struct RawAssessment {
    #[serde(default)]
    pub(in crate::manifest) title: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) role: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) task_brief: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) issue_id: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) repo_url: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) time_limit_minutes: Slot<f64>,
    #[serde(default)]
    pub(in crate::manifest) expires_in_days: Slot<f64>,
    #[serde(default)]
    pub(in crate::manifest) token_budget_usd: Slot<f64>,
    #[serde(default)]
    pub(in crate::manifest) allowed_tools: Slot<Vec<Slot<Text>>>,
    #[serde(default)]
    pub(in crate::manifest) anthropic_key_mode: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) anthropic_key_id: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) openai_key_mode: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) openai_key_id: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) rubric_id: Slot<Text>,
}

/// Its `lifecycle`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Lifecycle")]
pub(in crate::manifest) struct RawAssessmentLifecycle {
    /// true: it may be neither deleted nor replaced.
    #[serde(default)]
    pub(in crate::manifest) prevent_destroy: Slot<bool>,
    /// true: a change may create it anew and delete the old one, whose candidate keys die. false: a change is refused.
    #[serde(default)]
    pub(in crate::manifest) replace: Slot<bool>,
}

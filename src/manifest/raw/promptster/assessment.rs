//! `kind: Assessment` of `promptster/v1`: a coding task.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::manifest::raw::{Slot, raw_object};
use crate::model::promptster::AssessmentField;

raw_object! {
    /// Its `spec`.
    struct RawAssessment (expecting "the spec of an Assessment", schema "Spec") {
        fields: AssessmentField,
    }
}

/// Its `lifecycle`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Lifecycle")]
pub(in crate::manifest) struct RawAssessmentLifecycle {
    /// true: the live assessment may be neither deleted nor replaced.
    #[serde(default)]
    pub(in crate::manifest) prevent_destroy: Slot<bool>,
    /// true: a change may create a new assessment and delete the old one, which invalidates its
    /// candidate keys. false: changes are refused.
    #[serde(default)]
    pub(in crate::manifest) replace: Slot<bool>,
}

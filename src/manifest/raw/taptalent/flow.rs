//! `kind: Flow` of `taptalent/v1`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::{Slot, Text, raw_object};
use crate::model::taptalent::{FlowField, StepField};

raw_object! {
    /// Its `spec`.
    struct RawFlow (expecting "the spec of a Flow", schema "Spec") {
        fields: FlowField,
        /// All steps, in order. Live steps cannot be changed, moved or removed; only their
        /// thresholds can change, and new steps can only be appended.
        "steps" => steps: Vec<Slot<RawStep>>,
    }
}

raw_object! {
    /// An item of `steps`.
    struct RawStep (expecting "a step", schema "Step") {
        fields: StepField,
        /// Name of an Assessment manifest.
        "assessment" => assessment: Text,
    }
}

/// Its `lifecycle`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Lifecycle")]
pub(in crate::manifest) struct RawFlowLifecycle {
    /// true: neither the live object nor a part of it may be deleted or replaced.
    #[serde(default)]
    pub(in crate::manifest) prevent_destroy: Slot<bool>,
    /// What to do about step changes that the system cannot make: `block` blocks the plan,
    /// `newVersion` creates a new flow and sets the old one INACTIVE.
    #[serde(default)]
    pub(in crate::manifest) on_immutable_change: Slot<Text>,
}

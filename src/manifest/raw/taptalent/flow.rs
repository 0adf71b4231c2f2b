//! `kind: Flow` of `taptalent/v1`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::{Slot, Text};

/// Its `spec`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Spec")]
pub(in crate::manifest) struct RawFlow {
    #[serde(default)]
    pub(in crate::manifest) flow_name: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) description: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) status: Slot<Text>,
    /// The whole list of steps, in order. Live steps cannot be changed, moved or removed: only their thresholds
    /// can change, and steps can be appended.
    #[serde(default)]
    pub(in crate::manifest) steps: Slot<Vec<Slot<RawStep>>>,
}

/// An item of `steps`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Step")]
pub(in crate::manifest) struct RawStep {
    /// Name of a manifest of kind Assessment in this project.
    #[serde(default)]
    pub(in crate::manifest) assessment: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) assessment_id: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) pass_threshold: Slot<f64>,
    #[serde(default)]
    pub(in crate::manifest) name: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) instructions: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) pass_action: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) assessment_type: Slot<Text>,
}

/// Its `lifecycle`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Lifecycle")]
pub(in crate::manifest) struct RawFlowLifecycle {
    /// true: nothing of it may be deleted or replaced.
    #[serde(default)]
    pub(in crate::manifest) prevent_destroy: Slot<bool>,
    /// Steps that cannot become what the manifest says: `block` refuses the plan, `newVersion` creates a new flow
    /// and sets the old one INACTIVE.
    #[serde(default)]
    pub(in crate::manifest) on_immutable_change: Slot<Text>,
}

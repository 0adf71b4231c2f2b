//! What every manifest has around its `spec`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{RawId, Slot, Text};

/// A manifest: one resource.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(
    rename_all = "camelCase",
    deny_unknown_fields,
    bound(deserialize = "S: Deserialize<'de>, L: Deserialize<'de>")
)]
pub(in crate::manifest) struct Envelope<S, L> {
    /// System and manifest version.
    #[serde(default)]
    pub(in crate::manifest) api_version: Slot<Text>,
    /// Kind of resource.
    #[serde(default)]
    pub(in crate::manifest) kind: Slot<Text>,
    /// Name, labels and other data about the manifest.
    #[serde(default)]
    pub(in crate::manifest) metadata: Slot<RawMetadata>,
    /// Desired state. Fields that are omitted are not managed.
    #[serde(default)]
    pub(in crate::manifest) spec: Slot<S>,
    /// What vetform may do to the live object.
    #[serde(default)]
    pub(in crate::manifest) lifecycle: Slot<L>,
}

/// `metadata`
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Metadata")]
pub(in crate::manifest) struct RawMetadata {
    /// Unique among the manifests of its kind: 1 to 63 lower-case letters, digits and dashes, with
    /// no dash first or last.
    #[serde(default)]
    pub(in crate::manifest) name: Slot<Text>,
    /// Labels for selecting and grouping; they are not sent to the system.
    #[serde(default)]
    pub(in crate::manifest) labels: Slot<BTreeMap<String, Slot<Text>>>,
    /// Id of the live object that this manifest describes, whatever its title; or one for each workspace, by
    /// its name.
    #[serde(default)]
    pub(in crate::manifest) id: Slot<RawId>,
    /// Earlier values of `name`, newest first, so that a renamed manifest keeps its live object.
    #[serde(default)]
    pub(in crate::manifest) previous_names: Slot<Vec<Slot<Text>>>,
    /// Workspaces that the manifest is for, by name or with `*`; all others ignore it. Default:
    /// all. Required for a Roster if more than one workspace is live.
    #[serde(default)]
    pub(in crate::manifest) workspaces: Slot<Vec<Slot<Text>>>,
}

/// `lifecycle`, without keys: nothing of this kind is ever deleted or replaced.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Lifecycle")]
pub(in crate::manifest) struct RawNoLifecycle {}

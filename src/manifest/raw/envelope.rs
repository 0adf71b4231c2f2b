//! What every manifest has around its `spec`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Slot, Text};

/// A document: one resource.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(
    rename_all = "camelCase",
    deny_unknown_fields,
    bound(deserialize = "S: Deserialize<'de>, L: Deserialize<'de>")
)]
pub(in crate::manifest) struct Envelope<S, L> {
    /// The system and the version of its manifests.
    #[serde(default)]
    pub(in crate::manifest) api_version: Slot<Text>,
    /// What the manifest describes.
    #[serde(default)]
    pub(in crate::manifest) kind: Slot<Text>,
    /// How the manifest is called.
    #[serde(default)]
    pub(in crate::manifest) metadata: Slot<RawMetadata>,
    /// What is wanted; fields that are left out are not managed.
    #[serde(default)]
    pub(in crate::manifest) spec: Slot<S>,
    /// What may happen to the live object.
    #[serde(default)]
    pub(in crate::manifest) lifecycle: Slot<L>,
}

/// `metadata`
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Metadata")]
pub(in crate::manifest) struct RawMetadata {
    /// Unique among the manifests of its kind: 1 to 63 lower-case letters, digits and dashes, no dash first or last.
    #[serde(default)]
    pub(in crate::manifest) name: Slot<Text>,
    /// Labels to select and group by; they stay here and are not sent.
    #[serde(default)]
    pub(in crate::manifest) labels: Slot<BTreeMap<String, Slot<Text>>>,
    /// Id of the live object that this manifest stands for, whatever that is called.
    #[serde(default)]
    pub(in crate::manifest) id: Slot<Text>,
    /// Earlier values of `name`, newest first: the live object is kept when a manifest is renamed.
    #[serde(default)]
    pub(in crate::manifest) previous_names: Slot<Vec<Slot<Text>>>,
    /// The workspaces that it is for, by name or with `*`; in others it is as if it were not there. All if left out; a
    /// Roster must say it where more than one workspace is live.
    #[serde(default)]
    pub(in crate::manifest) workspaces: Slot<Vec<Slot<Text>>>,
}

/// The `lifecycle` of kinds of which nothing is ever deleted or replaced: there is nothing to say.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Lifecycle")]
pub(in crate::manifest) struct RawNoLifecycle {}

//! Kinds that are authored in their system and here only named. What `title` and `id` are is said kind by kind in the
//! schema.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Slot, Text};

/// The `spec` of one that has no more than a title.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Spec")]
pub(in crate::manifest) struct RawExternal {
    #[serde(default)]
    pub(in crate::manifest) title: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) id: Slot<Text>,
}

/// The `spec` of a Project of Flowmingo.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Spec")]
pub(in crate::manifest) struct RawProject {
    #[serde(default)]
    pub(in crate::manifest) title: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) id: Slot<Text>,
    /// Names of all its stages, in order: they must be the live ones. Leave the key out not to compare them.
    #[serde(default)]
    pub(in crate::manifest) stages: Slot<Vec<Slot<Text>>>,
    /// Titles of job posts that the live project must have, among others. Leave the key out not to compare them.
    #[serde(default)]
    pub(in crate::manifest) job_posts: Slot<Vec<Slot<Text>>>,
}

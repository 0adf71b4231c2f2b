//! Kinds that are authored in their system and here only named. What `title` and `id` are is said kind by kind in the
//! schema.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Slot, Text};

/// `spec`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Spec")]
pub(in crate::manifest) struct RawExternal {
    #[serde(default)]
    pub(in crate::manifest) title: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) id: Slot<Text>,
}

/// `spec`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Spec")]
pub(in crate::manifest) struct RawProject {
    #[serde(default)]
    pub(in crate::manifest) title: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) id: Slot<Text>,
    /// Names of all stages of the live project, in order. Omit the key to leave them unchecked.
    #[serde(default)]
    pub(in crate::manifest) stages: Slot<Vec<Slot<Text>>>,
    /// Titles of job posts that the live project must have; it may have others. Omit the key to
    /// leave them unchecked.
    #[serde(default)]
    pub(in crate::manifest) job_posts: Slot<Vec<Slot<Text>>>,
}

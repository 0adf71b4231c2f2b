//! `kind: InterviewSet` and `kind: Project` of `flowmingo/v1`: authored in Flowmingo, here only named.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::manifest::raw::{Slot, Text};

/// The `spec` of an `InterviewSet`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Spec")]
pub(in crate::manifest) struct RawInterviewSet {
    /// Title that exactly one live interview set must have, unless an id is given.
    #[serde(default)]
    pub(in crate::manifest) title: Slot<Text>,
    /// Id of the live interview set; the same as `metadata.id`.
    #[serde(default)]
    pub(in crate::manifest) id: Slot<Text>,
}

/// The `spec` of a Project.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Spec")]
pub(in crate::manifest) struct RawProject {
    /// Title that exactly one live project must have, unless an id is given.
    #[serde(default)]
    pub(in crate::manifest) title: Slot<Text>,
    /// Id of the live project; the same as `metadata.id`.
    #[serde(default)]
    pub(in crate::manifest) id: Slot<Text>,
    /// Names of all its stages, in order: they must be the live ones. Leave the key out not to compare them.
    #[serde(default)]
    pub(in crate::manifest) stages: Slot<Vec<Slot<Text>>>,
    /// Titles of job posts that the live project must have, among others. Leave the key out not to compare them.
    #[serde(default)]
    pub(in crate::manifest) job_posts: Slot<Vec<Slot<Text>>>,
}

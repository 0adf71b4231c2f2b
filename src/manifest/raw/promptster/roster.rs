//! `kind: Roster` of `promptster/v1`: candidate keys.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::manifest::raw::{Slot, Text};

/// Its `spec`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Spec")]
pub(in crate::manifest) struct RawRoster {
    /// Name of a manifest of kind Assessment of promptster/v1.
    #[serde(default)]
    pub(in crate::manifest) assessment: Slot<Text>,
    /// Name of the organisation in the mail to candidates. Cannot be read back.
    #[serde(default)]
    pub(in crate::manifest) org_name: Slot<Text>,
    /// Who gets a candidate key. Nobody is ever taken away: to take a key back, say `revoked: true`.
    #[serde(default)]
    pub(in crate::manifest) candidates: Slot<Vec<Slot<RawCandidate>>>,
    /// A CSV file (commas, semicolons or tabs) with more of them, relative to this manifest's folder; its first line
    /// names the columns: email, name and, if wanted, revoked.
    #[serde(default)]
    pub(in crate::manifest) from: Slot<Text>,
}

/// An item of `candidates`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Candidate")]
pub(in crate::manifest) struct RawCandidate {
    /// E-mail address. Two that differ in capitals only are the same person.
    #[serde(default)]
    pub(in crate::manifest) email: Slot<Text>,
    /// Name.
    #[serde(default)]
    pub(in crate::manifest) name: Slot<Text>,
    /// true: the person's key is taken away, and none is issued.
    #[serde(default)]
    pub(in crate::manifest) revoked: Slot<bool>,
}

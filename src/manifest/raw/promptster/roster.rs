//! `kind: Roster` of `promptster/v1`: candidate keys.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::manifest::raw::{RawFrom, Slot, Text};

/// Its `spec`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Spec")]
pub(in crate::manifest) struct RawRoster {
    /// Name of a promptster/v1 Assessment manifest.
    #[serde(default)]
    pub(in crate::manifest) assessment: Slot<Text>,
    /// Name of the organisation in mails to candidates. Cannot be read back.
    #[serde(default)]
    pub(in crate::manifest) org_name: Slot<Text>,
    /// People who get a candidate key. Removing somebody from the list does not revoke their key;
    /// `revoked: true` does.
    #[serde(default)]
    pub(in crate::manifest) candidates: Slot<Vec<Slot<RawCandidate>>>,
    /// CSV file with more candidates (separated by commas, semicolons or tabs), relative to this
    /// manifest's folder. Its first line names the columns: email, name and, optionally, revoked.
    /// `{ source: NAME, arguments: [...] }` takes them from a program that
    /// vetform.yaml names.
    #[serde(default)]
    pub(in crate::manifest) from: Slot<RawFrom>,
}

/// An item of `candidates`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Candidate")]
pub(in crate::manifest) struct RawCandidate {
    /// E-mail address. Case does not distinguish people.
    #[serde(default)]
    pub(in crate::manifest) email: Slot<Text>,
    /// Name.
    #[serde(default)]
    pub(in crate::manifest) name: Slot<Text>,
    /// true: the person's key is revoked, and none is issued.
    #[serde(default)]
    pub(in crate::manifest) revoked: Slot<bool>,
}

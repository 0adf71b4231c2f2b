//! `kind: Roster` of `taptalent/v1`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::{Slot, Text};

/// Its `spec`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Spec")]
pub(in crate::manifest) struct RawRoster {
    /// Name of a manifest of kind Flow: its people are assigned to it. Either this or `assessment`.
    #[serde(default)]
    pub(in crate::manifest) flow: Slot<Text>,
    /// Name of a manifest of kind Assessment: its people are invited to it. Either this or `flow`.
    #[serde(default)]
    pub(in crate::manifest) assessment: Slot<Text>,
    /// Who it is about. Nobody is ever taken away: whoever leaves the list stays invited.
    #[serde(default)]
    pub(in crate::manifest) candidates: Slot<Vec<Slot<RawCandidate>>>,
    /// A CSV file (commas, semicolons or tabs) with more of them, relative to this manifest's folder; its first line
    /// names the columns: email, firstName, lastName and, if wanted, jobCandidateId.
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
    /// First name; an invite to an assessment needs it, unless `jobCandidateId` is given.
    #[serde(default)]
    pub(in crate::manifest) first_name: Slot<Text>,
    /// Last name; an invite to an assessment needs it, unless `jobCandidateId` is given.
    #[serde(default)]
    pub(in crate::manifest) last_name: Slot<Text>,
    /// The system's id of the person's application to a job; an invite to an assessment takes a number only.
    #[serde(default)]
    pub(in crate::manifest) job_candidate_id: Slot<Text>,
}

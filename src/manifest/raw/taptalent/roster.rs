//! `kind: Roster` of `taptalent/v1`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::{RawFrom, Slot, Text};

/// Its `spec`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Spec")]
pub(in crate::manifest) struct RawRoster {
    /// Name of a Flow manifest: the candidates are assigned to it. Exclusive with `assessment`.
    #[serde(default)]
    pub(in crate::manifest) flow: Slot<Text>,
    /// Name of an Assessment manifest: the candidates are invited to it. Exclusive with `flow`.
    #[serde(default)]
    pub(in crate::manifest) assessment: Slot<Text>,
    /// People to assign or invite. Removing somebody from the list does not undo that.
    #[serde(default)]
    pub(in crate::manifest) candidates: Slot<Vec<Slot<RawCandidate>>>,
    /// CSV file with more candidates (separated by commas, semicolons or tabs), relative to this
    /// manifest's folder. Its first line names the columns: email, firstName, lastName and,
    /// optionally, jobCandidateId.
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
    /// First name. Required for an invite to an assessment, unless `jobCandidateId` is given.
    #[serde(default)]
    pub(in crate::manifest) first_name: Slot<Text>,
    /// Last name. Required for an invite to an assessment, unless `jobCandidateId` is given.
    #[serde(default)]
    pub(in crate::manifest) last_name: Slot<Text>,
    /// The system's id of the person's application to a job. For an invite to an assessment it must
    /// be a number.
    #[serde(default)]
    pub(in crate::manifest) job_candidate_id: Slot<Text>,
}

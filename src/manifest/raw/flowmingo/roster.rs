//! `kind: Roster` of `flowmingo/v1`: who is invited.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::manifest::raw::{Slot, Text, raw_object};
use crate::manifest::table::InviteField;

raw_object! {
    /// Its `spec`.
    struct RawRoster (expecting "the spec of a Roster", schema "Spec") {
        fields: InviteField,
        /// Name of a manifest of kind `InterviewSet`. This, `project` or both.
        "interviewSet" => interview_set: Text,
        /// Name of a manifest of kind Project. This, `interviewSet` or both.
        "project" => project: Text,
        /// Who it is about. Nobody is ever taken away: whoever leaves the list stays invited.
        "candidates" => candidates: Vec<Slot<RawCandidate>>,
        /// A CSV file (commas, semicolons or tabs) with more of them, relative to this manifest's folder; its first line
        /// names the columns: email and, if wanted, firstname, lastname, cvLink, atsCandidateId, stage, rejected.
        "from" => from: Text,
    }
}

/// An item of `candidates`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Candidate")]
pub(in crate::manifest) struct RawCandidate {
    /// E-mail address. Two that differ in capitals only are the same person.
    #[serde(default)]
    pub(in crate::manifest) email: Slot<Text>,
    /// First name.
    #[serde(default)]
    pub(in crate::manifest) firstname: Slot<Text>,
    /// Last name.
    #[serde(default)]
    pub(in crate::manifest) lastname: Slot<Text>,
    /// The person's CV, from where Flowmingo fetches it: an https address that is public or signed.
    #[serde(default)]
    pub(in crate::manifest) cv_link: Slot<Text>,
    /// Your own id of the person; each once in a roster.
    #[serde(default)]
    pub(in crate::manifest) ats_candidate_id: Slot<Text>,
    /// The stage of the project that the person is to be in. Leave it out to leave the person where it is.
    #[serde(default)]
    pub(in crate::manifest) stage: Slot<Text>,
    /// true: the person is rejected, which may send a mail. Not together with `stage`.
    #[serde(default)]
    pub(in crate::manifest) rejected: Slot<bool>,
}

/// Its `lifecycle`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Lifecycle")]
pub(in crate::manifest) struct RawRosterLifecycle {
    /// Live submissions that no record knows, so that nobody can tell whose they are: `block` refuses to invite anybody,
    /// `ignore` says that they are other people's.
    #[serde(default)]
    pub(in crate::manifest) unknown_submissions: Slot<Text>,
}

//! `kind: Roster` of `flowmingo/v1`: who is invited.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::manifest::raw::{RawFrom, Slot, Text, raw_object};
use crate::manifest::table::InviteField;

raw_object! {
    /// Its `spec`.
    struct RawRoster (expecting "the spec of a Roster", schema "Spec") {
        fields: InviteField,
        /// Name of an `InterviewSet` manifest. Give this, `project`, or both.
        "interviewSet" => interview_set: Text,
        /// Name of a Project manifest. Give this, `interviewSet`, or both.
        "project" => project: Text,
        /// People to invite. Removing somebody from the list does not undo that.
        "candidates" => candidates: Vec<Slot<RawCandidate>>,
        /// CSV file with more candidates (separated by commas, semicolons or tabs), relative to
        /// this manifest's folder. Its first line names the columns: email and, optionally,
        /// firstname, lastname, cvLink, atsCandidateId, stage, rejected.
        /// `{ source: NAME, arguments: [...] }` takes them from a program that
        /// vetform.yaml names.
        "from" => from: RawFrom,
    }
}

/// An item of `candidates`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Candidate")]
pub(in crate::manifest) struct RawCandidate {
    /// E-mail address. Case does not distinguish people.
    #[serde(default)]
    pub(in crate::manifest) email: Slot<Text>,
    /// First name.
    #[serde(default)]
    pub(in crate::manifest) firstname: Slot<Text>,
    /// Last name.
    #[serde(default)]
    pub(in crate::manifest) lastname: Slot<Text>,
    /// URL of the person's CV, which Flowmingo fetches: https, public or signed.
    #[serde(default)]
    pub(in crate::manifest) cv_link: Slot<Text>,
    /// Your own id of the person, unique in the roster.
    #[serde(default)]
    pub(in crate::manifest) ats_candidate_id: Slot<Text>,
    /// Stage of the project to put the person into. Omit the key to leave the person where they
    /// are.
    #[serde(default)]
    pub(in crate::manifest) stage: Slot<Text>,
    /// true: the person is rejected, which may send a mail. Exclusive with `stage`.
    #[serde(default)]
    pub(in crate::manifest) rejected: Slot<bool>,
}

/// Its `lifecycle`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Lifecycle")]
pub(in crate::manifest) struct RawRosterLifecycle {
    /// What to do about live submissions that the state does not know, which may be those of people
    /// in the roster: `block` invites nobody, `ignore` treats them as other people's.
    #[serde(default)]
    pub(in crate::manifest) unknown_submissions: Slot<Text>,
}

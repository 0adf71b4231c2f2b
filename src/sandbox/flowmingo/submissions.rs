//! The reads of submissions (the guide, 4.4 and 4.5).

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::query::Parameters;
use super::super::store::{Object, ids, object};
use super::super::time::{iso, now};
use super::paging::Page;
use super::{Outcome, Refusal};

/// An interview set given to a person, and what came of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    clippy::struct_field_names,
    reason = "the stored names are the system's"
)]
pub(in crate::sandbox) struct Submission {
    pub(in crate::sandbox) id: String,
    interview_set_id: String,
    candidate_id: String,
    pub(super) code: String,
    /// An internal number, outside the contract.
    status: Option<i64>,
    /// A numeric string, out of 10.
    overall_score: Option<String>,
    /// Milliseconds since 1970, as are all times here.
    submission_at: Option<i64>,
    pub(super) created_at: i64,
}

object!(Submission, "flowmingo", "submission", of interview_set_id, named candidate_id);

/// New values for fields of a submission; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct SubmissionChange {
    /// The internal number.
    pub status: Option<i64>,
    /// As `8.50`.
    pub overall_score: Option<String>,
    /// Milliseconds since 1970.
    pub submission_at: Option<i64>,
}

impl Submission {
    /// Gives a set to a person, once more if need be.
    pub(super) fn add(
        connection: &Connection,
        set: &str,
        candidate: &str,
    ) -> rusqlite::Result<Self> {
        let submission = Self {
            id: ids::uuid(connection)?,
            interview_set_id: set.to_owned(),
            candidate_id: candidate.to_owned(),
            code: ids::opaque(connection)?,
            status: Some(0),
            overall_score: None,
            submission_at: None,
            created_at: now(),
        };
        submission.insert(connection)?;
        Ok(submission)
    }
}

/// `GET /integration/hiring/submissions/{id}/v1`
pub(super) fn get(connection: &Connection, id: &str) -> Outcome {
    Submission::get(connection, id)?
        .as_ref()
        .map(show)
        .ok_or_else(|| Refusal::not_found("Submission not found"))
}

/// `GET /integration/hiring/submissions/v1`: a filter that nothing fits gives an empty page, also when its id
/// is of nothing.
pub(super) fn list(connection: &Connection, query: &str) -> Outcome {
    let given = Parameters::read(query);
    let page = Page::read(&given)?;
    let submissions = Submission::all()
        .when("parent = ?", given.get("com_interview_set_id"))
        .when("name = ?", given.get("tal_candidate_id"))
        .newest()
        .listed(connection, page.window())?;
    Ok(page.envelope(&submissions, show))
}

fn show(submission: &Submission) -> Value {
    json!({
        "id": submission.id,
        "status": submission.status,
        "com_interview_set_id": submission.interview_set_id,
        "tal_candidate_id": submission.candidate_id,
        "overall_score": submission.overall_score,
        "submission_at": submission.submission_at.map(iso),
        "created_at": iso(submission.created_at),
    })
}

//! The reads of submissions (the guide, 4.4 and 4.5).

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::query::Parameters;
use super::super::store::table;
use super::super::store::table::flowmingo::submissions::Submission;
use super::super::time::iso;
use super::paging::Page;
use super::{Outcome, Refusal};

/// `GET /integration/hiring/submissions/{id}/v1`
pub(super) fn get(connection: &Connection, id: &str) -> Outcome {
    table::flowmingo::submissions::find(connection, id)?
        .as_ref()
        .map(show)
        .ok_or_else(|| Refusal::not_found("Submission not found"))
}

/// `GET /integration/hiring/submissions/v1`: a filter that nothing fits gives an empty page, also when its id
/// is of nothing.
pub(super) fn list(connection: &Connection, query: &str) -> Outcome {
    let given = Parameters::read(query);
    let page = Page::read(&given)?;
    let (set, candidate) = (
        given.get("com_interview_set_id"),
        given.get("tal_candidate_id"),
    );
    let submissions =
        table::flowmingo::submissions::page(connection, set, candidate, page.window())?;
    Ok(page.envelope(&submissions, show))
}

fn show(submission: &Submission) -> Value {
    json!({
        "id": submission.id,
        "status": submission.status,
        "com_interview_set_id": submission.set_id,
        "tal_candidate_id": submission.candidate_id,
        "overall_score": submission.overall_score,
        "submission_at": submission.submitted_at.map(iso),
        "created_at": iso(submission.created_at),
    })
}

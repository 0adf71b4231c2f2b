//! The reads of submissions (the guide, 4.4 and 4.5).

use rusqlite::Connection;

use super::super::kind::{Outcome, Parameters, Record as _, found, record};
use super::super::store::{Object, ids, object};
use super::super::time::now;
use super::paging::listed;

record! {
    /// An interview set given to a person, and what came of it.
    #[expect(
        clippy::struct_field_names,
        reason = "the stored names are the system's"
    )]
    pub(in crate::sandbox) struct Submission,
    change SubmissionChange
    with {
        id "id": String => Read "id";
        interview_set_id "interviewSetId": String => Read "com_interview_set_id";
        candidate_id "candidateId": String => Read "tal_candidate_id";
        code "code": String;
        /// An internal number, outside the contract.
        status "status": Option<i64> = Some(0), edit i64 => Read "status";
        /// A numeric string, out of 10, as `8.50`.
        overall_score "overallScore": Option<String>, edit String => Read "overall_score";
        /// Milliseconds since 1970, as are all times here.
        submission_at "submissionAt": Option<i64>, edit i64 => Time "submission_at";
        created_at "createdAt": i64 = now() => Time "created_at";
    }
}

object!(Submission, "flowmingo", "submission", of interview_set_id, named candidate_id);

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
            ..Self::default()
        };
        submission.insert(connection)?;
        Ok(submission)
    }
}

/// `GET /integration/hiring/submissions/{id}/v1`
pub(super) fn get(connection: &Connection, id: &str) -> Outcome {
    Ok(found::<Submission>(connection, id)?.shown().into())
}

/// `GET /integration/hiring/submissions/v1`: a filter that nothing fits gives an empty page, also when its id
/// is of nothing.
pub(super) fn list(connection: &Connection, query: &str) -> Outcome {
    let given = Parameters::read(query);
    let submissions = Submission::all()
        .when("parent = ?", given.get("com_interview_set_id"))
        .when("name = ?", given.get("tal_candidate_id"));
    listed(connection, &given, submissions)
}

//! What people author in the product, as lists: interview sets, projects, stages, job posts (the guide, 4).

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::kind::{Outcome, Parameters, Record as _, record};
use super::super::store::{Object, ids, object};
use super::super::time::now;
use super::paging::listed;
use super::pipeline::{JobPost, Project, Stage};
use super::submissions::Submission;

record! {
    /// An interview set, as far as any read shows it.
    pub(in crate::sandbox) struct InterviewSet with {
        id "id": String => Read "id";
        title "title": String => Read "title";
        status "status": i64 = 1 => Read "status";
        set_type "setType": i64 = 1 => Read "set_type";
        /// Milliseconds since 1970, as are all times here.
        created_at "createdAt": i64 = now() => Time "created_at";
    }
}

object!(InterviewSet, "flowmingo", "interview set", by ids::uuid, named title, owns Submission);

/// `GET /integration/hiring/interview-sets/v1`
pub(super) fn interview_sets(connection: &Connection, query: &str) -> Outcome {
    listed(connection, &Parameters::read(query), InterviewSet::all())
}

/// `GET /integration/hiring/projects/v1`
pub(super) fn projects(connection: &Connection, query: &str) -> Outcome {
    listed(connection, &Parameters::read(query), Project::all())
}

/// `GET /integration/hiring/job-posts/v1`
pub(super) fn job_posts(connection: &Connection, query: &str) -> Outcome {
    let given = Parameters::read(query);
    let posts = JobPost::all().when("parent = ?", given.get("com_project_id"));
    listed(connection, &given, posts)
}

/// `GET /integration/hiring/projects/{com_project_id}/stages/v1`: no page, and nothing for a project that is
/// not there.
pub(super) fn stages(connection: &Connection, project: &str) -> Outcome {
    let stages = Stage::in_order(connection, project)?;
    let shown: Vec<Value> = stages.iter().map(|stage| stage.shown().into()).collect();
    Ok(json!({"data": shown}))
}

//! What people author in the product, as lists: interview sets, projects, stages, job posts (the guide, 4).

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::kind::{Outcome, Parameters, Record as _, record};
use super::super::store::{Object, ids, object};
use super::super::time::now;
use super::applications::Application;
use super::paging::listed;
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

record! {
    /// A project, with a pipeline of stages.
    pub(in crate::sandbox) struct Project with {
        id "id": String => Read "id";
        title "title": String => Read "title";
        created_at "createdAt": i64 = now() => Time "created_at";
    }
}

object!(Project, "flowmingo", "project", by ids::uuid, named title, owns Application, owns Stage, owns JobPost);

record! {
    /// A stage of a project.
    pub(in crate::sandbox) struct Stage with {
        id "id": String => Read "id";
        project_id "projectId": String => Read "com_project_id";
        name "name": String => Read "name";
        /// From 1; it orders.
        priority "priority": i64 => Read "priority";
    }
}

object!(Stage, "flowmingo", "stage", by ids::uuid, of project_id, named name, {
    fn release(connection: &Connection, id: &str) -> rusqlite::Result<()> {
        Application::clear(connection, "stageId", id, |application| application.stage_id = None)
    }
});

record! {
    /// A job post of a project.
    pub(in crate::sandbox) struct JobPost with {
        id "id": String => Read "id";
        project_id "projectId": String => Read "com_project_id";
        title "title": String => Read "title";
        status "status": i64 = 1 => Read "status";
        created_at "createdAt": i64 = now() => Time "created_at";
    }
}

object!(JobPost, "flowmingo", "job post", by ids::uuid, of project_id, named title, {
    fn release(connection: &Connection, id: &str) -> rusqlite::Result<()> {
        Application::clear(connection, "jobPostId", id, |application| application.job_post_id = None)
    }
});

impl Stage {
    /// Adds one behind the last one of its project and gives its id.
    pub(in crate::sandbox) fn append(
        connection: &Connection,
        project: &str,
        name: &str,
    ) -> rusqlite::Result<String> {
        let last = Self::in_order(connection, project)?.pop();
        let priority = last.map_or(0, |last| last.priority) + 1;
        let fields = json!({"projectId": project, "name": name, "priority": priority});
        Ok(Self::made(connection, &fields)?.id)
    }

    /// The stages of a project, in pipeline order.
    pub(in crate::sandbox) fn in_order(
        connection: &Connection,
        project: &str,
    ) -> rusqlite::Result<Vec<Self>> {
        let mut stages = Self::of(project).list(connection)?;
        stages.sort_by_key(|stage| stage.priority);
        Ok(stages)
    }
}

impl JobPost {
    /// Adds one and gives its id.
    pub(in crate::sandbox) fn add(
        connection: &Connection,
        project: &str,
        title: &str,
    ) -> rusqlite::Result<String> {
        let fields = json!({"projectId": project, "title": title});
        Ok(Self::made(connection, &fields)?.id)
    }
}

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

//! A project with its pipeline: stages, job posts, and the applications of people. One file, since what goes takes its place in
//! the others along.

use rusqlite::Connection;
use serde_json::json;

use super::super::kind::record;
use super::super::number;
use super::super::store::{Object, ids, object, require_there};
use super::super::time::now;

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

/// The internal numbers of `status` are outside the contract; any will do.
const ACTIVE: i64 = 1;
const REJECTED: i64 = 5;

record! {
    /// A person in a project's pipeline.
    pub(in crate::sandbox) struct Application,
    change ApplicationChange
    with {
        id "id": String => Read "id";
        candidate_id "candidateId": String => Read "tal_candidate_id";
        project_id "projectId": String => Read "com_project_id";
        job_post_id "jobPostId": Option<String> => Read "com_job_post_id";
        /// Of a stage that is there.
        stage_id "stageId": Option<String>, edit String;
        #[serde(serialize_with = "number::stored_or_none")]
        score "score": Option<f64>, edit f64 => Read "score";
        rejected "rejected": bool, edit bool;
        /// Milliseconds since 1970.
        created_at "createdAt": i64 = now() => Time "created_at";
    }
}

object!(Application, "flowmingo", "application", by ids::uuid, of project_id, named candidate_id, {
    fn check(&self, connection: &Connection) -> rusqlite::Result<()> {
        require_there::<Stage>(connection, self.stage_id.as_ref())
    }
});

impl Application {
    /// Whether a person has one in a project that is not rejected.
    pub(super) fn is_active(
        connection: &Connection,
        candidate: &str,
        project: &str,
    ) -> rusqlite::Result<bool> {
        Self::of(project)
            .when("name = ? AND NOT body ->> 'rejected'", Some(candidate))
            .any(connection)
    }

    /// Edits all whose field holds this id of something that goes.
    pub(super) fn clear(
        connection: &Connection,
        field: &str,
        id: &str,
        clear: impl Fn(&mut Self),
    ) -> rusqlite::Result<()> {
        for mut application in Self::all().field(field, Some(id)).list(connection)? {
            clear(&mut application);
            application.save(connection)?;
        }
        Ok(())
    }

    pub(super) const fn status(&self) -> i64 {
        if self.rejected { REJECTED } else { ACTIVE }
    }
}

//! What people author in the product, as lists: interview sets, projects, stages, job posts (the guide, 4).

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::query::Parameters;
use super::super::store::{Object, ids, object};
use super::super::time::{iso, now};
use super::Outcome;
use super::applications::Application;
use super::paging::Page;
use super::submissions::Submission;

/// An interview set, as far as any read shows it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::sandbox) struct InterviewSet {
    id: String,
    pub(in crate::sandbox) title: String,
    status: i64,
    set_type: i64,
    /// Milliseconds since 1970, as are all times here.
    created_at: i64,
}

object!(InterviewSet, "flowmingo", "interview set", named title, {
    fn release(connection: &Connection, id: &str) -> rusqlite::Result<()> {
        Submission::of(id).drop_all(connection)
    }
});

/// A project, with a pipeline of stages.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::sandbox) struct Project {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) title: String,
    created_at: i64,
}

object!(Project, "flowmingo", "project", named title, {
    fn release(connection: &Connection, id: &str) -> rusqlite::Result<()> {
        Application::of(id).drop_all(connection)?;
        Stage::of(id).drop_all(connection)?;
        JobPost::of(id).drop_all(connection)
    }
});

/// A stage of a project.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::sandbox) struct Stage {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) project_id: String,
    pub(in crate::sandbox) name: String,
    /// From 1; it orders.
    pub(in crate::sandbox) priority: i64,
}

object!(Stage, "flowmingo", "stage", of project_id, named name, {
    fn release(connection: &Connection, id: &str) -> rusqlite::Result<()> {
        Application::clear(connection, "stageId", id, |application| application.stage_id = None)
    }
});

/// A job post of a project.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::sandbox) struct JobPost {
    pub(in crate::sandbox) id: String,
    project_id: String,
    pub(in crate::sandbox) title: String,
    status: i64,
    created_at: i64,
}

object!(JobPost, "flowmingo", "job post", of project_id, named title, {
    fn release(connection: &Connection, id: &str) -> rusqlite::Result<()> {
        Application::clear(connection, "jobPostId", id, |application| application.job_post_id = None)
    }
});

impl InterviewSet {
    /// Adds one and gives its id.
    pub(in crate::sandbox) fn add(
        connection: &Connection,
        title: &str,
    ) -> rusqlite::Result<String> {
        let set = Self {
            id: ids::uuid(connection)?,
            title: title.to_owned(),
            status: 1,
            set_type: 1,
            created_at: now(),
        };
        set.insert(connection)?;
        Ok(set.id)
    }
}

impl Project {
    /// Adds one without stages and gives its id.
    pub(in crate::sandbox) fn add(
        connection: &Connection,
        title: &str,
    ) -> rusqlite::Result<String> {
        let project = Self {
            id: ids::uuid(connection)?,
            title: title.to_owned(),
            created_at: now(),
        };
        project.insert(connection)?;
        Ok(project.id)
    }
}

impl Stage {
    /// Adds one behind the last one of its project and gives its id.
    pub(in crate::sandbox) fn append(
        connection: &Connection,
        project: &str,
        name: &str,
    ) -> rusqlite::Result<String> {
        let last = Self::in_order(connection, project)?.pop();
        let stage = Self {
            id: ids::uuid(connection)?,
            project_id: project.to_owned(),
            name: name.to_owned(),
            priority: last.map_or(0, |last| last.priority) + 1,
        };
        stage.insert(connection)?;
        Ok(stage.id)
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
        let post = Self {
            id: ids::uuid(connection)?,
            project_id: project.to_owned(),
            title: title.to_owned(),
            status: 1,
            created_at: now(),
        };
        post.insert(connection)?;
        Ok(post.id)
    }
}

/// `GET /integration/hiring/interview-sets/v1`
pub(super) fn interview_sets(connection: &Connection, query: &str) -> Outcome {
    let page = Page::read(&Parameters::read(query))?;
    let sets = InterviewSet::all()
        .newest()
        .listed(connection, page.window())?;
    Ok(page.envelope(&sets, |set: &InterviewSet| {
        json!({
            "id": set.id,
            "title": set.title,
            "status": set.status,
            "set_type": set.set_type,
            "created_at": iso(set.created_at),
        })
    }))
}

/// `GET /integration/hiring/projects/v1`
pub(super) fn projects(connection: &Connection, query: &str) -> Outcome {
    let page = Page::read(&Parameters::read(query))?;
    let projects = Project::all().newest().listed(connection, page.window())?;
    Ok(page.envelope(&projects, |project: &Project| {
        json!({
            "id": project.id,
            "title": project.title,
            "created_at": iso(project.created_at),
        })
    }))
}

/// `GET /integration/hiring/job-posts/v1`
pub(super) fn job_posts(connection: &Connection, query: &str) -> Outcome {
    let given = Parameters::read(query);
    let page = Page::read(&given)?;
    let posts = JobPost::all()
        .when("parent = ?", given.get("com_project_id"))
        .newest()
        .listed(connection, page.window())?;
    Ok(page.envelope(&posts, |post: &JobPost| {
        json!({
            "id": post.id,
            "title": post.title,
            "status": post.status,
            "com_project_id": post.project_id,
            "created_at": iso(post.created_at),
        })
    }))
}

/// `GET /integration/hiring/projects/{com_project_id}/stages/v1`: no page, and nothing for a project that is
/// not there.
pub(super) fn stages(connection: &Connection, project: &str) -> Outcome {
    let stages = Stage::in_order(connection, project)?;
    let show = |stage: &Stage| {
        json!({
            "id": stage.id,
            "name": stage.name,
            "priority": stage.priority,
            "com_project_id": stage.project_id,
        })
    };
    let data: Vec<Value> = stages.iter().map(show).collect();
    Ok(json!({"data": data}))
}

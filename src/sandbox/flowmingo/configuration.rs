//! What people author in the product, as lists: interview sets, projects, stages, job posts (the guide, 4).

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::query::Parameters;
use super::super::store::table;
use super::super::store::table::flowmingo::job_posts::JobPost;
use super::super::store::table::flowmingo::projects::Project;
use super::super::store::table::flowmingo::sets::InterviewSet;
use super::super::store::table::flowmingo::stages::Stage;
use super::super::time::iso;
use super::Outcome;
use super::paging::Page;

/// `GET /integration/hiring/interview-sets/v1`
pub(super) fn interview_sets(connection: &Connection, query: &str) -> Outcome {
    let page = Page::read(&Parameters::read(query))?;
    let sets = table::flowmingo::sets::page(connection, page.window())?;
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
    let projects = table::flowmingo::projects::page(connection, page.window())?;
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
    let project = given.get("com_project_id");
    let posts = table::flowmingo::job_posts::page(connection, project, page.window())?;
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
    let stages = table::flowmingo::stages::of(connection, project)?;
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

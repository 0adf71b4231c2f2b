//! Flowmingo's data as JSON, in the order of creation.

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::super::settings::FlowmingoSettings;
use super::super::super::store::table;
use super::super::super::store::table::flowmingo::applications::Filter;
use super::super::super::store::table::flowmingo::projects::Project;
use super::super::super::system::System;

/// Enough for any store.
const EVERYTHING: (i64, i64) = (i64::MAX, 0);

pub(in crate::sandbox::web_app) fn dump(connection: &Connection) -> rusqlite::Result<Value> {
    let settings: FlowmingoSettings = table::settings::of(connection, System::Flowmingo)?;
    Ok(json!({
        "settings": settings,
        "interviewSets": interview_sets(connection)?,
        "projects": projects(connection)?,
        "candidates": candidates(connection)?,
        "submissions": submissions(connection)?,
        "invitations": table::flowmingo::invitations::all(connection)?,
        "applications": applications(connection)?,
    }))
}

fn interview_sets(connection: &Connection) -> rusqlite::Result<Vec<Value>> {
    let sets = table::flowmingo::sets::page(connection, EVERYTHING)?;
    let show = sets.items.iter().rev();
    Ok(show
        .map(|set| json!({"id": set.id, "title": set.title}))
        .collect())
}

fn projects(connection: &Connection) -> rusqlite::Result<Vec<Value>> {
    let projects = table::flowmingo::projects::page(connection, EVERYTHING)?;
    let show = projects.items.iter().rev();
    show.map(|one| project(connection, one)).collect()
}

fn project(connection: &Connection, project: &Project) -> rusqlite::Result<Value> {
    let id = project.id.as_str();
    let stages: Vec<Value> = table::flowmingo::stages::of(connection, id)?
        .iter()
        .map(|stage| json!({"id": stage.id, "name": stage.name, "priority": stage.priority}))
        .collect();
    let posts = table::flowmingo::job_posts::page(connection, Some(id), EVERYTHING)?;
    let posts: Vec<Value> = posts
        .items
        .iter()
        .rev()
        .map(|post| json!({"id": post.id, "title": post.title}))
        .collect();
    Ok(json!({"id": id, "title": project.title, "stages": stages, "jobPosts": posts}))
}

fn candidates(connection: &Connection) -> rusqlite::Result<Vec<Value>> {
    let candidates = table::flowmingo::candidates::all(connection)?;
    let show = candidates.iter();
    Ok(show
        .map(|candidate| {
            json!({
                "id": candidate.id,
                "email": candidate.email,
                "firstname": candidate.firstname,
                "lastname": candidate.lastname,
            })
        })
        .collect())
}

fn submissions(connection: &Connection) -> rusqlite::Result<Vec<Value>> {
    let submissions = table::flowmingo::submissions::page(connection, None, None, EVERYTHING)?;
    let show = submissions.items.iter().rev();
    Ok(show
        .map(|submission| {
            json!({
                "id": submission.id,
                "interviewSetId": submission.set_id,
                "candidateId": submission.candidate_id,
                "status": submission.status,
                "overallScore": submission.overall_score,
                "submissionAt": submission.submitted_at,
            })
        })
        .collect())
}

fn applications(connection: &Connection) -> rusqlite::Result<Vec<Value>> {
    let everything = Filter::default();
    let applications = table::flowmingo::applications::page(connection, &everything, EVERYTHING)?;
    let show = applications.items.iter().rev();
    Ok(show
        .map(|application| {
            json!({
                "id": application.id,
                "candidateId": application.candidate_id,
                "projectId": application.project_id,
                "jobPostId": application.job_post_id,
                "stageId": application.stage_id,
                "score": application.score,
                "rejected": application.is_rejected,
            })
        })
        .collect())
}

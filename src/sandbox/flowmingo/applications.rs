//! The pipeline: the list of applications (the guide, 4.3) and what moves people through it (5).

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::call::Call;
use super::super::number::number;
use super::super::query::Parameters;
use super::super::store::table;
use super::super::store::table::flowmingo::applications::{Application, ApplicationChange, Filter};
use super::super::store::table::flowmingo::stages::Stage;
use super::super::system::System;
use super::super::time::{iso, now};
use super::body::read_body;
use super::paging::Page;
use super::{Outcome, Refusal};

/// `GET /integration/hiring/applications/v1`
pub(super) fn list(connection: &Connection, query: &str) -> Outcome {
    let given = Parameters::read(query);
    let page = Page::read(&given)?;
    let filter = Filter {
        project: given.get("com_project_id"),
        job_post: given.get("com_job_post_id"),
        stage: given.get("com_stage_id"),
    };
    let listed = table::flowmingo::applications::page(connection, &filter, page.window())?;
    let mut answer = page.envelope(&listed, show);
    for (shown, application) in answer["data"]
        .as_array_mut()
        .into_iter()
        .flatten()
        .zip(&listed.items)
    {
        shown["stage"] = stage_of(connection, application)?;
    }
    Ok(answer)
}

/// `POST /integration/hiring/applications/v1`
pub(super) fn add(connection: &Connection, call: &Call) -> Outcome {
    let (candidate, project, post, stage) = read_body(call, |fields| {
        fields.require("tal_candidate_id");
        fields.require("com_project_id");
        (
            fields.uuid("tal_candidate_id").unwrap_or_default(),
            fields.uuid("com_project_id").unwrap_or_default(),
            fields.uuid("com_job_post_id"),
            fields.uuid("com_stage_id"),
        )
    })?;
    if table::flowmingo::candidates::find(connection, &candidate)?.is_none() {
        return Err(Refusal::not_found("Candidate not found"));
    }
    require_project(connection, &project)?;
    if let Some(post) = &post {
        require_post(connection, &project, post)?;
    }
    if let Some(stage) = &stage {
        stage_in(connection, &project, stage)?;
    }
    if table::flowmingo::applications::is_active(connection, &candidate, &project)? {
        return Err(Refusal::invalid(ALREADY_APPLIED));
    }
    let (post, stage) = (post.as_deref(), stage.as_deref());
    let id = table::flowmingo::applications::insert(
        connection,
        &candidate,
        &project,
        post,
        stage,
        now(),
    )?;
    let application = find(connection, &id)?;
    Ok(json!({
        "id": application.id,
        "com_project_id": application.project_id,
        "com_job_post_id": application.job_post_id,
        "com_stage_id": application.stage_id,
        "status": application.status,
    }))
}

/// `POST /integration/hiring/applications/{id}/move-stage/v1`. That a rejected application does not move is our
/// reading; nothing is said of it.
pub(super) fn move_stage(connection: &Connection, id: &str, call: &Call) -> Outcome {
    let application = find(connection, id)?;
    let stage = read_body(call, |fields| {
        fields.require("com_stage_id");
        fields.uuid("com_stage_id").unwrap_or_default()
    })?;
    let stage = stage_in(connection, &application.project_id, &stage)?;
    if application.is_rejected {
        return Err(Refusal::invalid("Application is rejected"));
    }
    let change = ApplicationChange {
        stage_id: Some(stage.id.clone()),
        ..ApplicationChange::default()
    };
    table::flowmingo::applications::update(connection, id, &change)?;
    Ok(json!({"id": id, "com_stage_id": stage.id}))
}

/// `POST /integration/hiring/applications/{id}/reject/v1`. Whether the person is told is unsaid: here they are,
/// and again with every further reject.
pub(super) fn reject(connection: &Connection, id: &str) -> Outcome {
    let application = find(connection, id)?;
    let change = ApplicationChange {
        rejected: Some(true),
        ..ApplicationChange::default()
    };
    table::flowmingo::applications::update(connection, id, &change)?;
    let candidate = table::flowmingo::candidates::find(connection, &application.candidate_id)?;
    if let Some(email) = candidate.and_then(|candidate| candidate.email) {
        table::mails::send(connection, System::Flowmingo, "rejection", &email, id)?;
    }
    Ok(json!({"id": id, "status": "rejected"}))
}

/// The text by which a client tells this 400 from others.
pub(super) const ALREADY_APPLIED: &str = "Candidate has already applied to this project";

/// 404 without such a project.
pub(super) fn require_project(connection: &Connection, project: &str) -> Result<(), Refusal> {
    if table::flowmingo::projects::exists(connection, project)? {
        Ok(())
    } else {
        Err(Refusal::not_found("Hiring project not found"))
    }
}

/// 404 if the job post is of another project, or of none.
pub(super) fn require_post(
    connection: &Connection,
    project: &str,
    post: &str,
) -> Result<(), Refusal> {
    if table::flowmingo::job_posts::belongs(connection, project, post)? {
        Ok(())
    } else {
        let message = "Job post not found or does not belong to this project";
        Err(Refusal::not_found(message))
    }
}

/// 400 if the stage is of another project, or of none.
fn stage_in(connection: &Connection, project: &str, stage: &str) -> Result<Stage, Refusal> {
    table::flowmingo::stages::find(connection, stage)?
        .filter(|stage| stage.project_id == project)
        .ok_or_else(|| Refusal::invalid("Stage not found in this project"))
}

fn find(connection: &Connection, id: &str) -> Result<Application, Refusal> {
    table::flowmingo::applications::find(connection, id)?
        .ok_or_else(|| Refusal::not_found("Application not found"))
}

fn stage_of(connection: &Connection, application: &Application) -> rusqlite::Result<Value> {
    let Some(stage) = &application.stage_id else {
        return Ok(Value::Null);
    };
    let stage = table::flowmingo::stages::find(connection, stage)?;
    Ok(stage.map_or(
        Value::Null,
        |stage| json!({"id": stage.id, "name": stage.name}),
    ))
}

fn show(application: &Application) -> Value {
    json!({
        "id": application.id,
        "tal_candidate_id": application.candidate_id,
        "com_project_id": application.project_id,
        "com_job_post_id": application.job_post_id,
        "stage": null,
        "score": application.score.map(number),
        "status": application.status,
        "created_at": iso(application.created_at),
    })
}

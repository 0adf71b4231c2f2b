//! The list of applications (the guide, 4.3) and what moves people through the pipeline (5).

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::call::Call;
use super::super::kind::{Outcome, Parameters, Record as _, Refusal, body, found, record};
use super::super::mails;
use super::super::store::Object as _;
use super::paging::shown_by;
use super::people::Candidate;
use super::pipeline::{Application, JobPost, Project, Stage};
use super::refusal::{invalid, missing};

/// `GET /integration/hiring/applications/v1`
pub(super) fn list(connection: &Connection, query: &str) -> Outcome {
    let given = Parameters::read(query);
    let applications = Application::all()
        .when("parent = ?", given.get("com_project_id"))
        .field("jobPostId", given.get("com_job_post_id"))
        .field("stageId", given.get("com_stage_id"));
    shown_by(connection, &given, applications, |application| {
        let mut shown = application.shown();
        shown.insert("stage".to_owned(), stage_of(connection, application)?);
        shown.insert("status".to_owned(), application.status().into());
        Ok(Value::Object(shown))
    })
}

record! {
    /// A body that adds one.
    #[serde(default)]
    struct Added with {
        candidate "tal_candidate_id": String, create Uuid.required();
        project "com_project_id": String, create Uuid.required();
        post "com_job_post_id": Option<String>, create Uuid.optional();
        stage "com_stage_id": Option<String>, create Uuid.optional();
    }
}

/// `POST /integration/hiring/applications/v1`
pub(super) fn add(connection: &Connection, call: &Call) -> Outcome {
    let added: Added = body::new(call, |_| {})?;
    let (candidate, project) = (added.candidate, added.project);
    found::<Candidate>(connection, &candidate)?;
    require_project(connection, &project)?;
    if let Some(post) = &added.post {
        require_post(connection, &project, post)?;
    }
    if let Some(stage) = &added.stage {
        stage_in(connection, &project, stage)?;
    }
    if Application::is_active(connection, &candidate, &project)? {
        return Err(invalid(ALREADY_APPLIED));
    }
    let application = Application {
        candidate_id: candidate,
        project_id: project,
        job_post_id: added.post,
        stage_id: added.stage,
        ..Application::default()
    };
    let application = application.create(connection)?;
    Ok(json!({
        "id": application.id,
        "com_project_id": application.project_id,
        "com_job_post_id": application.job_post_id,
        "com_stage_id": application.stage_id,
        "status": application.status(),
    }))
}

record! {
    /// A body that moves one.
    struct Moved with {
        stage_id "com_stage_id": String, create Uuid.required();
    }
}

/// `POST /integration/hiring/applications/{id}/move-stage/v1`. That a rejected application does not move is our
/// reading; nothing is said of it.
pub(super) fn move_stage(connection: &Connection, id: &str, call: &Call) -> Outcome {
    let mut application: Application = found(connection, id)?;
    let moved: Moved = body::new(call, |_| {})?;
    let stage = stage_in(connection, &application.project_id, &moved.stage_id)?;
    if application.rejected {
        return Err(invalid("Application is rejected"));
    }
    application.stage_id = Some(stage.id.clone());
    application.save(connection)?;
    Ok(json!({"id": id, "com_stage_id": stage.id}))
}

/// `POST /integration/hiring/applications/{id}/reject/v1`. Whether the person is told is unsaid: here they are,
/// and again with every further reject.
pub(super) fn reject(connection: &Connection, id: &str) -> Outcome {
    let mut application: Application = found(connection, id)?;
    application.rejected = true;
    application.save(connection)?;
    let candidate = Candidate::get(connection, &application.candidate_id)?;
    if let Some(email) = candidate.and_then(|candidate| candidate.email) {
        mails::send(connection, &application, "rejection", &email)?;
    }
    Ok(json!({"id": id, "status": "rejected"}))
}

/// The text by which a client tells this 400 from others.
pub(super) const ALREADY_APPLIED: &str = "Candidate has already applied to this project";

/// 404 without such a project.
pub(super) fn require_project(connection: &Connection, project: &str) -> Result<(), Refusal> {
    let is_there = Project::exists(connection, project)?;
    is_there
        .then_some(())
        .ok_or(Refusal::Missing("hiring project"))
}

/// 404 if the job post is of another project, or of none.
pub(super) fn require_post(
    connection: &Connection,
    project: &str,
    post: &str,
) -> Result<(), Refusal> {
    let post = JobPost::of(project).when("id = ?", Some(post));
    let message = "Job post not found or does not belong to this project";
    let is_there = post.any(connection)?;
    is_there.then_some(()).ok_or_else(|| missing(message))
}

/// 400 if the stage is of another project, or of none.
fn stage_in(connection: &Connection, project: &str, stage: &str) -> Result<Stage, Refusal> {
    Stage::get(connection, stage)?
        .filter(|stage| stage.project_id == project)
        .ok_or_else(|| invalid("Stage not found in this project"))
}

fn stage_of(connection: &Connection, application: &Application) -> rusqlite::Result<Value> {
    let stage = match &application.stage_id {
        Some(stage) => Stage::get(connection, stage)?,
        None => None,
    };
    Ok(json!(
        stage.map(|stage| json!({"id": stage.id, "name": stage.name}))
    ))
}

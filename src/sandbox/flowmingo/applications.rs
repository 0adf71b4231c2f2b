//! The pipeline: the list of applications (the guide, 4.3) and what moves people through it (5).

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::call::Call;
use super::super::mails;
use super::super::number::number;
use super::super::query::Parameters;
use super::super::store::{Object, ids, object, refused};
use super::super::system::System;
use super::super::time::{iso, now};
use super::body::read_body;
use super::configuration::{JobPost, Project, Stage};
use super::paging::Page;
use super::people::Candidate;
use super::{Outcome, Refusal};

/// The internal numbers of `status` are outside the contract; any will do.
const ACTIVE: i64 = 1;
const REJECTED: i64 = 5;

/// A person in a project's pipeline.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::sandbox) struct Application {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) candidate_id: String,
    pub(in crate::sandbox) project_id: String,
    pub(in crate::sandbox) job_post_id: Option<String>,
    pub(in crate::sandbox) stage_id: Option<String>,
    pub(in crate::sandbox) score: Option<f64>,
    pub(in crate::sandbox) rejected: bool,
    /// Milliseconds since 1970.
    pub(in crate::sandbox) created_at: i64,
}

object!(Application, "flowmingo", "application", of project_id, named candidate_id, {
    fn check(&self, connection: &Connection) -> rusqlite::Result<()> {
        match &self.stage_id {
            Some(stage) if !Stage::exists(connection, stage)? => {
                Err(refused(&format!("no stage has the id {stage}")))
            }
            _ => Ok(()),
        }
    }
});

/// New values for fields of an application; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ApplicationChange {
    /// A stage, which must exist.
    pub stage_id: Option<String>,
    /// The score.
    pub score: Option<f64>,
    /// Whether the person is out.
    pub rejected: Option<bool>,
}

impl Application {
    /// Puts it into the pipeline under a new id.
    pub(super) fn add(mut self, connection: &Connection) -> rusqlite::Result<Self> {
        self.id = ids::uuid(connection)?;
        self.created_at = now();
        self.insert(connection)?;
        Ok(self)
    }

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

    const fn status(&self) -> i64 {
        if self.rejected { REJECTED } else { ACTIVE }
    }
}

/// `GET /integration/hiring/applications/v1`
pub(super) fn list(connection: &Connection, query: &str) -> Outcome {
    let given = Parameters::read(query);
    let page = Page::read(&given)?;
    let listed = Application::all()
        .when("parent = ?", given.get("com_project_id"))
        .field("jobPostId", given.get("com_job_post_id"))
        .field("stageId", given.get("com_stage_id"))
        .newest()
        .listed(connection, page.window())?;
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
    if !Candidate::exists(connection, &candidate)? {
        return Err(Refusal::not_found("Candidate not found"));
    }
    require_project(connection, &project)?;
    if let Some(post) = &post {
        require_post(connection, &project, post)?;
    }
    if let Some(stage) = &stage {
        stage_in(connection, &project, stage)?;
    }
    if Application::is_active(connection, &candidate, &project)? {
        return Err(Refusal::invalid(ALREADY_APPLIED));
    }
    let application = Application {
        candidate_id: candidate,
        project_id: project,
        job_post_id: post,
        stage_id: stage,
        ..Application::default()
    };
    let application = application.add(connection)?;
    Ok(json!({
        "id": application.id,
        "com_project_id": application.project_id,
        "com_job_post_id": application.job_post_id,
        "com_stage_id": application.stage_id,
        "status": application.status(),
    }))
}

/// `POST /integration/hiring/applications/{id}/move-stage/v1`. That a rejected application does not move is our
/// reading; nothing is said of it.
pub(super) fn move_stage(connection: &Connection, id: &str, call: &Call) -> Outcome {
    let mut application = find(connection, id)?;
    let stage = read_body(call, |fields| {
        fields.require("com_stage_id");
        fields.uuid("com_stage_id").unwrap_or_default()
    })?;
    let stage = stage_in(connection, &application.project_id, &stage)?;
    if application.rejected {
        return Err(Refusal::invalid("Application is rejected"));
    }
    application.stage_id = Some(stage.id.clone());
    application.save(connection)?;
    Ok(json!({"id": id, "com_stage_id": stage.id}))
}

/// `POST /integration/hiring/applications/{id}/reject/v1`. Whether the person is told is unsaid: here they are,
/// and again with every further reject.
pub(super) fn reject(connection: &Connection, id: &str) -> Outcome {
    let mut application = find(connection, id)?;
    application.rejected = true;
    application.save(connection)?;
    let candidate = Candidate::get(connection, &application.candidate_id)?;
    if let Some(email) = candidate.and_then(|candidate| candidate.email) {
        mails::send(connection, System::Flowmingo, "rejection", &email, id)?;
    }
    Ok(json!({"id": id, "status": "rejected"}))
}

/// The text by which a client tells this 400 from others.
pub(super) const ALREADY_APPLIED: &str = "Candidate has already applied to this project";

/// 404 without such a project.
pub(super) fn require_project(connection: &Connection, project: &str) -> Result<(), Refusal> {
    if Project::exists(connection, project)? {
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
    if JobPost::of(project)
        .when("id = ?", Some(post))
        .any(connection)?
    {
        Ok(())
    } else {
        let message = "Job post not found or does not belong to this project";
        Err(Refusal::not_found(message))
    }
}

/// 400 if the stage is of another project, or of none.
fn stage_in(connection: &Connection, project: &str, stage: &str) -> Result<Stage, Refusal> {
    Stage::get(connection, stage)?
        .filter(|stage| stage.project_id == project)
        .ok_or_else(|| Refusal::invalid("Stage not found in this project"))
}

fn find(connection: &Connection, id: &str) -> Result<Application, Refusal> {
    Application::get(connection, id)?.ok_or_else(|| Refusal::not_found("Application not found"))
}

fn stage_of(connection: &Connection, application: &Application) -> rusqlite::Result<Value> {
    let Some(stage) = &application.stage_id else {
        return Ok(Value::Null);
    };
    let stage = Stage::get(connection, stage)?;
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
        "status": application.status(),
        "created_at": iso(application.created_at),
    })
}

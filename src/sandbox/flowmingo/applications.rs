//! The pipeline: the list of applications (the guide, 4.3) and what moves people through it (5).

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::call::Call;
use super::super::kind::{Outcome, Parameters, Record as _, Refusal, body, found, record};
use super::super::store::{Object, ids, object, require_there};
use super::super::time::now;
use super::super::{mails, number};
use super::configuration::{JobPost, Project, Stage};
use super::paging::shown_by;
use super::people::Candidate;
use super::refusal::{invalid, missing};

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

    const fn status(&self) -> i64 {
        if self.rejected { REJECTED } else { ACTIVE }
    }
}

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

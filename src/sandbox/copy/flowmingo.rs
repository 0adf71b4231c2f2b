//! Flowmingo's answers as objects: what is authored there, the pipelines, and people, of whom no read shows more than an id.
//!
//! The key that reads need not be the one that applies: here it may do everything, whatever it is shown to be allowed. Lists begin
//! with the newest, so they are planted from their end; stages come in their order.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde_json::{Map, Value};

use super::super::flowmingo::configuration::InterviewSet;
use super::super::flowmingo::people::Candidate;
use super::super::flowmingo::pipeline::{Application, JobPost, Project, Stage};
use super::super::flowmingo::submissions::Submission;
use super::super::kind::Parameters;
use super::super::store::Object as _;
use super::super::{SandboxError, System};
use super::read_back::read_back;
use super::reads::{Object, Reads, id_of, text_of};

type Planted = Result<(), SandboxError>;
type People = BTreeMap<String, Option<String>>;

const OF: System = System::Flowmingo;

pub(super) fn plant(connection: &Connection, reads: &Reads, people: &People) -> Planted {
    for object in items(reads, "interview-sets") {
        let mut set: InterviewSet = read_back(&object.fields);
        set.id = id_of(&object.fields).unwrap_or_default();
        set.put(connection)?;
    }
    for object in items(reads, "projects") {
        let mut project: Project = read_back(&object.fields);
        project.id = id_of(&object.fields).unwrap_or_default();
        project.put(connection)?;
    }
    for (project, all) in reads.below(OF, "/integration/hiring/projects/*/stages/v1") {
        for (index, object) in all.iter().enumerate() {
            stage(connection, project, (index, &object.fields))?;
        }
    }
    for object in items(reads, "job-posts") {
        let mut post: JobPost = read_back(&object.fields);
        post.id = id_of(&object.fields).unwrap_or_default();
        post.project_id = asked(object, post.project_id, "com_project_id");
        post.put(connection)?;
    }
    for (id, email) in people {
        person(connection, id, email.clone())?;
    }
    items(reads, "applications").try_for_each(|object| application(connection, object))?;
    items(reads, "submissions").try_for_each(|object| submission(connection, object))
}

/// The items of a list, the oldest first.
fn items<'r>(reads: &'r Reads, list: &str) -> impl Iterator<Item = &'r Object> {
    let path = format!("/integration/hiring/{list}/v1");
    reads.list(OF, &path).into_iter().flatten().rev()
}

/// What an item does not say of itself, its list was asked for.
fn asked(object: &Object, told: String, name: &str) -> String {
    if !told.is_empty() {
        return told;
    }
    let query = Parameters::read(&object.query);
    query.get(name).unwrap_or_default().to_owned()
}

fn stage(
    connection: &Connection,
    project: &str,
    (index, fields): (usize, &Map<String, Value>),
) -> Planted {
    let mut stage: Stage = read_back(fields);
    stage.id = id_of(fields).unwrap_or_default();
    project.clone_into(&mut stage.project_id);
    // The order in which they came is what counts.
    stage.priority = i64::try_from(index).unwrap_or(i64::MAX).saturating_add(1);
    Ok(stage.put(connection)?)
}

fn application(connection: &Connection, object: &Object) -> Planted {
    let fields = &object.fields;
    let mut application: Application = read_back(fields);
    application.id = id_of(fields).unwrap_or_default();
    application.project_id = asked(object, application.project_id, "com_project_id");
    let stage = fields.get("stage").and_then(Value::as_object);
    let stage = stage
        .and_then(id_of)
        .or_else(|| text_of(fields.get("com_stage_id")?));
    application.stage_id = match stage {
        Some(stage) if Stage::exists(connection, &stage)? => Some(stage),
        _ => None,
    };
    person(connection, &application.candidate_id, None)?;
    Ok(application.put(connection)?)
}

fn submission(connection: &Connection, object: &Object) -> Planted {
    let mut submission: Submission = read_back(&object.fields);
    submission.id = id_of(&object.fields).unwrap_or_default();
    submission.interview_set_id =
        asked(object, submission.interview_set_id, "com_interview_set_id");
    submission.candidate_id = asked(object, submission.candidate_id, "tal_candidate_id");
    person(connection, &submission.candidate_id, None)?;
    Ok(submission.put(connection)?)
}

/// Somebody who is known there.
fn person(connection: &Connection, id: &str, email: Option<String>) -> Planted {
    if id.is_empty() || Candidate::exists(connection, id)? {
        return Ok(());
    }
    let candidate = Candidate {
        id: id.to_owned(),
        email,
        ..Candidate::default()
    };
    Ok(candidate.put(connection)?)
}

//! Everything in the store as JSON, in the order of creation, for people and for comparing two runs.
//!
//! TapTalent's data stands at the top, where it was before there were others. An object is shown as it
//! is stored, but for the fields named here: what no read of the API shows is among them.

use rusqlite::{Connection, Result};
use serde_json::{Value, json};

use super::super::flowmingo::configuration::InterviewSet;
use super::super::flowmingo::people::{Candidate, Invitation};
use super::super::flowmingo::pipeline::{Application, JobPost, Project, Stage};
use super::super::flowmingo::submissions::Submission;
use super::super::mails::Mail;
use super::super::promptster::assessment::CodingAssessment;
use super::super::promptster::candidate_key::CandidateKey;
use super::super::promptster::issues::Issue;
use super::super::promptster::provider_keys::StoredProviderKey;
use super::super::promptster::sessions::Session;
use super::super::settings::{self, FlowmingoSettings, PromptsterSettings, TaptalentSettings};
use super::super::store::{Object as _, numbers};
use super::super::taptalent::CREDITS;
use super::super::taptalent::assessment::Assessment;
use super::super::taptalent::flow::Flow;
use super::super::taptalent::flow::FlowCandidate;
use super::super::taptalent::generating::Generating;
use super::super::taptalent::jobs::Job;
use super::super::taptalent::person::{Invite, JobCandidate};
use super::super::taptalent::question::Question;

pub(super) fn dump(connection: &Connection) -> Result<Value> {
    Generating::settle(connection)?;
    let jobs = [
        "description",
        "city",
        "state",
        "country",
        "workMode",
        "createdAt",
    ];
    let job_candidates = ["jobId", "firstName", "lastName"];
    Ok(json!({
        "credits": numbers::get(connection, CREDITS)?,
        "assessments": assessments(connection)?,
        "flows": flows(connection)?,
        "jobs": Job::all().without(connection, &jobs)?,
        "jobCandidates": JobCandidate::all().without(connection, &job_candidates)?,
        "settings": settings::of::<TaptalentSettings>(connection)?,
        "mails": Mail::all().without(connection, &["id"])?,
        "flowmingo": flowmingo(connection)?,
        "promptster": promptster(connection)?,
    }))
}

fn assessments(connection: &Connection) -> Result<Vec<Value>> {
    let mut shown = Assessment::all().without(connection, &[])?;
    for assessment in &mut shown {
        let id = text(assessment, "assessmentId");
        let questions = Question::of(&id).without(connection, &["assessmentId"])?;
        let invites = Invite::of(&id).without(connection, &["assessmentId", "invitedAt"])?;
        assessment["questions"] = questions.into();
        assessment["generating"] = Generating::of(&id).count(connection)?.into();
        assessment["invites"] = invites.into();
    }
    Ok(shown)
}

fn flows(connection: &Connection) -> Result<Vec<Value>> {
    let candidate = [
        "flowId",
        "jobCandidateId",
        "jobId",
        "talentId",
        "assignedAt",
    ];
    let mut shown = Flow::all().without(connection, &[])?;
    for flow in &mut shown {
        let candidates = FlowCandidate::of(&flow["id"]).without(connection, &candidate)?;
        flow["candidates"] = candidates.into();
    }
    Ok(shown)
}

fn flowmingo(connection: &Connection) -> Result<Value> {
    let set = ["status", "setType", "createdAt"];
    Ok(json!({
        "settings": settings::of::<FlowmingoSettings>(connection)?,
        "interviewSets": InterviewSet::all().without(connection, &set)?,
        "projects": projects(connection)?,
        "candidates": Candidate::all().without(connection, &[])?,
        "submissions": Submission::all().without(connection, &["code", "createdAt"])?,
        "invitations": Invitation::all().without(connection, &[])?,
        "applications": Application::all().without(connection, &["createdAt"])?,
    }))
}

fn projects(connection: &Connection) -> Result<Vec<Value>> {
    let post = ["projectId", "status", "createdAt"];
    let mut shown = Project::all().without(connection, &["createdAt"])?;
    for project in &mut shown {
        let id = text(project, "id");
        let mut stages = Stage::of(&id).without(connection, &["projectId"])?;
        stages.sort_by_key(|stage| stage["priority"].as_i64());
        project["stages"] = stages.into();
        project["jobPosts"] = JobPost::of(&id).without(connection, &post)?.into();
    }
    Ok(shown)
}

fn promptster(connection: &Connection) -> Result<Value> {
    let key = [
        "expiresAt",
        "redeemedAt",
        "completedAt",
        "totalCostUsd",
        "createdAt",
    ];
    let assessments = CodingAssessment::all().without(connection, &["updatedAt"])?;
    let keys = CandidateKey::all().without(connection, &key)?;
    let provider_key = ["isDefault", "createdAt"];
    Ok(json!({
        "settings": settings::of::<PromptsterSettings>(connection)?,
        "assessments": as_flag(assessments, "deletedAt", "deleted"),
        "keys": as_flag(keys, "revokedAt", "revoked"),
        "sessions": Session::all().without(connection, &["startedAt"])?,
        "issues": Issue::all().without(connection, &[])?,
        "providerKeys": StoredProviderKey::all().without(connection, &provider_key)?,
    }))
}

/// With whether a time is set in the place of the time.
fn as_flag(mut objects: Vec<Value>, time: &str, flag: &str) -> Vec<Value> {
    for object in objects.iter_mut().filter_map(Value::as_object_mut) {
        let is_set = object
            .shift_remove(time)
            .is_some_and(|time| !time.is_null());
        object.insert(flag.to_owned(), json!(is_set));
    }
    objects
}

fn text(object: &Value, name: &str) -> String {
    object[name].as_str().unwrap_or_default().to_owned()
}

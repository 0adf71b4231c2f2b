//! Everything in the store as JSON, in the order of creation, for people and for comparing two runs.
//!
//! TapTalent's data stands at the top, where it was before there were others. An object is shown with the fields
//! named here, as it is stored: what no read of the API shows is among them.

use rusqlite::{Connection, Result};
use serde_json::{Value, json};

use super::super::flowmingo::applications::Application;
use super::super::flowmingo::configuration::{InterviewSet, JobPost, Project, Stage};
use super::super::flowmingo::people::{Candidate, Invitation};
use super::super::flowmingo::submissions::Submission;
use super::super::mails::Mail;
use super::super::promptster::assessment::CodingAssessment;
use super::super::promptster::issues::Issue;
use super::super::promptster::keys::CandidateKey;
use super::super::promptster::org::StoredProviderKey;
use super::super::promptster::sessions::Session;
use super::super::settings::{self, FlowmingoSettings, PromptsterSettings, TaptalentSettings};
use super::super::store::{Object as _, numbers};
use super::super::taptalent::CREDITS;
use super::super::taptalent::assessment::Assessment;
use super::super::taptalent::flow::Flow;
use super::super::taptalent::flow_people::FlowCandidate;
use super::super::taptalent::generation::Generating;
use super::super::taptalent::jobs::Job;
use super::super::taptalent::person::{Invite, JobCandidate};
use super::super::taptalent::questions::Question;

pub(super) fn dump(connection: &Connection) -> Result<Value> {
    Generating::settle(connection)?;
    Ok(json!({
        "credits": numbers::get(connection, CREDITS)?,
        "assessments": assessments(connection)?,
        "flows": flows(connection)?,
        "jobs": Job::all().fields(connection, &["id", "title", "status"])?,
        "jobCandidates": JobCandidate::all().fields(connection, &["id", "email"])?,
        "settings": settings::of::<TaptalentSettings>(connection)?,
        "mails": Mail::all().fields(connection, &["system", "kind", "to", "about", "sentAt"])?,
        "flowmingo": flowmingo(connection)?,
        "promptster": promptster(connection)?,
    }))
}

fn assessments(connection: &Connection) -> Result<Vec<Value>> {
    let question = ["id", "question", "type", "systemInstruction", "idealAnswer"];
    let invite = [
        "id",
        "email",
        "firstName",
        "lastName",
        "inviteeType",
        "taken",
    ];
    let show = |assessment: Assessment| {
        let id = &assessment.id;
        let mut shown = json!(assessment);
        shown["questions"] = json!(Question::of(id).fields(connection, &question)?);
        shown["generating"] = json!(Generating::of(id).count(connection)?);
        shown["invites"] = json!(Invite::of(id).fields(connection, &invite)?);
        Ok(shown)
    };
    let assessments = Assessment::all().list(connection)?;
    assessments.into_iter().map(show).collect()
}

fn flows(connection: &Connection) -> Result<Vec<Value>> {
    let candidate = ["id", "email", "firstName", "lastName", "status", "attempts"];
    let show = |flow: Flow| {
        let mut shown = json!(flow);
        shown["candidates"] = json!(FlowCandidate::of(flow.id).fields(connection, &candidate)?);
        Ok(shown)
    };
    let flows = Flow::all().list(connection)?;
    flows.into_iter().map(show).collect()
}

fn flowmingo(connection: &Connection) -> Result<Value> {
    let submission = [
        "id",
        "interviewSetId",
        "candidateId",
        "status",
        "overallScore",
        "submissionAt",
    ];
    let application = [
        "id",
        "candidateId",
        "projectId",
        "jobPostId",
        "stageId",
        "score",
        "rejected",
    ];
    let candidate = ["id", "email", "firstname", "lastname"];
    let invitation = ["id", "candidateId", "targetId", "email", "message"];
    Ok(json!({
        "settings": settings::of::<FlowmingoSettings>(connection)?,
        "interviewSets": InterviewSet::all().fields(connection, &["id", "title"])?,
        "projects": projects(connection)?,
        "candidates": Candidate::all().fields(connection, &candidate)?,
        "submissions": Submission::all().fields(connection, &submission)?,
        "invitations": Invitation::all().fields(connection, &invitation)?,
        "applications": Application::all().fields(connection, &application)?,
    }))
}

fn projects(connection: &Connection) -> Result<Vec<Value>> {
    let stage =
        |stage: Stage| json!({"id": stage.id, "name": stage.name, "priority": stage.priority});
    let show = |project: Project| {
        let stages = Stage::in_order(connection, &project.id)?;
        Ok(json!({
            "id": project.id,
            "title": project.title,
            "stages": stages.into_iter().map(stage).collect::<Vec<_>>(),
            "jobPosts": JobPost::of(&project.id).fields(connection, &["id", "title"])?,
        }))
    };
    let projects = Project::all().list(connection)?;
    projects.into_iter().map(show).collect()
}

fn promptster(connection: &Connection) -> Result<Value> {
    let assessment = [
        "id",
        "title",
        "role",
        "taskBrief",
        "repoUrl",
        "issueId",
        "timeLimitMinutes",
        "expiresInDays",
        "tokenBudgetUsd",
        "allowedTools",
        "modelKeys",
        "rubricId",
        "createdAt",
        "deletedAt",
    ];
    let key = [
        "id",
        "key",
        "assessmentId",
        "candidateEmail",
        "candidateName",
        "orgName",
        "status",
        "sessionId",
        "revokedAt",
    ];
    let session = ["id", "assessmentId", "keyId", "scores", "completedAt"];
    let assessments = CodingAssessment::all().fields(connection, &assessment)?;
    let keys = CandidateKey::all().fields(connection, &key)?;
    Ok(json!({
        "settings": settings::of::<PromptsterSettings>(connection)?,
        "assessments": as_flag(assessments, "deletedAt", "deleted"),
        "keys": as_flag(keys, "revokedAt", "revoked"),
        "sessions": Session::all().fields(connection, &session)?,
        "issues": Issue::all().list(connection)?,
        "providerKeys": StoredProviderKey::all().fields(connection, &["id", "provider", "name"])?,
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

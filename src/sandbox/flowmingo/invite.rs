//! The invite (the guide, 3): one result a candidate, and a candidate's own errors inside the 201.

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::super::answer::object;
use super::super::body;
use super::super::call::Call;
use super::super::fields::Manner::Strict;
use super::super::form::ANY_TEXT;
use super::super::form::Form::{Address, Flag, Objects, Text, Url, Uuid};
use super::super::mails;
use super::super::record::record;
use super::super::refusal::{Outcome, Refusal, found};
use super::super::settings::{AddressPattern, FlowmingoSettings};
use super::super::store::{Object as _, ids};
use super::super::system::System;
use super::applications::{ALREADY_APPLIED, Application, require_post, require_project};
use super::configuration::{InterviewSet, JobPost};
use super::people::{Candidate, Invitation};
use super::submissions::Submission;

record! {
    /// A body of the invite (the guide, 3.1).
    #[serde(default)]
    struct Invite with {
        set "com_interview_set_id": Option<String>, create Uuid.optional();
        project "com_project_id": Option<String>, create Uuid.optional();
        job_post "com_job_post_id": Option<String>, create Uuid.optional();
        candidates "candidates": Vec<Invited>, create Objects(1, usize::MAX, Invited::ROWS).optional();
        message "invitation_message": Option<String>, create Text(10, 5000).optional();
        sends_mail "send_invite": bool, create Flag.optional();
    }
}

record! {
    /// One of its candidates.
    #[serde(default)]
    struct Invited with {
        email "email": Option<String>, create Address.optional();
        firstname "firstname": Option<String>, create ANY_TEXT.optional();
        lastname "lastname": Option<String>, create ANY_TEXT.optional();
        cv_link "cv_link": Option<String>, create Url(&["https"]).optional();
        ats_candidate_id "ats_candidate_id": Option<String>, create ANY_TEXT.optional();
    }
}

/// `POST /integration/interview/candidate/invite/v1`. A person who was invited before is invited again: no
/// idempotency is promised.
pub(super) fn invite(
    connection: &Connection,
    settings: &FlowmingoSettings,
    call: &Call,
) -> Outcome {
    let mut invite: Invite = body::new(call, Strict, |fields| {
        fields.require("candidates");
        if !fields.has("com_interview_set_id") && !fields.has("com_project_id") {
            fields.problem("com_interview_set_id", "or com_project_id must be given");
        }
    })?;
    require_targets(connection, &mut invite)?;
    let results = invite
        .candidates
        .iter()
        .map(|invited| result(connection, settings, &invite, invited))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(json!({"results": results}))
}

/// 404 for what is not there; without a pin the project's latest job post is taken.
fn require_targets(connection: &Connection, invite: &mut Invite) -> Result<(), Refusal> {
    if let Some(set) = &invite.set {
        found::<InterviewSet>(connection, set)?;
    }
    let Some(project) = &invite.project else {
        return Ok(());
    };
    require_project(connection, project)?;
    if let Some(post) = &invite.job_post {
        return require_post(connection, project, post);
    }
    let latest = JobPost::of(project).newest().first(connection)?;
    invite.job_post = latest.map(|post| post.id);
    Ok(())
}

fn result(
    connection: &Connection,
    settings: &FlowmingoSettings,
    invite: &Invite,
    invited: &Invited,
) -> Result<Value, Refusal> {
    let mut result = object([
        ("email_address", json!(invited.email)),
        ("ats_candidate_id", json!(invited.ats_candidate_id)),
    ]);
    if let Some(refused) = refusal(settings, invite, invited) {
        result.extend(refused);
        return Ok(Value::Object(result));
    }
    let candidate = Candidate {
        id: String::new(),
        email: invited.email.clone(),
        firstname: invited.firstname.clone(),
        lastname: invited.lastname.clone(),
    };
    let candidate = candidate.known_or_new(connection)?;
    result.insert("tal_candidate_id".to_owned(), json!(candidate.id));
    let record = ids::uuid(connection)?;
    result.insert("record_id".to_owned(), json!(record));
    result.extend(submission(connection, invite, invited, &candidate)?);
    result.extend(application(connection, settings, invite, &candidate)?);
    result.extend(invitation(connection, settings, invite, &candidate)?);
    Ok(Value::Object(result))
}

/// What a candidate is told whom the system does not take: nothing is made for them.
fn refusal(
    settings: &FlowmingoSettings,
    invite: &Invite,
    invited: &Invited,
) -> Option<Map<String, Value>> {
    let (kind, message) = match &invited.email {
        Some(email) if AddressPattern::any(&settings.refuses, email) => {
            ("invitation", "This email address cannot be invited")
        }
        None if invited.cv_link.is_none() => ("submission", "email or cv_link is required"),
        _ => return None,
    };
    let target = invite.set.as_ref().or(invite.project.as_ref())?;
    let mut told = errors(kind, target, message);
    told.insert(format!("{kind}_error_message"), json!(message));
    told.insert("tal_candidate_id".to_owned(), Value::Null);
    told.insert("record_id".to_owned(), Value::Null);
    Some(told)
}

fn submission(
    connection: &Connection,
    invite: &Invite,
    invited: &Invited,
    candidate: &Candidate,
) -> Result<Map<String, Value>, Refusal> {
    let Some(set) = &invite.set else {
        return Ok(Map::new());
    };
    let submission = Submission::add(connection, set, &candidate.id)?;
    let shown = json!({
        "id": submission.id,
        "status_text": "not_started",
        "com_interview_set_id": set,
        "tal_candidate_id": candidate.id,
        "email": invited.email,
        "firstname": invited.firstname,
        "lastname": invited.lastname,
        "code": submission.code,
        "created_at": submission.created_at,
        "is_try": false,
        "practice_mode": false,
        "unlock_expires_at": null,
        "unlocked_at": null,
        "retake_expires_at": null,
        "retaked_at": null,
        "result_email_scheduled_at": null,
    });
    Ok(both("submission", shown))
}

/// Into the pipeline, unless the person is in it already.
fn application(
    connection: &Connection,
    settings: &FlowmingoSettings,
    invite: &Invite,
    candidate: &Candidate,
) -> Result<Map<String, Value>, Refusal> {
    let Some(project) = &invite.project else {
        return Ok(Map::new());
    };
    if Application::is_active(connection, &candidate.id, project)? {
        return Ok(errors("application", project, ALREADY_APPLIED));
    }
    let is_closed_to = |email| AddressPattern::any(&settings.refuses_applications, email);
    if candidate.email.as_deref().is_some_and(is_closed_to) {
        return Ok(errors("application", project, "This position is closed"));
    }
    let application = Application {
        candidate_id: candidate.id.clone(),
        project_id: project.clone(),
        job_post_id: invite.job_post.clone(),
        ..Application::default()
    };
    application.create(connection)?;
    Ok(Map::new())
}

/// An invitation and its mail; without `send_invite: true` the keys are absent.
fn invitation(
    connection: &Connection,
    settings: &FlowmingoSettings,
    invite: &Invite,
    candidate: &Candidate,
) -> Result<Map<String, Value>, Refusal> {
    let target = invite.set.as_ref().or(invite.project.as_ref());
    let (true, Some(email), Some(target)) = (invite.sends_mail, &candidate.email, target) else {
        return Ok(Map::new());
    };
    if AddressPattern::any(&settings.fails_to_mail, email) {
        return Ok(errors("invitation", target, "The mail could not be sent"));
    }
    let invitation = Invitation {
        candidate_id: candidate.id.clone(),
        target_id: target.clone(),
        email: email.clone(),
        message: invite.message.clone(),
        ..Invitation::default()
    };
    let id = &invitation.create(connection)?.id;
    mails::send(connection, System::Flowmingo, "interviewInvite", email, id)?;
    let shown = json!({"id": id, "email": email, "status_text": "pending"});
    Ok(both("invitation", shown))
}

/// `{"<name>s": [shown], "<name>": shown}`: the singular is kept for older clients.
fn both(name: &str, shown: Value) -> Map<String, Value> {
    let plural = json!([shown]);
    object([(&format!("{name}s"), plural), (name, shown)])
}

/// `{"<kind>_error_messages": {target: message}}`
fn errors(kind: &str, target: &str, message: &str) -> Map<String, Value> {
    let name = format!("{kind}_error_messages");
    object([(&name, json!({target: message}))])
}

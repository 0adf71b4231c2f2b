//! The invite (the guide, 3): one result a candidate, and a candidate's own errors inside the 201.

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::super::answer::object;
use super::super::call::Call;
use super::super::kind::{Outcome, Refusal, body, found, record};
use super::super::mails;
use super::super::settings::{AddressPattern, FlowmingoSettings};
use super::super::store::{Object as _, ids};
use super::applications::{ALREADY_APPLIED, require_post, require_project};
use super::configuration::InterviewSet;
use super::people::{Candidate, Invitation};
use super::pipeline::{Application, JobPost};
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
    let mut invite: Invite = body::new(call, |fields| {
        fields.require("candidates");
        if !fields.has("com_interview_set_id") && !fields.has("com_project_id") {
            fields.problem("com_interview_set_id", "or com_project_id must be given");
        }
    })?;
    require_targets(connection, &mut invite)?;
    let inviting = Inviting {
        connection,
        settings,
        invite: &invite,
    };
    let results = invite.candidates.iter().map(|one| inviting.result(one));
    let results = results.collect::<Result<Vec<_>, _>>()?;
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

/// An invite at work.
struct Inviting<'i> {
    connection: &'i Connection,
    settings: &'i FlowmingoSettings,
    invite: &'i Invite,
}

/// A part of a candidate's result.
type Part = Result<Map<String, Value>, Refusal>;

impl Inviting<'_> {
    fn result(&self, invited: &Invited) -> Part {
        let mut result = object([
            ("email_address", json!(invited.email)),
            ("ats_candidate_id", json!(invited.ats_candidate_id)),
        ]);
        if let Some(refused) = self.refusal(invited) {
            result.extend(refused);
            return Ok(result);
        }
        let candidate = Candidate {
            id: String::new(),
            email: invited.email.clone(),
            firstname: invited.firstname.clone(),
            lastname: invited.lastname.clone(),
        };
        let candidate = candidate.known_or_new(self.connection)?;
        result.insert("tal_candidate_id".to_owned(), json!(candidate.id));
        let record = ids::uuid(self.connection)?;
        result.insert("record_id".to_owned(), json!(record));
        result.extend(self.submission(invited, &candidate)?);
        result.extend(self.application(&candidate)?);
        result.extend(self.invitation(&candidate)?);
        Ok(result)
    }

    /// What a candidate is told whom the system does not take: nothing is made for them.
    fn refusal(&self, invited: &Invited) -> Option<Map<String, Value>> {
        let (kind, message) = match &invited.email {
            Some(email) if AddressPattern::any(&self.settings.refuses, email) => {
                ("invitation", "This email address cannot be invited")
            }
            None if invited.cv_link.is_none() => ("submission", "email or cv_link is required"),
            _ => return None,
        };
        let mut told = errors(kind, self.target()?, message);
        told.insert(format!("{kind}_error_message"), json!(message));
        told.insert("tal_candidate_id".to_owned(), Value::Null);
        told.insert("record_id".to_owned(), Value::Null);
        Some(told)
    }

    fn submission(&self, invited: &Invited, candidate: &Candidate) -> Part {
        let Some(set) = &self.invite.set else {
            return Ok(Map::new());
        };
        let submission = Submission::add(self.connection, set, &candidate.id)?;
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
    fn application(&self, candidate: &Candidate) -> Part {
        let Some(project) = &self.invite.project else {
            return Ok(Map::new());
        };
        if Application::is_active(self.connection, &candidate.id, project)? {
            return Ok(errors("application", project, ALREADY_APPLIED));
        }
        let is_closed_to = |email| AddressPattern::any(&self.settings.refuses_applications, email);
        if candidate.email.as_deref().is_some_and(is_closed_to) {
            return Ok(errors("application", project, "This position is closed"));
        }
        let application = Application {
            candidate_id: candidate.id.clone(),
            project_id: project.clone(),
            job_post_id: self.invite.job_post.clone(),
            ..Application::default()
        };
        application.create(self.connection)?;
        Ok(Map::new())
    }

    /// An invitation and its mail; without `send_invite: true` the keys are absent.
    fn invitation(&self, candidate: &Candidate) -> Part {
        let (true, Some(email), Some(target)) =
            (self.invite.sends_mail, &candidate.email, self.target())
        else {
            return Ok(Map::new());
        };
        if AddressPattern::any(&self.settings.fails_to_mail, email) {
            return Ok(errors("invitation", target, "The mail could not be sent"));
        }
        let invitation = Invitation {
            candidate_id: candidate.id.clone(),
            target_id: target.clone(),
            email: email.clone(),
            message: self.invite.message.clone(),
            ..Invitation::default()
        };
        let invitation = invitation.create(self.connection)?;
        mails::send(self.connection, &invitation, "interviewInvite", email)?;
        let shown = json!({"id": invitation.id, "email": email, "status_text": "pending"});
        Ok(both("invitation", shown))
    }

    /// The set, or the project.
    fn target(&self) -> Option<&String> {
        self.invite.set.as_ref().or(self.invite.project.as_ref())
    }
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

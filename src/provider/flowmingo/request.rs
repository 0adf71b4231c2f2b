//! The requests of every write: documented field names only, and what is not declared is left out, never null.

use serde::Serialize;

use crate::model::flowmingo::{Invitee, Operation, TalentRef};
use crate::model::{InterviewSetId, JobPostId, ProjectId, StageId, Write as _};
use crate::provider::http::{WriteError, WriteRequest};
use crate::provider::wire::{Body, body};

/// The request of an operation.
///
/// # Errors
/// [`WriteError::Unsendable`] if it is about somebody whom an invite brings in first, or an id cannot stand in a path.
pub(super) fn request(operation: &Operation) -> Result<WriteRequest, WriteError> {
    WriteRequest::to(&operation.route(), content(operation))
}

fn content(operation: &Operation) -> Body {
    match operation {
        Operation::Invite {
            set,
            project,
            job_post,
            send_invite,
            message,
            candidates,
        } => body(&InviteJson {
            com_interview_set_id: set.as_ref().map(InterviewSetId::as_str),
            com_project_id: project.as_ref().map(ProjectId::as_str),
            com_job_post_id: job_post.as_ref().map(JobPostId::as_str),
            candidates: candidates.iter().map(invitee).collect(),
            invitation_message: message.as_deref(),
            send_invite: *send_invite,
        }),
        Operation::AddApplication {
            talent,
            who: _,
            project,
            job_post,
            stage,
        } => body(&ApplicationJson {
            tal_candidate_id: talent_id(talent)?,
            com_project_id: project.as_str(),
            com_job_post_id: job_post.as_ref().map(JobPostId::as_str),
            com_stage_id: stage.as_ref().map(StageId::as_str),
        }),
        Operation::MoveStage {
            application: _,
            who: _,
            project: _,
            stage,
        } => body(&StageJson {
            com_stage_id: stage.as_str(),
        }),
        Operation::Reject {
            application: _,
            who: _,
        } => Ok(None),
    }
}

fn talent_id(talent: &TalentRef) -> Result<&str, String> {
    match talent {
        TalentRef::Id(id) => Ok(id.as_str()),
        TalentRef::Invited(who) => Err(format!("{who} has no id until the invite is sent")),
    }
}

#[derive(Serialize)]
struct InviteJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    com_interview_set_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    com_project_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    com_job_post_id: Option<&'a str>,
    candidates: Vec<InviteeJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    invitation_message: Option<&'a str>,
    /// Always sent: "do not rely on a default" (guide, §3.1).
    send_invite: bool,
}

#[derive(Serialize)]
struct InviteeJson<'a> {
    email: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    firstname: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lastname: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cv_link: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ats_candidate_id: Option<&'a str>,
}

fn invitee(invitee: &Invitee) -> InviteeJson<'_> {
    let Invitee {
        email,
        firstname,
        lastname,
        cv_link,
        ats_candidate_id,
    } = invitee;
    InviteeJson {
        email: email.reveal(),
        firstname: firstname.as_deref(),
        lastname: lastname.as_deref(),
        cv_link: cv_link.as_deref(),
        ats_candidate_id: ats_candidate_id.as_deref(),
    }
}

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the names are the system's")]
struct ApplicationJson<'a> {
    tal_candidate_id: &'a str,
    com_project_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    com_job_post_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    com_stage_id: Option<&'a str>,
}

#[derive(Serialize)]
struct StageJson<'a> {
    com_stage_id: &'a str,
}

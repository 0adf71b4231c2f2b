//! What an invite may say (the guide, 3.1).

use super::super::fields::Fields;

/// A body of the invite.
#[derive(Debug)]
pub(super) struct Invite {
    pub(super) set: Option<String>,
    pub(super) project: Option<String>,
    pub(super) job_post: Option<String>,
    pub(super) candidates: Vec<Invited>,
    pub(super) message: Option<String>,
    /// `send_invite`
    pub(super) sends_mail: bool,
}

/// One of its candidates.
#[derive(Debug)]
pub(super) struct Invited {
    pub(super) email: Option<String>,
    pub(super) firstname: Option<String>,
    pub(super) lastname: Option<String>,
    pub(super) cv_link: Option<String>,
    pub(super) ats_candidate_id: Option<String>,
}

/// Reads it.
pub(super) fn read(fields: &mut Fields<'_>) -> Invite {
    fields.require("candidates");
    if !fields.has("com_interview_set_id") && !fields.has("com_project_id") {
        fields.problem("com_interview_set_id", "or com_project_id must be given");
    }
    Invite {
        set: fields.uuid("com_interview_set_id"),
        project: fields.uuid("com_project_id"),
        job_post: fields.uuid("com_job_post_id"),
        candidates: fields
            .objects("candidates", 1..=usize::MAX, candidate)
            .unwrap_or_default(),
        message: fields.text("invitation_message", 10..=5000),
        sends_mail: fields.flag("send_invite").unwrap_or(false),
    }
}

fn candidate(fields: &mut Fields<'_>) -> Invited {
    Invited {
        email: fields.address("email"),
        firstname: fields.any_text("firstname"),
        lastname: fields.any_text("lastname"),
        cv_link: fields.url("cv_link", &["https"]),
        ats_candidate_id: fields.any_text("ats_candidate_id"),
    }
}

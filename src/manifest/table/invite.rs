//! What a Roster of Flowmingo says of its invites. Facts: page.flowmingo.ai/integration/api-integration, section 3.

use crate::model::{Bounds, ValueType, fields};

fields! {
    /// The plain fields of a Flowmingo Roster.
    pub enum InviteField: request;

    JobPost = "jobPost" {
        doc: "Title of a job post of the project. Default: the newest one.",
        bounds: Bounds::Length { min: 1, max: usize::MAX },
    }

    SendInvite = "sendInvite" {
        doc: "true mails each person, false only enters them. Has no default: a mail cannot be unsent, and an \
            invite that was never mailed is easily overlooked.",
        value: ValueType::Flag,
        required: true,
    }

    InvitationMessage = "invitationMessage" {
        doc: "The mail, in HTML, with {{candidate_name}}, {{position_name}}, {{company_name}} and \
            {{interview_link}} as placeholders. Default: the system's own mail.",
        bounds: Bounds::Length { min: 10, max: 5000 },
    }
}

//! What a Roster of Flowmingo says of its invites. Facts: page.flowmingo.ai/integration/api-integration, section 3.

use crate::model::{Bounds, ValueType, fields};

fields! {
    /// The plain fields of a Flowmingo Roster.
    pub enum InviteField: request;

    JobPost = "jobPost" {
        doc: "Title of a job post of the project; the system takes the newest one if left out.",
        bounds: Bounds::Length { min: 1, max: usize::MAX },
    }

    SendInvite = "sendInvite" {
        doc: "true mails every person, false only enters them. It has no default: a mail cannot be taken back, and an invite that was never mailed is easily missed.",
        value: ValueType::Flag,
        required: true,
    }

    InvitationMessage = "invitationMessage" {
        doc: "The mail, as HTML; may hold {{candidate_name}}, {{position_name}}, {{company_name}} and {{interview_link}}. The system's own if left out.",
        bounds: Bounds::Length { min: 10, max: 5000 },
    }
}

//! What a Roster of Flowmingo says of its invites. Facts: page.flowmingo.ai/integration/api-integration, section 3.

use super::PLAIN;
use crate::model::{Bounds, FieldKey, FieldSpec};

/// The plain fields of a Flowmingo Roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum InviteField {
    /// `jobPost`
    JobPost,
    /// `sendInvite`
    SendInvite,
    /// `invitationMessage`
    InvitationMessage,
}

impl FieldKey for InviteField {
    const ALL: &'static [Self] = &[Self::JobPost, Self::SendInvite, Self::InvitationMessage];

    fn spec(self) -> &'static FieldSpec {
        match self {
            Self::JobPost => {
                const {
                    &FieldSpec {
                        name: "jobPost",
                        read_name: "jobPost",
                        doc: "Title of a job post of the project; the system takes the newest one if left out.",
                        bounds: Bounds::Length {
                            min: 1,
                            max: usize::MAX,
                        },
                        ..PLAIN
                    }
                }
            }
            Self::SendInvite => {
                const {
                    &FieldSpec {
                        name: "sendInvite",
                        read_name: "sendInvite",
                        doc: "true mails every person, false only enters them. It has no default: a mail cannot be taken back, \
                              and an invite that was never mailed is easily missed.",
                        required: true,
                        ..PLAIN
                    }
                }
            }
            Self::InvitationMessage => {
                const {
                    &FieldSpec {
                        name: "invitationMessage",
                        read_name: "invitationMessage",
                        doc: "The mail, as HTML; may hold {{candidate_name}}, {{position_name}}, {{company_name}} and \
                              {{interview_link}}. The system's own if left out.",
                        bounds: Bounds::Length { min: 10, max: 5000 },
                        ..PLAIN
                    }
                }
            }
        }
    }
}

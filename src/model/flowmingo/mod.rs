//! Flowmingo: interview sets and projects that must exist, and who is invited to them. Facts:
//! page.flowmingo.ai/integration/api-integration.

mod desired;
mod observed;
mod operation;
mod roster;

pub use desired::Desired;
pub use observed::{Application, JobPost, Live, Me, Scope, Stage, Submission, Wants};
pub use operation::{ApplicationRef, Invitee, MOST_INVITES_A_CALL, Operation, TalentRef};
pub use roster::{Candidate, Roster};

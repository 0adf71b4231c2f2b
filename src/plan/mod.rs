//! What must change: an ordinary function of what is wanted, what is live and what was applied last.
//!
//! No client, no async, no clock, no environment, no randomness. A [`Plan`] names every write with its body, what it was
//! computed from and what to remember afterwards, so that apply has nothing left to decide. What the systems cannot do
//! is found here, and blocked with the ways out.

mod base;
mod begun;
mod build;
mod change;
mod collect;
mod conflict;
mod confusable;
mod context;
mod declared_twice;
mod draft;
mod drift;
mod error;
mod external;
mod fairness;
mod field;
mod flowmingo;
mod follow_up_reads;
mod forget;
mod forgotten_people;
mod hold;
mod identify;
mod identity;
mod invited_before;
mod last_edit;
mod left_over;
mod live_ids;
mod lookup;
mod namesakes;
mod owner;
mod people;
mod policy;
mod population;
mod precondition;
mod promptster;
mod reads;
mod record;
mod requirements;
mod rewritten;
mod saved;
mod saved_change;
mod scopes;
mod shared;
mod snapshot;
mod still_fits;
mod summary;
mod system;
mod taptalent;
mod target;
#[cfg(test)]
mod tests;
mod too_many;
mod visibility;

pub use base::in_force;
pub use build::plan;
pub use change::{
    Action, Blocked, Cause, Change, FieldChange, Irreversible, Note, NoteSeverity, PersonChange,
    Plan, PlannedCall, Remark, Remember, StepLine, StepVerdict,
};
pub use drift::{Drift, DriftPart, DriftSentence, DriftTime, DriftWhat, drift};
pub use error::PlanError;
pub use external::known_id;
pub use flowmingo::stage_of_application;
pub use follow_up_reads::follow_up_reads;
pub use hold::Held;
pub use live_ids::{identity_wants, live_ids};
pub use owner::{is_state_of, other_companies};
pub use policy::Policy;
pub use precondition::{Absent, Precondition};
pub use reads::{reads, reads_of_taptalent};
pub use rewritten::{Rewrite, rewritten};
pub use saved::{SavedPlan, SavedPlanError};
pub use saved_change::SavedChange;
pub use snapshot::Snapshot;
pub use still_fits::StillFits;
pub use summary::{CallBudget, Summary};
pub use taptalent::{
    ask_for_assessment, ask_for_questions, paired_questions, status_of_old_version,
};
pub use target::Selection;
pub use visibility::read_value;

//! What must change in Promptster. Assessments cannot be changed, only replaced; keys are issued once a person; the
//! branding is changed in place.

mod assessment;
mod branding;
mod delete;
mod keys;
mod live_set;
mod rewritten;
mod roster;
mod snapshot;
mod system;

pub(super) use system::Promptster;

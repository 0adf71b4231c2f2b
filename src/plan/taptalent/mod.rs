//! What must change in TapTalent: assessments with their questions, flows with their steps, and who is invited.

mod assessment;
mod flow;
mod generate;
mod job;
mod live_set;
mod questions;
mod rewritten;
mod roster;
mod snapshot;
mod system;

pub use flow::status_of_old_version;
pub(super) use flow::{step_prints, versioned};
pub use generate::{ask_for_assessment, ask_for_questions};
pub(in crate::plan) use questions::appeared_questions;
pub use questions::paired_questions;
pub(super) use system::TapTalent;

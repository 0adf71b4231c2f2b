//! What must change of one TapTalent flow.
//!
//! The law of the API is in `steps`: live steps stay as and where they are; thresholds change, new steps come last.

mod create;
mod earlier;
mod live;
mod new_version;
mod sent;
mod settled;
mod step_body;
mod step_plan;
mod step_words;
mod steps;
mod update;
mod version;
mod wanted;

pub(in crate::plan) use create::plan_new;
pub(in crate::plan) use earlier::earlier_versions;
pub(in crate::plan) use live::plan_live;
pub use new_version::status_of_old_version;
pub(in crate::plan) use step_body::{step_prints, step_values};
pub(in crate::plan) use version::{makes_versions, version_in_name, versioned};

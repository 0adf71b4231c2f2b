//! What somebody does in TapTalent's own pages.

mod assessments;
mod edit;
mod flows;
mod people;
mod state;

pub(super) use edit::Edit;
pub(super) use state::dump;

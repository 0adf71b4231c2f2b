//! What must change in Flowmingo: nothing of what is authored there – it must exist – and whoever is wanted in a set or a
//! project and not there yet.

mod invite;
mod known;
mod memory;
mod pipeline;
mod project;
mod roster;
mod system;
mod unknown;

pub use pipeline::stage_of_application;
pub(super) use project::compare_project;
pub(super) use system::Flowmingo;

//! A person, or a CI job, at the command line: a project in a temporary folder, nothing of this machine's environment,
//! and of every run the exit code and both streams.

mod outcome;
mod project;
mod redactions;
mod runs;
mod systems;
mod web_app;

pub(crate) use outcome::{Outcome, errors_of};
pub(crate) use project::{Person, age};
pub(crate) use runs::{send, wait_until};
pub(crate) use web_app::SOME_DAY;

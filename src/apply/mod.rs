//! Carries a plan out: the calls that it shows and no others, each checked against a fresh read just before, each
//! remembered as soon as it is done.
//!
//! Decides nothing about *what* to do (that is `plan`) and prints nothing (that is `render`). What it does decide is
//! when a lost answer is settled, and how: by reading, never by sending again on a guess.

mod attempt;
mod carry_out;
mod credits;
mod current;
mod doubt;
mod earlier;
mod failure;
mod glance;
mod intent;
mod lists;
mod look;
mod look_at_all;
mod moved;
mod options;
mod patience;
mod people;
mod people_doubt;
mod people_precondition;
mod precondition;
mod progress;
mod replaced;
mod report;
mod run;
mod schedule;
mod send;
mod twins;
mod verify;
mod whom;

pub use carry_out::{CarryOutError, Workbench};
pub use current::current_address;
pub use failure::Failure;
pub use look::{LookError, look};
pub use look_at_all::look_at_all;
pub use options::RunOptions;
pub use progress::Progress;
pub use report::{Done, Failed, Outcome, Report, Skipped};
pub use run::Run;

pub use crate::provider::http::Stop;

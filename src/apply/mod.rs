//! Carries a plan out: the calls that it shows and no others, each checked against a fresh read just before, each
//! remembered as soon as it is done.
//!
//! Decides nothing about *what* to do (that is `plan`) and prints nothing (that is `render`). What it does decide is
//! when a lost answer is settled, and how: by reading, never by sending again on a guess.

mod attempt;
mod creates;
mod credits;
pub mod decide;
mod doubt;
mod earlier;
mod end;
mod execute;
mod failure;
mod freshness;
pub mod intent;
mod ledger;
mod list_reads;
pub mod lists;
mod log_context;
mod make;
mod make_all;
mod now;
mod options;
mod patience;
mod people;
mod people_answer;
mod people_doubt;
mod people_precondition;
mod people_send;
mod precondition;
mod progress;
mod recipients;
mod refresh;
mod refresh_all;
mod replaced;
mod report;
mod run;
mod schedule;
mod send;
pub mod sighting;
mod stale;
mod twins;
mod verify;

pub use execute::{CarryOutError, Executor};
pub use failure::Failure;
pub use log_context::current_address;
pub use options::RunOptions;
pub use progress::Progress;
pub use refresh::{RefreshError, refresh};
pub use refresh_all::refresh_all;
pub use report::{Done, Failed, Outcome, Report, Skipped};
pub use run::Run;

pub use crate::provider::http::Stop;

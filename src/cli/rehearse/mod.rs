//! `vetform rehearse`: reads live and nothing else, copies what was read into a sandbox, applies the plan there through the
//! real client, plans again, and tells what would go wrong. Writes nothing live, and nothing of the project.

mod args;
#[cfg(feature = "sandbox")]
mod assumed;
#[cfg(feature = "sandbox")]
mod crashes;
#[cfg(feature = "sandbox")]
mod recording;
#[cfg(feature = "sandbox")]
mod run;
#[cfg(feature = "sandbox")]
mod scenario;
#[cfg(feature = "sandbox")]
mod stage;

pub(super) use args::RehearseArgs;
#[cfg(feature = "sandbox")]
pub(super) use {recording::stand_in, run::run};

#[cfg(not(feature = "sandbox"))]
pub(super) use super::embedded::rehearse as run;

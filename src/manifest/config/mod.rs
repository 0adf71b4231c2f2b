//! vetform.yaml: which systems a workspace has, how they are reached, what a plan may not do.

mod address;
mod credential;
mod documents;
mod helper;
mod host;
mod lint;
mod literal;
mod place;
mod programs;
mod read;
mod settings;
mod state;
mod system;
mod values;
mod workspace;

pub use credential::{Credential, CredentialError};
pub use helper::stop_programs;
pub use programs::Program;
pub use state::StateLocation;
pub use workspace::{Config, Guards, Limits, SandboxSettings, SystemSettings, Workspace};

pub(super) use documents::read_workspaces;
pub(super) use helper::{Ask, Heard, Outcome, Ran, run};
pub(super) use host::foreign_host;
pub use host::stays_here;
pub(super) use read::read_config;
pub(super) use workspace::{CONCURRENCY, ChooseError, DEFAULT_CONCURRENCY};

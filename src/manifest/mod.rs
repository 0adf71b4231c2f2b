//! YAML manifests and vetform.yaml to checked values, every value with its place.
//!
//! [`load`] is the way in: it finds the files, reads each (quickly if it is without fault, through a tree that knows
//! every place if not), checks each document by itself, then all together, and hands out [`Desired`] or
//! every problem of every file at once. [`load_and_lint`] also warns of what is allowed and probably not meant. [`Sources::locate`] turns a path into a line later on.
//!
//! No system is called here, nothing is compared with live objects, nothing is printed. Disks are read in
//! `discover`, `file_text` and `project`, and at `cohort`'s wish; credentials are read when [`Credential::resolve`] is called, never before.
//!
//! [`Desired`]: crate::model::Desired

mod audience;
mod capped;
mod check;
mod chosen;
mod cohort;
mod config;
mod config_place;
mod configuration;
mod configure;
mod discover;
pub mod edit;
mod encoding;
mod everywhere;
mod file;
mod file_text;
mod fix;
#[cfg(feature = "fuzzing")]
pub mod fuzzed;
mod git;
mod ignored;
mod key;
mod key_shape;
mod kinds;
mod lint;
mod load;
mod loaded;
mod mentions;
mod names;
mod open_keys;
mod outside;
mod part;
mod patterns;
mod people_words;
mod program_folder;
mod project;
mod project_name;
mod raw;
mod read_cache;
mod reading;
mod redact;
mod resolve;
pub mod schema;
mod side_by_side;
mod sources;
mod spotted;
mod table;
mod together;
mod told;
mod trusted;
mod unsaved;
mod values;
mod walk;
mod yaml;

pub use chosen::Project;
pub use cohort::is_output;
pub use config::{
    Config, Credential, CredentialError, Guards, Limits, Program, SandboxSettings, StateLocation,
    SystemSettings, Workspace, stays_here, stop_programs,
};
pub use configuration::digest_of_texts;
pub use configure::{Configured, configure, workspaces};
pub use discover::is_read;
pub use everywhere::load_and_lint_everywhere;
pub use file::{problems_of, problems_of_config, readings_differ, shown};
pub use fix::{Fixed, FixedFile, fixed};
pub use git::GitError;
pub use key::KeyError;
pub use lint::{LINTS, LintLevel, LintPolicy};
pub use load::{load, load_and_lint, load_and_lint_with};
pub use loaded::Loaded;
pub use mentions::{Declared, Mention, Mentions, named_by};
pub use names::{CONFIG_FILE, earlier_config_file, earlier_state_folder};
pub use program_folder::ProgramFolderError;
pub use project::{
    FindProjectError, ProjectRoot, TrustProjectError, find_project, find_project_trusting,
};
pub use read_cache::ReadCache;
pub use reading::Listener;
pub use sources::Sources;
pub use spotted::Spotted;
pub use table::{GenerateField, InviteField};
pub use trusted::ConfigFromError;
pub use unsaved::{Buffers, STDIN, Unsaved};
pub use values::{Keeping, Value, Values, keeping_placeholders};

#[cfg(test)]
mod tests;

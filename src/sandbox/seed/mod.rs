//! What is there before anybody comes: a file that a person writes, planted when the sandbox starts.
//!
//! Planting is idempotent by title, name or address, so that a store in a file can be started with the same seed
//! again and again. Nothing is ever taken away by it, and no mail goes out.

mod file;
mod flowmingo;
mod promptster;
mod taptalent;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

pub use file::{SeedError, seed_from_text};
pub use flowmingo::{FlowmingoSeed, SeedProject, SeedSet};
pub use promptster::PromptsterSeed;
pub use taptalent::{
    SeedAssessment, SeedFlow, SeedFlowCandidate, SeedJob, SeedJobCandidate, SeedStep,
    SeedSubmission, TaptalentSeed,
};

use super::SandboxError;

/// What the systems hold and how they are set up.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Seed {
    /// TapTalent's.
    pub taptalent: TaptalentSeed,
    /// Flowmingo's.
    pub flowmingo: FlowmingoSeed,
    /// Promptster's.
    pub promptster: PromptsterSeed,
}

/// Plants what is not there yet, and sets what the seed sets.
pub(super) fn plant(connection: &Connection, seed: &Seed) -> Result<(), SandboxError> {
    let Seed {
        taptalent,
        flowmingo,
        promptster,
    } = seed;
    taptalent.plant(connection)?;
    flowmingo.plant(connection)?;
    promptster.plant(connection)
}

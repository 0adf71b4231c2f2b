//! What is there before anybody comes: a file that a person writes, planted when the sandbox starts.
//!
//! A store takes the same seed once, so that what happened since (a credit spent, a stage deleted in the web
//! app) stays so at the next start. A seed that has changed is planted anew: what is not there yet by title,
//! name or address is added, settings and credits are set; nothing is taken away. No mail goes out.

mod file;
mod flowmingo;
mod promptster;
mod taptalent;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

pub use file::seed_from_text;
pub use flowmingo::{SeedProject, SeedSet};

use super::SandboxError;
use super::settings::{FlowmingoSeed, PromptsterSeed, TaptalentSeed};
use super::store::{Object as _, object};

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

object!(Seed, "sandbox", "seed", only one);

/// Plants a seed, unless it is the one that was planted last.
pub(super) fn plant(connection: &Connection, seed: &Seed) -> Result<(), SandboxError> {
    if Seed::get(connection, "")?.as_ref() == Some(seed) {
        return Ok(());
    }
    taptalent::plant(&seed.taptalent, connection)?;
    flowmingo::plant(&seed.flowmingo, connection)?;
    promptster::plant(&seed.promptster, connection)?;
    Ok(seed.put(connection)?)
}

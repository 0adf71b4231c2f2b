//! A sandbox that holds what another system was read to hold: the answers to reads, planted with their ids.
//!
//! Each system's file says how an answer becomes objects, by its reading of the documents. What it does not know of an
//! answer is kept beside (`as_read`), and shown again until it is changed; what nobody has read is not there.

mod as_read;
mod census;
mod flowmingo;
mod merge;
mod promptster;
mod read_back;
mod reads;
mod taptalent;

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::Connection;
use serde_json::Value;

pub(super) use as_read::restore;
pub use census::Census;

use super::store::{Database, Rows, numbers};
use super::taptalent::CREDITS;
use super::{SandboxError, Store, System};
use reads::Reads;

/// What one read was answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// Whose answer it is.
    pub system: System,
    /// The path below the system's base, with its query, still encoded.
    pub path: String,
    /// The body.
    pub body: Value,
}

/// What no read tells, and is taken to be so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assumed {
    /// Ids of TapTalent's jobs that are there.
    pub jobs: Vec<String>,
    /// Ids of Promptster's issues that are there.
    pub issues: Vec<String>,
    /// People whom Flowmingo knows: their addresses by its ids of them, where these are known.
    pub people: BTreeMap<String, Option<String>>,
    /// TapTalent's credits that are left; none: more than anybody needs.
    pub credits: Option<u32>,
}

/// All that a sandbox holds at one moment, to begin another one with. Cheap to clone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct World(Arc<Rows>);

/// New ids are counted from here, so that none is one that was read: of a sandbox, the first ones are taken.
const FIRST_NEW_ID: i64 = 1 << 40;

impl World {
    /// A world that answers these reads as they were answered.
    ///
    /// # Errors
    /// [`SandboxError::Misfit`]: something was read that no sandbox can hold.
    pub fn copied(answered: &[Answered], assumed: &Assumed) -> Result<Self, SandboxError> {
        let database = Database::open(&Store::Memory)?;
        let reads = Reads::of(answered);
        database.write(|connection| plant(connection, &reads, assumed))?;
        as_read::keep(&database, &reads)?;
        Self::of(&database)
    }

    pub(super) fn of(database: &Database) -> Result<Self, SandboxError> {
        let rows: Rows = database.read(Rows::of)?;
        Ok(Self(Arc::new(rows)))
    }

    pub(super) fn put(&self, connection: &Connection) -> rusqlite::Result<()> {
        self.0.put(connection)
    }

    /// How often each thing is there, whatever its id: objects, and mails that went out.
    pub fn census(&self) -> Census {
        Census::of(&self.0)
    }
}

fn plant(connection: &Connection, reads: &Reads, assumed: &Assumed) -> Result<(), SandboxError> {
    numbers::go_on_behind(connection, "ids", FIRST_NEW_ID)?;
    if let Some(credits) = assumed.credits {
        numbers::set(connection, CREDITS, credits)?;
    }
    taptalent::plant(connection, reads, &assumed.jobs)?;
    flowmingo::plant(connection, reads, &assumed.people)?;
    promptster::plant(connection, reads, &assumed.issues)
}

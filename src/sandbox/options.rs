//! How a sandbox is started. Values only.

use std::time::Duration;

use camino::Utf8PathBuf;

use super::{FaultRule, Seed, Witness, World};

/// How a sandbox is started; the default is an empty one in memory, on any free port, without faults.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Where the systems' data lives.
    pub store: Store,
    /// The TCP port on 127.0.0.1; 0 takes any free one.
    pub port: u16,
    /// Delay added to every answer.
    pub latency: Duration,
    /// What goes wrong, and when.
    pub faults: Vec<FaultRule>,
    /// What is there from the start; what the store holds already stays.
    pub seed: Option<Seed>,
    /// What it begins with, in the place of an empty store; only in memory.
    pub world: Option<World>,
    /// Who sees every write, and lets it go on.
    pub witness: Option<Witness>,
}

/// Where a sandbox keeps its data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Store {
    /// Gone when the sandbox stops.
    #[default]
    Memory,
    /// One SQLite file (beside it, while it runs, its write-ahead log). Parent folders are created.
    File(Utf8PathBuf),
}

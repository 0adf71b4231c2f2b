//! A sandbox with its own state, for one run: nothing of it is live, and nothing of it is left.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use camino::Utf8PathBuf;
use secrecy::SecretString;

use super::super::exit::Exit;
use super::super::failure::CommandFailure;
use super::recording::stand_in;
use crate::apply::Stop;
use crate::files::Scratch;
use crate::model::System;
use crate::provider::http::Transport;
use crate::provider::{Readers, Writers, transport_options};
use crate::sandbox::{Options, Sandbox, Witness, World};
use crate::state::{Recorded, StateStore};

/// Nobody else is served there.
const REQUESTS_PER_SECOND: f64 = 100_000.0;

/// A write may wait for as long as somebody looks at the world around it.
const PATIENCE: Duration = Duration::from_hours(4);

/// A sandbox, and a state that is of it alone.
pub(super) struct Stage {
    pub sandbox: Sandbox,
    pub state: StateStore,
    transports: BTreeMap<System, Transport>,
    scratch: Scratch,
}

/// What a stage is set for.
#[derive(Debug)]
pub(super) struct Set<'a> {
    pub world: &'a World,
    pub systems: &'a BTreeSet<System>,
    pub concurrency: u16,
    pub witness: Option<Witness>,
}

impl Stage {
    /// A stage without a state.
    pub(super) async fn set(set: Set<'_>) -> Result<Self, CommandFailure> {
        let options = Options {
            world: Some(set.world.clone()),
            witness: set.witness,
            ..Options::default()
        };
        let sandbox = Sandbox::start(options).await?;
        let mut transports = BTreeMap::new();
        for system in set.systems {
            let of_here = stand_in(*system);
            let (url, key) = (sandbox.url_of(of_here), SecretString::from(of_here.key()));
            let mut options = transport_options(*system, url, key, Some(REQUESTS_PER_SECOND));
            options.concurrency = usize::from(set.concurrency);
            options.timeout = PATIENCE;
            transports.insert(*system, Transport::new(options)?);
        }
        let scratch = Scratch::new().map_err(|error| unkept(&error))?;
        Ok(Self {
            sandbox,
            state: StateStore::local(scratch.path().join("state.json")),
            transports,
            scratch,
        })
    }

    /// With this state, as if it had been here all along. Receipts are none of a rehearsal's business.
    pub(super) async fn with_state(self, recorded: &Recorded) -> Result<Self, CommandFailure> {
        if !recorded.is_new() {
            self.state.put(&without_receipts(recorded)).await?;
        }
        Ok(self)
    }

    /// With the files that lie on the other stage's disk right now: what a killed process leaves.
    pub(super) fn with_what_is_left_of(self, other: &Self) -> Result<Self, CommandFailure> {
        for file in other.state.files() {
            let copy = |name: &str| self.scratch.path().join(name);
            let to: Option<Utf8PathBuf> = file.file_name().map(copy);
            match to.map(|to| std::fs::copy(&file, to)) {
                Some(Err(error)) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(unkept(&error));
                }
                _ => {}
            }
        }
        Ok(self)
    }

    pub(super) fn readers(&self) -> Readers {
        Readers::of(|system| self.transports.get(&system).map(Transport::reader))
    }

    pub(super) fn writers(&self, stop: &Stop) -> Writers {
        let until = |transport: &Transport| transport.writer().until(stop);
        Writers::of(|system| self.transports.get(&system).map(until))
    }

    /// How many writes arrived.
    pub(super) fn writes(&self) -> usize {
        let received = self.sandbox.received();
        received.iter().filter(|one| one.method != "GET").count()
    }
}

fn unkept(error: &std::io::Error) -> CommandFailure {
    let message = "cannot keep a copy of the state in the folder for temporary files";
    CommandFailure::of_file(Exit::Failed, message, error)
}

/// The same state for a run that leaves none.
pub(super) fn without_receipts(recorded: &Recorded) -> Recorded {
    Recorded {
        receipts: None,
        unwritten_receipts: Vec::new(),
        ..recorded.clone()
    }
}

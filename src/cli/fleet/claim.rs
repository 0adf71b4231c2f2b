//! `--run ID` and `--claim`: which turns of a named run are over, wherever they were taken. Kept beside each state, written
//! under its lock; there is no coordinator.

use std::time::Duration;

use clap::Args;

use super::record::Record;
use super::turn::Turn;
use crate::cli::failure::CommandFailure;
use crate::state::{Holder, Holding, Lock, StateStore};

#[derive(Debug, Args)]
pub(in crate::cli) struct ClaimArgs {
    /// In many workspaces: name of the run; a workspace whose turn is over in this run is skipped, so that a run that was
    /// killed can go on
    #[arg(long = "run", value_name = "ID", value_parser = run_id)]
    pub run: Option<String>,
    /// Share the workspaces with other workers that have the same `--run`: each takes one at a time, and one of them writes
    /// the report
    #[arg(long, requires = "run")]
    pub claim: bool,
}

/// It becomes part of names of files.
fn run_id(text: &str) -> Result<String, String> {
    let is_fine = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let is_name = !text.is_empty() && text.len() <= 64 && text.chars().all(is_fine);
    if is_name {
        Ok(text.to_owned())
    } else {
        Err(
            "use 1 to 64 letters, digits, `-`, `_` and `.`, for example the number of the CI's run"
                .to_owned(),
        )
    }
}

/// A run with a name.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) struct Claim<'a> {
    pub run: &'a str,
    /// What it is told to do, as a digest: one of the same name that is told something else is another run.
    pub asked: &'a str,
    /// Whether other workers are at it.
    pub is_shared: bool,
    /// The formats that are wanted, by name.
    pub formats: &'a [String],
    /// How long to wait for another run on the workspace; `None`: as ever.
    pub patience: Option<Duration>,
}

impl Claim<'_> {
    /// This process in the run, for those who find its lock.
    pub(in crate::cli) fn mark(&self, holder: Holder) -> Holder {
        Holder {
            run: format!("{}.{}", holder.run, self.run),
            ..holder
        }
    }

    /// Whether whoever has the lock is of the same run.
    pub(super) async fn is_held_by_a_peer(&self, state: &StateStore) -> bool {
        match state.holder().await {
            Ok(Holding::By(holder)) => is_of(&holder.run, self.run),
            // It is free by now, or one has to look again.
            Ok(Holding::Nobody) => true,
            Ok(Holding::Somebody) | Err(_) => false,
        }
    }

    /// What came of the workspace's turn, if it is over.
    pub(in crate::cli) async fn ended(
        &self,
        state: &StateStore,
    ) -> Result<Option<Turn>, CommandFailure> {
        let record = self.record(state).await?;
        Ok(record.map(|record| record.into_turn(self.formats)))
    }

    pub(super) async fn record(
        &self,
        state: &StateStore,
    ) -> Result<Option<Record>, CommandFailure> {
        let kept = state.turn().await?;
        Ok(kept.and_then(|bytes| Record::of(self, &bytes)))
    }

    /// Remembers that the turn is over, unless the lock was lost: then it is another's. Nothing is remembered of one that was
    /// interrupted.
    pub(in crate::cli) async fn remember(
        &self,
        state: &StateStore,
        lock: &Lock,
        turn: &Turn,
    ) -> Result<(), CommandFailure> {
        if lock.lost().holds().await.is_err() {
            return Ok(());
        }
        self.keep(state, &Record::new(self, turn)).await
    }

    pub(super) async fn keep(
        &self,
        state: &StateStore,
        record: &Record,
    ) -> Result<(), CommandFailure> {
        Ok(state.keep_turn(&record.to_bytes()).await?)
    }
}

/// Whether a holder's run is of the run with this name, which [`Claim::mark`] puts after the first dot.
fn is_of(holder: &str, run: &str) -> bool {
    holder.split_once('.').is_some_and(|(_, name)| name == run)
}

#[cfg(test)]
mod tests {
    use super::is_of;

    #[test]
    fn a_run_whose_name_ends_alike_is_another() {
        assert!(is_of("20261129T200000Z-1234abcd.a.1", "a.1"));
        assert!(!is_of("20261129T200000Z-1234abcd.a.1", "1"));
        assert!(!is_of("20261129T200000Z-1234abcd", "1"));
    }
}

//! `state unlock`: shows who holds the lock; takes it away if a person says so.

use super::super::exit::Exit;
use super::super::failure::{CommandFailure, CommandResult};
use super::super::output::Output;
use super::super::prompt::{confirm, somebody_is_there};
use crate::state::{Holding, StateStore};

pub(super) async fn run(state: &StateStore, yes: bool, output: Output) -> CommandResult {
    let holding = state.holder().await?;
    if holding == Holding::Nobody {
        output.say(&format!("nobody holds the lock of {state}"));
        return Ok(Exit::Done);
    }
    let who = holding.holder().map_or_else(
        || "a run that does not say who it is".to_owned(),
        ToString::to_string,
    );
    output.insist(&format!("the lock of {state} is held by {who}"));
    if state.lock_dies_with_its_process() {
        return Err(CommandFailure::new(
            Exit::Locked,
            "a local lock belongs to a running process and cannot be removed",
        )
        .with_hint("it is released when that process ends, even if it is killed"));
    }
    if !yes && !somebody_is_there() {
        return Err(CommandFailure::new(
            Exit::Invalid,
            "cannot ask for confirmation without a terminal, and `--yes` was not given",
        )
        .with_hint("make sure that the run has ended, then run `vetform state unlock --yes`"));
    }
    let question = "If that run is still alive, it stops at its next lock renewal, within 20 s. Remove the lock?";
    if !yes && !confirm(question, output) {
        output.insist("the lock was kept");
        return Ok(Exit::Failed);
    }
    state.unlock(holding.holder()).await?;
    output.say("the lock is free");
    Ok(Exit::Done)
}

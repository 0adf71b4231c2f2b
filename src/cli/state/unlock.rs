//! `state unlock`: shows who holds the lock; takes it away if a person says so.

use super::super::exit::Exit;
use super::super::failure::CommandFailure;
use super::super::output::Output;
use super::super::prompt::{confirm, somebody_is_there};
use crate::state::{Holding, StateStore};

pub(super) async fn run(
    state: &StateStore,
    yes: bool,
    output: Output,
) -> Result<Exit, CommandFailure> {
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
            "a local lock belongs to a living process and cannot be taken away",
        )
        .with_hint("it is free as soon as that process ends; a killed run leaves none behind"));
    }
    if !yes && !somebody_is_there() {
        return Err(CommandFailure::new(
            Exit::Invalid,
            "there is no terminal to ask on, and `--yes` is not given",
        )
        .with_hint("make sure that the run is dead, then run `vetform state unlock --yes`"));
    }
    let question = "If that run still lives, it stops when it next renews its lock, within 20 s. Take the lock away?";
    if !yes && !confirm(question, output) {
        output.insist("the lock was left alone");
        return Ok(Exit::Failed);
    }
    state.unlock(holding.holder()).await?;
    output.say("the lock is free");
    Ok(Exit::Done)
}

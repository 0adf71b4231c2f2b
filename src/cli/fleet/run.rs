//! A command in many workspaces, from the command line to one report. Holds no project, only results, once a turn is over: memory
//! grows with what is told, not with what was read.

use tokio::runtime::Handle;
use tokio::task::block_in_place;

use super::choose::chosen;
use super::claim::{Claim, ClaimArgs};
use super::report::report;
use super::severity::worst;
use super::shard::Shard;
use super::turn::InEach;
use super::turns::{Fleet, PATIENCE};
use crate::cli::failure::{CommandFailure, CommandResult};
use crate::cli::formats::{Format, Wanted, check, name_of};
use crate::cli::global::Global;
use crate::cli::output::Output;
use crate::cli::outputs::write_all;
use crate::cli::session::{self, find_root, state_of};
use crate::cli::signals::Signals;
use crate::manifest::{self, ProjectRoot, Workspace};
use crate::state::StateStore;

/// Runs a command in every workspace that the command line means.
pub(in crate::cli) async fn run<C: InEach>(
    command: &C,
    global: &Global,
    shard: Option<Shard>,
    output: Output,
) -> CommandResult {
    if let Some(refusal) = command.refusal() {
        return Err(refusal);
    }
    let wanted = command.wanted()?;
    let root = find_root(global)?;
    // What one turn writes the next one reads.
    let root = if command.is_in_turn() {
        root
    } else {
        root.shared()
    };
    let files = command.formats().files(&root);
    check(&wanted, files)?;
    let workspaces = chosen(&root, global, shard, output)?;
    let signals = command
        .writes()
        .then(|| Signals::listen(output))
        .transpose()?;
    let made = match command.claim() {
        Some(ClaimArgs { run: Some(_), .. }) => with_every_format(&wanted),
        _ => wanted.clone(),
    };
    let formats: Vec<String> = made.iter().map(|one| name_of(one.format)).collect();
    let asked = manifest::digest_of_texts(&root, &command.asked());
    let claim = command.claim().and_then(|args| {
        Some(Claim {
            run: args.run.as_deref()?,
            asked: &asked,
            is_shared: args.claim,
            formats: &formats,
            patience: None,
        })
    });
    let fleet = Fleet {
        command,
        global,
        root: &root,
        wanted: &made,
        signals: signals.as_ref(),
        claim,
        // Of a terminal's colours nothing may be kept for others.
        output: match claim {
            Some(_) => output.plain(),
            None => output,
        },
        runtime: Handle::current(),
    };
    let ended = block_in_place(|| fleet.turns(&workspaces));
    let exit = worst(ended.iter().map(|ended| ended.turn.exit));
    let tell = || {
        let rendered = report::<C>(&wanted, &ended, global, &root, output)?;
        write_all(&wanted, files, &rendered, output)
    };
    // Who was interrupted knows a part: the others still have to tell of all.
    let is_interrupted = signals.as_ref().is_some_and(Signals::is_heard);
    let with_others = claim.filter(|claim| claim.is_shared && !is_interrupted);
    match (with_others, workspaces.first()) {
        (Some(claim), Some(first)) => tell_once(claim, (&root, first), output, tell).await?,
        _ => tell()?,
    }
    Ok(exit)
}

/// What is wanted, and all else: whoever tells of the turn later, here or elsewhere, may want another format. What nobody asked
/// for has no place of its own, so it is made as for a file.
fn with_every_format<F: Format>(wanted: &[Wanted<F>]) -> Vec<Wanted<F>> {
    let is_new = |format: &F| {
        !wanted
            .iter()
            .any(|one| name_of(one.format) == name_of(*format))
    };
    let more = F::value_variants().iter().copied().filter(is_new);
    let more = more.map(|format| Wanted::new(format, Some("never-written".into())));
    wanted.iter().cloned().chain(more).collect()
}

/// Of the workers that share a run, one tells of all: whoever is first at the first workspace, whose record says so.
async fn tell_once(
    claim: Claim<'_>,
    (root, first): (&ProjectRoot, &Workspace),
    output: Output,
    tell: impl FnOnce() -> Result<(), CommandFailure>,
) -> Result<(), CommandFailure> {
    let state = state_of(root, first)?;
    let holder = claim.mark(session::holder(root)?);
    let locked = state.lock(&holder, PATIENCE, &|_| {}).await;
    let told = match &locked {
        Ok(_) => tell_unless_told(claim, &state, output, tell).await,
        // Twice is better than not at all.
        Err(_) => tell(),
    };
    if let Ok(lock) = locked {
        session::release(lock, output).await;
    }
    told
}

async fn tell_unless_told(
    claim: Claim<'_>,
    state: &StateStore,
    output: Output,
    tell: impl FnOnce() -> Result<(), CommandFailure>,
) -> Result<(), CommandFailure> {
    let Some(mut record) = claim.record(state).await? else {
        // Its turn could not be remembered: nobody knows who has told.
        return tell();
    };
    if record.is_told {
        output.say("another worker has written the report");
        return Ok(());
    }
    tell()?;
    record.is_told = true;
    claim.keep(state, &record).await
}

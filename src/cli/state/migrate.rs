//! `state migrate`: copies a state, with its lineage and serial, to another place. Removes nothing and edits no file of the
//! project: what to change in vetform.yaml is said.

use camino::Utf8PathBuf;
use clap::Args;

use super::super::argument::LockArgs;
use super::super::belonging::belonging;
use super::super::exit::Exit;
use super::super::failure::{CommandFailure, CommandResult};
use super::super::output::Output;
use super::super::session;
use super::place::Place;
use crate::manifest::StateLocation;
use crate::state::{Recorded, StateStore};

#[derive(Debug, Args)]
pub(in crate::cli) struct MigrateArgs {
    /// Path, or s3://, gs:// or az:// URL, as in vetform.yaml
    pub(super) from: String,
    /// Path, or s3://, gs:// or az:// URL, as in vetform.yaml
    pub(super) to: String,
    #[command(flatten)]
    pub(super) lock: LockArgs,
}

pub(super) async fn run(place: &Place, args: &MigrateArgs, output: Output) -> CommandResult {
    let from = open(place, &args.from)?;
    let to = open(place, &args.to)?;
    if from.to_string() == to.to_string() {
        return Err(CommandFailure::new(
            Exit::Invalid,
            format!("the old and the new location are both {from}"),
        ));
    }
    // A place that is only read must not be written to, not even a lock, before it is known to hold a state.
    must_be_there(&from, &from.load().await?)?;
    let holder = session::holder(&place.root)?;
    let first = session::lock(&from, &holder, args.lock.timeout, output).await?;
    let outcome = match session::lock(&to, &holder, args.lock.timeout, output).await {
        Ok(second) => {
            let outcome = copy(place, &from, &to).await;
            session::release(second, output).await;
            outcome
        }
        Err(failure) => Err(failure),
    };
    session::release(first, output).await;
    outcome?;
    output.say(&format!("copied {from} to {to}; {from} is unchanged."));
    if !is_own(place, &args.to) {
        let name = &place.workspace.name;
        output.say(&format!(
            "In vetform.yaml, under workspaces.{name}, now write:"
        ));
        output.say(&format!("    state: {}", args.to));
    }
    output.say(&format!("Remove {from} once nobody uses it."));
    Ok(Exit::Done)
}

/// What `state:` of vetform.yaml would mean; a path is relative to where the command was started.
fn open(place: &Place, text: &str) -> Result<StateStore, CommandFailure> {
    if text.contains("://") {
        Ok(StateStore::remote(text, &place.workspace.name, None)?)
    } else {
        // A place that the next plan would refuse is not a place to migrate to.
        let whole = std::path::absolute(text).ok();
        let whole = whole.and_then(|whole| Utf8PathBuf::from_path_buf(whole).ok());
        session::refuse_linked_folder(&place.root, whole.as_deref().unwrap_or(text.into()))?;
        Ok(StateStore::local(text))
    }
}

/// Whether the workspace keeps its state there already.
fn is_own(place: &Place, text: &str) -> bool {
    match &place.workspace.state {
        StateLocation::Remote(url) => url == text,
        StateLocation::Local(path) => std::path::absolute(text).is_ok_and(|to| to == *path),
    }
}

fn must_be_there(store: &StateStore, recorded: &Recorded) -> Result<(), CommandFailure> {
    if recorded.serial > 0 {
        return Ok(());
    }
    Err(
        CommandFailure::new(Exit::Invalid, format!("there is no state at {store}")).with_hint(
            "the first apply creates one at the location set by `state:` in vetform.yaml",
        ),
    )
}

async fn copy(place: &Place, from: &StateStore, to: &StateStore) -> Result<(), CommandFailure> {
    let mut recorded = from.load().await?;
    must_be_there(from, &recorded)?;
    if let Some(of) = &recorded.workspace {
        if !place.workspaces.contains(of) {
            // The workspace was renamed since.
            recorded.workspace = None;
        }
        recorded = belonging(recorded, from, &place.workspace)?;
    }
    let there = to.load().await?;
    let refusal = if there.serial > 0 && there.lineage != recorded.lineage {
        format!("{to} holds an unrelated state")
    } else if there.serial > recorded.serial {
        format!(
            "{to} holds a newer version of this state: serial {}, and {from} has {}",
            there.serial, recorded.serial
        )
    } else {
        to.take_receipts_of(from, &mut recorded).await?;
        to.put(&recorded).await?;
        return Ok(());
    };
    Err(CommandFailure::new(Exit::Invalid, refusal).with_hint(
        "nothing was copied; move that state away if it is not needed, or choose another location",
    ))
}

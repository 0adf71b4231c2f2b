//! `vetform state …`: look at what is remembered, and fix it. Calls no system.

mod edit;
mod look;
mod migrate;
mod settle;
mod settle_create;
mod unlock;

use super::args::{Global, StateCommand};
use super::exit::Exit;
use super::failure::CommandFailure;
use super::output::Output;
use super::session::{find_root, recall, state_of};
use crate::diagnostic::nearest;
use crate::manifest::{self, ProjectRoot, Workspace};
use crate::model::Address;
use crate::render;
use crate::state::{Recorded, StateStore};
pub(super) use look::{ListArgs, ShowArgs};

pub(super) async fn run(
    global: &Global,
    command: &StateCommand,
    output: Output,
) -> Result<Exit, CommandFailure> {
    let place = Place::open(global, output)?;
    match command {
        StateCommand::List(args) => look::list(&place, args, output).await,
        StateCommand::Show(args) => look::show(&place, args, output).await,
        StateCommand::Mv { old, new, lock } => {
            edit::move_to(&place, (old, new), lock, output).await
        }
        StateCommand::Rm { address, lock } => edit::forget(&place, address, lock, output).await,
        StateCommand::Settle {
            of: (address, part),
            person,
            sent,
            not_sent: _,
            yes,
            id,
            lock,
        } => {
            if let Some(person) = person {
                let finding = settle::Finding {
                    person,
                    sent: *sent,
                    yes: *yes,
                };
                settle::run(&place, address, finding, lock, output).await
            } else {
                let found = settle_create::Found {
                    id: id.as_deref(),
                    yes: *yes,
                };
                settle_create::run(&place, (address, part), found, lock, output).await
            }
        }
        StateCommand::Unlock { yes } => unlock::run(&place.state()?, *yes, output).await,
        StateCommand::Migrate(args) => migrate::run(&place, args, output).await,
    }
}

/// Whose state is meant. Manifests may be wrong: a state must be readable all the same.
struct Place {
    root: ProjectRoot,
    workspace: Workspace,
    /// The names of all workspaces.
    workspaces: Vec<String>,
}

impl Place {
    fn open(global: &Global, output: Output) -> Result<Self, CommandFailure> {
        let root = find_root(global)?;
        let loaded = manifest::load(&root, global.workspace.as_deref());
        let Some(project) = loaded.project else {
            let color = output.message.is_colored();
            let text =
                render::diagnostics::human(&loaded.problems, &loaded.sources, output.width, color);
            output.insist_block(text.trim_end());
            return Err(CommandFailure::said(Exit::Invalid));
        };
        Ok(Self {
            root,
            workspace: project.workspace,
            workspaces: project.config.workspaces.into_keys().collect(),
        })
    }

    fn state(&self) -> Result<StateStore, CommandFailure> {
        state_of(&self.root, &self.workspace)
    }

    async fn recall(&self, output: Output) -> Result<Recorded, CommandFailure> {
        recall(&self.state()?, &self.workspace, output).await
    }
}

fn unknown(recorded: &Recorded, address: &Address) -> CommandFailure {
    let known: Vec<String> = recorded.resources.keys().map(ToString::to_string).collect();
    let failure = CommandFailure::new(Exit::Invalid, format!("the state does not know {address}"));
    match nearest(&address.to_string(), known.iter().map(String::as_str)) {
        Some(near) => failure.with_hint(format!("did you mean {near}?")),
        None => failure.with_hint("`vetform state list` shows what it knows"),
    }
}

//! `vetform state …`: look at what is remembered, and fix it. Calls no system.

mod edit;
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
use crate::render::{self, Form, one_line};
use crate::state::{Part, Recorded, StateStore};

pub(super) async fn run(
    global: &Global,
    command: &StateCommand,
    output: Output,
) -> Result<Exit, CommandFailure> {
    let place = Place::open(global, output)?;
    match command {
        StateCommand::List => Ok(list(&place.recall(output).await?, output)),
        StateCommand::Show { of } => show(&place.recall(output).await?, of, output),
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
        })
    }

    fn state(&self) -> Result<StateStore, CommandFailure> {
        state_of(&self.root, &self.workspace)
    }

    async fn recall(&self, output: Output) -> Result<Recorded, CommandFailure> {
        recall(&self.state()?, &self.workspace, output).await
    }
}

fn list(recorded: &Recorded, output: Output) -> Exit {
    for (address, record) in &recorded.resources {
        output.result(&format!("{address}\t{}\n", one_line(&record.id)));
    }
    for (key, pending) in &recorded.pending {
        output.result(&format!(
            "{key}\tin doubt since {}\n",
            one_line(&pending.since)
        ));
    }
    Exit::Done
}

fn show(
    recorded: &Recorded,
    (address, part): &(Address, Part),
    output: Output,
) -> Result<Exit, CommandFailure> {
    let record = recorded
        .record(address)
        .ok_or_else(|| unknown(recorded, address))?;
    let text = match part {
        Part::Whole => pretty(record)?,
        Part::Question(name) => of_part(record.questions.get(name), address, part)?,
        Part::Person(who) => of_part(record.people.get(who), address, part)?,
        Part::Rejection(_) | Part::Generation => of_part(None::<&()>, address, part)?,
    };
    output.delivers(Form::Json, &format!("{text}\n"));
    Ok(Exit::Done)
}

fn of_part(
    known: Option<&impl serde::Serialize>,
    address: &Address,
    part: &Part,
) -> Result<String, CommandFailure> {
    let Some(known) = known else {
        let message = format!("the state knows no {part} of {address}");
        let hint = format!("`vetform state show {address}` shows all that it knows of it");
        return Err(CommandFailure::new(Exit::Invalid, message).with_hint(hint));
    };
    pretty(known)
}

fn pretty(known: &impl serde::Serialize) -> Result<String, CommandFailure> {
    serde_json::to_string_pretty(known).map_err(|error| CommandFailure::new(Exit::Failed, error))
}

fn unknown(recorded: &Recorded, address: &Address) -> CommandFailure {
    let known: Vec<String> = recorded.resources.keys().map(ToString::to_string).collect();
    let failure = CommandFailure::new(Exit::Invalid, format!("the state does not know {address}"));
    match nearest(&address.to_string(), known.iter().map(String::as_str)) {
        Some(near) => failure.with_hint(format!("did you mean {near}?")),
        None => failure.with_hint("`vetform state list` shows what it knows"),
    }
}

//! `invigil state …`: look at what is remembered.

use super::args::{Global, StateCommand};
use super::exit::Exit;
use super::failure::CommandFailure;
use super::output::Output;
use super::session::{find_root, state_of};
use crate::diagnostic::nearest;
use crate::manifest;
use crate::model::Address;
use crate::render;
use crate::state::Recorded;

pub(super) fn run(
    global: &Global,
    command: &StateCommand,
    output: Output,
) -> Result<Exit, CommandFailure> {
    let recorded = load(global, output)?;
    match command {
        StateCommand::List => {
            for (address, record) in &recorded.resources {
                output.result(&format!("{address}\t{}\n", record.id));
            }
            for (key, pending) in &recorded.pending {
                output.say(&format!("in doubt since {}: {key}", pending.since));
            }
            Ok(Exit::Done)
        }
        StateCommand::Show { address } => show(&recorded, address, output),
    }
}

/// The state of the chosen workspace. Manifests may be wrong: a state must be readable all the same.
fn load(global: &Global, output: Output) -> Result<Recorded, CommandFailure> {
    let root = find_root(global)?;
    let loaded = manifest::load(&root, global.workspace.as_deref());
    let Some(project) = &loaded.project else {
        let color = output.message != render::Paint::new(false);
        let text =
            render::diagnostics::human(&loaded.problems, &loaded.sources, output.width, color);
        output.insist(text.trim_end());
        return Err(CommandFailure::said(Exit::Invalid));
    };
    Ok(state_of(&project.workspace)?.load()?)
}

fn show(recorded: &Recorded, address: &Address, output: Output) -> Result<Exit, CommandFailure> {
    let Some(record) = recorded.record(address) else {
        let known: Vec<String> = recorded.resources.keys().map(ToString::to_string).collect();
        let failure =
            CommandFailure::new(Exit::Invalid, format!("the state does not know {address}"));
        return Err(
            match nearest(&address.to_string(), known.iter().map(String::as_str)) {
                Some(near) => failure.with_hint(format!("did you mean {near}?")),
                None => failure.with_hint("`invigil state list` shows what it knows"),
            },
        );
    };
    let text = serde_json::to_string_pretty(record)
        .map_err(|error| CommandFailure::new(Exit::Failed, error))?;
    output.result(&format!("{text}\n"));
    Ok(Exit::Done)
}

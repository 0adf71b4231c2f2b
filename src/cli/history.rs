//! `vetform history`: who changed what, when, and from which pull request. Reads the receipts, checks that they are as they
//! were written, and calls no system.

use std::collections::BTreeSet;

use clap::{Args, ValueEnum};

use super::among::Among;
use super::examples;
use super::exit::Exit;
use super::failure::{CommandFailure, CommandResult};
use super::formats::{Format, FormatArgs, check};
use super::global::Global;
use super::output::Output;
use super::outputs::{Rendered, write_each};
use super::session::recall;
use super::state::Place;
use crate::model::Address;
use crate::render::{HistoryEntry, HistoryFault, history_json, history_text};
use crate::state::{Recorded, StateStore};

#[derive(Debug, Args)]
#[command(after_help = examples::HISTORY)]
pub(super) struct HistoryArgs {
    /// Only what happened to this resource, also under its earlier names: an address, a glob or a unique name
    #[arg(value_name = "ADDRESS|GLOB|NAME")]
    of: Vec<String>,
    #[command(flatten)]
    pub formats: FormatArgs<HistoryFormat>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum HistoryFormat {
    Text,
    Json,
}

impl Format for HistoryFormat {
    const DEFAULT: &'static str = "text";
}

pub(super) async fn run(global: &Global, args: &HistoryArgs, output: Output) -> CommandResult {
    let place = Place::open(global, output)?;
    let wanted = args.formats.wanted(None)?;
    let files = args.formats.files(&place.root);
    check(&wanted, files)?;
    let state = place.state()?;
    let recorded = recall(&state, &place.workspace, output).await?;
    let (entries, faults) = everything(&state, &recorded).await?;
    let entries = of_these(entries, &recorded, &args.of)?;
    write_each(&wanted, files, output, |one| match one.format {
        HistoryFormat::Text => Ok(Rendered::text(history_text(&entries, output.result))),
        HistoryFormat::Json => {
            let workspace = &place.workspace.name;
            Rendered::json(&history_json(&entries, &faults, workspace))
        }
    })?;
    if entries.is_empty() && faults.is_empty() {
        output.say(&format!("no changes are recorded beside {state} yet"));
    }
    match &*faults {
        [] => Ok(Exit::Done),
        [first, others @ ..] => Err(damaged(first, others)),
    }
}

/// Newest first, and what is wrong with them.
async fn everything(
    state: &StateStore,
    recorded: &Recorded,
) -> Result<(Vec<HistoryEntry>, Vec<HistoryFault>), CommandFailure> {
    let chain = state.receipts(recorded).await?;
    let faults = chain.faults.iter().map(|fault| {
        let (page, line) = fault.place();
        HistoryFault {
            place: state.receipts_place(page),
            line,
            problem: fault.to_string(),
        }
    });
    let faults = faults.collect();
    let runs: BTreeSet<String> = chain
        .entries
        .iter()
        .map(|entry| entry.receipt.run.clone())
        .collect();
    let written = chain.entries.into_iter().map(|entry| HistoryEntry {
        place: Some((state.receipts_place(entry.page), entry.line)),
        receipt: entry.receipt,
    });
    let unwritten = recorded.unwritten_receipts.iter().cloned();
    // A run that was killed between its receipts and its state has both.
    let unwritten = unwritten.filter(|receipt| !runs.contains(&receipt.run));
    let unwritten = unwritten.map(|receipt| HistoryEntry {
        receipt,
        place: None,
    });
    let mut entries: Vec<HistoryEntry> = written.chain(unwritten).collect();
    entries.reverse();
    Ok((entries, faults))
}

/// Only what is asked for. A resource is followed back through its earlier names.
fn of_these(
    entries: Vec<HistoryEntry>,
    recorded: &Recorded,
    texts: &[String],
) -> Result<Vec<HistoryEntry>, CommandFailure> {
    if texts.is_empty() {
        return Ok(entries);
    }
    let of_receipts = entries.iter().map(|entry| &entry.receipt.address);
    let known: BTreeSet<&Address> = of_receipts.chain(recorded.resources.keys()).collect();
    let among = Among {
        known: &known.into_iter().collect::<Vec<_>>(),
        no: "nothing in the history",
    };
    let mut meant = BTreeSet::new();
    for text in texts {
        meant.extend(among.meant_by(text)?);
    }
    let mut kept = Vec::new();
    for entry in entries {
        if meant.contains(&entry.receipt.address) {
            meant.extend(entry.receipt.from.clone());
            kept.push(entry);
        }
    }
    Ok(kept)
}

fn damaged(first: &HistoryFault, others: &[HistoryFault]) -> CommandFailure {
    let mut failure = CommandFailure::new(
        Exit::Failed,
        format!("the history is not as it was written: {first}"),
    );
    failure.details = others.iter().map(ToString::to_string).collect();
    failure.with_hint(
        "find out who changed it, and restore the files from version control, from the bucket's versions or from a backup; \
        until then what is listed from there on proves nothing",
    )
}

//! `vetform state list` and `state show`: what the state knows, for people and for scripts. Changes nothing.

use clap::{Args, ValueEnum};

use super::super::argument::address_or_part;
use super::super::exit::Exit;
use super::super::failure::{CommandFailure, CommandResult};
use super::super::formats::{Format, FormatArgs, Wanted, check};
use super::super::output::Output;
use super::super::outputs::{Rendered, write_each};
use super::place::{Place, unknown};
use crate::model::Address;
use crate::render::{StateShowDocument, one_line, part_of, state_list_json};
use crate::state::{Part, Record, Recorded};

/// `state list`
#[derive(Debug, Args)]
pub(in crate::cli) struct ListArgs {
    #[command(flatten)]
    pub formats: FormatArgs<StateFormat>,
}

/// `state show`
#[derive(Debug, Args)]
pub(in crate::cli) struct ShowArgs {
    /// For example taptalent/Flow/engineering-screen, or taptalent/Assessment/backend-voice#questions/debugging
    #[arg(value_name = "ADDRESS", value_parser = address_or_part)]
    of: (Address, Part),
    #[command(flatten)]
    pub formats: FormatArgs<StateFormat>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum StateFormat {
    Text,
    Json,
}

impl Format for StateFormat {
    const DEFAULT: &'static str = "text";
}

pub(super) async fn list(place: &Place, args: &ListArgs, output: Output) -> CommandResult {
    let workspace = &place.workspace.name;
    deliver(place, &args.formats, output, |recorded, one| {
        match one.format {
            StateFormat::Text => Ok(Rendered::text(lines(recorded))),
            StateFormat::Json => Rendered::json(&state_list_json(recorded, workspace)),
        }
    })
    .await
}

pub(super) async fn show(place: &Place, args: &ShowArgs, output: Output) -> CommandResult {
    let (address, part) = &args.of;
    deliver(place, &args.formats, output, |recorded, one| {
        let record = recorded
            .record(address)
            .ok_or_else(|| unknown(recorded, address))?;
        let record = part_of_record(record, (address, part))?;
        match one.format {
            // The same that stands in the state.
            StateFormat::Text => Rendered::json(&record),
            StateFormat::Json => Rendered::json(&StateShowDocument {
                format_version: 1,
                workspace: place.workspace.name.clone(),
                address: address.to_string(),
                part: part_of(part),
                record,
            }),
        }
    })
    .await
}

async fn deliver(
    place: &Place,
    formats: &FormatArgs<StateFormat>,
    output: Output,
    render: impl Fn(&Recorded, &Wanted<StateFormat>) -> Result<Rendered, CommandFailure>,
) -> CommandResult {
    let wanted = formats.wanted(None)?;
    let files = formats.files(&place.root);
    check(&wanted, files)?;
    let recorded = place.recall(output).await?;
    write_each(&wanted, files, output, |one| render(&recorded, one))?;
    Ok(Exit::Done)
}

fn lines(recorded: &Recorded) -> String {
    let resources = recorded.resources.iter();
    let resources =
        resources.map(|(address, record)| format!("{address}\t{}\n", one_line(&record.id)));
    let doubts = recorded.pending.iter();
    let doubts = doubts
        .map(|(key, pending)| format!("{key}\tin doubt since {}\n", one_line(&pending.since)));
    resources.chain(doubts).collect()
}

fn part_of_record(
    record: &Record,
    (address, part): (&Address, &Part),
) -> Result<serde_json::Value, CommandFailure> {
    match part {
        Part::Whole => value_of(Some(record), address, part),
        Part::Question(name) => value_of(record.questions.get(name), address, part),
        Part::Person(who) => value_of(record.people.get(who), address, part),
        Part::Rejection(_) | Part::Generation => value_of(None::<&()>, address, part),
    }
}

fn value_of(
    known: Option<&impl serde::Serialize>,
    address: &Address,
    part: &Part,
) -> Result<serde_json::Value, CommandFailure> {
    let Some(known) = known else {
        let message = format!("the state has no {part} of {address}");
        let hint = format!("`vetform state show {address}` shows all of it");
        return Err(CommandFailure::new(Exit::Invalid, message).with_hint(hint));
    };
    serde_json::to_value(known).map_err(|error| CommandFailure::new(Exit::Failed, error))
}

//! `people find`: where somebody is known. What was not searched is said, since "nowhere" is an answer that people act on.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use camino::Utf8Path;
use clap::{Args, ValueEnum};

use super::super::exit::Exit;
use super::super::failure::{CommandFailure, CommandResult};
use super::super::formats::{Format, FormatArgs, check};
use super::super::global::Global;
use super::super::output::Output;
use super::super::outputs::{Rendered, write_each};
use super::super::state::Place;
use super::logs;
use super::mentions::Needles;
use super::named;
use super::seek::{Mention, seek};
use crate::model::Email;
use crate::render::{
    PeopleFindDocument, PersonPlaceDocument, PersonPlacesDocument, PlaceKind, one_line,
};
use crate::state::{Content, Recorded, StateStore, Trace};

/// `people find`
#[derive(Debug, Args)]
pub(in crate::cli) struct FindArgs {
    /// E-mail addresses; `-` reads them from stdin, one per line
    #[arg(required = true, value_name = "EMAIL")]
    people: Vec<String>,
    #[command(flatten)]
    pub formats: FormatArgs<PeopleFormat>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum PeopleFormat {
    Text,
    Json,
}

impl Format for PeopleFormat {
    const DEFAULT: &'static str = "text";
}

pub(super) async fn run(global: &Global, args: &FindArgs, output: Output) -> CommandResult {
    let people = named::people(&args.people)?;
    let place = Place::open(global, output)?;
    let wanted = args.formats.wanted(None)?;
    let files = args.formats.files(&place.root);
    check(&wanted, files)?;
    let recorded = place.recall(output).await?;
    let state = place.state()?;
    let found = found(&place, &state, &recorded, &people).await?;
    write_each(&wanted, files, output, |one| match one.format {
        PeopleFormat::Text => Ok(Rendered::text(text(&found))),
        PeopleFormat::Json => Rendered::json(&found),
    })?;
    output.say(&format!("not searched: {}", found.not_searched.join("; ")));
    Ok(Exit::Done)
}

/// Everything about these people.
pub(super) async fn found(
    place: &Place,
    state: &StateStore,
    recorded: &Recorded,
    people: &[Email],
) -> Result<PeopleFindDocument, CommandFailure> {
    let root = place.root.as_path();
    let needles = people.iter().map(|one| {
        let ids: Vec<String> = recorded
            .traces_of(one)
            .iter()
            .flat_map(Trace::ids)
            .collect();
        (Needles::of(one), ids)
    });
    let (needles, ids): (Vec<Needles>, Vec<Vec<String>>) = needles.unzip();
    let own = state.files();
    let is_store = |file: &Utf8Path| {
        let whole = root.join(file);
        let store = place
            .workspace
            .sandbox
            .as_ref()
            .map(|sandbox| &sandbox.store);
        own.contains(&whole)
            || store.is_some_and(|store| *store == whole)
            || file.starts_with(logs::FOLDER)
    };
    let sought = seek(root, &needles, is_store);
    let (others, unlisted) = match state.beside(&|_| false).await {
        Ok(others) => (others, None),
        Err(error) => (Vec::new(), Some(format!("other states: {error}"))),
    };
    let copies = state.copies(&recorded.lineage)?;
    let mut found = Vec::new();
    for ((person, mentions), ids) in people.iter().zip(sought.mentions).zip(ids) {
        let mut places: Vec<PersonPlaceDocument> = mentions.iter().map(in_file).collect();
        places.extend(in_state(recorded, &state.to_string(), person));
        for copy in &copies {
            let known = !copy.recorded.traces_of(person).is_empty();
            places.extend(known.then(|| in_place(PlaceKind::Copy, copy.file.as_str())));
        }
        for other in &others {
            let Content::State(known) = &other.content else {
                continue;
            };
            let is_other = known.lineage != recorded.lineage;
            if is_other && !known.traces_of(person).is_empty() {
                places.push(in_place(PlaceKind::OtherState, &other.place));
            }
        }
        let ids: BTreeSet<String> = ids.into_iter().collect();
        let in_logs = Needles::of(person).with_ids(person, &ids);
        let in_logs = seek(&root.join(logs::FOLDER), &[in_logs], |_| false).mentions;
        places.extend(in_logs.iter().flatten().map(in_log));
        found.push(PersonPlacesDocument {
            person: person.to_string(),
            forgotten: recorded.is_forgotten(person),
            places,
        });
    }
    Ok(PeopleFindDocument {
        format_version: 1,
        workspace: place.workspace.name.clone(),
        people: found,
        not_searched: not_searched(place, sought.unread.into_iter().chain(unlisted)),
    })
}

fn not_searched(place: &Place, unread: impl Iterator<Item = String>) -> Vec<String> {
    let mut left = vec!["the systems".to_owned(), "the history of git".to_owned()];
    if place.workspace.sandbox.is_some() {
        left.push("the sandbox's store".to_owned());
    }
    left.extend(
        place
            .sources
            .iter()
            .map(|name| format!("what the source `{name}` prints")),
    );
    if place.workspaces.len() > 1 {
        left.push("states of other workspaces that are kept elsewhere".to_owned());
    }
    left.extend(unread.map(|file| one_line(&file).into_owned()));
    left
}

fn in_file(mention: &Mention) -> PersonPlaceDocument {
    let kind = match mention.file.extension() {
        Some("yaml" | "yml") => PlaceKind::Manifest,
        Some("csv" | "tsv") => PlaceKind::List,
        _ => PlaceKind::File,
    };
    at(kind, mention.file.as_str(), mention)
}

fn in_log(mention: &Mention) -> PersonPlaceDocument {
    let file = Utf8Path::new(logs::FOLDER).join(&mention.file);
    at(PlaceKind::Log, file.as_str(), mention)
}

fn at(kind: PlaceKind, location: &str, mention: &Mention) -> PersonPlaceDocument {
    PersonPlaceDocument {
        line: Some(mention.line),
        column: Some(mention.column),
        ..in_place(kind, location)
    }
}

fn in_place(kind: PlaceKind, location: &str) -> PersonPlaceDocument {
    PersonPlaceDocument {
        kind,
        location: location.to_owned(),
        line: None,
        column: None,
        address: None,
        detail: None,
    }
}

fn in_state(recorded: &Recorded, state: &str, person: &Email) -> Vec<PersonPlaceDocument> {
    let traces = recorded.traces_of(person).into_iter();
    let places = traces.map(|trace| match trace {
        Trace::Entered(address, _) => PersonPlaceDocument {
            address: Some(address.to_string()),
            detail: Some("entered".to_owned()),
            ..in_place(PlaceKind::State, state)
        },
        Trace::ToEnterAgain(address) => PersonPlaceDocument {
            address: Some(address.to_string()),
            detail: Some("to be entered again".to_owned()),
            ..in_place(PlaceKind::State, state)
        },
        Trace::InDoubt(key, pending) => PersonPlaceDocument {
            address: Some(key.address.to_string()),
            detail: Some(format!("in doubt since {}", pending.since)),
            ..in_place(PlaceKind::Doubt, state)
        },
    });
    places.collect()
}

fn text(found: &PeopleFindDocument) -> String {
    let mut text = String::new();
    for person in &found.people {
        let what = match (person.forgotten, person.places.is_empty()) {
            (true, true) => ": forgotten; not invited again",
            (true, false) => ": forgotten, and not invited again; still in",
            (false, true) => ": found nowhere",
            (false, false) => ":",
        };
        let _ = writeln!(text, "{}{what}", person.person);
        for place in &person.places {
            let _ = writeln!(text, "  {}", line(place));
        }
    }
    text
}

/// `manifest  rosters/spring.yaml:9:14`
pub(super) fn line(place: &PersonPlaceDocument) -> String {
    let PersonPlaceDocument {
        kind,
        location,
        line,
        column,
        address,
        detail,
    } = place;
    let mut text = format!("{:<12}{}", kind.as_str(), one_line(location));
    if let (Some(line), Some(column)) = (line, column) {
        let _ = write!(text, ":{line}:{column}");
    }
    if let Some(address) = address {
        let _ = write!(text, "  {address}");
    }
    if let Some(detail) = detail {
        let _ = write!(text, "  {}", one_line(detail));
    }
    text
}

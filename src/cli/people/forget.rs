//! `people forget`: what is known of somebody goes from the state, its journal, its copies and the logs; the mark stays.
//!
//! Logs and copies come first: the ids by which they name somebody stand in the state alone, so that a run that ends in the
//! middle can be done again.

use std::collections::BTreeSet;

use super::super::argument::LockArgs;
use super::super::exit::Exit;
use super::super::failure::{CommandFailure, CommandResult};
use super::super::global::Global;
use super::super::output::Output;
use super::super::prompt::{confirm, somebody_is_there};
use super::super::session;
use super::super::state::Place;
use super::find::{found, line};
use super::mentions::Needles;
use super::{copies, logs, named};
use crate::model::{Email, counted};
use crate::render::{PlaceKind, one_line};
use crate::state::{Recorded, StateStore, Trace};

#[derive(Clone, Copy)]
pub(super) struct Consent {
    pub yes: bool,
    pub undo: bool,
}

pub(super) async fn run(
    global: &Global,
    arguments: &[String],
    consent: Consent,
    lock: &LockArgs,
    output: Output,
) -> CommandResult {
    let people = named::people(arguments)?;
    let place = Place::open(global, output)?;
    let state = place.state()?;
    if !consents(&people, &place, consent, output)? {
        output.insist("nothing was changed");
        return Ok(Exit::Failed);
    }
    let holder = session::holder(&place.root)?;
    let held = session::lock(&state, &holder, lock.timeout, output).await?;
    let outcome = async {
        let recorded = session::recall(&state, &place.workspace, output).await?;
        if consent.undo {
            take_marks_off(&state, recorded, &people, output).await
        } else {
            forget(&place, &state, recorded, &people, output).await
        }
    }
    .await;
    session::release(held, output).await;
    outcome
}

fn consents(
    people: &[Email],
    place: &Place,
    Consent { yes, undo }: Consent,
    output: Output,
) -> Result<bool, CommandFailure> {
    if yes {
        return Ok(true);
    }
    let (who, workspace) = (persons(people.len()), one_line(&place.workspace.name));
    let (question, then) = if undo {
        (
            format!(
                "Whether and when {who} got mail is not known any more: whoever is listed is invited again. Remove the mark?"
            ),
            "nothing was changed; with `--yes`, whoever is listed is invited again by the next apply",
        )
    } else {
        (
            format!(
                "What workspace {workspace} knows of {who} is removed from its state and from the logs, and it never invites \
                 them again. This cannot be undone. Forget them?"
            ),
            "nothing was changed; `vetform people find` shows what is known; with `--yes` it is removed, which cannot be \
             undone",
        )
    };
    if !somebody_is_there() {
        return Err(CommandFailure::new(
            Exit::Invalid,
            "cannot ask for confirmation without a terminal, and `--yes` was not given",
        )
        .with_hint(then));
    }
    Ok(confirm(&question, output))
}

async fn forget(
    place: &Place,
    state: &StateStore,
    mut recorded: Recorded,
    people: &[Email],
    output: Output,
) -> CommandResult {
    let root = place.root.as_path();
    let copies = state.copies(&recorded.lineage)?;
    let mut lines = 0;
    for person in people {
        let of_copies = copies
            .iter()
            .flat_map(|copy| copy.recorded.traces_of(person));
        let traces = recorded.traces_of(person).into_iter().chain(of_copies);
        let ids: BTreeSet<String> = traces.flat_map(|trace| trace.ids()).collect();
        let needles = Needles::of(person).with_ids(person, &ids);
        lines += logs::clean(root, &needles).map_err(|error| {
            let message = format!("cannot clean the logs in {}", logs::FOLDER);
            CommandFailure::of_file(Exit::Failed, message, &error)
        })?;
    }
    let changed = copies::clean(copies, people)?;
    let mut entries = 0;
    let mut doubts = Vec::new();
    for person in people {
        for trace in recorded.erase(person) {
            entries += 1;
            if let Trace::InDoubt(key, _) = trace {
                doubts.push(key.address.to_string());
            }
        }
    }
    state.save(&mut recorded).await?;
    let mut done = vec![format!("{} in the state", counted(entries, "place"))];
    done.push(format!("{} of logs", counted(lines, "line")));
    if !changed.is_empty() {
        done.push(format!("copies of the state ({})", changed.join(", ")));
    }
    output.say(&format!(
        "forgot {} in workspace {}: removed from {}; a mark in {state} keeps them from being invited again",
        persons(people.len()),
        place.workspace.name,
        done.join(", ")
    ));
    doubts.dedup();
    for address in doubts {
        output.warning(&format!(
            "whether somebody of {address} was mailed was in doubt; it counts as sent"
        ));
    }
    tell_of_what_stays(place, state, &recorded, people, output).await
}

/// What no command of this program may remove, or can.
async fn tell_of_what_stays(
    place: &Place,
    state: &StateStore,
    recorded: &Recorded,
    people: &[Email],
    output: Output,
) -> CommandResult {
    let found = found(place, state, recorded, people).await?;
    let places = found.people.iter().flat_map(|person| &person.places);
    let (mut others, mut listed) = (Vec::new(), Vec::new());
    for place in places {
        if place.kind == PlaceKind::OtherState {
            others.push(place.location.clone());
        } else {
            listed.push(line(place));
        }
    }
    if !listed.is_empty() {
        output.warning("still in files that are yours to change:");
        for line in &listed {
            output.insist(&format!("  {line}"));
        }
    }
    others.sort();
    others.dedup();
    for other in others {
        output.warning(&format!(
            "also known to {other}: run the command for its workspace, with `-w`"
        ));
    }
    let others = place.workspaces.iter();
    let others = others.filter(|name| **name != place.workspace.name);
    let others: Vec<&str> = others.map(String::as_str).collect();
    if !others.is_empty() {
        let others = others.join(", ");
        output.say(&format!("other workspaces are as they were: {others}"));
    }
    output.say("what git has of the state, of manifests and of lists stays in its history; the systems keep what they have");
    Ok(Exit::Done)
}

async fn take_marks_off(
    state: &StateStore,
    mut recorded: Recorded,
    people: &[Email],
    output: Output,
) -> CommandResult {
    let marked = people
        .iter()
        .filter(|one| recorded.is_forgotten(one))
        .count();
    if marked < people.len() {
        let not = persons(people.len() - marked);
        return Err(CommandFailure::new(
            Exit::Invalid,
            format!("{not} of these: no mark in {state}; nothing was changed"),
        )
        .with_hint("`vetform people find` tells who is forgotten"));
    }
    for person in people {
        recorded.take_mark_off(person);
    }
    state.save(&mut recorded).await?;
    output.say(&format!(
        "removed the mark of {}: if a roster lists them, the next apply invites them",
        persons(people.len())
    ));
    Ok(Exit::Done)
}

fn persons(count: usize) -> String {
    match count {
        1 => "1 person".to_owned(),
        count => format!("{count} people"),
    }
}

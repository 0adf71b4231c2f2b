//! `state settle`: what a person found out about an invite that no system tells.

use super::super::argument::LockArgs;
use super::super::exit::Exit;
use super::super::failure::{CommandFailure, CommandResult};
use super::super::output::Output;
use super::super::prompt::{confirm, somebody_is_there};
use super::edit::change;
use super::place::Place;
use crate::model::{Address, Email, counted};
use crate::state::{Delta, Fingerprint, Part, PendingKey, PersonRecord, RecordChange, Recorded};

/// Everybody of a roster who is in doubt.
const EVERYBODY: &str = "all";

/// Fewer hex digits could be a slip.
const SHORTEST_NAME: usize = 4;

#[derive(Clone, Copy)]
pub(super) struct Finding<'a> {
    pub person: &'a str,
    pub sent: bool,
    pub yes: bool,
}

/// That somebody was not mailed lets the next apply mail them: if it is wrong, they are mailed twice.
fn consent(
    address: &Address,
    people: usize,
    finding: Finding<'_>,
    output: Output,
) -> Result<bool, CommandFailure> {
    if finding.sent || finding.yes {
        return Ok(true);
    }
    if !somebody_is_there() {
        return Err(CommandFailure::new(
            Exit::Invalid,
            "cannot ask for confirmation without a terminal, and `--yes` was not given",
        )
        .with_hint(
            "nothing was changed; make sure that none of them was mailed, then run the same command with `--yes`: \
            the next apply mails them",
        ));
    }
    let people = counted(people, "person");
    let question = format!(
        "The next apply mails {people} of {address}; anyone already mailed gets a second mail. Are you sure that \
        they were not mailed?"
    );
    Ok(confirm(&question, output))
}

/// Makes it true under the lock.
pub(super) async fn run(
    place: &Place,
    address: &Address,
    finding: Finding<'_>,
    lock: &LockArgs,
    output: Output,
) -> CommandResult {
    let Finding { person, sent, .. } = finding;
    change(place, lock, output, |recorded| {
        let (parts, said) = if person == EVERYBODY {
            everybody(recorded, address)?
        } else {
            find(recorded, address, person, sent)?
        };
        if !consent(address, parts.len(), finding, output)? {
            output.insist("nothing was changed");
            return Err(CommandFailure::said(Exit::Failed));
        }
        let parts = parts.into_iter();
        Ok((parts.map(|part| fact(address, part, sent)).collect(), said))
    })
    .await
}

fn fact(address: &Address, part: Part, sent: bool) -> Delta {
    let change = match (part, sent) {
        (Part::Rejection(who), true) => RecordChange::Person {
            who,
            person: PersonRecord {
                rejected: true,
                ..PersonRecord::default()
            },
        },
        (Part::Person(who), true) => RecordChange::Person {
            who,
            person: PersonRecord::default(),
        },
        (Part::Person(who), false) => RecordChange::PersonForgotten { who },
        (part, _) => RecordChange::NotDone { part },
    };
    change.of(address)
}

fn everybody(recorded: &Recorded, address: &Address) -> Result<Found, CommandFailure> {
    let of = recorded
        .pending
        .keys()
        .filter(|key| key.address == *address);
    let parts: Vec<Part> = of
        .map(|key| key.part.clone())
        .filter(|part| part.person().is_some())
        .collect();
    if parts.is_empty() {
        return Err(CommandFailure::new(
            Exit::Invalid,
            format!("nobody in {address} is in doubt"),
        ));
    }
    let said = format!("settled for {} people", parts.len());
    Ok((parts, said))
}

/// What is meant, and what to say.
type Found = (Vec<Part>, String);

/// The one person that is meant.
fn find(
    recorded: &Recorded,
    address: &Address,
    person: &str,
    sent: bool,
) -> Result<Found, CommandFailure> {
    let print = Email::parse(person)
        .ok()
        .map(|email| recorded.print_of(&email));
    let is_meant = |who: &Fingerprint| match &print {
        Some(print) => who == print,
        None => person.len() >= SHORTEST_NAME && who.to_string().starts_with(person),
    };
    let in_doubt: Vec<&Part> = recorded
        .pending
        .keys()
        .filter(|PendingKey { address: of, part }| {
            of == address && part.person().is_some_and(is_meant)
        })
        .map(|key| &key.part)
        .collect();
    match in_doubt.as_slice() {
        [part] => {
            let said = if sent {
                "recorded as sent; nothing is sent to this person again"
            } else {
                "recorded as not sent; the next apply sends it"
            };
            return Ok((vec![(*part).clone()], said.to_owned()));
        }
        [] => {}
        several => return Err(ambiguous(several.len())),
    }
    let known = recorded
        .record(address)
        .into_iter()
        .flat_map(|record| record.people.keys());
    let known: Vec<&Fingerprint> = known.filter(|who| is_meant(who)).collect();
    match known.as_slice() {
        [who] if !sent => Ok((
            vec![Part::Person((*who).clone())],
            "removed from the state; the next apply enters this person again if the manifest lists them".to_owned(),
        )),
        [_] => Err(CommandFailure::new(Exit::Invalid, "this person is already recorded as entered")),
        [] => Err(CommandFailure::new(
            Exit::Invalid,
            format!("the state has nobody with that name in {address}"),
        )
        .with_hint("`vetform state list` shows what is in doubt; a name is the hex digits after `candidates/`, or at least four of them")),
        several => Err(ambiguous(several.len())),
    }
}

fn ambiguous(count: usize) -> CommandFailure {
    CommandFailure::new(
        Exit::Invalid,
        format!("{count} people have names that start like this"),
    )
    .with_hint("use more digits, or the e-mail address")
}

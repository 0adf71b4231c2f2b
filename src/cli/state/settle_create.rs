//! `state settle` of a create: what a person found out about a thing that may have been made, and that no read shows.

use super::super::argument::LockArgs;
use super::super::exit::Exit;
use super::super::failure::{CommandFailure, CommandResult};
use super::super::output::Output;
use super::super::prompt::{confirm, somebody_is_there};
use super::edit::change;
use super::place::Place;
use crate::model::Address;
use crate::render::visible;
use crate::state::{Delta, Part, Pending, PendingKey, Record, RecordChange};

#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    /// That it was made, with this id; `None`: it was not made.
    pub id: Option<&'a str>,
    pub yes: bool,
}

/// That it was not made lets the next apply make it: if it is wrong, it is there twice.
fn consents(address: &Address, part: &Part, output: Output) -> Result<bool, CommandFailure> {
    let key = PendingKey {
        address: address.clone(),
        part: part.clone(),
    };
    if !somebody_is_there() {
        return Err(CommandFailure::new(
            Exit::Invalid,
            "cannot ask for confirmation without a terminal, and `--yes` was not given",
        )
        .with_hint(
            "nothing was changed; make sure that it does not exist, then run the same command with `--yes`: the \
            next apply creates it",
        ));
    }
    let question = format!(
        "The next apply creates {key}; if it already exists, it then exists twice. Are you sure that it does not exist?"
    );
    Ok(confirm(&question, output))
}

/// Makes it true under the lock.
pub(super) async fn run(
    place: &Place,
    (address, part): (&Address, &Part),
    Found { id, yes }: Found<'_>,
    lock: &LockArgs,
    output: Output,
) -> CommandResult {
    if id.is_none() && !yes && !consents(address, part, output)? {
        output.insist("nothing was changed");
        return Ok(Exit::Failed);
    }
    change(place, lock, output, |recorded| {
        let key = PendingKey {
            address: address.clone(),
            part: part.clone(),
        };
        let Some(pending) = recorded.pending.get(&key) else {
            return Err(CommandFailure::new(
                Exit::Invalid,
                format!("no create of {key} is in doubt"),
            )
            .with_hint(
                "`vetform state list` shows what is in doubt; of a roster, name the person too",
            ));
        };
        let record = recorded.record(address);
        if let Some(id) = id {
            check_id(id, part, record.filter(|_| pending.among.is_empty()))?;
        }
        let facts = facts(
            address,
            part,
            pending,
            (id, record.map(|record| record.version)),
        )?;
        let said = match id {
            Some(id) => format!("recorded: {key} was created, with the id {}", visible(id)),
            None => format!("recorded: {key} was not created; the next apply sends it"),
        };
        Ok((facts, said))
    })
    .await
}

/// A slip here would have the next apply make it once more.
fn check_id(id: &str, part: &Part, before: Option<&Record>) -> Result<(), CommandFailure> {
    if id.trim().is_empty() {
        return Err(
            CommandFailure::new(Exit::Invalid, "`--id` is empty; nothing was changed")
                .with_hint("the web app shows the id of the new object"),
        );
    }
    if *part == Part::Whole && before.is_some_and(|before| before.id == id) {
        return Err(CommandFailure::new(
            Exit::Invalid,
            format!(
                "{} is the object to be replaced; nothing was changed",
                visible(id)
            ),
        )
        .with_hint("give the id of the new object, or `--not-sent` if there is none"));
    }
    Ok(())
}

fn facts(
    address: &Address,
    part: &Part,
    pending: &Pending,
    (id, version): (Option<&str>, Option<u32>),
) -> Result<Vec<Delta>, CommandFailure> {
    let settled = RecordChange::NotDone { part: part.clone() };
    let made = match (part, id) {
        (_, None) => None,
        (Part::Generation, Some(_)) => {
            return Err(CommandFailure::new(
                Exit::Invalid,
                "generated questions have no id of their own to settle the doubt with",
            )
            .with_hint(format!(
                "`vetform generate {address}` takes them once they have arrived; `--not-sent` lets it ask again"
            )));
        }
        // What takes the place of something: the twins of something new have an id of their own already.
        (Part::Whole, Some(id)) if version.is_some() && pending.among.is_empty() => {
            Some(RecordChange::NewVersion {
                id: id.to_owned(),
                version: version.unwrap_or_default().saturating_add(1),
            })
        }
        (Part::Whole, Some(id)) => Some(RecordChange::Identify {
            id: id.to_owned(),
            adopted: false,
        }),
        (Part::Question(name), Some(id)) => Some(RecordChange::Question {
            name: name.clone(),
            id: id.to_owned(),
            adopted: false,
            fields: pending.fields.clone(),
        }),
        (Part::Person(_) | Part::Rejection(_), Some(_)) => {
            return Err(CommandFailure::new(
                Exit::Invalid,
                "a person is settled by name: `vetform state settle ROSTER NAME --sent`",
            ));
        }
    };
    let facts = made.into_iter().chain([settled]);
    Ok(facts.map(|fact| fact.of(address)).collect())
}

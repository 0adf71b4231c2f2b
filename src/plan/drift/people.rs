//! What somebody did with a person of a roster.

use serde_json::Value;

use super::parts::Done;
use super::sentence::{DriftPart, DriftWhat};
use crate::model::PersonAction;
use crate::plan::change::{Cause, PersonChange};

/// What apply would do about a person, told backwards.
pub(super) fn done(person: &PersonChange) -> Done {
    let who = person.who.clone();
    let (part, live, declared) = match &person.action {
        PersonAction::Move { from, to } => (DriftPart::Stage(who), from.clone(), Some(to.clone())),
        PersonAction::Enter { stage } => (DriftPart::Person(who), None, Some(stage.clone())),
        PersonAction::Invite
        | PersonAction::Register
        | PersonAction::Reject
        | PersonAction::Revoke => (DriftPart::Person(who), None, None),
    };
    let is_there = matches!(part, DriftPart::Stage(_));
    let declared = declared.map(Value::from);
    let (from, declared) = match person.cause {
        Cause::Conflict => (None, declared),
        _ => (declared, None),
    };
    Done {
        what: if is_there {
            DriftWhat::Changed
        } else {
            DriftWhat::Deleted
        },
        part,
        from,
        to: live.map(Value::from),
        declared,
    }
}

//! What happens to the people of a roster, counted: nobody is named in a sentence.

use std::collections::{BTreeMap, BTreeSet};

use super::chapter::Chapter;
use super::point::{Run, Says, words};
use super::telling::Told;
use crate::model::{Email, PersonAction};
use crate::plan::{Cause, Change, PlannedCall};
use crate::render::Occasion;
use crate::render::escape::one_line;
use crate::render::value_words::counted;

/// A mail, and what can only follow one, is told as held, unless it is sent.
pub(super) fn tell_people(change: &Change, occasion: Occasion) -> Vec<Told> {
    let mailed = mailed(change);
    let held = people_of(change, PlannedCall::needs_consent);
    let mut counts: BTreeMap<(Chapter, &'static str, &'static str, Vec<Run>), usize> =
        BTreeMap::new();
    for person in &change.people {
        let is_mailed = mailed.contains(&person.who);
        let (one, many, what) = done(&person.action, is_mailed, person.cause);
        let chapter = match (held.contains(&person.who), occasion) {
            (true, Occasion::Holding) => Chapter::Held,
            _ if person.cause == Cause::Conflict => Chapter::Conflict,
            _ => Chapter::People,
        };
        *counts.entry((chapter, one, many, what)).or_default() += 1;
    }
    let told = counts
        .into_iter()
        .map(|((chapter, one, many, what), count)| {
            let people = words(counted(count, "person", "people"));
            let rest = std::iter::once(people).chain(what).collect();
            (chapter, Says::new(one, many, rest))
        });
    told.collect()
}

/// The verb for one list and for several, and what follows the people.
fn done(
    action: &PersonAction,
    is_mailed: bool,
    cause: Cause,
) -> (&'static str, &'static str, Vec<Run>) {
    let again = match cause {
        Cause::Drifted => Some(words(", as before the web app was used")),
        Cause::Conflict => Some(words(", and the web app has another stage by now")),
        Cause::Edited | Cause::Unrecorded | Cause::Unverifiable => None,
    };
    let title = |stage: &str| Run::Title(one_line(stage).into_owned());
    let (one, many, what) = match action {
        PersonAction::Invite | PersonAction::Register if is_mailed => {
            ("invites", "invite", vec![words(" by mail")])
        }
        PersonAction::Invite | PersonAction::Register => {
            ("registers", "register", vec![words(" without a mail")])
        }
        PersonAction::Enter { stage } => {
            ("enters", "enter", vec![words(" in stage "), title(stage)])
        }
        PersonAction::Move { from: _, to } => {
            ("moves", "move", vec![words(" to stage "), title(to)])
        }
        PersonAction::Reject => ("rejects", "reject", Vec::new()),
        PersonAction::Revoke => (
            "revokes the candidate key of",
            "revoke the candidate keys of",
            Vec::new(),
        ),
    };
    (one, many, what.into_iter().chain(again).collect())
}

/// Whom a change mails, or may mail.
pub(super) fn mailed(change: &Change) -> BTreeSet<&Email> {
    people_of(change, |call| call.operation.mails())
}

fn people_of(change: &Change, is_meant: impl Fn(&PlannedCall) -> bool) -> BTreeSet<&Email> {
    let calls = change.calls.iter().filter(|call| is_meant(call));
    calls.flat_map(|call| call.operation.people()).collect()
}

//! What happens to the people of a roster, counted: nobody is named in a sentence.

use std::collections::{BTreeMap, BTreeSet};

use super::chapter::Chapter;
use super::point::{Says, words};
use super::telling::Told;
use crate::model::{Email, PersonAction};
use crate::plan::{Cause, Change};
use crate::render::Occasion;
use crate::render::escape::one_line;
use crate::render::value_words::counted;

/// A mail is told as held, unless it is sent.
pub(super) fn tell_people(change: &Change, occasion: Occasion) -> Vec<Told> {
    let mailed = mailed(change);
    let mut counts: BTreeMap<(Chapter, &'static str, &'static str, String), usize> =
        BTreeMap::new();
    for person in &change.people {
        let is_mailed = mailed.contains(&person.who);
        let (one, many, what) = done(&person.action, is_mailed, person.cause);
        let chapter = match (is_mailed, occasion) {
            (true, Occasion::Holding) => Chapter::Held,
            _ => Chapter::People,
        };
        *counts.entry((chapter, one, many, what)).or_default() += 1;
    }
    let told = counts
        .into_iter()
        .map(|((chapter, one, many, what), count)| {
            let people = counted(count, "person", "people");
            (
                chapter,
                Says::new(one, many, vec![words(format!("{people}{what}"))]),
            )
        });
    told.collect()
}

/// The verb for one list and for several, and what follows the people.
fn done(
    action: &PersonAction,
    is_mailed: bool,
    cause: Cause,
) -> (&'static str, &'static str, String) {
    let again = match cause {
        Cause::Drifted | Cause::Conflict => ", as before the web app was used",
        Cause::Edited | Cause::Unrecorded | Cause::Unverifiable => "",
    };
    let (one, many, what) = match action {
        PersonAction::Invite | PersonAction::Register if is_mailed => {
            ("invites", "invite", " by mail".to_owned())
        }
        PersonAction::Invite | PersonAction::Register => {
            ("registers", "register", " without a mail".to_owned())
        }
        PersonAction::Enter { stage } => {
            ("enters", "enter", format!(" in stage {}", one_line(stage)))
        }
        PersonAction::Move { from: _, to } => {
            ("moves", "move", format!(" to stage {}", one_line(to)))
        }
        PersonAction::Reject => ("rejects", "reject", String::new()),
        PersonAction::Revoke => (
            "revokes the candidate key of",
            "revoke the candidate keys of",
            String::new(),
        ),
    };
    (one, many, what + again)
}

/// Whom a change mails, or may mail.
pub(super) fn mailed(change: &Change) -> BTreeSet<&Email> {
    let calls = change.calls.iter().filter(|call| call.operation.mails());
    calls.flat_map(|call| call.operation.people()).collect()
}

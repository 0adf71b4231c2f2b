//! Answers to what everybody asks of a plan, whatever it holds: is anybody mailed, has anybody begun, can it be undone.

use std::collections::{BTreeMap, BTreeSet};

use super::chapter::Chapter;
use super::listing::{listed, titles};
use super::people::mailed;
use super::point::{Point, Run, words};
use super::points::inside;
use crate::plan::{Change, Irreversible, Plan, PlannedCall};
use crate::render::Occasion;
use crate::render::review::Titles;
use crate::render::value_words::counted;

/// An answer, without a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) struct Answer {
    /// `Mail`
    pub asks: &'static str,
    pub says: Vec<Run>,
}

/// The answers, where there is anything to ask: no sentence, no answer.
pub(in crate::render) fn answers(
    plan: &Plan,
    points: &[Point],
    names: &Titles<'_>,
    occasion: Occasion,
) -> Vec<Answer> {
    if points.is_empty() {
        return Vec::new();
    }
    let is_done = |change: &&Change| match occasion {
        Occasion::Sending => true,
        Occasion::Holding => !is_held(change),
    };
    let done: Vec<&Change> = plan.changes.iter().filter(is_done).collect();
    let mail = Answer {
        asks: "Mail",
        says: mail(plan, names, occasion),
    };
    let undo = Answer {
        asks: "Undo",
        says: undo(&done, points, names),
    };
    [Some(mail), begun(&done, names), Some(undo)]
        .into_iter()
        .flatten()
        .collect()
}

/// Whether all of it waits for somebody's word.
fn is_held(change: &Change) -> bool {
    change.is_pending() && change.calls.iter().all(PlannedCall::needs_consent)
}

fn mail(plan: &Plan, names: &Titles<'_>, occasion: Occasion) -> Vec<Run> {
    let people: usize = plan.changes.iter().map(|change| mailed(change).len()).sum();
    let mailing = plan.changes.iter();
    let mailing = mailing.filter(|change| !mailed(change).is_empty());
    let mailing: BTreeSet<String> = mailing.map(|change| names.of_change(change)).collect();
    let mailing: Vec<String> = mailing.into_iter().collect();
    let people_words = counted(people, "person", "people");
    let begins = match (people, occasion) {
        (0, _) => return vec![words("nobody is mailed")],
        (1, Occasion::Sending) => format!("{people_words} is mailed: "),
        (_, Occasion::Sending) => format!("{people_words} are mailed: "),
        (_, Occasion::Holding) => {
            let wait = if people == 1 { "waits" } else { "wait" };
            format!(
                "nobody is mailed by the merge; {people_words} {wait} for `apply --send-invites`: "
            )
        }
    };
    let mut says = vec![words(begins)];
    says.extend(titles(&mailing));
    says
}

/// Who has to do already with what changes, as far as that is known.
fn begun(done: &[&Change], names: &Titles<'_>) -> Option<Answer> {
    let begun: Vec<(String, String)> = done
        .iter()
        .filter(|change| change.is_pending())
        .filter_map(|change| Some((names.of_change(change), inside(change)?)))
        .collect();
    let runs = |(title, inside): &(String, String)| {
        vec![Run::Title(title.clone()), Run::Inside(inside.clone())]
    };
    (!begun.is_empty()).then(|| Answer {
        asks: "Already begun",
        says: listed(&begun, runs, |(title, _)| title.clone()),
    })
}

fn undo(done: &[&Change], points: &[Point], names: &Titles<'_>) -> Vec<Run> {
    let lasting = lasting(done, points, names);
    if lasting.is_empty() {
        return vec![words("all of it, by reverting this change")];
    }
    let mut says = vec![words("by reverting this change, except: ")];
    for (at, (what, of)) in lasting.iter().enumerate() {
        let parts = if at > 0 { "; " } else { "" };
        says.push(words(format!("{parts}{what} (")));
        says.extend(titles(of));
        says.push(words(")"));
    }
    says
}

/// What stays when the manifests are put back, and of what.
fn lasting(
    done: &[&Change],
    points: &[Point],
    names: &Titles<'_>,
) -> Vec<(&'static str, Vec<String>)> {
    let mut found: BTreeMap<Irreversible, Vec<String>> = BTreeMap::new();
    for change in done {
        let reasons = change.calls.iter().filter_map(|call| call.irreversible);
        for reason in reasons.collect::<BTreeSet<_>>() {
            found
                .entry(reason)
                .or_default()
                .push(names.of_change(change));
        }
    }
    let overwritten = points
        .iter()
        .filter(|point| matches!(point.chapter, Chapter::Conflict | Chapter::Undone));
    let overwritten = overwritten.flat_map(|point| &point.subjects);
    let overwritten: BTreeSet<String> = overwritten.map(|subject| subject.title.clone()).collect();
    let edits = (!overwritten.is_empty()).then(|| {
        (
            "an edit in the web app is lost",
            overwritten.into_iter().collect(),
        )
    });
    let told = found.into_iter();
    edits
        .into_iter()
        .chain(told.map(|(reason, of)| (reason_words(reason), of)))
        .collect()
}

const fn reason_words(reason: Irreversible) -> &'static str {
    match reason {
        Irreversible::Creation => "what is new can be closed later, not deleted",
        Irreversible::AppendedStep => "a new step stays",
        Irreversible::DeletedQuestion => "a deleted question is gone",
        Irreversible::Mail => "a mail cannot be called back",
        Irreversible::Deletion => "what is deleted is gone, with its candidate keys",
        Irreversible::Revocation => "a revoked candidate key is gone",
        Irreversible::Generation => "generated questions cost credits",
        Irreversible::Entry => "who was entered cannot be taken out",
    }
}

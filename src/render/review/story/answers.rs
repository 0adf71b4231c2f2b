//! Answers to what everybody asks of a plan, whatever it holds.

use std::collections::{BTreeMap, BTreeSet};

use super::people::mailed;
use super::point::Point;
use super::points::inside;
use crate::plan::{Change, Irreversible, Plan};
use crate::render::Occasion;
use crate::render::review::Titles;
use crate::render::value_words::counted;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) struct Answers {
    pub mail: Mail,
    /// Who is in the middle of what changes: title, and how many. Only what is known.
    pub inside: Vec<(String, String)>,
    /// What stays when the manifests are put back, in words, with the titles that it happens to.
    pub lasting: Vec<(String, Vec<String>)>,
    /// How many sentences candidates can notice something by.
    pub noticed: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) enum Mail {
    /// Nobody would be mailed, whatever is given.
    Nobody,
    /// So many wait for `--send-invites`, for these.
    Held(usize, Vec<String>),
    /// So many are mailed, for these.
    Sent(usize, Vec<String>),
}

impl Answers {
    pub(in crate::render) fn of(
        plan: &Plan,
        points: &[Point],
        titles: &Titles<'_>,
        occasion: Occasion,
    ) -> Self {
        let sent = |change: &&Change| match occasion {
            Occasion::Sending => true,
            Occasion::Holding => !is_held(change),
        };
        let changes = || plan.changes.iter().filter(sent);
        let people: usize = plan.changes.iter().map(|change| mailed(change).len()).sum();
        let mailing: BTreeSet<String> = plan
            .changes
            .iter()
            .filter(|change| !mailed(change).is_empty())
            .map(|change| titles.of_change(change))
            .collect();
        let mailing = mailing.into_iter().collect();
        let mail = match (people, occasion) {
            (0, _) => Mail::Nobody,
            (count, Occasion::Sending) => Mail::Sent(count, mailing),
            (count, Occasion::Holding) => Mail::Held(count, mailing),
        };
        let inside = changes()
            .filter(|change| change.is_pending())
            .filter_map(|change| Some((titles.of_change(change), inside(change)?)));
        Self {
            mail,
            inside: inside.collect(),
            lasting: lasting(changes(), titles),
            noticed: points
                .iter()
                .filter(|point| point.chapter.is_noticed())
                .count(),
        }
    }
}

/// Whether all of it waits for somebody's word.
fn is_held(change: &Change) -> bool {
    change.is_pending()
        && change
            .calls
            .iter()
            .all(crate::plan::PlannedCall::needs_consent)
}

fn lasting<'c>(
    changes: impl Iterator<Item = &'c Change>,
    titles: &Titles<'_>,
) -> Vec<(String, Vec<String>)> {
    let mut found: BTreeMap<Irreversible, Vec<String>> = BTreeMap::new();
    for change in changes {
        let reasons: BTreeSet<Irreversible> = change
            .calls
            .iter()
            .filter_map(|call| call.irreversible)
            .collect();
        for reason in reasons {
            found
                .entry(reason)
                .or_default()
                .push(titles.of_change(change));
        }
    }
    let told = found.into_iter();
    told.map(|(reason, titles)| (words(reason).to_owned(), titles))
        .collect()
}

const fn words(reason: Irreversible) -> &'static str {
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

/// `5 people`
pub(in crate::render) fn people(count: usize) -> String {
    counted(count, "person", "people")
}

//! What to do about drift: take it in. Nothing here advises to undo what somebody did in a web app.

use std::collections::BTreeSet;

use crate::diagnostic::Code;
use crate::plan::{DriftPart, DriftSentence, DriftWhat};

/// So many addresses are named.
const NAMED: usize = 5;

/// In whole sentences.
pub(super) fn advice(sentences: &[DriftSentence]) -> Vec<String> {
    [
        copied(sentences),
        kept(sentences),
        deleted(sentences),
        moved(sentences),
        gone(sentences),
        told(sentences),
    ]
    .into_iter()
    .flatten()
    .collect()
}

const fn is_deletion(one: &DriftSentence) -> bool {
    matches!(
        (&one.part, &one.what),
        (DriftPart::Object, DriftWhat::Deleted)
    )
}

const fn is_of_people(one: &DriftSentence) -> bool {
    matches!(one.part, DriftPart::Stage(_) | DriftPart::Person(_))
}

/// What `pull` writes into the manifests.
fn is_copied(one: &DriftSentence) -> bool {
    match &one.what {
        DriftWhat::Told { code, .. } => *code == Code::UnmanagedQuestion,
        _ => one.declared.is_none() && !is_deletion(one) && !is_of_people(one),
    }
}

fn copied(sentences: &[DriftSentence]) -> Option<String> {
    let count = sentences.iter().filter(|one| is_copied(one)).count();
    let what = match count {
        0 => return None,
        1 => "the change",
        _ => "the changes",
    };
    Some(format!(
        "`vetform pull --write` copies {what} into the manifests."
    ))
}

fn kept(sentences: &[DriftSentence]) -> Option<String> {
    let mut both = sentences
        .iter()
        .filter(|one| one.declared.is_some() && !is_of_people(one));
    both.next().map(|_| {
        "What was edited in the manifests as well stays as they say: `vetform pull --write --take-live` takes what is \
         live."
            .to_owned()
    })
}

fn deleted(sentences: &[DriftSentence]) -> Option<String> {
    let deleted = sentences.iter().filter(|one| is_deletion(one));
    let deleted: BTreeSet<String> = deleted.map(|one| one.address.to_string()).collect();
    let named: Vec<&str> = deleted.iter().take(NAMED).map(String::as_str).collect();
    let more = match deleted.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    (!deleted.is_empty()).then(|| {
        format!(
            "What is to stay deleted needs no manifest: delete that of {}{more}, or the next apply creates it again.",
            named.join(", ")
        )
    })
}

fn moved(sentences: &[DriftSentence]) -> Option<String> {
    let mut people = sentences.iter().filter(|one| is_of_people(one));
    people.next().map(|_| {
        "`pull` writes no people into rosters: where they are to stay, say so in the roster, or the next apply moves \
         them back."
            .to_owned()
    })
}

fn gone(sentences: &[DriftSentence]) -> Option<String> {
    told_codes(sentences).contains(&Code::PersonGone).then(|| {
        "Nobody is entered a second time: remove the people who are gone from their rosters, or see `vetform explain \
         person-gone`."
            .to_owned()
    })
}

fn told(sentences: &[DriftSentence]) -> Option<String> {
    let mut codes = told_codes(sentences);
    codes.remove(&Code::PersonGone);
    codes.remove(&Code::UnmanagedQuestion);
    let pages: Vec<String> = codes
        .iter()
        .map(|code| format!("`vetform explain {code}`"))
        .collect();
    let verb = if pages.len() == 1 { "says" } else { "say" };
    (!pages.is_empty())
        .then(|| format!("{} {verb} what to do about the rest.", pages.join(" and ")))
}

fn told_codes(sentences: &[DriftSentence]) -> BTreeSet<Code> {
    let told = sentences.iter().filter_map(|one| match &one.what {
        DriftWhat::Told { code, .. } => Some(*code),
        _ => None,
    });
    told.collect()
}

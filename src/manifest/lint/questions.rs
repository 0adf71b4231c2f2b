//! Rules about single questions.

use std::collections::BTreeSet;

use super::finding::{Findings, Spot};
use super::texts::questions;
use crate::manifest::check::Draft;
use crate::model::{Kind, Name, Pointer};

/// Nothing says what a good answer holds.
pub(super) fn without_ideal_answer(drafts: &[Draft], found: &mut Findings<'_>) {
    for question in questions(drafts) {
        let answer = question.content.ideal_answer.as_deref();
        if answer.is_none_or(|answer| answer.trim().is_empty()) {
            found.report(
                question.spot(),
                "the question has no `idealAnswer`",
                "describe a good answer: without it, nobody has reviewed what the score is based on",
            );
        }
    }
}

/// Question manifests that no assessment names.
pub(super) fn unused(drafts: &[Draft], found: &mut Findings<'_>) {
    let references = drafts.iter().flat_map(|draft| &draft.references);
    let questions = references.filter(|reference| reference.kind == Kind::Question);
    let used: BTreeSet<&Name> = questions.map(|reference| &reference.name).collect();
    for draft in drafts.iter().filter(|draft| draft.kind == Kind::Question) {
        let Some(name) = draft.name.as_ref().filter(|name| !used.contains(name)) else {
            continue;
        };
        let spot = Spot::of_document(draft.origin.at(Pointer::root().key("metadata").key("name")));
        found.report(
            spot,
            format!("no assessment uses the question `{name}`"),
            format!(
                "add `- use: {name}` to the `questions` of an assessment, or delete the manifest"
            ),
        );
    }
}

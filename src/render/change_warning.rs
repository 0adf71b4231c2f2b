//! What about a change cannot be undone, in words; and which changes a reader must see first.

use super::value_words::counted;
use crate::plan::{Action, Change, Irreversible};

/// Destructive and irreversible first; a creation cannot be undone either, but destroys nothing.
pub(super) fn weight(change: &Change) -> u8 {
    let has = |reason| {
        change
            .calls
            .iter()
            .any(|call| call.irreversible == Some(reason))
    };
    match change.action {
        Action::Delete | Action::Replace => 0,
        _ if has(Irreversible::DeletedQuestion) || has(Irreversible::Revocation) => 1,
        _ if has(Irreversible::AppendedStep) => 2,
        Action::Invite => 3,
        Action::Update => 4,
        Action::Move if !change.people.is_empty() => 4,
        Action::Create => 5,
        Action::Adopt | Action::Move => 6,
    }
}

/// One line for each sort of harm.
pub(super) fn warnings(change: &Change) -> Vec<String> {
    let count = |reason| {
        let calls = change.calls.iter();
        calls
            .filter(|call| call.irreversible == Some(reason))
            .count()
    };
    let mailed: usize = change
        .calls
        .iter()
        .filter(|call| call.operation.mails())
        .map(|call| call.operation.people().len())
        .sum();
    let inside = match change.candidates {
        None | Some(0) => String::new(),
        Some(1) => "; 1 candidate is in it".to_owned(),
        Some(many) => format!("; {many} candidates are in it"),
    };
    let said = [
        (
            count(Irreversible::Deletion),
            format!(
                "cannot be undone: deletes the live assessment and all its candidate keys{inside}"
            ),
        ),
        (
            count(Irreversible::DeletedQuestion),
            format!(
                "cannot be undone: deletes {}{inside}",
                counted(
                    count(Irreversible::DeletedQuestion),
                    "question",
                    "questions"
                )
            ),
        ),
        (
            count(Irreversible::AppendedStep),
            format!("cannot be undone: an appended step cannot be removed{inside}"),
        ),
        (
            count(Irreversible::Revocation),
            "cannot be undone: a revoked key cannot be restored".to_owned(),
        ),
        (
            count(Irreversible::Generation),
            "cannot be undone: the system generates questions, which costs credits".to_owned(),
        ),
        (
            mailed,
            format!(
                "cannot be undone: mails {}",
                counted(mailed, "person", "people")
            ),
        ),
    ];
    let said = said.into_iter().filter(|(count, _)| *count > 0);
    said.map(|(_, words)| words).collect()
}

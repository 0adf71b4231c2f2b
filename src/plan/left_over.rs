//! What is left of a reviewed change after a part of it was made: fewer of its calls, in the same order, each as it was
//! reviewed. Says only whether that is so; a call that nobody reviewed never passes.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Change;
use super::saved_change::{Prints, SavedChange, call_print, person_prints};
use super::snapshot::Snapshot;
use crate::model::taptalent::Operation as TapTalentWrite;
use crate::model::{Address, FieldKey as _, Operation};
use crate::state::Recorded;

/// Whether `now` holds nothing but what is left of `reviewed`, and what was made of it was made from here.
pub(super) fn is_left_over(
    reviewed: &SavedChange,
    now: &Change,
    recorded: &Recorded,
    (prints, created): (Prints<'_>, &BTreeMap<String, Address>),
    snapshots: (Option<&Snapshot>, Option<&Snapshot>),
) -> bool {
    let for_people: BTreeSet<&String> = reviewed.calls.iter().chain(&reviewed.people).collect();
    let mut in_order = reviewed.calls.iter();
    let is_reviewed = |operation: &Operation| {
        if operation.people().is_empty() {
            let print = call_print(operation, prints, created);
            in_order.any(|reviewed| *reviewed == print)
        } else {
            let prints = person_prints(operation, prints, created);
            prints.iter().all(|print| for_people.contains(print))
        }
    };
    !now.calls.is_empty()
        && now
            .calls
            .iter()
            .map(|call| &call.operation)
            .all(is_reviewed)
        && was_made_here(reviewed, recorded)
        && touches_nothing_moved(now, snapshots)
}

/// A stranger's object with the same name is not part of what was reviewed.
fn was_made_here(reviewed: &SavedChange, recorded: &Recorded) -> bool {
    let record = recorded.record(&reviewed.address);
    !reviewed.is_create() || record.is_some_and(|record| !record.adopted)
}

/// What has moved since the review must be what was made since; the calls that are left write to none of it.
fn touches_nothing_moved(now: &Change, snapshots: (Option<&Snapshot>, Option<&Snapshot>)) -> bool {
    let (Some(then), Some(read)) = snapshots else {
        return true;
    };
    let moved = then.moved(read);
    let calls = now.calls.iter();
    moved.is_empty()
        || calls
            .flat_map(|call| writes_to(&call.operation))
            .all(|part| match part {
                Part::Named(name) => !moved.contains(&name),
                Part::All => false,
            })
}

/// A part of a live object as [`Snapshot`] names it.
enum Part {
    Named(String),
    All,
}

fn writes_to(operation: &Operation) -> Vec<Part> {
    match operation {
        Operation::TapTalent(TapTalentWrite::UpdateAssessment { changes, .. }) => {
            let names = changes.fields().keys().map(|field| field.spec().name);
            names.map(|name| Part::Named(name.to_owned())).collect()
        }
        Operation::TapTalent(
            TapTalentWrite::UpdateQuestion { question, .. }
            | TapTalentWrite::DeleteQuestion { question, .. },
        ) => {
            vec![Part::Named(format!("question {question}"))]
        }
        Operation::TapTalent(
            TapTalentWrite::AddQuestion { .. }
            | TapTalentWrite::CreateAssessment { .. }
            | TapTalentWrite::CreateFlow { .. }
            | TapTalentWrite::GenerateQuestions { .. }
            | TapTalentWrite::AutoGenerate { .. }
            | TapTalentWrite::InviteToAssessment { .. }
            | TapTalentWrite::AssignToFlow { .. },
        ) => Vec::new(),
        // It restates every step; and of the others' writes it is not told apart.
        _ => vec![Part::All],
    }
}

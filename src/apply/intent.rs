//! What to write down before a create is sent: enough to find the thing again if the answer is lost, and how often it may
//! have arrived.

use std::collections::BTreeMap;

use super::lists::ListOf;
use crate::model::taptalent::{AssessmentField, FlowField, QuestionField};
use crate::model::{Address, Email, FieldKey, Operation, alike_form, flowmingo, promptster};
use crate::plan::{TASK_KEY, task_key};
use crate::state::{ALIKE, Delta, Fingerprint, FingerprintKey, Part, Pending, RecordChange};

/// What a create makes, and what it will be found by. `None` for writes that may simply be repeated.
pub(super) fn begun(
    operation: &Operation,
    key: &FingerprintKey,
    since: &str,
) -> Option<(Part, Pending)> {
    let part = part(operation)?;
    let fields: Vec<(&str, Fingerprint)> = match operation {
        Operation::CreateAssessment { fields } => {
            let title = fields.get(&AssessmentField::Title);
            let name = AssessmentField::Title.spec().name;
            let print = title.map(|title| (name, key.of(name, title)));
            print.into_iter().collect()
        }
        Operation::CreateFlow { flow_name, .. } => {
            let name = FlowField::FlowName.spec().name;
            vec![(name, key.of_text(name, flow_name))]
        }
        Operation::AddQuestion { content, .. } => {
            let print = |(field, value): (QuestionField, _)| {
                (field.spec().name, key.of(field.spec().name, &value))
            };
            content.fields().into_iter().map(print).collect()
        }
        Operation::Promptster(promptster::Operation::CreateAssessment { fields }) => {
            vec![(TASK_KEY, key.of_text(TASK_KEY, &task_key(fields)))]
        }
        // What the system writes by itself has a name of its choice: nothing to find it by.
        _ => Vec::new(),
    };
    let fields = fields
        .into_iter()
        .map(|(name, print)| (name.to_owned(), print));
    let mut pending = Pending::begun(since.to_owned(), fields.collect());
    pending.alike = called(operation).map(|name| key.of_text(ALIKE, &alike_form(&name)));
    Some((part, pending))
}

fn called(operation: &Operation) -> Option<String> {
    match operation {
        Operation::AddQuestion { content, .. } => Some(content.question.clone()),
        other => ListOf::of(other).map(|(_, name)| name),
    }
}

pub(super) fn part(operation: &Operation) -> Option<Part> {
    Some(match operation {
        Operation::CreateAssessment { .. }
        | Operation::CreateFlow { .. }
        | Operation::AutoGenerate { .. }
        | Operation::Promptster(promptster::Operation::CreateAssessment { .. }) => Part::Whole,
        Operation::AddQuestion { name, .. } => Part::Question(name.clone()),
        Operation::GenerateQuestions { .. } => Part::Generation,
        _ => return None,
    })
}

/// The facts that a request about people was started: one for each. None for what reading can always settle.
/// `earlier` tells what is known of a request for the same that nobody heard the end of.
pub(super) fn started_with_people(
    address: &Address,
    operation: &Operation,
    print: impl Fn(&Email) -> Fingerprint,
    since: &str,
    earlier: impl Fn(&Part) -> Option<Pending>,
) -> Vec<Delta> {
    let parts = parts(operation, print).into_iter();
    parts
        .map(|part| {
            let mut pending = Pending::begun(since.to_owned(), BTreeMap::new());
            if let Some(earlier) = earlier(&part) {
                pending.sends = earlier.sends.saturating_add(1);
            }
            RecordChange::Started { part, pending }.of(address)
        })
        .collect()
}

/// The facts that a request about people is known not to have been done.
pub(super) fn not_done_with_people(
    address: &Address,
    operation: &Operation,
    print: impl Fn(&Email) -> Fingerprint,
) -> Vec<Delta> {
    let parts = parts(operation, print).into_iter();
    parts
        .map(|part| RecordChange::NotDone { part }.of(address))
        .collect()
}

/// What a request about people makes: for each person one thing.
pub(super) fn parts(operation: &Operation, print: impl Fn(&Email) -> Fingerprint) -> Vec<Part> {
    let part: fn(Fingerprint) -> Part = match operation {
        Operation::InviteToAssessment { .. }
        | Operation::AssignToFlow { .. }
        | Operation::Flowmingo(flowmingo::Operation::Invite { .. })
        | Operation::Promptster(promptster::Operation::GenerateKeys { .. }) => Part::Person,
        Operation::Flowmingo(flowmingo::Operation::Reject { .. }) => Part::Rejection,
        _ => return Vec::new(),
    };
    let people = operation.people().into_iter();
    people.map(|who| part(print(who))).collect()
}

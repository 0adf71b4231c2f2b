//! What to write down before a create is sent: enough to find the thing again if the answer is lost.

use std::collections::BTreeMap;

use crate::model::{
    Address, AssessmentField, Email, FieldKey, FlowField, Operation, flowmingo, promptster,
};
use crate::plan::{TASK_KEY, task_key};
use crate::state::{Delta, Fingerprint, FingerprintKey, Part, Pending, RecordChange};

/// The fact that a create was started. `None` for writes that may simply be repeated.
pub(super) fn started(
    address: &Address,
    operation: &Operation,
    key: &FingerprintKey,
    since: &str,
) -> Option<Delta> {
    let (part, fields) = match operation {
        Operation::CreateAssessment { fields } => {
            let title = fields.get(&AssessmentField::Title);
            let name = AssessmentField::Title.spec().name;
            (
                Part::Whole,
                title
                    .map(|title| (name, key.of(name, title)))
                    .into_iter()
                    .collect(),
            )
        }
        Operation::CreateFlow { flow_name, .. } => {
            let name = FlowField::FlowName.spec().name;
            (Part::Whole, vec![(name, key.of_text(name, flow_name))])
        }
        Operation::AddQuestion { name, content, .. } => {
            let print = |(field, value): (crate::model::QuestionField, _)| {
                (field.spec().name, key.of(field.spec().name, &value))
            };
            (
                Part::Question(name.clone()),
                content.fields().into_iter().map(print).collect(),
            )
        }
        Operation::Promptster(promptster::Operation::CreateAssessment { fields }) => (
            Part::Whole,
            vec![(TASK_KEY, key.of_text(TASK_KEY, &task_key(fields)))],
        ),
        Operation::GenerateQuestions { .. } => (Part::Generation, Vec::new()),
        // Its title is of the system's choice: nothing to find it by.
        Operation::AutoGenerate { .. } => (Part::Whole, Vec::new()),
        _ => return None,
    };
    let fields: Vec<(&str, Fingerprint)> = fields;
    let fields: BTreeMap<String, Fingerprint> = fields
        .into_iter()
        .map(|(name, print)| (name.to_owned(), print))
        .collect();
    let pending = Pending {
        since: since.to_owned(),
        fields,
    };
    Some(Delta {
        address: address.clone(),
        change: RecordChange::Started { part, pending },
    })
}

/// The fact that a started create is known not to have happened.
pub(super) fn not_done(address: &Address, operation: &Operation) -> Option<Delta> {
    let part = match operation {
        Operation::CreateAssessment { .. }
        | Operation::CreateFlow { .. }
        | Operation::AutoGenerate { .. }
        | Operation::Promptster(promptster::Operation::CreateAssessment { .. }) => Part::Whole,
        Operation::AddQuestion { name, .. } => Part::Question(name.clone()),
        Operation::GenerateQuestions { .. } => Part::Generation,
        _ => return None,
    };
    Some(Delta {
        address: address.clone(),
        change: RecordChange::NotDone { part },
    })
}

/// The facts that a request about people was started: one for each. None for what reading can always settle.
pub(super) fn started_with_people(
    address: &Address,
    operation: &Operation,
    print: impl Fn(&Email) -> Fingerprint,
    since: &str,
) -> Vec<Delta> {
    let pending = Pending {
        since: since.to_owned(),
        fields: BTreeMap::new(),
    };
    let parts = parts(operation, print).into_iter();
    parts
        .map(|part| {
            let pending = pending.clone();
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

fn parts(operation: &Operation, print: impl Fn(&Email) -> Fingerprint) -> Vec<Part> {
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

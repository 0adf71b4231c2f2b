//! What a write takes the place of, to remember beside the time of it: whoever reads that soon after reads an old copy.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::model::flowmingo::{self, ApplicationRef};
use crate::model::promptster;
use crate::model::taptalent::{FlowField, Operation as TapTalentWrite};
use crate::model::{Changed, FieldKey as _, Made, Name, Operation, Target};
use crate::plan::{
    Action, Change, Precondition, read_value, stage_of_application, status_of_old_version,
};
use crate::state::{FieldPrints, Fingerprint, FingerprintKey, RecordChange, print_of_value};

/// The status that the system gives every new flow.
const AT_CREATION: &str = "ACTIVE";

/// The fact that this write of a change is done.
pub(super) fn wrote(
    change: &Change,
    operation: &Operation,
    key: &FingerprintKey,
    at: jiff::Timestamp,
) -> RecordChange {
    let before = change
        .fields
        .iter()
        .filter(|field| concerns(change, operation, &field.path))
        .filter_map(|field| {
            Some((
                field.path.clone(),
                read_value(field.before.as_ref()?).clone(),
            ))
        });
    let replaced: BTreeMap<String, Fingerprint> = before
        .chain(untold(change, operation))
        .map(|(path, value)| {
            let print = print_of_value(key, &path, &value);
            (path, print)
        })
        .collect();
    RecordChange::Wrote {
        at,
        replaced,
        removed: operation.facts().removed,
        changed: changed(change, operation, key),
        moved: people_if(operation, |operation| {
            matches!(
                operation,
                Operation::Flowmingo(flowmingo::Operation::MoveStage { .. })
            )
        }),
        revoked: people_if(operation, |operation| {
            matches!(
                operation,
                Operation::Promptster(promptster::Operation::RevokeKey { .. })
            )
        }),
    }
}

fn people_if(operation: &Operation, is_it: impl Fn(&Operation) -> bool) -> usize {
    if is_it(operation) {
        operation.people().len()
    } else {
        0
    }
}

/// The differences of the plan that this write makes good, for its receipt.
fn changed(
    change: &Change,
    operation: &Operation,
    key: &FingerprintKey,
) -> BTreeMap<String, FieldPrints> {
    let fields = change.fields.iter();
    let fields = fields.filter(|field| {
        concerns(change, operation, &field.path) || makes_or_removes(operation, &field.path)
    });
    let print = |path: &str, value: Option<&Value>| {
        let value = value.filter(|value| !value.is_null());
        value.map(|value| key.of_text(path, &value.to_string()))
    };
    fields
        .map(|field| {
            let prints = FieldPrints {
                before: print(&field.path, field.before.as_ref()),
                after: print(&field.path, field.after.as_ref()),
            };
            (field.path.clone(), prints)
        })
        .collect()
}

fn makes_or_removes(operation: &Operation, path: &str) -> bool {
    let is_question = |name: &Name| path == format!("spec.questions[{name}]");
    match (operation, operation.facts().made) {
        (_, Made::Object { .. }) => !path.starts_with("spec.questions["),
        (_, Made::Question { name, .. })
        | (
            Operation::TapTalent(TapTalentWrite::DeleteQuestion {
                name: Some(name), ..
            }),
            _,
        ) => is_question(name),
        _ => false,
    }
}

/// Whether a difference of the plan is what this write makes good.
fn concerns(change: &Change, operation: &Operation, path: &str) -> bool {
    match operation.facts().changed {
        Changed::Nothing => false,
        Changed::Fields(names) => names.iter().any(|name| path == format!("spec.{name}")),
        Changed::Question(name) => path == format!("spec.questions[{name}]"),
        // Of a replacement it is the old object that is written here.
        Changed::Everything => change.action != Action::Replace,
    }
}

/// What is there before this write and no difference of the plan tells.
fn untold(change: &Change, operation: &Operation) -> Vec<(String, Value)> {
    let mut before = change.calls.iter().map(|call| &call.operation);
    match operation {
        Operation::TapTalent(TapTalentWrite::UpdateAssessment { changes, .. }) => {
            let created = before.find_map(|one| match one {
                Operation::TapTalent(TapTalentWrite::CreateAssessment { fields }) => Some(fields),
                _ => None,
            });
            let sent = created.into_iter().flatten();
            sent.filter(|(field, _)| changes.fields().contains_key(field))
                .map(|(field, value)| (format!("spec.{}", field.spec().name), value.to_json()))
                .collect()
        }
        Operation::Flowmingo(flowmingo::Operation::MoveStage {
            application: ApplicationRef::Id(application),
            ..
        }) => match &change.precondition {
            Precondition::Stages { stages, .. } => {
                let stage = stages.get(application).and_then(Option::as_ref);
                let stage = stage.map(|stage| stage.to_string().into());
                let stage = stage.map(|stage| (stage_of_application(application), stage));
                stage.into_iter().collect()
            }
            _ => Vec::new(),
        },
        Operation::TapTalent(TapTalentWrite::UpdateFlow {
            flow: Target::Id(old),
            ..
        }) if change.action == Action::Replace => {
            vec![(status_of_old_version(old), AT_CREATION.into())]
        }
        Operation::TapTalent(TapTalentWrite::UpdateFlow { .. })
            if before.any(|one| {
                matches!(one, Operation::TapTalent(TapTalentWrite::CreateFlow { .. }))
            }) =>
        {
            let path = format!("spec.{}", FlowField::Status.spec().name);
            vec![(path, AT_CREATION.into())]
        }
        _ => Vec::new(),
    }
}

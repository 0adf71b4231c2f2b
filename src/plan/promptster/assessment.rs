//! One Promptster assessment: created, left alone, or – only if the manifest says so – replaced.

use super::keys::{keys_of, note_keys};
use crate::diagnostic::Code;
use crate::model::promptster::{AssessmentField, ObservedAssessment, Operation as Write};
use crate::model::{
    FieldKey, FieldValue, Fields, Kind, Lookup, Operation, Pointer, Resource, TaskId, promptster,
};
use crate::plan::change::{Action, Cause, FieldChange, Irreversible, NoteSeverity, Remember};
use crate::plan::context::Context;
use crate::plan::draft::{Draft, Finished, fingerprints};
use crate::plan::field::Memory;
use crate::plan::identity::Found;
use crate::plan::precondition::{Absent, Precondition};
use crate::plan::record::record_of;
use crate::plan::snapshot::Snapshot;
use crate::state::RecordChange;

type Declared = Fields<AssessmentField>;
type Task = Resource<promptster::Assessment>;

/// Plans an assessment that is not live.
pub(super) fn plan_new(resource: &Task, context: &Context<'_>) -> Finished {
    let mut draft = Draft::new(&resource.address, &resource.origin);
    let declared = &resource.spec.fields;
    let cause = context.cause_of_new(resource);
    context.remember_move(&mut draft, resource);
    for (field, value) in declared {
        draft.fields.push(FieldChange {
            path: format!("spec.{}", field.spec().name),
            before: None,
            after: Some(value.to_json()),
            cause,
            source: Some(draft.source(Pointer::spec(field.spec().name))),
        });
    }
    create(&mut draft, declared, Remember::CreatedResource, context);
    let precondition = Precondition::Absent(absent(declared, context));
    draft.finish(Action::Create, None, precondition, Some(0))
}

fn create(draft: &mut Draft<'_>, declared: &Declared, remember: Remember, context: &Context<'_>) {
    let sent = fingerprints(&context.recorded.fingerprint_key, declared);
    let operation = Operation::Promptster(Write::CreateAssessment {
        fields: declared.clone(),
    });
    let remember = vec![
        remember,
        Remember::Fact(RecordChange::Fields { fields: sent }),
    ];
    draft.call(operation, remember, Some(Irreversible::Creation));
}

fn absent(declared: &Declared, context: &Context<'_>) -> Absent {
    let key = promptster::natural_key(declared);
    let known = context.tasks_like(&key);
    Absent::new(Kind::PromptsterAssessment, key, &known)
}

/// Plans an assessment that is live.
pub(super) fn plan_live(
    resource: &Task,
    live: &ObservedAssessment,
    found: Found,
    context: &Context<'_>,
) -> Finished {
    let mut draft = Draft::new(&resource.address, &resource.origin);
    let own = record_of(resource, context.recorded);
    let record = own.filter(|record| record.id == live.id.as_str());
    let predecessors = predecessors(resource, live, context);
    if predecessors.is_empty() || record.is_some() {
        context.remember_identity(&mut draft, resource, live.id.as_str(), 1, record);
    } else if let Some(own) = own {
        // A run that was cut off between creating this one and hearing of it.
        draft.records.push(RecordChange::NewVersion {
            id: live.id.to_string(),
            version: own.version + 1,
        });
    }
    let memory = Memory {
        key: &context.recorded.fingerprint_key,
        fields: record.map(|record| &record.fields),
        resource_recorded: record.is_some(),
    };
    let differs = compare(&mut draft, &resource.spec.fields, live, &memory);
    if differs {
        return replace(draft, resource, live, context);
    }
    for id in &predecessors {
        delete(&mut draft, id, context);
    }
    let action = if draft.calls.is_empty() {
        context.action_for_live(&mut draft, resource, live.id.as_str(), found, record)
    } else {
        Action::Replace
    };
    draft.finish(
        action,
        Some(live.id.to_string()),
        Precondition::None,
        Some(0),
    )
}

/// Live assessments that this one has taken the place of, and that are still there.
fn predecessors(resource: &Task, live: &ObservedAssessment, context: &Context<'_>) -> Vec<TaskId> {
    let Some(record) = record_of(resource, context.recorded) else {
        return Vec::new();
    };
    let ids = record.previous_ids.iter().chain([&record.id]);
    ids.map(TaskId::new)
        .filter(|id| *id != live.id && context.has_task(id))
        .collect()
}

/// Adds the differences; returns whether there is one that only a replacement could remove.
fn compare(
    draft: &mut Draft<'_>,
    declared: &Declared,
    live: &ObservedAssessment,
    memory: &Memory<'_>,
) -> bool {
    let mut settled = Declared::new();
    let mut differs = false;
    for (&field, value) in declared {
        let before = live.fields.get(&field);
        let Some(cause) = memory.difference(field, value, before) else {
            settled.insert(field, value.clone());
            continue;
        };
        let name = field.spec().name;
        if cause == Cause::Unverifiable {
            draft.note(
                Code::Unverifiable,
                NoteSeverity::Info,
                format!("`{name}` is assumed to be as declared: it can be set only at creation and cannot be read"),
            );
            settled.insert(field, value.clone());
            continue;
        }
        differs = true;
        draft.fields.push(FieldChange {
            path: format!("spec.{name}"),
            before: before.map(FieldValue::to_json),
            after: Some(value.to_json()),
            cause,
            source: Some(draft.source(Pointer::spec(name))),
        });
    }
    remember_settled(draft, &settled, memory);
    differs
}

fn remember_settled(draft: &mut Draft<'_>, settled: &Declared, memory: &Memory<'_>) {
    let known = |name: &String| memory.fields.and_then(|fields| fields.applied.get(name));
    let mut news = fingerprints(memory.key, settled);
    news.retain(|name, print| known(name) != Some(print));
    if !news.is_empty() {
        draft.records.push(RecordChange::Fields { fields: news });
    }
}

fn replace(
    mut draft: Draft<'_>,
    resource: &Task,
    live: &ObservedAssessment,
    context: &Context<'_>,
) -> Finished {
    let keys = keys_of(&live.id, context);
    let id = Some(live.id.to_string());
    let names: Vec<String> = draft
        .fields
        .iter()
        .map(|field| format!("`{}`", field.path.trim_start_matches("spec.")))
        .collect();
    let first = draft.fields.first().and_then(|field| field.source.clone());
    let at = first.map_or_else(|| Pointer::root().key("spec"), |source| source.pointer);
    let what = format!(
        "the live assessment has a different {}, and a Promptster assessment cannot be changed",
        names.join(" and ")
    );
    let mut fields = draft.fields.iter();
    let is_drift = fields.all(|field| field.cause == Cause::Drifted);
    let cause = if is_drift {
        Cause::Drifted
    } else {
        Cause::Edited
    };
    let way_back = cause.way_back();
    let candidates = Some(keys.len() as u64);
    if resource.lifecycle.prevent_destroy {
        let help = format!("{way_back}, or remove `lifecycle.preventDestroy` first");
        draft.block(
            Code::PreventDestroy,
            at,
            format!("{what}; `lifecycle.preventDestroy` forbids replacing it"),
            help,
        );
    } else if !resource.lifecycle.replace {
        draft.block(Code::CannotUpdate, at, what, format!(
            "{way_back}; or set `lifecycle: {{ replace: true }}` to create a new one and delete {id}, \
             which invalidates {keys}; or give the manifest a new `metadata.name` to create one beside it",
            id = live.id,
            keys = super::keys::counted(&keys),
        ));
    } else if resource.pin.is_some() {
        draft.block(
            Code::CannotUpdate,
            Pointer::root().key("metadata").key("id"),
            format!("{what}; a replacement would not have the pinned id"),
            "remove `id`: the state records which one it is",
        );
    } else {
        let version = record_of(resource, context.recorded).map_or(1, |record| record.version);
        let remember = Remember::CreatedVersion {
            version: version + 1,
        };
        create(&mut draft, &resource.spec.fields, remember, context);
        delete(&mut draft, &live.id, context);
    }
    let precondition = Precondition::Unmoved {
        kind: Kind::PromptsterAssessment,
        id: live.id.to_string(),
        snapshot: Snapshot::of_task(live, &keys, context.recorded.snapshot_key()),
        absent: Some(absent(&resource.spec.fields, context)),
    };
    draft.finish(Action::Replace, id, precondition, candidates)
}

/// Deletes a live assessment, saying which keys die with it.
pub(super) fn delete(draft: &mut Draft<'_>, id: &TaskId, context: &Context<'_>) {
    note_keys(draft, id, &keys_of(id, context));
    let operation = Operation::Promptster(Write::DeleteAssessment {
        assessment: id.clone(),
    });
    let fact = RecordChange::PreviousGone { id: id.to_string() };
    draft.call(
        operation,
        vec![Remember::Fact(fact)],
        Some(Irreversible::Deletion),
    );
}

impl Context<'_> {
    /// Live assessments with this natural key.
    fn tasks_like(&self, key: &str) -> Vec<TaskId> {
        let all = self.live.promptster.assessments.items().iter();
        let like = all.filter(|live| match &live.natural_key {
            Some(FieldValue::Text(live)) => crate::model::same_text(live, key),
            _ => false,
        });
        like.map(|live| live.id.clone()).collect()
    }

    /// Whether an assessment is live.
    pub(in crate::plan) fn has_task(&self, id: &TaskId) -> bool {
        let live = &self.live.promptster;
        matches!(live.details.get(id), Some(Lookup::Found(_)))
            || live.assessments.items().iter().any(|live| live.id == *id)
    }
}

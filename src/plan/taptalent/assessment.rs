//! What must change of one TapTalent assessment.

use crate::plan::precondition::Absent;
use std::collections::BTreeSet;

use super::super::change::{Action, Cause, FieldChange, Irreversible, NoteSeverity, Remember};
use super::super::context::Context;
use super::super::draft::{Draft, Finished, fingerprints};
use super::super::fairness;
use super::super::field::Memory;
use super::super::identity::Found;
use super::super::precondition::Precondition;
use super::super::record::record_of;
use super::super::snapshot::Snapshot;
use super::super::visibility::block_old_reads;
use super::generate;
use super::job::declared_fields;
use super::questions::{Scene, add_question, plan_questions};
use crate::diagnostic::Code;
use crate::model::taptalent::Operation as TapTalentWrite;
use crate::model::taptalent::{
    Assessment, AssessmentField, AssessmentUpdate, MAX_DURATION_AT_CREATION, ObservedAssessment,
};
use crate::model::{
    AssessmentId, FieldKey, FieldValue, Fields, Kind, Mutability, Number, Operation, Pointer,
    QuestionOrder, Resource, Target,
};
use crate::state::RecordChange;

type Declared = Fields<AssessmentField>;

/// Plans an assessment that is not live.
pub(in crate::plan) fn plan_new(
    resource: &Resource<Assessment>,
    context: &Context<'_>,
) -> Finished {
    let mut draft = Draft::new(&resource.address, &resource.origin);
    let declared = declared_fields(&mut draft, resource, context);
    let cause = context.cause_of_new(resource);
    context.remember_move(&mut draft, resource);
    for (field, value) in &declared {
        draft.fields.push(FieldChange {
            path: format!("spec.{}", field.spec().name),
            before: None,
            after: Some(value.to_json()),
            cause,
            source: Some(draft.source(Pointer::spec(field.spec().name))),
        });
    }
    let key = &context.recorded.fingerprint_key;
    let (at_creation, afterwards) = split_for_creation(&declared);
    let sent = fingerprints(key, &at_creation);
    draft.call(
        Operation::TapTalent(TapTalentWrite::CreateAssessment {
            fields: at_creation,
        }),
        vec![
            Remember::CreatedResource,
            Remember::Fact(RecordChange::Fields { fields: sent }),
        ],
        Some(Irreversible::Creation),
    );
    let target = Target::Created(resource.address.clone());
    if let Some(changes) = afterwards {
        let sent = fingerprints(key, changes.fields());
        draft.call(
            Operation::TapTalent(TapTalentWrite::UpdateAssessment {
                assessment: target.clone(),
                changes,
            }),
            vec![Remember::Fact(RecordChange::Fields { fields: sent })],
            None,
        );
    }
    for question in resource.spec.questions.iter().flatten() {
        let fields = question.content.fields();
        let after = fields
            .iter()
            .map(|(f, value)| (f.spec().name.to_owned(), value.to_json()));
        draft.fields.push(FieldChange {
            path: format!("spec.questions[{}]", question.name),
            before: None,
            after: Some(serde_json::Value::Object(after.collect())),
            cause,
            source: Some(question.source.clone()),
        });
        let (operation, remember) = add_question(target.clone(), question, |content| {
            fingerprints(key, &content.fields())
        });
        draft.call(operation, remember, None);
    }
    generate::plan_new(&mut draft, resource, context, cause);
    let title = title_of(&declared);
    let known = context.by.assessments_titled(&title);
    let absent = Absent::new(Kind::TapTalentAssessment, title, &known);
    let precondition = Precondition::Absent(absent);
    draft.finish(Action::Create, None, precondition, Some(0))
}

/// Plans an assessment that is live.
pub(in crate::plan) fn plan_live(
    resource: &Resource<Assessment>,
    live: &ObservedAssessment,
    found: Found,
    context: &Context<'_>,
) -> Finished {
    let mut draft = Draft::new(&resource.address, &resource.origin);
    draft.url.clone_from(&live.url);
    let record =
        record_of(resource, context.recorded).filter(|record| record.id == live.id.as_str());
    context.remember_identity(&mut draft, resource, live.id.as_str(), 1, record);
    let declared = declared_fields(&mut draft, resource, context);
    let memory = Memory {
        key: &context.recorded.fingerprint_key,
        fields: record.map(|record| &record.fields),
        resource_recorded: record.is_some(),
    };
    let changed = compare_fields(&mut draft, resource, &declared, live, &memory, context);
    if let Some(changes) = AssessmentUpdate::new(changed) {
        let sent = fingerprints(memory.key, changes.fields());
        let assessment = Target::Id(live.id.clone());
        draft.call(
            Operation::TapTalent(TapTalentWrite::UpdateAssessment {
                assessment,
                changes,
            }),
            vec![Remember::Fact(RecordChange::Fields { fields: sent })],
            None,
        );
    }
    let candidates = live.submission_count;
    if let Some(wanted) = &resource.spec.questions {
        let scene = Scene {
            address: &resource.address,
            assessment: &live.id,
            wanted,
            live: live.questions.as_deref().unwrap_or_default(),
            record,
            recorded: context.recorded,
            lifecycle: &resource.lifecycle,
            read_at: context.live.read_at,
        };
        let noticed = plan_questions(&mut draft, &scene);
        let pointer = Pointer::spec("questions");
        fairness::check(
            &mut draft,
            context.policy.fairness,
            pointer,
            live.submission_count,
            &noticed,
        );
    }
    generate::plan_live(&mut draft, resource, live, record, context);
    block_old_reads(&mut draft, record, context);
    let action = context.action_for_live(&mut draft, resource, live.id.as_str(), found, record);
    let precondition = if draft.calls.is_empty() {
        Precondition::None
    } else {
        let key = context.recorded.snapshot_key();
        let snapshot = Snapshot::of_assessment(live, key);
        let snapshot = match resource.lifecycle.question_order {
            QuestionOrder::Ignore => snapshot,
            QuestionOrder::Enforce if record.is_some_and(|record| record.order_given_up) => {
                snapshot
            }
            QuestionOrder::Enforce => snapshot.and_order(live, key),
        };
        Precondition::unmoved(Kind::TapTalentAssessment, &live.id, snapshot)
    };
    draft.finish(action, Some(live.id.to_string()), precondition, candidates)
}

/// What goes into the create request, and what only an update accepts.
fn split_for_creation(declared: &Declared) -> (Declared, Option<AssessmentUpdate>) {
    let mut at_creation = declared.clone();
    let longest = Number::from(MAX_DURATION_AT_CREATION);
    match declared.get(&AssessmentField::Duration) {
        Some(FieldValue::Number(wanted)) if *wanted > longest => {
            at_creation.insert(AssessmentField::Duration, FieldValue::Number(longest));
            let wanted = [(AssessmentField::Duration, FieldValue::Number(*wanted))];
            (at_creation, AssessmentUpdate::new(wanted.into()))
        }
        _ => (at_creation, None),
    }
}

/// Adds the differences of the plain fields; returns the updatable ones that differ.
fn compare_fields(
    draft: &mut Draft<'_>,
    resource: &Resource<Assessment>,
    declared: &Declared,
    live: &ObservedAssessment,
    memory: &Memory<'_>,
    context: &Context<'_>,
) -> Declared {
    let mut changed = Declared::new();
    let mut settled = Declared::new();
    for (&field, value) in declared {
        let before = live.fields.get(&field);
        let Some(cause) = memory.difference(field, value, before) else {
            settled.insert(field, value.clone());
            continue;
        };
        match field.spec().mutability {
            Mutability::CreateOnly if cause == Cause::Unverifiable => {
                note_unverified(draft, field);
                settled.insert(field, value.clone());
                continue;
            }
            Mutability::CreateOnly => {
                block_create_only(draft, resource, (field, value, cause), live, context);
            }
            Mutability::Updatable => {
                changed.insert(field, value.clone());
            }
        }
        draft.fields.push(FieldChange {
            path: format!("spec.{}", field.spec().name),
            before: before.map(FieldValue::to_json),
            after: Some(value.to_json()),
            cause,
            source: Some(draft.source(source_pointer(field, resource))),
        });
    }
    remember_settled(draft, &settled, memory);
    let differing = draft
        .fields
        .iter()
        .map(|field| (field.path.trim_start_matches("spec."), field.cause));
    let fields = memory.never_sent(differing);
    if !fields.is_empty() {
        draft.records.push(RecordChange::NeverSent { fields });
    }
    changed
}

/// `jobId` may be declared through `job`, so the nearest of the two that stands there is meant.
fn source_pointer(field: AssessmentField, resource: &Resource<Assessment>) -> Pointer {
    let by_title = field == AssessmentField::JobId && resource.spec.job.is_some();
    Pointer::spec(if by_title { "job" } else { field.spec().name })
}

/// Records what is as declared but was never recorded so: a later edit is then an edit, and a later drift a drift.
fn remember_settled(draft: &mut Draft<'_>, settled: &Declared, memory: &Memory<'_>) {
    let known = |name: &String| memory.fields.and_then(|fields| fields.applied.get(name));
    let mut news = fingerprints(memory.key, settled);
    news.retain(|name, print| known(name) != Some(print));
    if !news.is_empty() {
        draft.records.push(RecordChange::Fields { fields: news });
    }
}

fn note_unverified(draft: &mut Draft<'_>, field: AssessmentField) {
    draft.note(
        Code::Unverifiable,
        NoteSeverity::Info,
        format!(
            "`{}` is assumed to be as declared: it can be set only at creation and cannot be read",
            field.spec().name
        ),
    );
}

fn block_create_only(
    draft: &mut Draft<'_>,
    resource: &Resource<Assessment>,
    (field, wanted, cause): (AssessmentField, &FieldValue, Cause),
    live: &ObservedAssessment,
    context: &Context<'_>,
) {
    let name = field.spec().name;
    let shown = live
        .fields
        .get(&field)
        .map_or("another value".to_owned(), |value| {
            value.to_json().to_string()
        });
    let flows = context.flows_with_step(&live.id);
    let and_flows = if flows.is_empty() {
        String::new()
    } else {
        format!(
            ", but the steps of {} would still refer to the old one",
            flows.into_iter().collect::<Vec<_>>().join(" and ")
        )
    };
    let pointer = source_pointer(field, resource);
    draft.block(
        Code::CreateOnlyField,
        pointer,
        format!("`{name}` can be set only at creation; live: {shown}, manifest: {}", wanted.to_json()),
        format!(
            "{}; or change it in the web app; or give the manifest a new `metadata.name` and `title` to create a new \
             assessment{and_flows}",
            cause.way_back()
        ),
    );
}

fn title_of(declared: &Declared) -> String {
    match declared.get(&AssessmentField::Title) {
        Some(FieldValue::Text(title)) => title.clone(),
        _ => String::new(),
    }
}

impl Context<'_> {
    /// Flows with a step on this assessment, by what the reads show.
    fn flows_with_step(&self, id: &AssessmentId) -> BTreeSet<String> {
        let details = self
            .live
            .taptalent
            .flow_details
            .values()
            .filter_map(|lookup| match lookup {
                crate::model::Lookup::Found(flow) => Some(flow),
                _ => None,
            });
        details
            .chain(self.live.taptalent.flows.items())
            .filter(|flow| {
                flow.steps
                    .iter()
                    .flatten()
                    .any(|step| step.assessment.as_ref() == Some(id))
            })
            .map(|flow| {
                match flow
                    .fields
                    .get(&crate::model::taptalent::FlowField::FlowName)
                {
                    Some(FieldValue::Text(name)) => format!("flow “{name}”"),
                    _ => format!("flow {}", flow.id),
                }
            })
            .collect()
    }
}

/// Whether a live assessment has this title.
pub(in crate::plan) fn has_title(live: &ObservedAssessment, title: &str) -> bool {
    matches!(live.fields.get(&AssessmentField::Title),
        Some(FieldValue::Text(live)) if crate::model::same_text(live, title))
}

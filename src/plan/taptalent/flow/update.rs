//! The one PATCH of a flow: what differs, and the body that restates all that does not.

use super::step_body::step_fingerprints;
use super::step_plan::{StepPlan, WantedStep};
use super::wanted::show_step;
use crate::diagnostic::Code;
use crate::model::taptalent::Operation as TapTalentWrite;
use crate::model::taptalent::{FlowBody, FlowField, ObservedFlow, StepField};
use crate::model::{FieldKey, FieldValue, Fields, Operation, Pointer, Target, text_of};
use crate::plan::change::{FieldChange, Irreversible, NoteSeverity, Remember};
use crate::plan::context::Context;
use crate::plan::draft::{Draft, fingerprints};
use crate::plan::field::Memory;
use crate::state::{FieldRecords, Record, RecordChange};

type Declared = Fields<FlowField>;

/// Adds the differences of the plain fields; returns those that differ.
pub(super) fn compare_fields(
    draft: &mut Draft<'_>,
    declared: &Declared,
    live: &ObservedFlow,
    record: Option<&Record>,
    context: &Context<'_>,
) -> Declared {
    let memory = Memory {
        key: &context.recorded.fingerprint_key,
        fields: record.map(|record| &record.fields),
        resource_recorded: record.is_some(),
    };
    let mut changed = Declared::new();
    let mut causes = Vec::new();
    for (&field, value) in declared {
        let before = live.fields.get(&field);
        let Some(cause) = memory.difference(field, value, before) else {
            continue;
        };
        let name = field.spec().name;
        causes.push((name, cause));
        draft.fields.push(FieldChange {
            path: format!("spec.{name}"),
            before: before.map(FieldValue::to_json),
            after: Some(value.to_json()),
            cause,
            source: Some(draft.source(Pointer::spec(name))),
        });
        changed.insert(field, value.clone());
    }
    let fields = memory.never_sent(causes.into_iter());
    if !fields.is_empty() {
        draft.records.push(RecordChange::NeverSent { fields });
    }
    changed
}

pub(super) fn show_steps(draft: &mut Draft<'_>, wanted: &[WantedStep<'_>], steps: &StepPlan) {
    for (index, before, cause) in &steps.thresholds {
        draft.fields.push(FieldChange {
            path: format!("spec.steps[{index}].passThreshold"),
            before: before.map(crate::model::Number::to_json),
            after: Some(wanted[*index].step.pass_threshold.to_json()),
            cause: *cause,
            source: Some(draft.source(Pointer::spec("steps").index(*index).key("passThreshold"))),
        });
    }
    for (index, cause) in &steps.appended {
        show_step(draft, *index, &wanted[*index], *cause);
    }
}

/// Steps that block, for those who ask who moved.
pub(super) fn show_drifted(draft: &mut Draft<'_>, steps: &StepPlan) {
    for drift in &steps.drifted {
        let name = drift.field.map_or("", |field| field.spec().name);
        let dot = if name.is_empty() { "" } else { "." };
        draft.fields.push(FieldChange {
            path: format!("spec.steps[{}]{dot}{name}", drift.index),
            before: Some(drift.before.clone()),
            after: drift.after.clone(),
            cause: drift.cause,
            source: Some(draft.source(Pointer::spec("steps").index(drift.index))),
        });
    }
}

/// The one PATCH: restates what stands, with the new values, then appends.
pub(super) fn patch(
    draft: &mut Draft<'_>,
    declared: &Declared,
    live: &ObservedFlow,
    wanted: &[WantedStep<'_>],
    steps: &StepPlan,
    record: Option<&Record>,
    context: &Context<'_>,
) {
    if !steps.unreadable.is_empty() {
        let numbers: Vec<String> = steps.unreadable.iter().map(ToString::to_string).collect();
        let what = format!(
            "the system does not show the assessment of live step {}",
            numbers.join(" and ")
        );
        block_unreadable(draft, &what);
        return;
    }
    note_at_risk(draft, declared, live, wanted, record);
    let key = &context.recorded.fingerprint_key;
    let value = |field| text_of(declared, field).or_else(|| text_of(&live.fields, field));
    let body = FlowBody {
        flow_name: value(FlowField::FlowName).unwrap_or_default(),
        description: value(FlowField::Description),
        status: value(FlowField::Status),
        steps: steps.body.clone(),
    };
    let remember = vec![
        Remember::Fact(RecordChange::Fields {
            fields: fingerprints(key, declared),
        }),
        Remember::Fact(RecordChange::Steps {
            steps: step_fingerprints(key, wanted),
        }),
    ];
    let irreversible = (!steps.appended.is_empty()).then_some(Irreversible::AppendedStep);
    let flow = Target::Id(live.id.clone());
    draft.call(
        Operation::TapTalent(TapTalentWrite::UpdateFlow { flow, body }),
        remember,
        irreversible,
    );
}

/// What the PATCH leaves out although the live flow may have it: no manifest declares it, no read shows it, and it was not
/// made from here without it.
fn note_at_risk(
    draft: &mut Draft<'_>,
    declared: &Declared,
    live: &ObservedFlow,
    wanted: &[WantedStep<'_>],
    record: Option<&Record>,
) {
    let ours = record.filter(|record| !record.adopted);
    let description = FlowField::Description;
    let never_sent = |fields: Option<&FieldRecords>, name: &str| {
        fields.is_some_and(|fields| !fields.applied.contains_key(name))
    };
    let mut at_risk = Vec::new();
    if !declared.contains_key(&description)
        && !live.fields.contains_key(&description)
        && !never_sent(ours.map(|record| &record.fields), description.spec().name)
    {
        at_risk.push(format!("`{}`", description.spec().name));
    }
    let steps = wanted.iter().zip(live.steps.iter().flatten());
    for (index, (want, have)) in steps.enumerate() {
        let known = ours.and_then(|record| record.steps.get(index));
        for field in StepField::ALL.iter().filter(|field| field.is_metadata()) {
            let name = field.spec().name;
            let is_unknown =
                !want.step.metadata.contains_key(field) && !have.metadata.contains_key(field);
            if is_unknown && !never_sent(known, name) {
                at_risk.push(format!("`{name}` of step {}", index + 1));
            }
        }
    }
    if !at_risk.is_empty() {
        draft.note(
            Code::FieldAtRisk,
            NoteSeverity::Warning,
            format!(
                "the flow is updated without {} (not in the manifest, and cannot be read); the API does not say \
                 whether an update keeps such values: declare any that matter",
                at_risk.join(", ")
            ),
        );
    }
}

pub(super) fn block_unreadable(draft: &mut Draft<'_>, what: &str) {
    draft.block(
        Code::UnreadableSteps,
        Pointer::spec("steps"),
        format!("{what}, and an update must restate every live step"),
        "change the flow in the web app; if the system's API has changed, update vetform",
    );
}

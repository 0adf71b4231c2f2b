//! What must change of one TapTalent flow.

use super::build::{Context, ResourceFate};
use super::change::{
    Action, Blocked, Cause, FieldChange, Irreversible, NoteSeverity, Precondition, Remember,
};
use super::draft::{Draft, Finished, fingerprints};
use super::fairness;
use super::field::Memory;
use super::identity::Found;
use super::new_version::{self, versioned};
use super::snapshot::Snapshot;
use super::steps::{StepMemory, StepPlan, WantedStep, compare, new_body, step_fingerprints};
use super::wants::record_of;
use crate::diagnostic::Code;
use crate::model::{
    FieldKey, FieldValue, Fields, Flow, FlowBody, FlowField, FlowId, Lookup, ObservedFlow,
    OnImmutableChange, Operation, Pointer, Resource, StepTarget, Target,
};
use crate::state::{Record, RecordChange};

type Declared = Fields<FlowField>;

/// Plans a flow that is not live.
pub(super) fn plan_new(resource: &Resource<Flow>, context: &Context<'_>) -> Finished {
    let mut draft = Draft::new(&resource.address, &resource.origin);
    let wanted = wanted_steps(&mut draft, resource, context);
    let declared = resource.spec.fields.clone();
    let cause = context.cause_of_new(resource);
    context.remember_move(&mut draft, resource);
    show_new(&mut draft, &declared, &wanted, cause);
    create(
        &mut draft,
        &declared,
        &wanted,
        vec![Remember::CreatedResource],
        context,
    );
    let name = text_of(&declared, FlowField::FlowName).unwrap_or_default();
    let precondition = Precondition::NoFlowNamed {
        known: context.by.flows_named(&name),
        name,
    };
    draft.finish(Action::Create, None, precondition, 0)
}

/// Adds the calls that create a flow. `status` is not part of the request (api-reference/assessment-flows, "Create
/// flow"): another one than ACTIVE takes a PATCH right after.
pub(super) fn create(
    draft: &mut Draft<'_>,
    declared: &Declared,
    wanted: &[WantedStep<'_>],
    mut remember: Vec<Remember>,
    context: &Context<'_>,
) {
    let key = &context.recorded.fingerprint_key;
    let flow_name = text_of(declared, FlowField::FlowName).unwrap_or_default();
    let description = text_of(declared, FlowField::Description);
    let steps: Vec<_> = wanted.iter().map(new_body).collect();
    let status = text_of(declared, FlowField::Status).filter(|status| status != "ACTIVE");
    let mut sent = declared.clone();
    if status.is_some() {
        sent.remove(&FlowField::Status);
    }
    remember.extend(
        [
            RecordChange::Fields {
                fields: fingerprints(key, &sent),
            },
            RecordChange::Steps {
                steps: step_fingerprints(key, wanted),
            },
        ]
        .map(Remember::Fact),
    );
    let operation = Operation::CreateFlow {
        flow_name: flow_name.clone(),
        description: description.clone(),
        steps: steps.clone(),
    };
    draft.call(operation, remember, Some(Irreversible::Creation));
    if status.is_some() {
        let flow = Target::Created(draft.address.clone());
        let body = FlowBody {
            flow_name,
            description,
            status,
            steps,
        };
        let fields = fingerprints(key, declared);
        let remember = vec![Remember::Fact(RecordChange::Fields { fields })];
        draft.call(Operation::UpdateFlow { flow, body }, remember, None);
    }
}

fn show_new(draft: &mut Draft<'_>, declared: &Declared, wanted: &[WantedStep<'_>], cause: Cause) {
    for (field, value) in declared {
        let name = field.spec().name;
        draft.fields.push(FieldChange {
            path: format!("spec.{name}"),
            before: None,
            after: Some(value.to_json()),
            cause,
            source: Some(draft.source(Pointer::spec(name))),
        });
    }
    for (index, want) in wanted.iter().enumerate() {
        show_step(draft, index, want, cause);
    }
}

fn show_step(draft: &mut Draft<'_>, index: usize, want: &WantedStep<'_>, cause: Cause) {
    draft.fields.push(FieldChange {
        path: format!("spec.steps[{index}]"),
        before: None,
        after: Some(step_json(want)),
        cause,
        source: Some(draft.source(Pointer::spec("steps").index(index))),
    });
}

fn step_json(want: &WantedStep<'_>) -> serde_json::Value {
    let body = new_body(want);
    let mut json = serde_json::Map::new();
    let target = match &want.step.target {
        StepTarget::Manifest(address) => ("assessment", address.name().to_string()),
        StepTarget::Id(id) => ("assessmentId", id.to_string()),
    };
    json.insert(target.0.to_owned(), target.1.into());
    json.insert("passThreshold".into(), body.pass_threshold.to_json());
    let optional = [
        ("name", body.name),
        ("instructions", body.instructions),
        ("passAction", body.pass_action),
        ("assessmentType", body.assessment_type),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            json.insert(name.to_owned(), value.into());
        }
    }
    json.into()
}

/// Plans a flow that is live.
pub(super) fn plan_live(
    resource: &Resource<Flow>,
    live: &ObservedFlow,
    found: Found,
    context: &Context<'_>,
) -> Finished {
    let mut draft = Draft::new(&resource.address, &resource.origin);
    let record =
        record_of(resource, context.recorded).filter(|record| record.id == live.id.as_str());
    let version = version_of(resource, live, found, record);
    context.remember_identity(&mut draft, resource, live.id.as_str(), version, record);
    let declared = versioned(&resource.spec.fields, version);
    let wanted = wanted_steps(&mut draft, resource, context);
    if !draft.blocked.is_empty() {
        // Which assessments the steps mean is not known, so nothing can be said about the live ones.
        return draft.finish(
            Action::Update,
            Some(live.id.to_string()),
            Precondition::None,
            0,
        );
    }
    let key = &context.recorded.fingerprint_key;
    let candidates = live.candidate_count.unwrap_or(0);
    let id = Some(live.id.to_string());
    let snapshot = Snapshot::of_flow(live, key);
    let memory = StepMemory {
        key,
        steps: record
            .map(|record| record.steps.as_slice())
            .unwrap_or_default(),
        recorded: record.is_some(),
    };
    let Some(live_steps) = &live.steps else {
        block_unreadable(&mut draft, "the read of the flow shows no steps at all");
        return draft.finish(Action::Update, id, Precondition::None, candidates);
    };
    let steps = compare(&wanted, live_steps, memory);
    let by_new_version = makes_versions(resource);
    if !steps.obstacles.is_empty() && by_new_version {
        let plan = new_version::Succession {
            live,
            version,
            wanted: &wanted,
            steps: &steps,
        };
        let precondition = new_version::plan(&mut draft, resource, &plan, snapshot, context);
        return draft.finish(Action::Replace, id, precondition, candidates);
    }
    block_obstacles(&mut draft, &steps);
    let changed = compare_fields(&mut draft, &declared, live, record, context);
    show_steps(&mut draft, &wanted, &steps);
    if steps.changes_steps() || !changed.is_empty() {
        patch(&mut draft, &declared, live, &wanted, &steps, context);
    } else if draft.blocked.is_empty() {
        remember_settled(&mut draft, &declared, &wanted, &steps, record, context);
    }
    let noticed: Vec<String> = steps
        .thresholds
        .iter()
        .filter(|(_, _, cause)| *cause != Cause::Unverifiable)
        .map(|(index, _, _)| format!("the threshold of step {} changes", index + 1))
        .collect();
    fairness::check(
        &mut draft,
        context.policy.fairness,
        Pointer::spec("steps"),
        live.candidate_count,
        &noticed,
    );
    let mut precondition = Precondition::Flow {
        id: live.id.clone(),
        snapshot,
        absent_name: None,
    };
    // A change has one precondition, of the one flow that it writes: what else is to be done comes first.
    if by_new_version
        && draft.calls.is_empty()
        && let Some(old) = context.version_before(resource, live)
        && let Some(of_old) = new_version::finish(&mut draft, old, context)
    {
        precondition = of_old;
    }
    let action = context.action_for_live(&mut draft, resource, live.id.as_str(), found, record);
    draft.finish(action, id, precondition, candidates)
}

fn version_of(
    resource: &Resource<Flow>,
    live: &ObservedFlow,
    found: Found,
    record: Option<&Record>,
) -> u32 {
    match (found, record) {
        (_, Some(record)) => record.version.max(1),
        (Found::NaturalKey(version), None) => version,
        // A pinned version must not lose its number to the plain name of the manifest.
        (Found::Pin | Found::Record, None) if makes_versions(resource) => {
            let declared = text_of(&resource.spec.fields, FlowField::FlowName);
            let live = text_of(&live.fields, FlowField::FlowName);
            let version = declared
                .zip(live)
                .and_then(|(declared, live)| new_version::version_in_name(&declared, &live));
            version.unwrap_or(1)
        }
        (Found::Pin | Found::Record, None) => 1,
    }
}

/// Whether a new flow may take the place of a live one.
pub(super) fn makes_versions(resource: &Resource<Flow>) -> bool {
    resource.lifecycle.on_immutable_change == OnImmutableChange::NewVersion
}

/// The declared steps, each with the id of its assessment or the promise of one.
fn wanted_steps<'a>(
    draft: &mut Draft<'_>,
    resource: &'a Resource<Flow>,
    context: &Context<'_>,
) -> Vec<WantedStep<'a>> {
    let mut wanted = Vec::new();
    for (index, step) in resource.spec.steps.iter().enumerate() {
        let (target, label) = match &step.target {
            StepTarget::Id(id) => {
                if !context.by.has_assessment(id) {
                    block_unknown_id(draft, index, id.as_str());
                }
                (Target::Id(id.clone()), format!("`{id}`"))
            }
            StepTarget::Manifest(address) => {
                let target = match context.fate_of(address) {
                    ResourceFate::Live(id) => Target::Id(id),
                    ResourceFate::Created => {
                        draft.requires.push(address.clone());
                        Target::Created(address.clone())
                    }
                    ResourceFate::Blocked => {
                        block_dependency(draft, index, &address.to_string());
                        Target::Created(address.clone())
                    }
                };
                (target, format!("`{}`", address.name()))
            }
        };
        wanted.push(WantedStep {
            step,
            target,
            label,
        });
    }
    draft.requires.sort();
    draft.requires.dedup();
    wanted
}

fn block_unknown_id(draft: &mut Draft<'_>, index: usize, id: &str) {
    draft.block(
        Code::UnknownAssessmentId,
        Pointer::spec("steps").index(index).key("assessmentId"),
        format!(
            "step {} names the assessment id `{id}`, and no live assessment has it",
            index + 1
        ),
        "look the id up in the web app, or name a manifest of this project with `assessment:`",
    );
}

fn block_dependency(draft: &mut Draft<'_>, index: usize, address: &str) {
    draft.block(
        Code::BlockedDependency,
        Pointer::spec("steps").index(index),
        format!(
            "step {} needs {address}, which is blocked itself",
            index + 1
        ),
        format!("mend {address} first"),
    );
}

fn block_unreadable(draft: &mut Draft<'_>, what: &str) {
    draft.block(
        Code::UnreadableSteps,
        Pointer::spec("steps"),
        format!("{what}; an update must restate every live step, and guessing one could change it"),
        "change the flow in the web app; if the system has changed what it shows, a newer version of this program may help",
    );
}

fn block_obstacles(draft: &mut Draft<'_>, steps: &StepPlan) {
    for (position, (index, message)) in steps.obstacles.iter().enumerate() {
        draft.blocked.push(Blocked {
            address: draft.address.clone(),
            code: Code::ImmutableStep,
            message: message.clone(),
            help: "steps of a live flow cannot be changed, moved or removed: put the manifest back and append at \
                   the end; or set `lifecycle.onImmutableChange: newVersion` to make a new flow and set this one \
                   INACTIVE; or give the manifest a new `metadata.name` and `flowName`"
                .to_owned(),
            source: Some(draft.source(Pointer::spec("steps").index(*index))),
            // One picture is enough for all of a flow's obstacles.
            steps: if position == 0 { steps.lines.clone() } else { Vec::new() },
        });
    }
    if !steps.unverified.is_empty() {
        draft.note(
            Code::UnverifiedStep,
            NoteSeverity::Info,
            format!(
                "no read shows, and no record covers: {}; taken to be as declared",
                steps.unverified.join(", ")
            ),
        );
    }
}

/// Adds the differences of the plain fields; returns those that differ.
fn compare_fields(
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
    for (&field, value) in declared {
        let before = live.fields.get(&field);
        let Some(cause) = memory.difference(field, value, before) else {
            continue;
        };
        let name = field.spec().name;
        draft.fields.push(FieldChange {
            path: format!("spec.{name}"),
            before: before.map(FieldValue::to_json),
            after: Some(value.to_json()),
            cause,
            source: Some(draft.source(Pointer::spec(name))),
        });
        changed.insert(field, value.clone());
    }
    changed
}

fn show_steps(draft: &mut Draft<'_>, wanted: &[WantedStep<'_>], steps: &StepPlan) {
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

/// The one PATCH: restates what stands, with the new values, then appends.
fn patch(
    draft: &mut Draft<'_>,
    declared: &Declared,
    live: &ObservedFlow,
    wanted: &[WantedStep<'_>],
    steps: &StepPlan,
    context: &Context<'_>,
) {
    if !steps.unreadable.is_empty() {
        let numbers: Vec<String> = steps.unreadable.iter().map(ToString::to_string).collect();
        let what = format!(
            "no read shows which assessment is taken in live step {}",
            numbers.join(" and ")
        );
        block_unreadable(draft, &what);
        return;
    }
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
    draft.call(Operation::UpdateFlow { flow, body }, remember, irreversible);
}

/// Records what is as declared but was never recorded so.
fn remember_settled(
    draft: &mut Draft<'_>,
    declared: &Declared,
    wanted: &[WantedStep<'_>],
    compared: &StepPlan,
    record: Option<&Record>,
    context: &Context<'_>,
) {
    let key = &context.recorded.fingerprint_key;
    let fields = fingerprints(key, declared);
    let known = record.is_some_and(|record| {
        fields
            .iter()
            .all(|(name, print)| record.fields.applied.get(name) == Some(print))
    });
    if !known {
        draft.records.push(RecordChange::Fields { fields });
    }
    let mut steps = step_fingerprints(key, wanted);
    // Remembering a step as declared would make a guess of it into knowledge.
    for number in &compared.unreadable {
        steps[number - 1].clear();
    }
    let known = record.is_some_and(|record| {
        record.steps.len() == steps.len()
            && record.steps.iter().zip(&steps).all(|(known, step)| {
                step.iter()
                    .all(|(name, print)| known.applied.get(name) == Some(print))
            })
    });
    if !known {
        draft.records.push(RecordChange::Steps { steps });
    }
}

/// The text of a declared or live field; an empty or null one is none.
pub(super) fn text_of(fields: &Declared, field: FlowField) -> Option<String> {
    match fields.get(&field) {
        Some(FieldValue::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

impl Context<'_> {
    /// The version that the live flow has taken the place of, if the state knows it and it was read.
    fn version_before(
        &self,
        resource: &Resource<Flow>,
        live: &ObservedFlow,
    ) -> Option<&ObservedFlow> {
        let record = record_of(resource, self.recorded)?;
        let before = if record.id == live.id.as_str() {
            record.previous_ids.last()?
        } else {
            &record.id
        };
        match self.live.flow_details.get(&FlowId::new(before)) {
            Some(Lookup::Found(old)) => Some(old),
            _ => None,
        }
    }
}

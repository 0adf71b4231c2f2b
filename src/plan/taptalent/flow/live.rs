//! A flow that is live: whether its steps can become what is wanted, and by what.

use super::new_version::{self, Succession};
use super::settled::Settled;
use super::step_plan::StepPlan;
use super::steps::{StepMemory, compare};
use super::update::{block_unreadable, compare_fields, patch, show_drifted, show_steps};
use super::version::{as_live_version, makes_versions, version_in_name};
use super::wanted::{require_changes_of, wanted_steps};
use crate::diagnostic::Code;
use crate::model::taptalent::{Flow, FlowField, ObservedFlow};
use crate::model::{FlowId, Kind, Lookup, Pointer, Resource, text_of};
use crate::plan::change::{Action, Blocked, Cause, Change, NoteSeverity};
use crate::plan::context::Context;
use crate::plan::draft::{Draft, Finished};
use crate::plan::identity::Found;
use crate::plan::precondition::Precondition;
use crate::plan::record::record_of;
use crate::plan::snapshot::Snapshot;
use crate::plan::{fairness, visibility};
use crate::state::Record;

/// Plans a flow that is live.
pub(in crate::plan) fn plan_live(
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
    let declared = as_live_version(resource, live, version, context);
    let wanted = wanted_steps(&mut draft, resource, context);
    if !draft.blocked.is_empty() {
        // Which assessments the steps mean is not known, so nothing can be said about the live ones.
        return draft.finish(
            Action::Update,
            Some(live.id.to_string()),
            Precondition::None,
            live.candidate_count,
        );
    }
    let key = &context.recorded.fingerprint_key;
    let candidates = live.candidate_count;
    let id = Some(live.id.to_string());
    let snapshot = Snapshot::of_flow(live, context.recorded.snapshot_key());
    let memory = StepMemory {
        key,
        steps: record
            .map(|record| record.steps.as_slice())
            .unwrap_or_default(),
        recorded: record.is_some(),
    };
    if let Some(message) = steps_to_come(live, record, context) {
        visibility::block(&mut draft, Pointer::spec("steps"), message);
        return draft.finish(Action::Update, id, Precondition::None, candidates);
    }
    let Some(live_steps) = &live.steps else {
        block_unreadable(&mut draft, "the system does not show the steps of the flow");
        return draft.finish(Action::Update, id, Precondition::None, candidates);
    };
    let steps = compare(&wanted, live_steps, memory);
    let by_new_version = makes_versions(resource);
    if !steps.obstacles.is_empty() && by_new_version {
        require_changes_of(&mut draft, &wanted);
        let plan = Succession {
            live,
            version,
            wanted: &wanted,
            steps: &steps,
        };
        let precondition = new_version::plan(&mut draft, resource, &plan, snapshot, context);
        let finished = draft.finish(Action::Replace, id, precondition, candidates);
        return Finished {
            obstructed: Some(drift_of_old(resource, &plan, record, context)),
            ..finished
        };
    }
    require_changes_of(
        &mut draft,
        wanted.get(live_steps.len()..).unwrap_or_default(),
    );
    block_obstacles(&mut draft, &steps);
    show_drifted(&mut draft, &steps);
    let changed = compare_fields(&mut draft, &declared, live, record, context);
    show_steps(&mut draft, &wanted, &steps);
    let settled = Settled {
        declared: &declared,
        changed: &changed,
        wanted: &wanted,
        live: live_steps.len(),
        steps: &steps,
    };
    settled.remember(&mut draft, record, context);
    if steps.changes_steps() || !changed.is_empty() {
        patch(
            &mut draft, &declared, live, &wanted, &steps, record, context,
        );
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
    let mut precondition = Precondition::unmoved(Kind::Flow, &live.id, snapshot);
    // A change has one precondition, of the one flow that it writes: what else is to be done comes first.
    if by_new_version
        && draft.calls.is_empty()
        && let Some(old) = context.version_before(resource, live)
        && let Some(of_old) = new_version::finish(&mut draft, old, context)
    {
        precondition = of_old;
    }
    visibility::block_old_reads(&mut draft, record, context);
    let action = context.action_for_live(&mut draft, resource, live.id.as_str(), found, record);
    draft.finish(action, id, precondition, candidates)
}

/// Steps that a write of the last minutes brought and that the read lacks: appended again, they would stand there twice.
fn steps_to_come(
    live: &ObservedFlow,
    record: Option<&Record>,
    context: &Context<'_>,
) -> Option<String> {
    let age = record?.written_recently(context.live.read_at)?;
    let (live, applied) = (live.steps.as_ref().map_or(0, Vec::len), record?.steps.len());
    (live < applied).then(|| {
        format!(
            "the flow was written {} ago with {}, but only {live} of them can be read yet",
            visibility::age_words(age),
            crate::model::counted(applied as u64, "step"),
        )
    })
}

/// What differs of a flow that a new version takes the place of, and who moved it: the succession itself does not tell.
fn drift_of_old(
    resource: &Resource<Flow>,
    succession: &Succession<'_>,
    record: Option<&Record>,
    context: &Context<'_>,
) -> Change {
    let Succession {
        live,
        version,
        wanted,
        steps,
    } = succession;
    let declared = as_live_version(resource, live, *version, context);
    let mut draft = Draft::new(&resource.address, &resource.origin);
    show_drifted(&mut draft, steps);
    compare_fields(&mut draft, &declared, live, record, context);
    show_steps(&mut draft, wanted, steps);
    Change {
        address: resource.address.clone(),
        action: Action::Update,
        id: Some(live.id.to_string()),
        fields: draft.fields,
        calls: Vec::new(),
        requires: Vec::new(),
        precondition: Precondition::None,
        records: Vec::new(),
        candidates: live.candidate_count,
        people: Vec::new(),
        url: None,
        edited_at: None,
    }
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
                .and_then(|(declared, live)| version_in_name(&declared, &live));
            version.unwrap_or(1)
        }
        (Found::Pin | Found::Record, None) => 1,
    }
}

fn block_obstacles(draft: &mut Draft<'_>, steps: &StepPlan) {
    for (position, (index, message)) in steps.obstacles.iter().enumerate() {
        let mut drifted = steps.drifted.iter();
        let moved = drifted.find(|drift| drift.index == *index && drift.cause.is_of_the_web_app());
        let way_back = moved.map_or("revert the manifest and append at the end", |drift| {
            drift.cause.way_back()
        });
        draft.blocked.push(Blocked {
            address: draft.address.clone(),
            code: Code::ImmutableStep,
            message: message.clone(),
            help: format!(
                "steps of a live flow cannot be changed, moved or removed: {way_back}; or set \
                 `lifecycle.onImmutableChange: newVersion` to create a new flow and set this one INACTIVE; or give the \
                 manifest a new `metadata.name` and `flowName`"
            ),
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
                "these cannot be read and are not in the state, so they are assumed to be as declared: {}",
                steps.unverified.join(", ")
            ),
        );
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
        match self.live.taptalent.flow_details.get(&FlowId::new(before)) {
            Some(Lookup::Found(old)) => Some(old),
            _ => None,
        }
    }
}

//! `lifecycle.onImmutableChange: newVersion`: where the steps of a live flow cannot become what is wanted, a new flow
//! takes its place and the old one is set INACTIVE. Candidates who are inside stay in the old one.

use super::create::create;
use super::sent::Sent;
use super::step_body::as_live;
use super::step_plan::{StepPlan, WantedStep};
use super::version::versioned;
use crate::diagnostic::Code;
use crate::model::taptalent::Operation as TapTalentWrite;
use crate::model::taptalent::{Flow, FlowBody, FlowField, ObservedFlow};
use crate::model::{
    FieldKey, FlowId, Kind, Operation, Pointer, Resource, Target, counted, text_of,
};
use crate::plan::change::{Cause, FieldChange, NoteSeverity, Remember};
use crate::plan::context::Context;
use crate::plan::draft::Draft;
use crate::plan::precondition::{Absent, Precondition};
use crate::plan::snapshot::Snapshot;

/// The status of a flow that has a newer version.
const RETIRED: &str = "INACTIVE";

/// What a new version is planned from.
pub(super) struct Succession<'a> {
    /// The old flow.
    pub live: &'a ObservedFlow,
    /// Its version.
    pub version: u32,
    /// The new flow's steps.
    pub wanted: &'a [WantedStep<'a>],
    /// Why the old one cannot have them.
    pub steps: &'a StepPlan,
}

/// Adds the calls of a succession: create the new flow, then set the old one INACTIVE.
pub(super) fn plan(
    draft: &mut Draft<'_>,
    resource: &Resource<Flow>,
    succession: &Succession<'_>,
    snapshot: Snapshot,
    context: &Context<'_>,
) -> Precondition {
    let Succession {
        live,
        version,
        wanted,
        steps,
    } = succession;
    let next = version + 1;
    let declared = versioned(&resource.spec.fields, next);
    let name = text_of(&declared, FlowField::FlowName).unwrap_or_default();
    block_taken_name(draft, &name, context);
    let reasons: Vec<&str> = steps
        .obstacles
        .iter()
        .map(|(_, why)| why.as_str())
        .collect();
    draft.note(
        Code::NewVersion,
        NoteSeverity::Warning,
        format!(
            "a new flow “{name}” replaces flow {}, which is set INACTIVE and keeps its {}: {}",
            live.id,
            live.candidate_count.map_or_else(
                || "candidates".to_owned(),
                |count| counted(count, "candidate")
            ),
            reasons.join("; ")
        ),
    );
    show(draft, succession, &name);
    create(
        draft,
        &declared,
        wanted,
        vec![Remember::CreatedVersion { version: next }],
        context,
    );
    let sent = Sent::of_version(resource, live, *version, wanted, context);
    retire(draft, live, &sent);
    Precondition::Unmoved {
        kind: Kind::Flow,
        id: live.id.to_string(),
        snapshot,
        absent: Some(Absent::new::<FlowId>(Kind::Flow, name, &[])),
    }
}

/// Two flows of one name could not be told apart once the state is lost.
fn block_taken_name(draft: &mut Draft<'_>, name: &str, context: &Context<'_>) {
    let taken = context.by.flows_named(name);
    if taken.is_empty() {
        return;
    }
    let ids: Vec<&str> = taken.iter().map(FlowId::as_str).collect();
    draft.block(
        Code::AmbiguousMatch,
        Pointer::spec("flowName"),
        format!(
            "the step changes need a new version of the flow, but its name “{name}” is taken by {}",
            ids.join(", ")
        ),
        "if that is the new version, pin it: put `id: <its id>` under `metadata` of the manifest; otherwise rename \
         it in the web app, or give this manifest another `flowName`",
    );
}

fn show(draft: &mut Draft<'_>, succession: &Succession<'_>, name: &str) {
    let wanted: Vec<String> = succession
        .steps
        .lines
        .iter()
        .filter_map(|line| line.wanted.clone())
        .collect();
    let live: Vec<String> = succession
        .steps
        .lines
        .iter()
        .filter_map(|line| line.live.clone())
        .collect();
    let old_name = text_of(&succession.live.fields, FlowField::FlowName);
    let differences = [
        (
            FlowField::FlowName.spec().name,
            old_name.map(Into::into),
            name.into(),
        ),
        ("steps", Some(live.into()), wanted.into()),
    ];
    for (field, before, after) in differences {
        draft.fields.push(FieldChange {
            path: format!("spec.{field}"),
            before,
            after: Some(after),
            cause: Cause::Edited,
            source: Some(draft.source(Pointer::spec(field))),
        });
    }
}

/// What the difference of an old version that is still to be retired is called.
pub fn status_of_old_version(id: &FlowId) -> String {
    format!("status of the old version {id}")
}

/// A run that was killed between creating a new version and retiring the old one has left the old one as it was: it is
/// retired now. `None`: nothing is left to do.
pub(super) fn finish(
    draft: &mut Draft<'_>,
    old: &ObservedFlow,
    context: &Context<'_>,
) -> Option<Precondition> {
    let status = text_of(&old.fields, FlowField::Status)?;
    if status == RETIRED {
        return None;
    }
    // What was sent to it, the state no longer knows.
    let Some(retirement) = retirement(old, &Sent::unknown(&context.recorded.fingerprint_key))
    else {
        draft.note(
            Code::NewVersion,
            NoteSeverity::Warning,
            format!(
                "the old version {} is still {status}, and the system does not show everything that an update of it \
                 must restate: set it {RETIRED} in the web app",
                old.id
            ),
        );
        return None;
    };
    draft.fields.push(FieldChange {
        path: status_of_old_version(&old.id),
        before: Some(status.into()),
        after: Some(RETIRED.into()),
        cause: Cause::Drifted,
        source: Some(draft.source(Pointer::spec("steps"))),
    });
    draft.call(retirement, Vec::new(), None);
    let snapshot = Snapshot::of_flow(old, context.recorded.snapshot_key());
    Some(Precondition::unmoved(Kind::Flow, &old.id, snapshot))
}

/// Sets the old flow INACTIVE.
fn retire(draft: &mut Draft<'_>, live: &ObservedFlow, sent: &Sent<'_>) {
    match retirement(live, sent) {
        Some(operation) => draft.call(operation, Vec::new(), None),
        None => draft.block(
            Code::UnreadableSteps,
            Pointer::spec("steps"),
            "the system does not show everything that an update of the old flow's status must restate",
            "set the old flow INACTIVE in the web app, and give this manifest a new `metadata.name` and `flowName`",
        ),
    }
}

/// The write that sets a flow INACTIVE and restates all else as it was sent, or else as it was read; `None` if the read does
/// not show it all.
fn retirement(live: &ObservedFlow, sent: &Sent<'_>) -> Option<Operation> {
    let steps = live.steps.iter().flatten().enumerate();
    let steps = steps.map(|(index, have)| as_live(have, index, sent));
    let body = FlowBody {
        flow_name: sent.field(FlowField::FlowName, &live.fields)?,
        description: sent.field(FlowField::Description, &live.fields),
        status: Some(RETIRED.to_owned()),
        steps: steps.collect::<Option<_>>()?,
    };
    Some(Operation::TapTalent(TapTalentWrite::UpdateFlow {
        flow: Target::Id(live.id.clone()),
        body,
    }))
}

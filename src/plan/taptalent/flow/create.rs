//! A flow that is not live: one POST, and a PATCH after it where the status is not ACTIVE.

use super::step_body::{new_body, step_fingerprints};
use super::step_plan::WantedStep;
use super::wanted::{require_changes_of, show_step, wanted_steps};
use crate::model::taptalent::Operation as TapTalentWrite;
use crate::model::taptalent::{Flow, FlowBody, FlowField};
use crate::model::{FieldKey, Fields, Kind, Operation, Pointer, Resource, Target, text_of};
use crate::plan::change::{Action, Cause, FieldChange, Irreversible, Remember};
use crate::plan::context::Context;
use crate::plan::draft::{Draft, Finished, fingerprints};
use crate::plan::precondition::{Absent, Precondition};
use crate::state::RecordChange;

type Declared = Fields<FlowField>;

/// Plans a flow that is not live.
pub(in crate::plan) fn plan_new(resource: &Resource<Flow>, context: &Context<'_>) -> Finished {
    let mut draft = Draft::new(&resource.address, &resource.origin);
    let wanted = wanted_steps(&mut draft, resource, context);
    require_changes_of(&mut draft, &wanted);
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
    let known = context.by.flows_named(&name);
    let precondition = Precondition::Absent(Absent::new(Kind::Flow, name, &known));
    draft.finish(Action::Create, None, precondition, Some(0))
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
    let operation = Operation::TapTalent(TapTalentWrite::CreateFlow {
        flow_name: flow_name.clone(),
        description: description.clone(),
        steps: steps.clone(),
    });
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
        draft.call(
            Operation::TapTalent(TapTalentWrite::UpdateFlow { flow, body }),
            remember,
            None,
        );
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

//! What must change in TapTalent: assessments with their questions, flows with their steps, and who is invited.

mod assessment;
mod flow;
mod generate;
mod job;
mod live_set;
mod questions;
mod roster;

use super::change::Plan;
use super::context::{Context, ResourceFate};
use super::error::PlanError;
use super::identify::identify;
use crate::model::{Desired, FlowId};

pub use flow::status_of_old_version;
pub(super) use flow::{step_values, versioned};
pub use generate::{ask_for_assessment, ask_for_questions};
pub(super) use live_set::{assessments, flows};
pub use questions::paired_questions;

/// Plans what stands for something live: assessments first, because flows name them.
pub(super) fn plan_objects(
    plan: &mut Plan,
    desired: &Desired,
    context: &mut Context<'_>,
) -> Result<(), PlanError> {
    plan_assessments(plan, desired, context)?;
    plan_flows(plan, desired, context)
}

/// Plans who is invited.
pub(super) fn plan_rosters(
    plan: &mut Plan,
    desired: &Desired,
    context: &Context<'_>,
) -> Result<(), PlanError> {
    for resource in &desired.rosters {
        plan.file(&resource.address, roster::plan(resource, context)?);
    }
    Ok(())
}

fn plan_assessments(
    plan: &mut Plan,
    desired: &Desired,
    context: &mut Context<'_>,
) -> Result<(), PlanError> {
    let live = assessments(context.live);
    let identities = identify(&desired.assessments, &live, context.recorded);
    plan.note_namesakes(&desired.assessments, &identities, &live, context.recorded);
    for (resource, identity) in desired.assessments.iter().zip(identities) {
        let fate = plan.place(resource, identity, |found| match found {
            None => assessment::plan_new(resource, context),
            Some((object, found)) => assessment::plan_live(resource, object, found, context),
        })?;
        context.fates.insert(resource.address.clone(), fate);
    }
    Ok(())
}

fn plan_flows(
    plan: &mut Plan,
    desired: &Desired,
    context: &mut Context<'_>,
) -> Result<(), PlanError> {
    let live = flows(context.live);
    let identities = identify(&desired.flows, &live, context.recorded);
    plan.note_namesakes(&desired.flows, &identities, &live, context.recorded);
    for (resource, identity) in desired.flows.iter().zip(identities) {
        let fate = plan.place(resource, identity, |found| match found {
            None => flow::plan_new(resource, context),
            Some((object, found)) => flow::plan_live(resource, object, found, context),
        })?;
        let stands_for = match &fate {
            ResourceFate::Live(id) => Some(FlowId::new(id)),
            ResourceFate::Created | ResourceFate::Blocked => None,
        };
        let earlier = flow::earlier_versions(
            resource,
            stands_for.as_ref(),
            context.live,
            context.recorded,
        );
        context.earlier.insert(resource.address.clone(), earlier);
        context.fates.insert(resource.address.clone(), fate);
    }
    Ok(())
}

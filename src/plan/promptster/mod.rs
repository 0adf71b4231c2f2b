//! What must change in Promptster. Assessments cannot be changed, only replaced; keys are issued once a person; the
//! branding is changed in place.

mod assessment;
mod branding;
mod delete;
mod keys;
mod live_set;
mod roster;

use super::change::Plan;
use super::context::Context;
use super::error::PlanError;
use super::identify::identify;
use crate::model::DesiredOfPromptster;

pub(super) use delete::delete_all;
pub(super) use live_set::tasks;

/// Plans what stands for something live.
pub(super) fn plan_objects(
    plan: &mut Plan,
    desired: &DesiredOfPromptster,
    context: &mut Context<'_>,
) -> Result<(), PlanError> {
    let tasks = tasks(&context.live.promptster, context.live.read_at);
    let identities = identify(&desired.assessments, &tasks, context.recorded);
    plan.note_namesakes(&desired.assessments, &identities, &tasks, context.recorded);
    for (resource, identity) in desired.assessments.iter().zip(identities) {
        let fate = plan.place(resource, identity, |found| match found {
            None => assessment::plan_new(resource, context),
            Some((live, found)) => assessment::plan_live(resource, live, found, context),
        })?;
        context.fates.insert(resource.address.clone(), fate);
    }
    for resource in &desired.branding {
        plan.file(&resource.address, branding::plan(resource, context)?);
    }
    Ok(())
}

/// Plans who has a key.
pub(super) fn plan_rosters(
    plan: &mut Plan,
    desired: &DesiredOfPromptster,
    context: &Context<'_>,
) -> Result<(), PlanError> {
    for resource in &desired.rosters {
        plan.file(&resource.address, roster::plan(resource, context)?);
    }
    Ok(())
}

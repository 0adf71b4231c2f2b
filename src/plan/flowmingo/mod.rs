//! What must change in Flowmingo: nothing of what is authored there – it must exist – and whoever is wanted in a set or a
//! project and not there yet.

mod invite;
mod known;
mod memory;
mod pipeline;
mod reference;
mod roster;
mod unknown;

pub use pipeline::stage_of_application;
pub use reference::known_id;

use super::change::Plan;
use super::context::Context;
use super::error::PlanError;
use crate::model::DesiredOfFlowmingo;

/// Finds what must exist.
pub(super) fn plan_objects(
    plan: &mut Plan,
    desired: &DesiredOfFlowmingo,
    context: &mut Context<'_>,
) {
    let sets = reference::interview_sets(&desired.interview_sets, context);
    let projects = reference::projects(&desired.projects, context);
    for (address, finished, fate) in sets.into_iter().chain(projects) {
        plan.file(address, finished);
        context.fates.insert(address.clone(), fate);
    }
}

/// Plans who is invited.
pub(super) fn plan_rosters(
    plan: &mut Plan,
    desired: &DesiredOfFlowmingo,
    context: &Context<'_>,
) -> Result<(), PlanError> {
    for resource in &desired.rosters {
        plan.file(&resource.address, roster::plan(resource, context)?);
    }
    Ok(())
}

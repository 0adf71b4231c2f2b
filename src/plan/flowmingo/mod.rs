//! What must change in Flowmingo: nothing of what is authored there – it must exist – and whoever is wanted in a set or a
//! project and not there yet.

mod invite;
mod known;
mod memory;
mod pipeline;
mod project;
mod roster;
mod unknown;

pub use pipeline::stage_of_application;
pub(super) use project::compare_project;

use super::change::Plan;
use super::context::Context;
use super::error::PlanError;
use crate::model::DesiredOfFlowmingo;

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

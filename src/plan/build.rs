//! From desired, live and recorded to a plan.

use std::collections::BTreeMap;

use super::base::{facts, in_force};
use super::change::Plan;
use super::context::Context;
use super::declared_twice::Listed;
use super::error::PlanError;
use super::external::plan_externals;
use super::forgotten_people::Without;
use super::invited_before::Entered;
use super::lookup::LiveLookup;
use super::owner::{companies, other_companies, refused};
use super::policy::Policy;
use super::system::SYSTEMS;
use crate::model::{Desired, Live};
use crate::state::Recorded;

/// Works out what must change. `live` must hold what [`reads`](super::reads()) and [`follow_up_reads`](super::follow_up_reads()) asked
/// for.
pub fn plan(
    desired: &Desired,
    live: &Live,
    recorded: &Recorded,
    policy: Policy,
) -> Result<Plan, PlanError> {
    let others = other_companies(live, recorded);
    if !others.is_empty() {
        return Ok(refused(desired, &others));
    }
    let before = recorded;
    let recorded = &*in_force(desired, before);
    let without = Without::of(desired, recorded);
    let desired = without.as_ref().map_or(desired, |without| &without.desired);
    let (mut plan, context) = plan_objects(desired, live, recorded, policy)?;
    for system in SYSTEMS {
        system.plan_rosters(&mut plan, desired, &context)?;
    }
    plan.records.splice(0..0, facts(before, recorded));
    plan.judge_missing_scopes(&desired.flowmingo.rosters, live);
    plan.settle_requirements(desired);
    plan.note_confusable_texts();
    plan.note_conflicts();
    plan.date_edits(live, recorded);
    plan.companies = companies(live);
    if !policy.is_sandbox {
        plan.doubt_that_all_is_gone(desired, live, recorded);
    }
    if let Some(without) = without {
        without.note(&mut plan);
    }
    Ok(plan)
}

/// Everything but who is in what: that needs the ids that are found here.
pub(super) fn plan_objects<'a>(
    desired: &'a Desired,
    live: &'a Live,
    recorded: &'a Recorded,
    policy: Policy,
) -> Result<(Plan, Context<'a>), PlanError> {
    let mut plan = Plan::default();
    let mut context = Context {
        live,
        recorded,
        policy,
        by: LiveLookup::new(live),
        listed: Listed::of(desired),
        entered: Entered::of(recorded),
        fates: BTreeMap::new(),
        earlier: BTreeMap::new(),
    };
    plan_externals(&mut plan, desired, &mut context);
    for system in SYSTEMS {
        system.plan_objects(&mut plan, desired, &mut context)?;
    }
    plan.forget_unmanaged(desired, &context);
    Ok((plan, context))
}

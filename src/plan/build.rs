//! From desired, live and recorded to a plan.

use std::collections::BTreeMap;

use super::change::Plan;
use super::context::{Context, ResourceFate};
use super::entered::Entered;
use super::identity::identify;
use super::listed::Listed;
use super::lookup::LiveLookup;
use super::owner::{companies, other_companies, refused};
use super::{assessment, flow, flowmingo, population, promptster, roster};
use crate::model::{Address, Desired, FairnessPolicy, FlowId, Live};
use crate::state::Recorded;

/// What the workspace allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Policy {
    /// `guards.fairness`
    pub fairness: FairnessPolicy,
    /// `guards.maxDestroy`: live objects that one plan may delete because their manifests are gone.
    pub max_destroy: u64,
    /// `guards.maxForget`: entries that one plan may remove from the state because their manifests are gone. `None`: a
    /// tenth of them, and at least three.
    pub max_forget: Option<u64>,
    /// The systems are embedded ones, which are nobody's and may be thrown away.
    pub is_sandbox: bool,
}

/// Why there is no plan. Always a mistake of this program: what was read is not what was wanted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// Who is in a live object was not read.
    #[error(
        "{address}: who is in {of} was not read; this is a mistake in vetform, please report it"
    )]
    PeopleNotRead {
        /// The roster.
        address: Address,
        /// The flow, assessment or set.
        of: String,
    },
    /// A live object that the plan needs was not read.
    #[error(
        "{address}: the live object {id} was not read; this is a mistake in vetform, please report it"
    )]
    NotRead {
        /// The resource.
        address: Address,
        /// The live object.
        id: String,
    },
}

/// Works out what must change. `live` must hold what [`wants`](super::wants()) and [`follow_up`](super::follow_up()) asked
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
    let (mut plan, context) = plan_objects(desired, live, recorded, policy)?;
    for resource in &desired.rosters {
        plan.file(&resource.address, roster::plan(resource, &context)?);
    }
    flowmingo::plan_rosters(&mut plan, &desired.flowmingo, &context)?;
    promptster::plan_rosters(&mut plan, &desired.promptster, &context)?;
    plan.judge_missing_scopes(&desired.flowmingo.rosters, live);
    plan.settle_requirements(desired);
    plan.note_confusable_texts();
    plan.companies = companies(live);
    if !policy.is_sandbox {
        plan.doubt_that_all_is_gone(desired, recorded);
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
    let assessments = population::assessments(live);
    let identities = identify(&desired.assessments, &assessments, recorded);
    plan.note_namesakes(&desired.assessments, &identities, &assessments, recorded);
    for (resource, identity) in desired.assessments.iter().zip(identities) {
        let fate = plan.place(resource, identity, |found| match found {
            None => assessment::plan_new(resource, &context),
            Some((object, found)) => assessment::plan_live(resource, object, found, &context),
        })?;
        context.fates.insert(resource.address.clone(), fate);
    }
    let flows = population::flows(live);
    let identities = identify(&desired.flows, &flows, recorded);
    plan.note_namesakes(&desired.flows, &identities, &flows, recorded);
    for (resource, identity) in desired.flows.iter().zip(identities) {
        let fate = plan.place(resource, identity, |found| match found {
            None => flow::plan_new(resource, &context),
            Some((object, found)) => flow::plan_live(resource, object, found, &context),
        })?;
        let stands_for = match &fate {
            ResourceFate::Live(id) => Some(FlowId::new(id)),
            ResourceFate::Created | ResourceFate::Blocked => None,
        };
        let earlier = flow::earlier_versions(resource, stands_for.as_ref(), live, recorded);
        context.earlier.insert(resource.address.clone(), earlier);
        context.fates.insert(resource.address.clone(), fate);
    }
    flowmingo::plan_objects(&mut plan, &desired.flowmingo, &mut context);
    promptster::plan_objects(&mut plan, &desired.promptster, &mut context)?;
    plan.forget_unmanaged(desired, &context);
    Ok((plan, context))
}

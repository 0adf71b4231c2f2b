//! What has to be read once it is known which live objects the manifests stand for: who is in them, and what a project is
//! made of.

use super::base::in_force;
use super::build::plan_objects;
use super::context::{Context, ResourceFate};
use super::error::PlanError;
use super::policy::Policy;
use super::system::SYSTEMS;
use crate::model::{Address, Desired, Kind, Live, Role, Wants};
use crate::state::Recorded;

/// Works out the reads. `live` must hold what [`reads`](super::reads()) asked for.
pub fn follow_up_reads(
    desired: &Desired,
    live: &Live,
    recorded: &Recorded,
    policy: Policy,
) -> Result<Wants, PlanError> {
    let recorded = &*in_force(desired, recorded);
    let mut wants = Wants::default();
    if !is_needed(desired, recorded) {
        return Ok(wants);
    }
    let (plan, context) = plan_objects(desired, live, recorded, policy)?;
    for system in SYSTEMS {
        system.follow_up_reads(desired, &plan, &context, &mut wants);
    }
    Ok(wants)
}

/// Most projects have none of this, and need no second look.
fn is_needed(desired: &Desired, recorded: &Recorded) -> bool {
    let may_be_deleted = |address: &Address| address.kind().role() == Role::Deletable;
    let has_more = |address: &Address| {
        let kind = address.kind();
        kind.is_roster() || kind == Kind::Project || may_be_deleted(address)
    };
    desired.addresses().any(has_more) || recorded.resources.keys().any(may_be_deleted)
}

impl Context<'_> {
    pub(super) fn live_id(&self, address: &Address) -> Option<String> {
        match self.fate_of(address) {
            ResourceFate::Live(id) => Some(id),
            ResourceFate::Created | ResourceFate::Blocked => None,
        }
    }
}

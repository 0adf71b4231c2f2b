//! What planning asks of a system, and the one list of them. A new system is a room beside these that answers it; who plans
//! walks the list and names none.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Plan;
use super::context::Context;
use super::declared_twice::Listed;
use super::error::PlanError;
use super::rewritten::Rewrite;
use crate::model::{Address, Desired, Live, System, Wants};
use crate::state::Recorded;

/// In the order in which changes are planned and shown.
pub(super) const SYSTEMS: [&dyn PlannedSystem; 3] = [
    &super::taptalent::TapTalent,
    &super::flowmingo::Flowmingo,
    &super::promptster::Promptster,
];

pub(super) trait PlannedSystem: Sync {
    fn system(&self) -> System;

    /// Adds what has to be read before anything can be planned.
    fn reads(&self, desired: &Desired, recorded: &Recorded, wants: &mut Wants);

    /// Takes away what tells nothing of which live object a manifest stands for.
    fn keep_identity_reads(&self, _part: &Desired, _recorded: &Recorded, _wants: &mut Wants) {}

    /// Adds, by address, the live object of every manifest.
    fn add_live_ids(
        &self,
        _desired: &Desired,
        _live: &Live,
        _recorded: &Recorded,
        _ids: &mut BTreeMap<Address, String>,
    ) {
    }

    /// Plans what stands for something live, in the order in which it depends on each other.
    fn plan_objects(
        &self,
        _plan: &mut Plan,
        _desired: &Desired,
        _context: &mut Context<'_>,
    ) -> Result<(), PlanError> {
        Ok(())
    }

    /// Plans what is deleted because no manifest has it any more.
    fn delete(&self, _plan: &mut Plan, _doomed: &[Address], _context: &Context<'_>) {}

    /// Adds what has to be read once it is known which live objects the manifests stand for.
    fn follow_up_reads(
        &self,
        desired: &Desired,
        plan: &Plan,
        context: &Context<'_>,
        wants: &mut Wants,
    );

    /// Notes who is in which roster of what.
    fn list_people<'a>(&self, _desired: &'a Desired, _listed: &mut Listed<'a>) {}

    /// Plans who is in what.
    fn plan_rosters(
        &self,
        plan: &mut Plan,
        desired: &Desired,
        context: &Context<'_>,
    ) -> Result<(), PlanError>;

    /// Adds the applied values that are live otherwise.
    fn add_rewritten(
        &self,
        _desired: &Desired,
        _live: &Live,
        _recorded: &Recorded,
        _found: &mut Vec<Rewrite>,
    ) {
    }

    /// Ids of the company or organisation that the reads carry.
    fn companies<'l>(&self, live: &'l Live) -> BTreeSet<&'l str>;

    /// Ids of the objects that the lists show.
    fn listed_ids<'l>(&self, _live: &'l Live) -> BTreeSet<&'l str> {
        BTreeSet::new()
    }

    /// Manifests of objects whose live ids the state knows.
    fn remembered<'d>(&self, _desired: &'d Desired, _recorded: &Recorded) -> Vec<&'d Address> {
        Vec::new()
    }
}

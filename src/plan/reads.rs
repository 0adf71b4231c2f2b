//! What has to be read before anything can be planned: the fewest reads that prove the plan.

use std::collections::BTreeSet;

use super::base::in_force;
use super::system::{PlannedSystem as _, SYSTEMS};
use super::taptalent::TapTalent;
use crate::model::{Desired, Kind, System, Wants, taptalent};
use crate::state::Recorded;

/// Works out the reads.
pub fn reads(desired: &Desired, recorded: &Recorded) -> Wants {
    let recorded = &*in_force(desired, recorded);
    let mut wants = Wants::default();
    for system in SYSTEMS {
        system.reads(desired, recorded, &mut wants);
    }
    wants
}

/// The reads of TapTalent alone. What is wanted for a part of the resources is wanted for all of them, and costs no more
/// than the part.
pub fn reads_of_taptalent(desired: &Desired, recorded: &Recorded) -> taptalent::Wants {
    let recorded = &*in_force(desired, recorded);
    let mut wants = Wants::default();
    TapTalent.reads(desired, recorded, &mut wants);
    wants.taptalent
}

/// Kinds of the system that must exist, of which there is a manifest.
pub(super) fn externals(desired: &Desired, system: System) -> BTreeSet<Kind> {
    let kinds = desired.externals.iter().map(|one| one.address.kind());
    kinds.filter(|kind| kind.system() == system).collect()
}

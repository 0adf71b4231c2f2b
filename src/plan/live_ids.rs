//! Which live object each manifest stands for, without planning anything: for whoever only wants to look at it.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Plan;
use super::context::{Context, ResourceFate};
use super::declared_twice::Listed;
use super::external::plan_externals;
use super::identify::identify;
use super::identity::Identity;
use super::invited_before::Entered;
use super::lookup::LiveLookup;
use super::policy::Policy;
use super::population::{Identified, Population};
use super::reads::reads;
use super::record::record_of;
use super::system::SYSTEMS;
use crate::model::{Address, Desired, Live, Resource, Spec, Wants};
use crate::state::Recorded;

/// The reads that tell which live objects `of` are, and no others.
pub fn identity_wants(desired: &Desired, recorded: &Recorded, of: &BTreeSet<Address>) -> Wants {
    let part = desired.part(|address| of.contains(address));
    let mut wants = reads(&part, recorded);
    for system in SYSTEMS {
        system.keep_identity_reads(&part, recorded, &mut wants);
    }
    wants
}

/// By address, the live object of every manifest that was looked for with [`identity_wants`]: by pin, record or natural
/// key as in a plan; where none of them is sure, the recorded one. What is proven not to be live is left out.
pub fn live_ids(desired: &Desired, live: &Live, recorded: &Recorded) -> BTreeMap<Address, String> {
    let mut ids = BTreeMap::new();
    for system in SYSTEMS {
        system.add_live_ids(desired, live, recorded, &mut ids);
    }
    let mut context = Context {
        live,
        recorded,
        policy: Policy::default(),
        by: LiveLookup::new(live),
        listed: Listed::default(),
        entered: Entered::default(),
        fates: BTreeMap::new(),
        earlier: BTreeMap::new(),
    };
    plan_externals(&mut Plan::default(), desired, &mut context);
    for (address, fate) in context.fates {
        if let ResourceFate::Live(id) = fate {
            ids.insert(address, id);
        }
    }
    ids
}

pub(super) fn collect<S: Spec, O: Identified>(
    ids: &mut BTreeMap<Address, String>,
    resources: &[Resource<S>],
    population: &Population<'_, S, O>,
    recorded: &Recorded,
) {
    let identities = identify(resources, population, recorded, &BTreeMap::new());
    for (resource, identity) in resources.iter().zip(identities) {
        let id = match identity {
            Identity::Live { object, .. } => Some(object.id_text().to_owned()),
            Identity::New { .. } => None,
            Identity::Unclear { .. } | Identity::NotRead { .. } => {
                let record = record_of(resource, recorded);
                record
                    .map(|record| record.id.clone())
                    .filter(|id| !id.is_empty())
            }
        };
        ids.extend(id.map(|id| (resource.address.clone(), id)));
    }
}

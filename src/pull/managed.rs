//! Which live objects the manifests stand for already.

use std::collections::BTreeMap;

use crate::model::{Address, Desired, Kind, Listing, Live, same_text};
use crate::plan::{Action, Plan, known_id};
use crate::state::Recorded;

/// The live object of every manifest that has one: from the plan, the state, the pins, and, for what is only looked up,
/// the titles.
pub fn live_ids(
    desired: &Desired,
    live: &Live,
    recorded: &Recorded,
    plan: &Plan,
) -> BTreeMap<Address, String> {
    let mut ids = BTreeMap::new();
    // What only must exist is looked up by its title, whatever it was found by before.
    for address in desired.addresses().filter(|one| !one.kind().is_external()) {
        if let Some(record) = recorded.record(address).filter(|one| !one.id.is_empty()) {
            ids.insert(address.clone(), record.id.clone());
        }
    }
    let pins = desired.pins();
    ids.extend(pins.map(|(address, id)| (address.clone(), id)));
    for change in plan.changes.iter().chain(&plan.obstructed) {
        match (&change.id, change.action) {
            (Some(id), _) => drop(ids.insert(change.address.clone(), id.clone())),
            // What was recorded is gone.
            (None, Action::Create) => drop(ids.remove(&change.address)),
            (None, _) => {}
        }
    }
    for kind in Kind::ALL.into_iter().filter(|kind| kind.is_external()) {
        titled(kind, desired, live, recorded, &mut ids);
    }
    ids
}

/// By their titles; those whose titles no live object has any more by what the titles were last found by.
fn titled(
    kind: Kind,
    desired: &Desired,
    live: &Live,
    recorded: &Recorded,
    ids: &mut BTreeMap<Address, String>,
) {
    let all = live.externals(kind).map_or(&[][..], Listing::items);
    let mut renamed = Vec::new();
    for resource in desired.externals_of(kind) {
        let Some(wanted) = &resource.spec.title else {
            continue;
        };
        let mut found = all.iter().filter(|live| same_text(&live.title, wanted));
        match (found.next(), found.next()) {
            (Some(live), None) => {
                let of_resource = ids.entry(resource.address.clone());
                of_resource.or_insert_with(|| live.id.to_string());
            }
            (None, _) => renamed.push(resource),
            (Some(_), Some(_)) => {}
        }
    }
    for resource in renamed {
        let known = known_id(resource, recorded);
        let is_free = |id: &&str| !is_taken(kind, id, ids);
        if let Some(id) = known.filter(is_free).map(ToOwned::to_owned) {
            ids.entry(resource.address.clone()).or_insert(id);
        }
    }
}

fn is_taken(kind: Kind, id: &str, ids: &BTreeMap<Address, String>) -> bool {
    let mut of_kind = ids.iter().filter(|(address, _)| address.kind() == kind);
    of_kind.any(|(_, taken)| taken == id)
}

//! Which live objects the manifests stand for already.

use std::collections::BTreeMap;

use crate::model::{Address, Desired, Listing, Live, same_text};
use crate::plan::{Action, Plan};
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
    for address in desired.addresses() {
        if let Some(record) = recorded.record(address).filter(|one| !one.id.is_empty()) {
            ids.insert(address.clone(), record.id.clone());
        }
    }
    pins(&desired.assessments, &mut ids);
    pins(&desired.flows, &mut ids);
    pins(&desired.promptster.assessments, &mut ids);
    pins(&desired.flowmingo.interview_sets, &mut ids);
    pins(&desired.flowmingo.projects, &mut ids);
    for change in plan.changes.iter().chain(&plan.obstructed) {
        match (&change.id, change.action) {
            (Some(id), _) => drop(ids.insert(change.address.clone(), id.clone())),
            // What was recorded is gone.
            (None, Action::Create) => drop(ids.remove(&change.address)),
            (None, _) => {}
        }
    }
    let sets = live.flowmingo.sets.iter().flat_map(Listing::items);
    let sets: Vec<(&str, &str)> = sets
        .map(|set| (set.title.as_str(), set.id.as_str()))
        .collect();
    for resource in &desired.flowmingo.interview_sets {
        titled(
            &resource.address,
            resource.spec.title.as_deref(),
            &sets,
            &mut ids,
        );
    }
    let projects = live.flowmingo.projects.iter().flat_map(Listing::items);
    let projects: Vec<(&str, &str)> = projects
        .map(|project| (project.title.as_str(), project.id.as_str()))
        .collect();
    for resource in &desired.flowmingo.projects {
        titled(
            &resource.address,
            resource.spec.title.as_deref(),
            &projects,
            &mut ids,
        );
    }
    ids
}

fn pins<S: crate::model::Spec>(
    resources: &[crate::model::Resource<S>],
    ids: &mut BTreeMap<Address, String>,
) {
    for resource in resources {
        if let Some(pin) = &resource.pin {
            ids.insert(resource.address.clone(), pin.to_string());
        }
    }
}

fn titled(
    address: &Address,
    title: Option<&str>,
    all: &[(&str, &str)],
    ids: &mut BTreeMap<Address, String>,
) {
    let Some(title) = title else { return };
    let mut found = all.iter().filter(|(live, _)| same_text(live, title));
    if let (Some((_, id)), None) = (found.next(), found.next()) {
        ids.entry(address.clone())
            .or_insert_with(|| (*id).to_owned());
    }
}

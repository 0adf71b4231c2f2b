//! Which live objects the manifests stand for already.

use std::collections::BTreeMap;

use crate::model::{Address, Desired, Listing, Live, Resource, Spec, same_text};
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
    for address in desired.addresses().filter(|one| !one.kind().is_reference()) {
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
    let sets: Vec<_> = sets
        .map(|set| (set.title.as_str(), set.id.as_str()))
        .collect();
    let resources = &desired.flowmingo.interview_sets;
    titled(
        resources,
        |set| set.title.as_deref(),
        &sets,
        recorded,
        &mut ids,
    );
    let projects = live.flowmingo.projects.iter().flat_map(Listing::items);
    let projects: Vec<_> = projects
        .map(|project| (project.title.as_str(), project.id.as_str()))
        .collect();
    let resources = &desired.flowmingo.projects;
    titled(
        resources,
        |project| project.title.as_deref(),
        &projects,
        recorded,
        &mut ids,
    );
    ids
}

fn pins<S: Spec>(resources: &[Resource<S>], ids: &mut BTreeMap<Address, String>) {
    for resource in resources {
        if let Some(pin) = &resource.pin {
            ids.insert(resource.address.clone(), pin.to_string());
        }
    }
}

/// By their titles; those whose titles no live object has any more by what the titles were last found by.
fn titled<S: Spec>(
    resources: &[Resource<S>],
    title: fn(&S) -> Option<&str>,
    all: &[(&str, &str)],
    recorded: &Recorded,
    ids: &mut BTreeMap<Address, String>,
) {
    let mut renamed = Vec::new();
    for resource in resources {
        let Some(wanted) = title(&resource.spec) else {
            continue;
        };
        let mut found = all.iter().filter(|(live, _)| same_text(live, wanted));
        match (found.next(), found.next()) {
            (Some((_, id)), None) => {
                let of_resource = ids.entry(resource.address.clone());
                of_resource.or_insert_with(|| (*id).to_owned());
            }
            (None, _) => renamed.push(resource),
            (Some(_), Some(_)) => {}
        }
    }
    for resource in renamed {
        let known = known_id(resource, title(&resource.spec), recorded);
        let is_free = |id: &&str| !ids.values().any(|taken| taken == id);
        if let Some(id) = known.filter(is_free).map(ToOwned::to_owned) {
            ids.entry(resource.address.clone()).or_insert(id);
        }
    }
}

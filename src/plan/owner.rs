//! Whose the live systems are. A key of another company shows other objects, and a plan over them would make everything
//! there: so the state says whose it is, by the ids that reads carry, and another one is refused before anything is planned.
//!
//! Where no read carries an id, one sign is left: that everything which the state knows of a system is gone at once.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Blocked, Plan};
use super::record::record_of;
use super::system::SYSTEMS;
use crate::diagnostic::Code;
use crate::model::{Address, Desired, Live, Lookup, Resource, Spec, System};
use crate::state::Recorded;

/// The company or organisation of each system, where the reads are of one mind.
pub(super) fn companies(live: &Live) -> BTreeMap<System, String> {
    let mut one = BTreeMap::new();
    for (system, mut ids) in seen(live) {
        if let (1, Some(id)) = (ids.len(), ids.pop_first()) {
            one.insert(system, id.to_owned());
        }
    }
    one
}

/// A system that belongs to another company than the state says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherCompany {
    /// Which.
    pub system: System,
    /// Whose it is in the state.
    pub recorded: String,
    /// Whose it is by what was read.
    pub live: String,
}

impl OtherCompany {
    /// What is wrong.
    pub fn message(&self) -> String {
        let Self {
            system,
            recorded,
            live,
        } = self;
        format!("the {system} key belongs to company {live}, but the state to company {recorded}")
    }

    /// What to do.
    pub fn help(&self) -> String {
        let system = self.system;
        format!(
            "nothing was planned or sent; use a key of the state's company (`{system}.apiKey` in vetform.yaml), or \
             choose another workspace: each company needs its own state"
        )
    }
}

/// Every system that belongs to another company than the state says.
pub fn other_companies(live: &Live, recorded: &Recorded) -> Vec<OtherCompany> {
    let other = |(system, ids): (System, BTreeSet<&str>)| {
        let known = recorded.companies.get(system.as_str())?;
        let is_other = !ids.is_empty() && !ids.contains(known.as_str());
        is_other.then(|| OtherCompany {
            system,
            recorded: known.clone(),
            live: Vec::from_iter(ids).join(", "),
        })
    };
    seen(live).into_iter().filter_map(other).collect()
}

/// Whether a state is of what these reads show: of the same company, or, where that is not known, of an object that is live.
pub fn is_state_of(recorded: &Recorded, live: &Live) -> bool {
    SYSTEMS.iter().any(|one| {
        let ids = one.companies(live);
        match recorded.companies.get(one.system().as_str()) {
            Some(known) if !ids.is_empty() => ids.contains(known.as_str()),
            _ => knows_any(recorded, one.system(), &one.listed_ids(live)),
        }
    })
}

fn knows_any(recorded: &Recorded, system: System, ids: &BTreeSet<&str>) -> bool {
    let mut of_system = recorded
        .resources
        .iter()
        .filter(|(address, _)| address.kind().system() == system);
    of_system.any(|(_, record)| ids.contains(record.id.as_str()))
}

/// Ids that the reads carry.
fn seen(live: &Live) -> BTreeMap<System, BTreeSet<&str>> {
    let seen = SYSTEMS
        .iter()
        .map(|one| (one.system(), one.companies(live)));
    seen.collect()
}

/// The objects that were read singly.
pub(super) fn found<I, T>(details: &BTreeMap<I, Lookup<T>>) -> impl Iterator<Item = &T> {
    details.values().filter_map(|one| match one {
        Lookup::Found(one) => Some(one),
        Lookup::Gone | Lookup::Denied(_) => None,
    })
}

/// A plan that says of every resource of these systems that nothing of it can be planned.
pub(super) fn refused(desired: &Desired, others: &[OtherCompany]) -> Plan {
    let mut plan = Plan::default();
    for address in desired.addresses() {
        let system = address.kind().system();
        if let Some(other) = others.iter().find(|other| other.system == system) {
            plan.blocked
                .push(blocked(address, other.message(), other.help()));
        }
    }
    plan
}

impl Plan {
    /// Blocks what would be created anew where all that the state knows of a system is gone at once. What this run leaves out
    /// counts, too: a list shows whether it is there.
    pub(super) fn doubt_that_all_is_gone(
        &mut self,
        desired: &Desired,
        live: &Live,
        recorded: &Recorded,
    ) {
        for system in SYSTEMS {
            let known = system.remembered(desired, recorded).into_iter();
            let known: BTreeSet<Address> = known.cloned().collect();
            let system_id = system.system();
            let is_ours = match self.companies.get(&system_id) {
                Some(id) => recorded.companies.get(system_id.as_str()) == Some(id),
                None => false,
            };
            let others = left_out_ids(desired, recorded, system_id);
            let listed = system.listed_ids(live);
            let all = known.len() + others.len();
            let is_all_gone = !others.iter().any(|id| listed.contains(id));
            let is_made = !known.is_empty() && known.is_subset(&self.recreated());
            if !is_ours && all >= LEAST && is_made && is_all_gone {
                self.block_recreation(system_id, &known, all);
            }
        }
    }

    fn recreated(&self) -> BTreeSet<Address> {
        let notes = self.notes.iter();
        let recreated = notes.filter(|note| note.code == Code::Recreated);
        recreated.map(|note| note.address.clone()).collect()
    }

    fn block_recreation(&mut self, system: System, known: &BTreeSet<Address>, all: usize) {
        self.notes
            .retain(|note| note.code != Code::Recreated || !known.contains(&note.address));
        // Nothing else of the system goes either: it builds on what is blocked, or is another company's.
        self.changes
            .retain(|change| change.address.kind().system() != system);
        for address in known {
            let message = format!(
                "all {all} {system} objects in the state are gone, as if the key belonged to another company"
            );
            let help = format!(
                "check the {system} key; if they were really deleted, run `vetform state rm {address}`, likewise \
                 for the others, and plan again"
            );
            self.blocked.push(blocked(address, message, help));
        }
    }
}

/// One object may well be deleted; that all of several are is a sign.
const LEAST: usize = 2;

/// Ids of the objects that this run leaves out.
fn left_out_ids<'r>(desired: &Desired, recorded: &'r Recorded, system: System) -> Vec<&'r str> {
    let left_out = desired
        .left_out
        .keys()
        .map(|address| (address, address.kind()));
    let objects = left_out
        .filter(|(_, kind)| kind.system() == system && kind.has_id() && !kind.is_external());
    let ids = objects.filter_map(|(address, _)| Some(recorded.record(address)?.id.as_str()));
    ids.filter(|id| !id.is_empty()).collect()
}

/// Manifests whose live ids the state knows.
pub(super) fn remembered<'d, S: Spec>(
    resources: &'d [Resource<S>],
    recorded: &Recorded,
) -> impl Iterator<Item = &'d Address> {
    let is_known = |resource: &&Resource<S>| {
        record_of(resource, recorded).is_some_and(|record| !record.id.is_empty())
    };
    let known = resources.iter().filter(is_known);
    known.map(|resource| &resource.address)
}

fn blocked(address: &Address, message: String, help: String) -> Blocked {
    Blocked {
        address: address.clone(),
        code: Code::OtherCompany,
        message,
        help,
        source: None,
        steps: Vec::new(),
    }
}

//! Which manifests may go because what they stand for was deleted: none that another one still names, and not many at once, since
//! that is how a wrong key looks.

use std::collections::{BTreeMap, BTreeSet};

use super::drifted::Gone;
use crate::model::{Address, Desired, System};
use crate::plan::{Plan, Policy};
use crate::state::Recorded;

/// What becomes of the manifests of what was deleted.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Pruning {
    /// They go.
    pub removed: Vec<Gone>,
    /// They stay, since these name them.
    pub named: Vec<(Gone, Vec<Address>)>,
}

/// Only what is named by nothing that stays goes. `gone`: those that may go for their own part.
pub fn pruning(desired: &Desired, gone: &[Gone]) -> Pruning {
    let mut namers: BTreeMap<&Address, Vec<&Address>> = BTreeMap::new();
    for (address, named) in desired.named() {
        for one in named {
            namers.entry(one).or_default().push(address);
        }
    }
    let mut going: BTreeSet<&Address> = gone.iter().map(|one| &one.address).collect();
    let staying = |address: &Address, going: &BTreeSet<&Address>| -> BTreeSet<Address> {
        let namers = namers.get(address).into_iter().flatten();
        let staying = namers.filter(|namer| !going.contains(**namer));
        staying.map(|namer| (*namer).clone()).collect()
    };
    loop {
        let kept: Vec<&Address> = going
            .iter()
            .copied()
            .filter(|address| !staying(address, &going).is_empty())
            .collect();
        if kept.is_empty() {
            break;
        }
        going.retain(|address| !kept.contains(address));
    }
    let mut pruning = Pruning::default();
    for one in gone {
        if going.contains(&one.address) {
            pruning.removed.push(one.clone());
        } else {
            let namers = staying(&one.address, &going).into_iter().collect();
            pruning.named.push((one.clone(), namers));
        }
    }
    pruning
}

/// Why so many may not go at once, and what to do.
pub fn too_many_gone(
    removed: usize,
    gone: &[Gone],
    plan: &Plan,
    recorded: &Recorded,
    policy: Policy,
) -> Option<(String, String)> {
    if removed == 0 {
        return None;
    }
    if let Some((system, all)) = all_gone(gone, plan, recorded).filter(|_| !policy.is_sandbox) {
        let message = format!(
            "all {all} {system} objects in the state are gone, as if the key belonged to another company"
        );
        let help = format!(
            "check the {system} key; if they were really deleted, remove their manifests by hand"
        );
        return Some((message, help));
    }
    let entries = recorded.resources.len();
    let most = policy.most_forgotten(entries);
    (removed > most).then(|| {
        let message = format!(
            "{removed} of the {entries} entries of the state were deleted in the web app; `guards.maxForget` allows \
             to remove the manifests of {most}"
        );
        let help = "check the key and `vetform doctor`; to remove them on purpose, name some of them (`vetform pull \
             --write --prune ADDRESS…`), or raise `guards.maxForget` of the workspace in a reviewed change";
        (message, help.to_owned())
    })
}

/// One object may well be deleted; that all of several are is a sign, unless reads show that it is the same company.
fn all_gone(gone: &[Gone], plan: &Plan, recorded: &Recorded) -> Option<(System, usize)> {
    let gone: BTreeSet<&Address> = gone.iter().map(|one| &one.address).collect();
    System::ALL.into_iter().find_map(|system| {
        let known = recorded.resources.iter().filter(|(address, record)| {
            let kind = address.kind();
            kind.system() == system && kind.has_id() && !record.id.is_empty()
        });
        let known: Vec<&Address> = known.map(|(address, _)| address).collect();
        let live = plan.companies.get(&system);
        let is_ours = live.is_some() && live == recorded.companies.get(system.as_str());
        let is_all = known.len() > 1 && known.iter().all(|address| gone.contains(address));
        (is_all && !is_ours).then_some((system, known.len()))
    })
}

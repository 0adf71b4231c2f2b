//! `--target`, `--exclude` and labels: a plan narrowed to some resources and what they need.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Blocked, Change, Plan};
use crate::diagnostic::Code;
use crate::model::Address;

/// What a run is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// The resources that were chosen.
    pub chosen: BTreeSet<Address>,
    /// Those that may not be touched, also where a chosen one needs them.
    pub excluded: BTreeSet<Address>,
}

impl Selection {
    /// These and nothing else.
    pub fn of(chosen: impl IntoIterator<Item = Address>) -> Self {
        Self {
            chosen: chosen.into_iter().collect(),
            excluded: BTreeSet::new(),
        }
    }
}

impl Plan {
    /// Only what was chosen, and what that requires. Obstacles of other resources no longer stand in the way.
    #[must_use]
    pub fn narrowed_to(mut self, selection: &Selection) -> Self {
        let kept = self.required_by(selection);
        self.changes.retain(|change| kept.contains(&change.address));
        self.obstructed
            .retain(|change| kept.contains(&change.address));
        self.blocked
            .retain(|blocked| kept.contains(&blocked.address));
        // Whoever is invited is asked what is live twice, too.
        let invites = self.changes.iter().any(|change| !change.people.is_empty());
        self.notes
            .retain(|note| kept.contains(&note.address) || invites && note.code == Code::LiveTwice);
        self.unchanged.retain(|address| kept.contains(address));
        self.records.retain(|delta| kept.contains(&delta.address));
        self.block_what_needs_excluded(selection);
        self
    }

    fn required_by(&self, selection: &Selection) -> BTreeSet<Address> {
        let changes = self.changes.iter();
        let requires: BTreeMap<&Address, &[Address]> = changes
            .map(|change| (&change.address, &*change.requires))
            .collect();
        let mut kept = selection.chosen.clone();
        let mut open: Vec<Address> = kept.iter().cloned().collect();
        while let Some(address) = open.pop() {
            for requirement in requires.get(&address).copied().into_iter().flatten() {
                if !selection.excluded.contains(requirement) && kept.insert(requirement.clone()) {
                    open.push(requirement.clone());
                }
            }
        }
        kept
    }

    /// What depends on a change that is not made is not made either.
    fn block_what_needs_excluded(&mut self, selection: &Selection) {
        let excluded_need = |change: &Change| {
            let mut needs = change.requires.iter();
            needs.find(|one| selection.excluded.contains(one)).cloned()
        };
        let needs = self.changes.iter().filter_map(|change| {
            let needed = excluded_need(change)?;
            Some(needs_excluded(&change.address, &needed))
        });
        let blocked: Vec<Blocked> = needs.collect();
        for one in &blocked {
            let at = self
                .changes
                .iter()
                .position(|change| change.address == one.address);
            if let Some(at) = at {
                self.obstructed.push(self.changes.remove(at));
            }
        }
        self.blocked.extend(blocked);
    }
}

fn needs_excluded(address: &Address, needed: &Address) -> Blocked {
    Blocked {
        address: address.clone(),
        code: Code::BlockedDependency,
        message: format!("it needs a change of {needed}, which `--exclude` leaves out"),
        help: format!("apply {needed} first, or exclude {address} too"),
        source: None,
        steps: Vec::new(),
    }
}

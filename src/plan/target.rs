//! `--target`: a plan narrowed to some resources and what they need.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Plan;
use crate::diagnostic::Code;
use crate::model::Address;

impl Plan {
    /// Only `targets` and what they require. Obstacles of other resources no longer stand in the way.
    #[must_use]
    pub fn narrowed_to(mut self, targets: &[Address]) -> Self {
        let mut kept: BTreeSet<Address> = targets.iter().cloned().collect();
        let mut open: Vec<Address> = targets.to_vec();
        let requires: BTreeMap<&Address, &Vec<Address>> = self
            .changes
            .iter()
            .map(|change| (&change.address, &change.requires))
            .collect();
        while let Some(address) = open.pop() {
            for requirement in requires.get(&address).copied().into_iter().flatten() {
                if kept.insert(requirement.clone()) {
                    open.push(requirement.clone());
                }
            }
        }
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
        self
    }
}

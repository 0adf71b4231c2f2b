//! `--target`: a plan narrowed to some resources and what they need.

use std::collections::BTreeSet;

use super::change::Plan;
use crate::model::Address;

impl Plan {
    /// Only `targets` and the changes that they require. Obstacles of other resources no longer stand in the way.
    #[must_use]
    pub fn narrowed_to(mut self, targets: &[Address]) -> Self {
        let mut kept: BTreeSet<Address> = targets.iter().cloned().collect();
        let mut open: Vec<Address> = targets.to_vec();
        while let Some(address) = open.pop() {
            let required = self
                .changes
                .iter()
                .filter(|change| change.address == address);
            for requirement in required.flat_map(|change| &change.requires) {
                if kept.insert(requirement.clone()) {
                    open.push(requirement.clone());
                }
            }
        }
        self.changes.retain(|change| kept.contains(&change.address));
        self.blocked
            .retain(|blocked| kept.contains(&blocked.address));
        self.notes.retain(|note| kept.contains(&note.address));
        self.unchanged.retain(|address| kept.contains(address));
        self.records.retain(|delta| kept.contains(&delta.address));
        self
    }
}

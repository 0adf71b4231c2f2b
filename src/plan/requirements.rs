//! What a change builds on and this plan changes, too: whoever is led into an interview must find it as declared, so what
//! depends on a change that is not made is not made either. Decides no order; `apply::schedule` does.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Plan;
use super::drift::is_doubt;
use crate::model::{Address, Desired, Spec as _};

impl Plan {
    /// Completes what each change requires, and leaves out what this plan does not change. What is in doubt stays where
    /// people are led into it, or something new is made of it: so `--target` does not pass it over either.
    pub(super) fn settle_requirements(&mut self, desired: &Desired) {
        let steps = step_assessments(desired);
        let pending = self.changes.iter().filter(|change| change.is_pending());
        let changing: BTreeSet<Address> = pending.map(|change| change.address.clone()).collect();
        let doubts = self.blocked.iter().filter(|one| is_doubt(one.code));
        let doubtful: BTreeSet<Address> = doubts.map(|one| one.address.clone()).collect();
        for change in &mut self.changes {
            if !change.people.is_empty() {
                let of_flow = change.requires.iter().filter_map(|flow| steps.get(flow));
                let further: Vec<Address> = of_flow.flatten().copied().cloned().collect();
                change.requires.extend(further);
            }
            let leads_in = !change.people.is_empty() || change.id.is_none();
            change.requires.retain(|address| {
                changing.contains(address) || leads_in && doubtful.contains(address)
            });
            change.requires.sort();
            change.requires.dedup();
        }
    }
}

/// The assessments of this project that each of its flows leads through.
fn step_assessments(desired: &Desired) -> BTreeMap<&Address, Vec<&Address>> {
    let flows = desired.taptalent.flows.iter();
    flows
        .map(|flow| (&flow.address, flow.spec.names()))
        .collect()
}

//! Without consent nobody is mailed: the plan without what mails, and what was held.

use std::collections::BTreeSet;

use super::change::{Action, Change, Plan, PlannedCall};
use crate::model::{Address, Email};

impl Plan {
    /// Takes out every call that mails people or can only follow one that does. Returns whose they were.
    pub fn hold_mail(&mut self) -> Vec<Address> {
        let mut held = Vec::new();
        for change in &mut self.changes {
            if change.mails() {
                held.push(change.address.clone());
                change.calls.retain(|call| !call.needs_consent());
                change.keep_people_of_calls();
            }
        }
        self.changes
            .retain(|change| !change.calls.is_empty() || !held.contains(&change.address));
        held
    }
}

impl Change {
    /// Whoever nothing is sent for any more is no part of it.
    fn keep_people_of_calls(&mut self) {
        let calls = self.calls.iter();
        let left: BTreeSet<&Email> = calls.flat_map(|call| call.operation.people()).collect();
        self.people.retain(|person| left.contains(&person.who));
        if !self.people.is_empty() {
            self.action = Action::of_people(&self.people);
        }
    }
}

impl PlannedCall {
    /// Whether it is sent only with `--send-invites`: it mails people, or can only follow what does.
    pub const fn needs_consent(&self) -> bool {
        self.operation.mails() || self.follows_mail
    }
}

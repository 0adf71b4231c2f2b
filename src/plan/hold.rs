//! Without consent nobody is mailed: the plan without what mails, and what was held.

use super::change::{Plan, PlannedCall};
use crate::model::Address;

impl Plan {
    /// Takes out every call that mails people or can only follow one that does. Returns whose they were.
    pub fn hold_mail(&mut self) -> Vec<Address> {
        let mut held = Vec::new();
        for change in &mut self.changes {
            if change.mails() {
                held.push(change.address.clone());
                change.calls.retain(|call| !call.needs_consent());
            }
        }
        self.changes
            .retain(|change| !change.calls.is_empty() || !held.contains(&change.address));
        held
    }
}

impl PlannedCall {
    /// Whether it is sent only with `--send-invites`: it mails people, or can only follow what does.
    pub const fn needs_consent(&self) -> bool {
        self.operation.mails() || self.follows_mail
    }
}

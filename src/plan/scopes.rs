//! What the Flowmingo key is not allowed to do and the plan needs.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Note, NoteSeverity, Plan};
use crate::diagnostic::Code;
use crate::model::flowmingo::Scope;
use crate::model::{Address, Live, Operation};

impl Plan {
    /// Says which scopes are missing. Not an obstacle yet: invites may be held.
    pub(super) fn note_missing_scopes(&mut self, live: &Live) {
        let Some(me) = &live.flowmingo.me else {
            return;
        };
        let missing: BTreeMap<Scope, BTreeSet<Address>> = self
            .needed_scopes()
            .into_iter()
            .filter(|(scope, _)| !me.may(*scope))
            .collect();
        for (scope, addresses) in missing {
            for address in addresses {
                let message = format!(
                    "the key lacks the scope `{scope}`: apply refuses before its first call if it is to send what needs it"
                );
                let (code, severity) = (Code::MissingScope, NoteSeverity::Warning);
                self.notes.push(Note {
                    address,
                    code,
                    severity,
                    message,
                });
            }
        }
        self.flowmingo_scopes = Some(me.scopes.clone());
    }

    /// The scopes that the plan's calls need and the key lacks, with the resources that need each.
    pub fn missing_scopes(&self) -> BTreeMap<Scope, BTreeSet<Address>> {
        let mut missing = self.needed_scopes();
        match &self.flowmingo_scopes {
            Some(has) => missing.retain(|scope, _| !has.contains(scope.as_str())),
            None => missing.clear(),
        }
        missing
    }

    fn needed_scopes(&self) -> BTreeMap<Scope, BTreeSet<Address>> {
        let mut needed: BTreeMap<Scope, BTreeSet<Address>> = BTreeMap::new();
        for change in &self.changes {
            for call in &change.calls {
                if let Operation::Flowmingo(operation) = &call.operation {
                    let addresses = needed.entry(operation.scope()).or_default();
                    addresses.insert(change.address.clone());
                }
            }
        }
        needed
    }
}

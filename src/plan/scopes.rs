//! What the Flowmingo key is not allowed to do and the plan needs.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Blocked, Change, Note, NoteSeverity, Plan};
use crate::diagnostic::Code;
use crate::model::flowmingo::{Roster, Scope};
use crate::model::{Address, Live, Operation, Pointer, Resource};

impl Plan {
    /// Says which scopes are missing. What apply sends without a further word is blocked by that, and shown all the same:
    /// a key that only reads is enough to review what would be done. What waits for `--send-invites` is only warned of.
    pub(super) fn judge_missing_scopes(&mut self, rosters: &[Resource<Roster>], live: &Live) {
        let Some(me) = &live.flowmingo.me else {
            return;
        };
        for change in &self.changes {
            for (scope, is_held) in scopes_of(change) {
                let address = change.address.clone();
                if me.may(scope) {
                    continue;
                }
                if is_held {
                    self.notes.push(held(address, scope));
                } else {
                    let roster = rosters.iter().find(|roster| roster.address == address);
                    self.blocked.push(Blocked {
                        source: roster.map(|one| one.origin.at(Pointer::root().key("spec"))),
                        ..lacking(address, scope)
                    });
                }
            }
        }
        self.flowmingo_scopes = Some(me.scopes.clone());
    }

    /// The scopes that the plan's calls need and the key lacks, with the resources that need each.
    pub fn missing_scopes(&self) -> BTreeMap<Scope, BTreeSet<Address>> {
        let mut missing: BTreeMap<Scope, BTreeSet<Address>> = BTreeMap::new();
        let Some(has) = &self.flowmingo_scopes else {
            return missing;
        };
        for change in &self.changes {
            let scopes = scopes_of(change).into_keys();
            for scope in scopes.filter(|scope| !has.contains(scope.as_str())) {
                let addresses = missing.entry(scope).or_default();
                addresses.insert(change.address.clone());
            }
        }
        missing
    }
}

/// The scopes that a change needs, and whether all that needs one waits for `--send-invites`.
fn scopes_of(change: &Change) -> BTreeMap<Scope, bool> {
    let mut needed = BTreeMap::new();
    for call in &change.calls {
        if let Operation::Flowmingo(operation) = &call.operation {
            let is_held = needed.entry(operation.scope()).or_insert(true);
            *is_held &= call.needs_consent();
        }
    }
    needed
}

fn held(address: Address, scope: Scope) -> Note {
    Note {
        address,
        code: Code::MissingScope,
        severity: NoteSeverity::Warning,
        message: format!(
            "the key lacks the scope `{scope}`: an apply that has to send what needs it is refused before its first \
             call"
        ),
    }
}

fn lacking(address: Address, scope: Scope) -> Blocked {
    Blocked {
        address,
        code: Code::MissingScope,
        message: format!("the key lacks the scope `{scope}`, which this change needs"),
        help: "add the scope to the key in Flowmingo (Account Settings, Integrations), or use another key; \
            `--target` limits the plan to what the key can do"
            .to_owned(),
        source: None,
        steps: Vec::new(),
    }
}

//! What the state knows and no manifest describes any more.

use std::collections::BTreeSet;

use super::change::{NoteSeverity, Plan};
use super::context::Context;
use super::system::SYSTEMS;
use crate::diagnostic::Code;
use crate::model::{Address, Desired, Role};
use crate::state::{Delta, Part, PendingKey, RecordChange, Recorded};

/// Addresses of the state that no manifest has, nor had before.
pub(super) fn without_manifest(desired: &Desired, recorded: &Recorded) -> Vec<Address> {
    let known = known(desired);
    let recorded = recorded.resources.keys();
    recorded
        .filter(|address| !known.contains(*address))
        .cloned()
        .collect()
}

/// Addresses that a manifest has, or had before.
pub(super) fn known(desired: &Desired) -> BTreeSet<Address> {
    let mut known: BTreeSet<Address> = desired.addresses().cloned().collect();
    known.extend(desired.elsewhere.iter().cloned());
    known.extend(desired.left_out.keys().cloned());
    known.extend(desired.previous_addresses());
    known
}

impl Plan {
    /// TapTalent's assessments and flows cannot be deleted: one without a manifest is reported, and forgotten by the next
    /// apply. A Promptster assessment is deleted, within bounds. Who was invited is remembered for good, since some
    /// systems tell it to nobody: a roster that comes back must not mail everybody again.
    pub(super) fn forget_unmanaged(&mut self, desired: &Desired, context: &Context<'_>) {
        self.note_left(desired, context.recorded);
        let mut doomed = Vec::new();
        for address in without_manifest(desired, context.recorded) {
            match address.kind().role() {
                Role::Roster => {}
                Role::Deletable => doomed.push(address),
                Role::Shared | Role::Object | Role::External | Role::Single => {
                    self.forget(address, context);
                }
            }
        }
        for system in SYSTEMS {
            let of_system = doomed
                .iter()
                .filter(|one: &&Address| one.kind().system() == system.system());
            let of_system: Vec<Address> = of_system.cloned().collect();
            system.delete(self, &of_system, context);
        }
        self.forget_begun(desired, context);
        self.refuse_too_many_removed(desired, context);
    }

    /// Says what is live here, and whose manifest is for other workspaces now. It stays, here and in the state.
    fn note_left(&mut self, desired: &Desired, recorded: &Recorded) {
        let here: BTreeSet<&Address> = desired.addresses().collect();
        let left = recorded.resources.keys();
        for address in left.filter(|one| desired.elsewhere.contains(*one) && !here.contains(one)) {
            self.note(
                address,
                Code::LeftWorkspace,
                NoteSeverity::Info,
                "its manifest is now for other workspaces (`metadata.workspaces`); the live object is unchanged and \
                 stays in the state"
                    .to_owned(),
            );
        }
    }

    /// What a killed run had begun to create, and no manifest describes any more.
    fn forget_begun(&mut self, desired: &Desired, context: &Context<'_>) {
        let known = known(desired);
        let begun = context.recorded.pending.iter().filter(|(key, _)| {
            key.part == Part::Whole
                && !known.contains(&key.address)
                && context.recorded.record(&key.address).is_none()
        });
        for (PendingKey { address, .. }, pending) in begun {
            self.note(
                address,
                Code::Forgotten,
                NoteSeverity::Warning,
                format!(
                    "the run of {} was killed while creating this, and it no longer has a manifest: check in the \
                     web app whether it exists; apply removes it from the state",
                    pending.since
                ),
            );
            self.records.push(Delta {
                address: address.clone(),
                change: RecordChange::Forget,
            });
        }
    }

    /// Reports what stays live, and forgets it.
    pub(super) fn forget(&mut self, address: Address, context: &Context<'_>) {
        let id = context
            .recorded
            .record(&address)
            .map_or("", |record| &record.id);
        self.note(&address, Code::Forgotten, NoteSeverity::Warning, format!(
            "it no longer has a manifest; apply removes it from the state, and the live object {id} is unchanged \
             (if the manifest was renamed, list the old name under `metadata.previousNames`)",
        ));
        self.records.push(Delta {
            address,
            change: RecordChange::Forget,
        });
    }
}

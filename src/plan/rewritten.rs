//! Which declared values a system shows otherwise, although exactly they were applied: it trimmed them, or put others in
//! their place.

use super::field::Memory;
use super::record::record_of;
use super::system::SYSTEMS;
use crate::model::{Address, Desired, FieldKey, FieldValue, Fields, Live, Resource, Spec};
use crate::state::{FieldRecords, FingerprintKey, Record, RecordChange, Recorded};

/// One value that is live otherwise than it was applied.
#[derive(Debug, Clone, PartialEq)]
pub struct Rewrite {
    /// Of which resource.
    pub address: Address,
    /// `spec.title`, `spec.questions[name]`
    pub path: String,
    /// What is live.
    pub live: FieldValue,
    /// What was applied.
    pub applied: FieldValue,
    /// What to remember, if it is to be taken as settled.
    pub remember: RecordChange,
}

/// Holds live values against what `recorded` says was applied.
pub fn rewritten(desired: &Desired, live: &Live, recorded: &Recorded) -> Vec<Rewrite> {
    let mut found = Vec::new();
    for system in SYSTEMS {
        system.add_rewritten(desired, live, recorded, &mut found);
    }
    found
}

/// One resource that is looked at.
pub(super) struct Look<'a> {
    pub(super) address: &'a Address,
    pub(super) key: &'a FingerprintKey,
    pub(super) record: &'a Record,
}

impl<'a> Look<'a> {
    /// `None`: nothing was applied to it.
    pub(super) fn of<S: Spec>(resource: &'a Resource<S>, recorded: &'a Recorded) -> Option<Self> {
        Some(Self {
            address: &resource.address,
            key: &recorded.fingerprint_key,
            record: record_of(resource, recorded)?,
        })
    }
}

impl Look<'_> {
    pub(super) fn fields<F: FieldKey>(
        &self,
        declared: &Fields<F>,
        live: &Fields<F>,
        found: &mut Vec<Rewrite>,
    ) {
        for (field, applied) in declared {
            let name = field.spec().name;
            let Some(live) = live.get(field) else {
                continue;
            };
            if !self.is_rewrite(*field, &self.record.fields, applied, live) {
                continue;
            }
            let print = self.key.of(name, live);
            found.push(Rewrite {
                address: self.address.clone(),
                path: format!("spec.{name}"),
                live: live.clone(),
                applied: applied.clone(),
                remember: RecordChange::Rewritten {
                    fields: [(name.to_owned(), print)].into(),
                },
            });
        }
    }

    /// Applied as declared, never known to read otherwise, and reads otherwise.
    pub(super) fn is_rewrite<F: FieldKey>(
        &self,
        field: F,
        records: &FieldRecords,
        declared: &FieldValue,
        live: &FieldValue,
    ) -> bool {
        let name = field.spec().name;
        let was_applied = records.applied.get(name) == Some(&self.key.of(name, declared));
        let memory = Memory {
            key: self.key,
            fields: Some(records),
            resource_recorded: true,
        };
        let is_settled = || records.settled(name) == Some(&self.key.of(name, live));
        // What was just sent and comes back broken is not unknown: the system keeps it so.
        was_applied
            && (memory.difference(field, declared, Some(live)).is_some()
                || live.is_broken() && !is_settled())
    }
}

//! What a pull has taken in, kept beside what was applied: the manifests that say it may lie on another branch than those that
//! the next apply reads. Here it is kept and dropped; which of the two counts is decided where a manifest is at hand.

use std::collections::BTreeMap;

use super::delta::{Delta, RecordChange};
use super::fingerprint::Fingerprint;
use super::record::Record;
use super::recorded::Recorded;
use crate::model::Address;

impl Recorded {
    /// Keeps what a pull knows of a resource, beside what was applied to it.
    pub fn take_in(&mut self, address: Address, record: &Record) {
        let taken = Record {
            id: record.id.clone(),
            adopted: record.adopted,
            fields: record.fields.clone(),
            questions: record.questions.clone(),
            steps: record.steps.clone(),
            version: record.version,
            previous_ids: record.previous_ids.clone(),
            ..Record::default()
        };
        let applied = self.resources.get(&address);
        if applied.is_some_and(|applied| applied.knows_all_of(&taken)) {
            self.taken_in.remove(&address);
        } else {
            self.taken_in.insert(address, taken);
        }
    }

    /// What an apply has found or made is newer than what a pull took in before.
    pub(super) fn outdate_taken_in(&mut self, delta: &Delta) {
        let Delta { address, change } = delta;
        if let RecordChange::MovedFrom { from } = change
            && let Some(taken) = self.taken_in.remove(from)
        {
            self.taken_in.insert(address.clone(), taken);
        }
        let Some(taken) = self.taken_in.get_mut(address) else {
            return;
        };
        let is_over = match change {
            RecordChange::Forget | RecordChange::NewVersion { .. } => true,
            RecordChange::Identify { id, .. } => taken.id != *id,
            RecordChange::Fields { fields } => {
                taken.drop_fields(fields);
                false
            }
            RecordChange::Question { name, .. } => {
                taken.questions.remove(name);
                false
            }
            RecordChange::Steps { .. } => {
                taken.steps.clear();
                false
            }
            _ => false,
        };
        let applied = self.resources.get(address);
        if is_over || applied.is_some_and(|applied| applied.knows_all_of(taken)) {
            self.taken_in.remove(address);
        }
    }
}

impl Record {
    fn drop_fields(&mut self, fields: &BTreeMap<String, Fingerprint>) {
        for name in fields.keys() {
            self.fields.applied.remove(name);
            self.fields.rewritten.remove(name);
        }
    }

    /// Whether the other one has nothing that this one has not: then it need not be kept.
    fn knows_all_of(&self, other: &Self) -> bool {
        let fields = |own: &super::FieldRecords, other: &super::FieldRecords| {
            let mut applied = other.applied.iter();
            applied.all(|(name, print)| own.applied.get(name) == Some(print))
        };
        let mut questions = other.questions.iter();
        let are_known = questions.all(|(name, question)| {
            let own = self.questions.get(name);
            own.is_some_and(|own| own.id == question.id && fields(&own.fields, &question.fields))
        });
        let has_no_more =
            other.questions.is_empty() || self.questions.len() <= other.questions.len();
        let steps = self.steps.len() == other.steps.len()
            && self
                .steps
                .iter()
                .zip(&other.steps)
                .all(|(own, other)| fields(own, other));
        self.id == other.id
            && fields(&self.fields, &other.fields)
            && are_known
            && has_no_more
            && (other.steps.is_empty() || steps)
    }
}

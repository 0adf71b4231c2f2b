//! How one fact changes what is remembered of one resource.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::field_records::FieldRecords;
use super::fingerprint::Fingerprint;
use super::record::{PersonRecord, Record};

impl Record {
    /// Whom it has entered stays where they were entered.
    pub(super) fn retarget(&mut self, id: &str) {
        id.clone_into(&mut self.id);
        for person in self.people.values_mut() {
            person.stayed = true;
        }
    }

    pub(super) fn succeed(&mut self, id: &str, version: u32) {
        let before = std::mem::replace(
            self,
            Self {
                id: id.to_owned(),
                version,
                ..Self::default()
            },
        );
        if before.id != *id {
            self.previous_ids = before.previous_ids;
            self.previous_ids.push(before.id);
        }
    }

    pub(super) fn put_person(
        &mut self,
        who: &Fingerprint,
        newer: &PersonRecord,
        begun: Option<Timestamp>,
    ) {
        let PersonRecord {
            id,
            talent,
            stage,
            rejected,
            revoked,
            entered,
            stayed,
        } = newer;
        self.forgotten.remove(who);
        let person = self.people.entry(who.clone()).or_default();
        person.id = id.clone().or_else(|| person.id.take());
        person.talent = talent.clone().or_else(|| person.talent.take());
        person.stage = stage.clone().or_else(|| person.stage.take());
        person.rejected |= rejected;
        person.revoked |= revoked;
        person.entered = begun.or(*entered).or(person.entered);
        person.stayed |= stayed;
    }

    pub(super) fn put_steps(&mut self, steps: &[BTreeMap<String, Fingerprint>]) {
        self.steps.resize_with(steps.len(), FieldRecords::default);
        for (record, fields) in self.steps.iter_mut().zip(steps) {
            record.update(fields);
        }
    }
}

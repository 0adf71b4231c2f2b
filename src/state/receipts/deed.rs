//! What facts say of one resource, until they are all heard.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::super::delta::RecordChange;
use super::super::fingerprint::Fingerprint;
use super::super::pending::{Part, PendingKey};
use super::super::record::Record;
use super::super::recorded::Recorded;
use super::receipt::{FieldPrints, People, What};
use crate::model::Address;

/// What was done to one resource.
#[derive(Debug, Default)]
pub(super) struct Deed {
    pub(super) time: Option<Timestamp>,
    /// As it was known last.
    pub(super) id: Option<String>,
    pub(super) from: Option<Address>,
    pub(super) fields: BTreeMap<String, FieldPrints>,
    made: Option<What>,
    is_written: bool,
    is_forgotten: bool,
    is_deleted: bool,
    started: BTreeSet<Part>,
    entered: BTreeSet<Fingerprint>,
    rejected: BTreeSet<Fingerprint>,
    moved: usize,
    revoked: usize,
}

impl Deed {
    /// Hears of a fact, before it is made true in `recorded`.
    pub(super) fn hear(&mut self, address: &Address, change: &RecordChange, recorded: &Recorded) {
        let record = recorded.record(address);
        let is_pending = |part| is_pending(recorded, address, part);
        match change {
            // What a roster is about was made or taken over by others.
            RecordChange::Identify { id, adopted }
                if !address.kind().is_roster() && record.is_none_or(|record| record.id != *id) =>
            {
                self.made = Some(if *adopted {
                    What::Adopted
                } else {
                    What::Created
                });
            }
            RecordChange::Based { record: taken }
                if record.is_none_or(|had| had.id != taken.id) =>
            {
                self.made = Some(What::Adopted);
            }
            RecordChange::NewVersion { .. } => self.made = Some(What::Replaced),
            RecordChange::MovedFrom { from } if recorded.record(from).is_some() => {
                self.from = Some(from.clone());
            }
            RecordChange::Wrote { .. } => self.hear_of_a_write(change),
            RecordChange::Question { name, adopted, .. }
                if !adopted && is_pending(Part::Question(name.clone())) =>
            {
                self.found_done(format!("spec.questions[{name}]"));
            }
            RecordChange::Generated { .. } if is_pending(Part::Generation) => {
                self.found_done("spec.generate".to_owned());
            }
            RecordChange::Person { who, .. } => {
                if is_pending(Part::Person(who.clone())) {
                    self.entered.insert(who.clone());
                }
                if is_pending(Part::Rejection(who.clone())) {
                    self.rejected.insert(who.clone());
                }
            }
            RecordChange::Started { part, pending } => {
                self.started.insert(part.clone());
                self.time = self.time.max(pending.since.parse().ok());
            }
            RecordChange::Forget => {
                self.is_forgotten = record.is_some();
                self.id = record.map(|record| record.id.clone());
            }
            _ => {}
        }
    }

    fn hear_of_a_write(&mut self, change: &RecordChange) {
        if let RecordChange::Wrote {
            at,
            replaced: _,
            removed,
            changed,
            moved,
            revoked,
        } = change
        {
            self.is_written = true;
            self.is_deleted |= self.is_forgotten && removed.is_some();
            self.time = self.time.max(Some(*at));
            self.fields.extend(changed.clone());
            self.moved += moved;
            self.revoked += revoked;
        }
    }

    /// What was sent before, perhaps by another run, was found done.
    fn found_done(&mut self, path: String) {
        self.is_written = true;
        self.fields.entry(path).or_default();
    }

    /// What it comes to in a word; `None`: nothing was done.
    pub(super) fn what(&self, people: &People, is_in_doubt: bool) -> Option<What> {
        let of_people = [
            (people.entered, What::Invited),
            (people.moved, What::Moved),
            (people.rejected, What::Rejected),
            (people.revoked, What::Revoked),
        ];
        let of_people = of_people.into_iter().find(|(count, _)| *count > 0);
        let forgotten = self.is_forgotten.then_some(What::Forgotten);
        let deleted = self.is_deleted.then_some(What::Deleted);
        let updated = self.is_written.then_some(What::Updated);
        let renamed = self.from.is_some().then_some(What::Renamed);
        deleted
            .or(forgotten)
            .or(self.made)
            .or(of_people.map(|(_, what)| what))
            .or(updated)
            .or(renamed)
            .or(is_in_doubt.then_some(What::InDoubt))
    }

    /// Whom it was about, and whether anything of it was still in doubt in the end.
    pub(super) fn people(&self, address: &Address, after: &Recorded) -> (People, bool) {
        let in_doubt: Vec<&Part> = self
            .started
            .iter()
            .filter(|part| is_pending(after, address, (*part).clone()))
            .collect();
        let people = People {
            entered: self.entered.len(),
            moved: self.moved,
            rejected: self.rejected.len(),
            revoked: self.revoked,
            in_doubt: in_doubt
                .iter()
                .filter(|part| part.person().is_some())
                .count(),
        };
        (people, !in_doubt.is_empty())
    }

    pub(super) fn id_in(&self, record: Option<&Record>) -> Option<String> {
        let id = record
            .map(|record| record.id.clone())
            .or_else(|| self.id.clone());
        id.filter(|id| !id.is_empty())
    }
}

fn is_pending(recorded: &Recorded, address: &Address, part: Part) -> bool {
    let key = PendingKey {
        address: address.clone(),
        part,
    };
    recorded.pending.contains_key(&key)
}

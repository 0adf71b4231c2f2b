//! What is known of what was applied, while a run goes on: the state in memory, and the journal that keeps each fact.
//! Calls no system.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use super::decide::{self, There};
use super::failure::Failure;
use crate::model::{Address, Email};
use crate::plan::Change;
use crate::state::{
    Deeds, Delta, Fingerprint, FingerprintKey, Journal, Part, Pending, PendingKey, PersonRecord,
    Recorded,
};

/// The state and its journal.
pub(super) struct Ledger<'a> {
    pub(super) key: FingerprintKey,
    /// Of what was read for the plan.
    pub(super) snapshot_key: FingerprintKey,
    journal: &'a Journal,
    recorded: Mutex<Recorded>,
    deeds: Mutex<Deeds>,
}

impl<'a> Ledger<'a> {
    pub(super) fn new(journal: &'a Journal, recorded: Recorded) -> Self {
        Self {
            key: recorded.fingerprint_key.clone(),
            snapshot_key: recorded.snapshot_key().clone(),
            journal,
            recorded: Mutex::new(recorded),
            deeds: Mutex::default(),
        }
    }

    /// The state, and what was done to it.
    pub(super) fn into_parts(self) -> (Recorded, Deeds) {
        let recorded = self.recorded.into_inner();
        let deeds = self.deeds.into_inner();
        (
            recorded.unwrap_or_else(PoisonError::into_inner),
            deeds.unwrap_or_else(PoisonError::into_inner),
        )
    }

    fn apply(&self, facts: &[Delta]) {
        self.with_recorded(|recorded| {
            let mut deeds = self.deeds.lock().unwrap_or_else(PoisonError::into_inner);
            for fact in facts {
                deeds.apply(fact, recorded);
            }
        });
    }

    /// Remembers facts that must survive whatever happens next.
    pub(super) async fn write_down(&self, facts: &[Delta]) -> Result<(), Failure> {
        if facts.is_empty() {
            return Ok(());
        }
        self.apply(facts);
        Ok(self.journal.durable(facts).await?)
    }

    pub(super) fn person(&self, address: &Address, who: &Fingerprint) -> Option<PersonRecord> {
        self.with_recorded(|recorded| recorded.record(address)?.people.get(who).cloned())
    }

    /// How the state names a person.
    pub(super) fn print_of(&self, who: &Email) -> Fingerprint {
        self.with_recorded(|recorded| recorded.print_of(who))
    }

    /// Ids of everybody that any roster remembers.
    pub(super) fn known_people_ids(&self) -> BTreeSet<String> {
        self.with_recorded(|recorded| {
            let people = recorded
                .resources
                .values()
                .flat_map(|record| record.people.values());
            people.filter_map(|person| person.id.clone()).collect()
        })
    }

    /// People of the roster who turned out to be there already.
    pub(super) fn entered(&self, change: &Change, there: &There) -> Vec<Delta> {
        decide::are_there(&change.address, there, |who| self.print_of(who))
    }

    /// What is known of a write that nobody heard the end of.
    pub(super) fn pending(&self, address: &Address, part: &Part) -> Option<Pending> {
        let key = PendingKey {
            address: address.clone(),
            part: part.clone(),
        };
        self.with_recorded(|recorded| recorded.pending.get(&key).cloned())
    }

    pub(super) fn remember(&self, facts: &[Delta]) {
        self.apply(facts);
        self.journal.note(facts);
    }

    pub(super) fn with_recorded<T>(&self, work: impl FnOnce(&mut Recorded) -> T) -> T {
        work(&mut self.recorded.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn id_of(&self, address: &Address) -> Option<String> {
        self.with_recorded(|recorded| recorded.record(address).map(|record| record.id.clone()))
    }

    /// Whether the state says that some resource stands for this id.
    pub(super) fn is_ours(&self, id: &str) -> bool {
        self.with_recorded(|recorded| recorded.stands_for(id))
    }

    /// Ids of the questions that the state knows of a resource.
    pub(super) fn known_questions(&self, address: &Address) -> BTreeSet<String> {
        self.with_recorded(|recorded| {
            let questions = recorded
                .record(address)
                .map(|record| record.questions.values());
            questions
                .into_iter()
                .flatten()
                .map(|question| question.id.clone())
                .collect()
        })
    }
}

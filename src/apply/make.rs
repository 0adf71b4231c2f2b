//! One change: its precondition, what is remembered of it, and its calls one after the other.

use super::attempt::Attempt;
use super::decide::There;
use super::failure::Failure;
use super::freshness::Glance;
use super::replaced;
use super::run::Run;
use super::send::{Sent, repeat_words};
use super::sighting;
use crate::clock::Moment;
use crate::model::Written;
use crate::plan::{Change, PlannedCall};
use crate::state::{Delta, RecordChange};

impl Run<'_> {
    pub(super) async fn make(&self, change: &Change) -> Attempt {
        self.progress.started(change);
        let begun = Moment::now();
        let there = match self.check_in_time(change).await {
            Ok(there) => there,
            Err(failure) => return Attempt::default().and(failure),
        };
        let looked = Glance::begun(begun);
        let facts: Vec<Delta> = change
            .records
            .iter()
            .map(|fact| fact.clone().of(&change.address))
            .collect();
        self.ledger.remember(&facts);
        if change.people.is_empty() {
            return self.make_calls(change).await;
        }
        self.ledger.remember(&self.ledger.entered(change, &there));
        let there = there.into_keys().collect();
        self.make_people(change, there, looked).await
    }

    /// The precondition's reads. They may wait for their turn, and are left at once when the run is asked to end.
    pub(super) async fn check_in_time(&self, change: &Change) -> Result<There, Failure> {
        let checked = self
            .end
            .stop
            .unless_requested(Box::pin(self.check(change)))
            .await;
        checked.unwrap_or(Err(Failure::Interrupted))
    }

    async fn make_calls(&self, change: &Change) -> Attempt {
        let mut attempt = Attempt::default();
        for call in &change.calls {
            if self.end.is_requested() {
                return attempt.and(Failure::Interrupted);
            }
            let Sent { sends, end } = self.send(change, call).await;
            let repeated = repeat_words(&change.address, &call.operation, sends);
            attempt.sends += sends.all;
            attempt.repeats.extend(repeated);
            if let Err(failure) = end {
                return attempt.and(failure);
            }
            attempt.calls_done += 1;
            self.call_done(change, call);
        }
        attempt
    }

    pub(super) fn call_done(&self, change: &Change, call: &PlannedCall) {
        self.progress.call_done(change, call);
    }

    pub(super) fn done(
        &self,
        change: &Change,
        call: &PlannedCall,
        written: &Written,
    ) -> Result<(), Failure> {
        self.remember_done(change, call, written, |fact| fact)
    }

    /// The same, as a read shows it and no answer.
    pub(super) fn found(
        &self,
        change: &Change,
        call: &PlannedCall,
        written: &Written,
    ) -> Result<(), Failure> {
        let kind = change.address.kind();
        self.remember_done(change, call, written, |fact| sighting::found(fact, kind))
    }

    fn remember_done(
        &self,
        change: &Change,
        call: &PlannedCall,
        written: &Written,
        known_by: impl Fn(RecordChange) -> RecordChange,
    ) -> Result<(), Failure> {
        let address = &change.address;
        let id = match written {
            Written::Object(id) => Some(id.clone()),
            Written::Question(_) | Written::People(_) | Written::Nothing => None,
        };
        if let Some(id) = id {
            self.creates.note_id(address, id);
        }
        let facts: Option<Vec<Delta>> = call
            .remember
            .iter()
            .map(|remember| Some(known_by(remember.resolve(written)?).of(address)))
            .collect();
        let mut facts = facts.ok_or_else(|| Failure::MissingId(address.to_string()))?;
        let at = jiff::Timestamp::now();
        facts.push(replaced::wrote(change, &call.operation, &self.ledger.key, at).of(address));
        self.ledger.remember(&facts);
        Ok(())
    }
}

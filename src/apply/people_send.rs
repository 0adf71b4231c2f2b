//! One request about people, sent until everybody in it is settled. After the system said yes it is never sent again; what
//! may be asked again is what is sure not to have been done, or what the system itself refuses a second time (laws 2 and 11).

use std::collections::BTreeSet;

use super::attempt::Trouble;
use super::decide::{Ended, refuses_a_second};
use super::failure::Failure;
use super::intent;
use super::recipients::whom;
use super::run::Run;
use crate::clock::Moment;
use crate::model::{Email, Operation};
use crate::plan::{Change, PlannedCall};
use crate::provider::http::{Sends, WriteError, counting_sends};
use crate::state::{Part, Pending, RecordChange};

/// What became of one request.
#[derive(Default)]
pub(super) struct Sent {
    pub(super) calls_done: usize,
    pub(super) sends: Sends,
    pub(super) done: BTreeSet<Email>,
    pub(super) out: BTreeSet<Email>,
    pub(super) troubles: Vec<Trouble>,
}

impl Sent {
    fn troubled(mut self, trouble: Trouble) -> Self {
        self.troubles.push(trouble);
        self
    }
}

impl Run<'_> {
    /// Sends until everybody in it is settled: entered, refused, or in doubt. `looked`: when it was last read who is there.
    pub(super) async fn send_people(
        &self,
        change: &Change,
        call: &PlannedCall,
        operation: Operation,
        looked: Moment,
    ) -> Sent {
        let mut sent = Sent::default();
        let whose = whom(change, &operation);
        let operation = match self.known(change, operation).await {
            Ok(Some(operation)) => operation,
            Ok(None) => return sent,
            Err(failure) => return sent.troubled(Trouble::about(failure, whose)),
        };
        let mut open = match self.seen_before(change, operation, looked).await {
            Err((failure, whose)) => return sent.troubled(Trouble::about(failure, whose)),
            Ok((found, left)) => {
                self.enter(change, &found, &mut sent);
                let Some(left) = left else { return sent };
                left
            }
        };
        let mut tries = 0;
        loop {
            if let Err(failure) = self.is_paid_for(&open) {
                return sent.troubled(Trouble::about(failure, whom(change, &open)));
            }
            if let Err(failure) = self.intend_people(change, &open).await {
                return sent.troubled(Trouble::about(failure, whom(change, &open)));
            }
            tries += 1;
            let (outcome, went_out) = counting_sends(self.writers().execute(&open)).await;
            sent.sends += went_out;
            let error = match outcome {
                Ok(written) => {
                    sent.calls_done += 1;
                    self.told(change, call, &open, written, &mut sent);
                    return sent;
                }
                Err(error) => error.sent_in_all(sent.sends.all),
            };
            let ended = Ended::from(&error);
            if !ended.is_in_doubt() {
                self.hear_of_credits(&open, &error);
                self.leave_intents(change, &open, ended);
                sent.out.extend(people(&open));
                return sent.troubled(Trouble::about(error.into(), whom(change, &open)));
            }
            if let Err(failure) = self.write_acceptance(change, &open, &error).await {
                return sent.troubled(Trouble::about(failure, whom(change, &open)));
            }
            let may_go_again = self.may_ask_again(change, &open, ended, tries);
            if may_go_again && refuses_a_second(&open) {
                continue;
            }
            match self.settle_people(change, &open, &error).await {
                Err(failure) => {
                    sent.out.extend(people(&open));
                    return sent.troubled(Trouble::about(failure, whom(change, &open)));
                }
                Ok(found) => {
                    let done: BTreeSet<Email> = found.iter().map(|one| one.who.clone()).collect();
                    sent.calls_done += usize::from(!done.is_empty());
                    self.enter(change, &found, &mut sent);
                    let Some(rest) = open.for_people(|who| !done.contains(who)) else {
                        return sent;
                    };
                    open = rest;
                }
            }
            if !may_go_again {
                sent.out.extend(people(&open));
                let failure = self.unseen(change, &open, error);
                return sent.troubled(Trouble::about(failure, whom(change, &open)));
            }
        }
    }

    fn may_ask_again(
        &self,
        change: &Change,
        operation: &Operation,
        ended: Ended,
        tries: u32,
    ) -> bool {
        let intents = self.intents(change, operation);
        ended.may_go_again(tries, self.options.most_sends, &intents) && !self.end.is_requested()
    }

    /// What is known of requests for the same people that nobody heard the end of.
    pub(super) fn intents(&self, change: &Change, operation: &Operation) -> Vec<Pending> {
        let parts = intent::parts(operation, |who| self.ledger.print_of(who));
        let parts = parts.iter();
        parts
            .filter_map(|part| self.ledger.pending(&change.address, part))
            .collect()
    }

    /// That the system said yes must survive whatever happens next.
    async fn write_acceptance(
        &self,
        change: &Change,
        operation: &Operation,
        error: &WriteError,
    ) -> Result<(), Failure> {
        if !matches!(error, WriteError::Accepted { .. }) {
            return Ok(());
        }
        let parts = intent::parts(operation, |who| self.ledger.print_of(who)).into_iter();
        let facts = parts.filter_map(|part| {
            let mut pending = self.ledger.pending(&change.address, &part)?;
            pending.accepted = true;
            Some(RecordChange::Started { part, pending }.of(&change.address))
        });
        self.ledger.write_down(&facts.collect::<Vec<_>>()).await
    }

    async fn intend_people(&self, change: &Change, operation: &Operation) -> Result<(), Failure> {
        let since = jiff::Timestamp::now().to_string();
        let earlier = |part: &Part| self.ledger.pending(&change.address, part);
        let facts = intent::started_with_people(
            &change.address,
            operation,
            |who| self.ledger.print_of(who),
            &since,
            earlier,
        );
        self.ledger.write_down(&facts).await
    }

    fn leave_intents(&self, change: &Change, operation: &Operation, ended: Ended) {
        self.ledger.remember(&intent::left_with_people(
            &change.address,
            operation,
            |who| self.ledger.print_of(who),
            |part| self.ledger.pending(&change.address, part),
            ended,
        ));
    }
}

pub(super) fn people(operation: &Operation) -> impl Iterator<Item = Email> {
    operation
        .people()
        .into_iter()
        .cloned()
        .collect::<Vec<_>>()
        .into_iter()
}

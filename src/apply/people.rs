//! The writes of a roster. Side by side, each person's outcome by itself: one refusal stops nobody else, and whoever may
//! have been mailed is not mailed again.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;

use super::attempt::{Attempt, Trouble};
use super::failure::Failure;
use super::freshness::Glance;
use super::intent;
use super::recipients::whom;
use super::replaced;
use super::run::Run;
use super::send::repeat_words;
use crate::model::{Email, Operation, PersonIds, PersonOutcome, PersonResult, Written, flowmingo};
use crate::plan::{Change, PlannedCall};
use crate::provider::http::{Sends, WriteError, counting_sends};
use crate::state::{Delta, Fingerprint, Part, PersonRecord, RecordChange};

/// What the calls of one roster share while they run.
#[derive(Default)]
struct Progressing {
    attempt: Attempt,
    /// Who was written about, with success.
    done: BTreeSet<Email>,
    /// Who is not to be written about any more: there already, refused, or in doubt.
    out: BTreeSet<Email>,
}

/// The last look at who is there, shared by the calls of a roster.
type LastLook = tokio::sync::Mutex<Glance>;

impl Run<'_> {
    /// Makes the calls of a roster. `there` are people who were found to be there already.
    pub(super) async fn make_people(
        &self,
        change: &Change,
        there: BTreeSet<Email>,
        looked: Glance,
    ) -> Attempt {
        let looked = LastLook::new(looked);
        let shared = Mutex::new(Progressing {
            out: there,
            ..Progressing::default()
        });
        for wave in change.calls.chunk_by(|one, next| wave(one) == wave(next)) {
            let side_by_side = if is_readable(&wave[0].operation) {
                self.options.concurrency
            } else {
                // One lost answer must leave no more than one request in doubt.
                1
            };
            let mut calls = wave.iter();
            let mut running = FuturesUnordered::new();
            loop {
                while running.len() < side_by_side && !self.ends_early() {
                    let Some(call) = calls.next() else { break };
                    running.push(self.make_one(change, call, &shared, &looked));
                }
                if running.next().await.is_none() {
                    break;
                }
            }
            if calls.len() > 0 {
                let because = Trouble::of(Failure::Interrupted);
                let mut shared = lock(&shared);
                if shared.attempt.troubles.is_empty() || self.stop_is_requested() {
                    shared.attempt.troubles.push(because);
                }
                break;
            }
        }
        let Progressing {
            mut attempt, done, ..
        } = shared.into_inner().unwrap_or_else(PoisonError::into_inner);
        attempt.people_done = done.len();
        attempt
    }

    async fn make_one(
        &self,
        change: &Change,
        call: &PlannedCall,
        shared: &Mutex<Progressing>,
        looked: &LastLook,
    ) {
        if let Err(failure) = self.look_again_at_people(change, shared, looked).await {
            let about = whom(change, &call.operation);
            let mut shared = lock(shared);
            shared.attempt.troubles.push(Trouble::about(failure, about));
            return;
        }
        let out = lock(shared).out.clone();
        let Some(operation) = call.operation.for_people(|who| !out.contains(who)) else {
            return;
        };
        let outcome = self.send_people(change, call, operation).await;
        let Sent {
            done,
            calls_done,
            sends,
            out,
            troubles,
        } = outcome;
        let repeated = repeat_words(&change.address, &call.operation, sends);
        for trouble in &troubles {
            self.hear(&trouble.failure);
        }
        if troubles.is_empty() {
            self.call_done(change, call);
        }
        let mut shared = lock(shared);
        shared.attempt.calls_done += calls_done;
        shared.attempt.sends += sends.all;
        shared.attempt.repeats.extend(repeated);
        shared.done.extend(done);
        shared.attempt.troubles.extend(troubles);
        shared.out.extend(out);
    }

    /// Sends until everybody in it is settled: entered, refused, or in doubt.
    /// A roster may take minutes: whoever was entered elsewhere meanwhile must not be mailed again.
    async fn look_again_at_people(
        &self,
        change: &Change,
        shared: &Mutex<Progressing>,
        looked: &LastLook,
    ) -> Result<(), Failure> {
        let mut glance = looked.lock().await;
        if !change.precondition.is_about_people() || glance.is_fresh() {
            return Ok(());
        }
        let begun = Instant::now();
        let mut there = self.check_in_time(change).await?;
        *glance = Glance::begun(begun);
        drop(glance);
        let mut shared = lock(shared);
        there.retain(|who, _| !shared.done.contains(who) && !shared.out.contains(who));
        self.remember(&self.entered(change, &there));
        shared.out.extend(there.into_keys());
        Ok(())
    }

    async fn send_people(&self, change: &Change, call: &PlannedCall, operation: Operation) -> Sent {
        let mut sent = Sent::default();
        let whose = whom(change, &operation);
        let operation = match self.known(change, operation).await {
            Ok(Some(operation)) => operation,
            Ok(None) => return sent,
            Err(failure) => return sent.troubled(Trouble::about(failure, whose)),
        };
        let mut open = match self.seen_before(change, operation).await {
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
            if !error.is_in_doubt() {
                self.hear_of_credits(&open, &error);
                // What was lost before may have been done; only an answer shows that it was not.
                if tries == 1 || matches!(error, WriteError::Refused { .. }) {
                    self.not_done(change, &open);
                }
                sent.out.extend(people(&open));
                return sent.troubled(Trouble::about(error.into(), whom(change, &open)));
            }
            if let Err(failure) = self.write_acceptance(change, &open, &error).await {
                return sent.troubled(Trouble::about(failure, whom(change, &open)));
            }
            let may_go_again = self.may_ask_again(change, &open, &error, tries);
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

    /// Whether nothing stands against one more request: no yes of the system, and not too many that were lost.
    fn may_ask_again(
        &self,
        change: &Change,
        operation: &Operation,
        error: &WriteError,
        tries: u32,
    ) -> bool {
        let parts = intent::parts(operation, |who| self.print_of(who));
        let is_spent = parts.iter().any(|part| {
            self.pending(&change.address, part)
                .is_some_and(|pending| pending.is_spent())
        });
        !matches!(error, WriteError::Accepted { .. })
            && !is_spent
            && tries < self.options.most_sends
            && !self.stop_is_requested()
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
        let parts = intent::parts(operation, |who| self.print_of(who)).into_iter();
        let facts = parts.filter_map(|part| {
            let mut pending = self.pending(&change.address, &part)?;
            pending.accepted = true;
            Some(RecordChange::Started { part, pending }.of(&change.address))
        });
        self.write_down(&facts.collect::<Vec<_>>()).await
    }

    /// What the answer says of everybody in the request.
    fn told(
        &self,
        change: &Change,
        call: &PlannedCall,
        operation: &Operation,
        written: Written,
        sent: &mut Sent,
    ) {
        let Written::People(outcomes) = written else {
            let facts = call
                .remember
                .iter()
                .filter_map(|fact| fact.resolve(&Written::Nothing));
            let wrote = replaced::wrote(change, operation, &self.key, jiff::Timestamp::now());
            let facts: Vec<Delta> = facts
                .chain([wrote])
                .map(|fact| fact.of(&change.address))
                .collect();
            self.remember(&facts);
            sent.done.extend(people(operation));
            return;
        };
        let wanted: BTreeSet<&Email> = operation.people().into_iter().collect();
        let outcomes: Vec<PersonOutcome> = outcomes
            .into_iter()
            .filter(|one| wanted.contains(&one.who))
            .collect();
        self.enter(change, &outcomes, sent);
        let told: BTreeSet<&Email> = outcomes.iter().map(|one| &one.who).collect();
        for who in wanted.difference(&told) {
            sent.out.insert((*who).clone());
            let failure = Failure::Untold {
                settle: self.settle_command(change, who),
            };
            sent.troubles
                .push(Trouble::about(failure, whom_of(change, who)));
        }
    }

    fn enter(&self, change: &Change, outcomes: &[PersonOutcome], sent: &mut Sent) {
        let mut facts = Vec::new();
        for PersonOutcome { who, result } in outcomes {
            let print = self.print_of(who);
            let (fact, failure) = match result.clone() {
                PersonResult::Entered(ids) => (entered(print, ids), None),
                PersonResult::EnteredBut { ids, words } => {
                    let failure = Failure::PersonEnteredBut { words };
                    (entered(print, ids), Some(failure))
                }
                PersonResult::Refused {
                    words,
                    leaves_a_trace,
                } => {
                    let fact = if leaves_a_trace {
                        // What was made of them is not a stranger's, or it would hold back their own next invite.
                        RecordChange::PersonForgotten { who: print }
                    } else {
                        let part = Part::Person(print);
                        RecordChange::NotDone { part }
                    };
                    (fact, Some(Failure::PersonRefused { words }))
                }
            };
            facts.push(fact.of(&change.address));
            if !matches!(result, PersonResult::Refused { .. }) {
                sent.done.insert(who.clone());
            }
            if let Some(failure) = failure {
                // What was planned to follow needs what is missing; the next plan looks again.
                sent.out.insert(who.clone());
                sent.troubles
                    .push(Trouble::about(failure, whom_of(change, who)));
            }
        }
        self.remember(&facts);
    }

    async fn intend_people(&self, change: &Change, operation: &Operation) -> Result<(), Failure> {
        let since = jiff::Timestamp::now().to_string();
        let earlier = |part: &Part| self.pending(&change.address, part);
        let facts = intent::started_with_people(
            &change.address,
            operation,
            |who| self.print_of(who),
            &since,
            earlier,
        );
        self.write_down(&facts).await
    }

    fn not_done(&self, change: &Change, operation: &Operation) {
        self.remember(&intent::not_done_with_people(
            &change.address,
            operation,
            |who| self.print_of(who),
        ));
    }
}

/// What became of one request.
#[derive(Default)]
struct Sent {
    calls_done: usize,
    sends: Sends,
    done: BTreeSet<Email>,
    out: BTreeSet<Email>,
    troubles: Vec<Trouble>,
}

impl Sent {
    fn troubled(mut self, trouble: Trouble) -> Self {
        self.troubles.push(trouble);
        self
    }
}

/// Calls of one wave may run side by side; the next wave needs what this one brings.
const fn wave(call: &PlannedCall) -> u8 {
    match &call.operation {
        Operation::Flowmingo(flowmingo::Operation::Invite { .. }) => 0,
        Operation::Flowmingo(_) => 1,
        _ => 2,
    }
}

/// Whether the system itself refuses the same once more, and says why (`DUPLICATE_INVITE`): then asking again is the way to
/// find out.
pub(super) const fn refuses_a_second(operation: &Operation) -> bool {
    matches!(operation, Operation::InviteToAssessment { .. })
}

/// Whether a lost answer can be settled by reading.
pub(super) const fn is_readable(operation: &Operation) -> bool {
    !matches!(
        operation,
        Operation::InviteToAssessment { .. }
            | Operation::Flowmingo(
                flowmingo::Operation::Invite { .. } | flowmingo::Operation::Reject { .. }
            )
    )
}

fn people(operation: &Operation) -> impl Iterator<Item = Email> {
    operation
        .people()
        .into_iter()
        .cloned()
        .collect::<Vec<_>>()
        .into_iter()
}

fn entered(who: Fingerprint, ids: PersonIds) -> RecordChange {
    let person = PersonRecord {
        id: ids.id,
        talent: ids.talent,
        ..PersonRecord::default()
    };
    RecordChange::Person { who, person }
}

fn whom_of(change: &Change, who: &Email) -> String {
    super::recipients::one(change, who)
}

fn lock<T>(shared: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

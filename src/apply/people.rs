//! The writes of a roster. Side by side, each person's outcome by itself: one refusal stops nobody else, and whoever may
//! have been mailed is not mailed again.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;

use super::attempt::{Attempt, Trouble};
use super::failure::Failure;
use super::freshness::Glance;
use super::people_send::Sent;
use super::recipients::whom;
use super::run::Run;
use super::send::repeat_words;
use crate::clock::Moment;
use crate::model::{Email, Operation, flowmingo};
use crate::plan::{Change, PlannedCall};

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
            let side_by_side = if wave[0].operation.facts().is_shown {
                self.options.concurrency
            } else {
                // One lost answer must leave no more than one request in doubt.
                1
            };
            let mut calls = wave.iter();
            let mut running = FuturesUnordered::new();
            loop {
                while running.len() < side_by_side && !self.end.is_near() {
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
                if shared.attempt.troubles.is_empty() || self.end.is_requested() {
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
        let looked = match self.look_again_at_people(change, shared, looked).await {
            Ok(looked) => looked,
            Err(failure) => {
                let about = whom(change, &call.operation);
                let mut shared = lock(shared);
                shared.attempt.troubles.push(Trouble::about(failure, about));
                return;
            }
        };
        let out = lock(shared).out.clone();
        let Some(operation) = call.operation.for_people(|who| !out.contains(who)) else {
            return;
        };
        let outcome = self.send_people(change, call, operation, looked).await;
        let Sent {
            done,
            calls_done,
            sends,
            out,
            troubles,
        } = outcome;
        let repeated = repeat_words(&change.address, &call.operation, sends);
        for trouble in &troubles {
            self.end.hear(&trouble.failure);
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

    /// A roster may take minutes: whoever was entered elsewhere meanwhile must not be mailed again. Tells when it was last read
    /// who is there.
    async fn look_again_at_people(
        &self,
        change: &Change,
        shared: &Mutex<Progressing>,
        looked: &LastLook,
    ) -> Result<Moment, Failure> {
        let mut glance = looked.lock().await;
        if !change.precondition.is_about_people() || glance.is_fresh() {
            return Ok(glance.begin());
        }
        let begun = Moment::now();
        let mut there = self.check_in_time(change).await?;
        *glance = Glance::begun(begun);
        drop(glance);
        let mut shared = lock(shared);
        there.retain(|who, _| !shared.done.contains(who) && !shared.out.contains(who));
        self.ledger.remember(&self.ledger.entered(change, &there));
        shared.out.extend(there.into_keys());
        Ok(begun)
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

fn lock<T>(shared: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

//! The lock of a remote state: an object that is created, renewed and given back by conditional writes only.
//!
//! # When a lock is void
//!
//! A lock is void when it says that it was given back, or when **one and the same version of it has been seen unchanged
//! for the length of the lease by the waiting run's own machine, by its monotonic clock** (`sightings`). No wall clock decides: `expires` is for people.
//! So a clock that is an hour ahead cannot steal a lock that is renewed (each renewal is another version), and one that
//! is an hour behind waits no longer than the lease. The price is that a lock left by a killed run is watched for a
//! whole lease before it is taken over, however old it is. Who watches may change: what another turn, or another process of
//! the same machine, has seen counts.
//!
//! The holder counts from *before* it sent its last successful renewal, by a clock that runs on in sleep, and gives up a margin
//! before the lease's end, so that it always stops before anybody else may start; it looks right before each call that writes,
//! since a run that stood still hears nothing. Taking over is a conditional write over exactly the version that was seen
//! void: of many takers one wins.
//!
//! # Why a released lock stays
//!
//! Buckets have no conditional delete in common. To delete a lock that was just read as ours could delete one that
//! changed hands in between; so giving back, too, is a conditional write, of a document that says `released`.

use std::time::Duration;

use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::super::holder::Holder;
use super::super::lock::{Hold, Loss};
use super::super::lock_error::LockError;
use super::heartbeat::{Heartbeat, Renewed};
use super::lock_object::{LeaseDocument, LockObject, Seen, expires};
use super::objects::{Condition, Written};
use crate::clock::Moment;

/// How often a run that loses the race for a free lock tries again at once, before it waits like others.
const MOST_REFUSALS: u32 = 16;

/// A lease that is held and renewed.
#[derive(Debug)]
pub(in crate::state) struct Lease {
    lock: LockObject,
    hold: watch::Receiver<Hold>,
    end: Option<oneshot::Sender<()>>,
    heartbeat: Option<JoinHandle<Option<Renewed>>>,
}

impl LockObject {
    /// Takes the lock; tells also whom it was taken from, if its lease had run out.
    pub(super) async fn take(
        self,
        holder: &Holder,
        timeout: Duration,
        waiting: &(dyn Fn(Option<&Holder>) + Sync),
    ) -> Result<(Lease, Option<Holder>), LockError> {
        let document = self.first(holder)?;
        let deadline = Instant::now() + timeout;
        let (mut said, mut refusals) = (false, 0);
        let mut sent = self.terms.clock.now();
        loop {
            let started = self.terms.clock.now();
            let seen = self.look().await?;
            if seen.is(&document.token) {
                return Ok((self.keep(document, seen.version, sent), None));
            }
            let is_void = seen.is_free() || self.unchanged(&seen, started) >= self.terms.length;
            if is_void {
                sent = self.terms.clock.now();
                let written = self.write(&document, &seen.version).await?;
                if let Written::Done(version) = written {
                    self.prove_conditions(&document, &seen.version).await?;
                    self.sightings.forget(&self.path, &self.place());
                    let taken_over = (!seen.is_free()).then(|| seen.holder().cloned()).flatten();
                    return Ok((self.keep(document, version, sent), taken_over));
                }
                // Each refusal means that somebody else wrote; a bucket that always refuses must not hold us for ever.
                refusals += 1;
                if refusals < MOST_REFUSALS {
                    continue;
                }
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(LockError::Held {
                    holder: seen.holder().cloned().map(Box::new),
                });
            }
            if !std::mem::replace(&mut said, true) {
                waiting(seen.holder());
            }
            tokio::time::sleep(left.min(self.terms.pause)).await;
        }
    }

    /// For how long this machine has seen the lock as it is, up to before this look.
    fn unchanged(&self, seen: &Seen, started: Moment) -> Duration {
        let (place, now) = (self.place(), self.terms.clock.now());
        let since = self.sightings.since(&self.path, &place, &seen.version, now);
        started.since(since)
    }

    fn first(&self, holder: &Holder) -> Result<LeaseDocument, LockError> {
        let mut token = [0; 16];
        getrandom::fill(&mut token)
            .map_err(|error| LockError::io(&self.place(), error.to_string()))?;
        Ok(LeaseDocument {
            holder: holder.clone(),
            token: format!("{:032x}", u128::from_le_bytes(token)),
            renewal: 0,
            expires: expires(&self.terms),
            released: false,
        })
    }

    fn keep(self, document: LeaseDocument, version: Condition, sent: Moment) -> Lease {
        let (end, ended) = oneshot::channel();
        let (tell, hold) = watch::channel(Hold::Until(self.terms.sends_until(sent)));
        let heartbeat = Heartbeat::new(self.clone(), document, version, sent, tell);
        Lease {
            lock: self,
            hold,
            end: Some(end),
            heartbeat: Some(tokio::spawn(heartbeat.beat(ended))),
        }
    }

    /// Breaks the lock that `holder` has.
    pub(super) async fn break_it(&self, holder: Option<&Holder>) -> Result<(), LockError> {
        let seen = self.look().await?;
        if seen.is_free() {
            return Ok(());
        }
        let changed = || LockError::Changed {
            place: self.place(),
        };
        // A renewal keeps run and process; only those say whether it still is the same holder.
        if seen.holder().map(|holder| &holder.run) != holder.map(|holder| &holder.run) {
            return Err(changed());
        }
        let mut version = seen.version;
        let free = seen
            .document
            .map_or_else(nobody, |lease| lease.given_back());
        loop {
            if let Written::Done(_) = self.write(&free, &version).await? {
                return Ok(());
            }
            let again = self.look().await?;
            if again.is_free() {
                return Ok(());
            }
            // The holder renewed it between the look and the write.
            if !again.is(&free.token) {
                return Err(changed());
            }
            version = again.version;
        }
    }
}

/// What replaces a lock that cannot be read.
fn nobody() -> LeaseDocument {
    LeaseDocument {
        holder: Holder {
            owner: "nobody".to_owned(),
            host: "nowhere".to_owned(),
            pid: 0,
            run: String::new(),
            commit: None,
            since: String::new(),
        },
        token: String::new(),
        renewal: 0,
        expires: String::new(),
        released: true,
    }
}

impl Lease {
    pub(in crate::state) fn lost(&self) -> Loss {
        Loss::of(self.hold.clone(), self.lock.terms.clock.clone())
    }

    /// Ends the renewals and gives the lock back, unless it was lost.
    pub(in crate::state) async fn release(mut self) -> Result<(), LockError> {
        drop(self.end.take());
        let Some(heartbeat) = self.heartbeat.take() else {
            return Ok(());
        };
        let Ok(Some(Renewed {
            document, version, ..
        })) = heartbeat.await
        else {
            return Ok(());
        };
        self.lock
            .write(&document.given_back(), &version)
            .await
            .map(|_| ())
    }
}

impl Drop for Lease {
    /// Renewals end; the lease runs out by itself.
    fn drop(&mut self) {
        if let Some(heartbeat) = &self.heartbeat {
            heartbeat.abort();
        }
    }
}

//! Renews a lease while a run works, and notices when it is lost.
//!
//! A renewal is due when either the monotonic or the wall clock says so: a machine that slept finds out at once whether
//! its lock was taken over meanwhile, since sleep may stop the first clock but not the second. A wall clock that was set
//! costs one early renewal.

use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::{oneshot, watch};
use tokio::time::{Instant, timeout};

use super::super::lock_error::LockError;
use super::lock_object::{LeaseDocument, LockObject, Seen};
use super::objects::{Condition, Written};

/// The lock as it was last written by this run.
#[derive(Debug)]
pub(super) struct Renewed {
    pub(super) document: LeaseDocument,
    pub(super) version: Condition,
    /// Before it was sent.
    at: Instant,
    wall: Timestamp,
}

pub(super) struct Heartbeat {
    lock: LockObject,
    held: Renewed,
    loss: watch::Sender<Option<String>>,
}

/// How often the wall clock is looked at.
const LOOK: Duration = Duration::from_secs(1);

impl Heartbeat {
    pub(super) fn new(
        lock: LockObject,
        document: LeaseDocument,
        version: Condition,
        sent: Instant,
        loss: watch::Sender<Option<String>>,
    ) -> Self {
        let wall = (lock.terms.wall)();
        Self {
            lock,
            held: Renewed {
                document,
                version,
                at: sent,
                wall,
            },
            loss,
        }
    }

    /// Renews until `end`. Gives back what is held then; nothing if the lock was lost.
    pub(super) async fn beat(mut self, mut end: oneshot::Receiver<()>) -> Option<Renewed> {
        loop {
            tokio::select! {
                _ = &mut end => return Some(self.held),
                () = self.due() => {}
            }
            // Not raced with `end`: a write that is cut off would leave a version that this run does not know.
            if let Err(reason) = self.renew().await {
                self.loss.send_replace(Some(reason));
                return None;
            }
        }
    }

    async fn due(&self) {
        let terms = &self.lock.terms;
        loop {
            let slept = (terms.wall)().duration_since(self.held.wall).unsigned_abs();
            let left = terms.renewal.saturating_sub(self.held.at.elapsed());
            if left.is_zero() || slept >= terms.renewal {
                return;
            }
            tokio::time::sleep(left.min(LOOK)).await;
        }
    }

    /// Renews once, trying again while the lease lasts.
    async fn renew(&mut self) -> Result<(), String> {
        let terms = self.lock.terms.clone();
        let gives_up = self.held.at + terms.length.saturating_sub(terms.margin);
        let mut trouble = "no response came".to_owned();
        loop {
            let left = gives_up.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(format!("its lease could not be renewed: {trouble}"));
            }
            match timeout(left, self.try_to_renew()).await {
                Ok(Ok(outcome)) => return outcome,
                Ok(Err(error)) => trouble = error.to_string(),
                Err(_elapsed) => continue,
            }
            tokio::time::sleep(terms.pause.min(left)).await;
        }
    }

    async fn try_to_renew(&mut self) -> Result<Result<(), String>, LockError> {
        loop {
            let (at, wall) = (Instant::now(), (self.lock.terms.wall)());
            let document = self.held.document.renewed(&self.lock.terms);
            if let Written::Done(version) = self.lock.write(&document, &self.held.version).await? {
                self.held = Renewed {
                    document,
                    version,
                    at,
                    wall,
                };
                return Ok(Ok(()));
            }
            let seen = self.lock.look().await?;
            match seen {
                // An earlier renewal, whose answer was lost, was done after all.
                Seen {
                    document: Some(lease),
                    version,
                } if lease.token == self.held.document.token && !lease.released => {
                    self.held.document.renewal = lease.renewal;
                    self.held.version = version;
                }
                seen => return Ok(Err(who_has_it(&seen))),
            }
        }
    }
}

fn who_has_it(seen: &Seen) -> String {
    match &seen.document {
        Some(lease) if lease.released => "somebody unlocked it".to_owned(),
        Some(lease) => format!("it was taken over by {}", lease.holder),
        None if seen.version == Condition::Absent => "its object was removed".to_owned(),
        None => "its object was overwritten".to_owned(),
    }
}

//! Renews a lease while a run works, and notices when it is lost.
//!
//! It counts by a clock that runs on in sleep, and looks at it often: a machine that slept finds out at once whether its lock
//! was taken over meanwhile. If it was not, one renewal more than the lease allows makes it good again: it is written over the
//! very version that this run wrote last, so nobody had the lock in between.

use std::time::Duration;

use tokio::sync::{oneshot, watch};
use tokio::time::timeout;

use super::super::lock::Hold;
use super::super::lock_error::LockError;
use super::lock_object::{LeaseDocument, LockObject, Seen};
use super::objects::{Condition, Written};
use crate::clock::Moment;

/// The lock as it was last written by this run.
#[derive(Debug)]
pub(super) struct Renewed {
    pub(super) document: LeaseDocument,
    pub(super) version: Condition,
    /// Before it was sent.
    at: Moment,
}

pub(super) struct Heartbeat {
    lock: LockObject,
    held: Renewed,
    tell: watch::Sender<Hold>,
}

/// How often the clock is looked at: what wakes this task may sleep with the machine.
const LOOK: Duration = Duration::from_secs(1);

impl Heartbeat {
    pub(super) fn new(
        lock: LockObject,
        document: LeaseDocument,
        version: Condition,
        at: Moment,
        tell: watch::Sender<Hold>,
    ) -> Self {
        Self {
            lock,
            held: Renewed {
                document,
                version,
                at,
            },
            tell,
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
                self.tell.send_replace(Hold::Lost(reason));
                return None;
            }
        }
    }

    async fn due(&self) {
        let terms = &self.lock.terms;
        loop {
            let age = terms.clock.now().since(self.held.at);
            let left = terms.renewal.saturating_sub(age);
            if left.is_zero() {
                return;
            }
            tokio::time::sleep(left.min(LOOK)).await;
        }
    }

    /// Renews once, trying again while there is time, and at least for as long as the margin.
    async fn renew(&mut self) -> Result<(), String> {
        let terms = self.lock.terms.clone();
        let gives_up = terms.sends_until(self.held.at);
        let mut trouble = "no response came".to_owned();
        let mut left = gives_up.since(terms.clock.now()).max(terms.margin);
        while !left.is_zero() {
            match timeout(left, self.try_to_renew()).await {
                Ok(Ok(outcome)) => return outcome,
                Ok(Err(error)) => trouble = error.to_string(),
                Err(_elapsed) => {}
            }
            let rest = gives_up.since(terms.clock.now());
            tokio::time::sleep(terms.pause.min(rest)).await;
            left = gives_up.since(terms.clock.now());
        }
        Err(format!("its lease could not be renewed: {trouble}"))
    }

    async fn try_to_renew(&mut self) -> Result<Result<(), String>, LockError> {
        loop {
            let at = self.lock.terms.clock.now();
            let document = self.held.document.renewed(&self.lock.terms);
            if let Written::Done(version) = self.lock.write(&document, &self.held.version).await? {
                self.held = Renewed {
                    document,
                    version,
                    at,
                };
                let until = self.lock.terms.sends_until(at);
                self.tell.send_replace(Hold::Until(until));
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
                seen => return Ok(Err(who_has_it(&seen, &self.held.document.token))),
            }
        }
    }
}

fn who_has_it(seen: &Seen, own: &str) -> String {
    match &seen.document {
        Some(lease) if lease.released && lease.token == own => "somebody unlocked it".to_owned(),
        Some(lease) => format!("it was taken over by {}", lease.holder),
        None if seen.version == Condition::Absent => "its object was removed".to_owned(),
        None => "its object was overwritten".to_owned(),
    }
}

//! The lock of a remote state: an object that is created, renewed and given back by conditional writes only.
//!
//! # When a lock is void
//!
//! A lock is void when it says that it was given back, or when **one and the same version of it has been seen unchanged
//! for the length of the lease by the waiting run's own monotonic clock**. No wall clock decides: `expires` is for people.
//! So a clock that is an hour ahead cannot steal a lock that is renewed (each renewal is another version), and one that
//! is an hour behind waits no longer than the lease. The price is that a lock left by a killed run is watched for a
//! whole lease before it is taken over, however old it is.
//!
//! The holder counts from *before* it sent its last successful renewal, and gives up a margin before the lease's end, so
//! that it always stops before anybody else may start. Taking over is a conditional write over exactly the version that was seen
//! void: of many takers one wins.
//!
//! # Why a released lock stays
//!
//! Buckets have no conditional delete in common. To delete a lock that was just read as ours could delete one that
//! changed hands in between; so giving back, too, is a conditional write, of a document that says `released`.

use std::time::Duration;

use bytes::Bytes;
use jiff::Timestamp;
use object_store::path::Path;
use serde::{Deserialize, Serialize};
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::super::holder::Holder;
use super::super::lock::LockError;
use super::heartbeat::{Heartbeat, Renewed};
use super::objects::{Condition, Objects, Written};
use super::terms::LeaseTerms;

/// How often a run that loses the race for a free lock tries again at once, before it waits like others.
const MOST_REFUSALS: u32 = 16;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LeaseDocument {
    #[serde(flatten)]
    pub(super) holder: Holder,
    /// Random; whoever knows it is the holder.
    pub(super) token: String,
    /// Counts up, so that no two versions have the same bytes: S3's entity tags are hashes of them.
    pub(super) renewal: u64,
    /// When people may think that nobody renews it any more. Nothing is decided from it.
    pub(super) expires: String,
    /// Whether it was given back.
    #[serde(default)]
    pub(super) released: bool,
}

impl LeaseDocument {
    pub(super) fn bytes(&self) -> Bytes {
        // Strings and numbers always serialise.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text.into()
    }

    pub(super) fn renewed(&self, terms: &LeaseTerms) -> Self {
        Self {
            renewal: self.renewal + 1,
            expires: expires(terms),
            ..self.clone()
        }
    }

    pub(super) fn given_back(&self) -> Self {
        Self {
            renewal: self.renewal + 1,
            released: true,
            ..self.clone()
        }
    }
}

fn expires(terms: &LeaseTerms) -> String {
    let now = (terms.wall)();
    let end = now.checked_add(terms.length).unwrap_or(Timestamp::MAX);
    end.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Where a lock is, and on which terms.
#[derive(Debug, Clone)]
pub(super) struct LockObject {
    pub(super) objects: Objects,
    pub(super) path: Path,
    pub(super) terms: LeaseTerms,
}

/// What stands in the lock object. One that cannot be read is held by nobody knows whom.
pub(super) struct Seen {
    pub(super) document: Option<LeaseDocument>,
    pub(super) version: Condition,
}

impl Seen {
    pub(super) fn is_free(&self) -> bool {
        self.version == Condition::Absent
            || self.document.as_ref().is_some_and(|lease| lease.released)
    }

    pub(super) fn is(&self, token: &str) -> bool {
        self.document
            .as_ref()
            .is_some_and(|lease| lease.token == token && !lease.released)
    }

    fn holder(&self) -> Option<&Holder> {
        self.document.as_ref().map(|lease| &lease.holder)
    }
}

/// A lease that is held and renewed.
#[derive(Debug)]
pub(in crate::state) struct Lease {
    lock: LockObject,
    lost: watch::Receiver<Option<String>>,
    end: Option<oneshot::Sender<()>>,
    heartbeat: Option<JoinHandle<Option<Renewed>>>,
}

impl LockObject {
    pub(super) async fn look(&self) -> Result<Seen, LockError> {
        let found = self.objects.read(&self.path).await;
        Ok(match found.map_err(|source| self.failed(source))? {
            None => Seen {
                document: None,
                version: Condition::Absent,
            },
            Some((text, version)) => Seen {
                document: serde_json::from_slice(&text).ok(),
                version,
            },
        })
    }

    /// Takes the lock; tells also whom it was taken from, if its lease had run out.
    pub(super) async fn take(
        self,
        holder: &Holder,
        timeout: Duration,
        waiting: &(dyn Fn(Option<&Holder>) + Sync),
    ) -> Result<(Lease, Option<Holder>), LockError> {
        let document = self.first(holder)?;
        let deadline = Instant::now() + timeout;
        let mut since: Option<(Condition, Instant)> = None;
        let (mut said, mut refusals) = (false, 0);
        loop {
            let started = Instant::now();
            let seen = self.look().await?;
            if seen.is(&document.token) {
                return Ok((self.keep(document, seen.version, started), None));
            }
            let unchanged = match &since {
                Some((version, first)) if *version == seen.version => started - *first,
                _ => {
                    since = Some((seen.version.clone(), Instant::now()));
                    Duration::ZERO
                }
            };
            if seen.is_free() || unchanged >= self.terms.length {
                let sent = Instant::now();
                let written = self.write(&document, &seen.version).await?;
                if let Written::Done(version) = written {
                    self.prove_conditions(&document, &seen.version).await?;
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

    fn keep(self, document: LeaseDocument, version: Condition, sent: Instant) -> Lease {
        let (end, ended) = oneshot::channel();
        let (tell, lost) = watch::channel(None);
        let heartbeat = Heartbeat::new(self.clone(), document, version, sent, tell);
        Lease {
            lock: self,
            lost,
            end: Some(end),
            heartbeat: Some(tokio::spawn(heartbeat.beat(ended))),
        }
    }

    pub(super) async fn write(
        &self,
        document: &LeaseDocument,
        over: &Condition,
    ) -> Result<Written, LockError> {
        self.objects
            .write(&self.path, document.bytes(), over)
            .await
            .map_err(|source| self.failed(source))
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

    pub(super) fn place(&self) -> String {
        self.objects.place(&self.path)
    }

    fn failed(&self, source: object_store::Error) -> LockError {
        LockError::io(&self.place(), source)
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
    pub(in crate::state) fn lost(&self) -> watch::Receiver<Option<String>> {
        self.lost.clone()
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

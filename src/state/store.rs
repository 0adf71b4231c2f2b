//! One state, wherever it is kept: the door through which commands read, lock, change and save it.
//!
//! Decides nothing about what the state means, and prints nothing.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use camino::Utf8PathBuf;

use super::beside::{Beside, beside_file};
use super::copies::{StateCopy, copies};
use super::error::StateError;
use super::holder::{Holder, Holding};
use super::journal::{Journal, JournalError, Line};
use super::local::{FileVersion, LocalState};
use super::lock::Lock;
use super::lock_error::LockError;
use super::receipts::Origin;
use super::recorded::Recorded;
#[cfg(feature = "remote-state")]
use super::remote::{Condition, LeaseTerms, RemoteState};

/// The state of one workspace.
///
/// A store remembers which version it read or wrote last, and saves only over that one: a store that was never loaded
/// expects that there is no state yet.
#[derive(Debug)]
pub struct StateStore {
    pub(super) backend: Backend,
    remark: Mutex<Option<String>>,
}

#[derive(Debug)]
pub(super) enum Backend {
    Local(LocalState, Mutex<FileVersion>),
    #[cfg(feature = "remote-state")]
    Remote(Box<RemoteState>, Mutex<Condition>),
}

impl StateStore {
    /// The state in a local file.
    pub fn local(path: impl Into<Utf8PathBuf>) -> Self {
        Self {
            backend: Backend::Local(LocalState::new(path.into()), Mutex::default()),
            remark: Mutex::new(None),
        }
    }

    /// The state of `workspace` below an `s3://bucket/prefix`, `gs://bucket/prefix` or `az://container/prefix` URL.
    /// Credentials and endpoints come from the environment: `AWS_…`, `GOOGLE_…` and `AZURE_…` as `object_store` knows
    /// them. Sends nothing yet. In the folder `sightings` it keeps since when it has seen a lock unchanged, for other processes
    /// of this machine: so the lease of a killed run ends also for workers none of which lives that long.
    ///
    /// # Errors
    /// [`StateError::BadPlace`]: the URL or the environment cannot be used, or this program was built without the
    /// feature `remote-state`.
    #[cfg(feature = "remote-state")]
    pub fn remote(
        url: &str,
        workspace: &str,
        sightings: Option<Utf8PathBuf>,
    ) -> Result<Self, StateError> {
        Ok(Self::of(RemoteState::open(url, workspace, sightings)?))
    }

    /// Says that this program cannot do it.
    ///
    /// # Errors
    /// Always.
    #[cfg(not(feature = "remote-state"))]
    pub fn remote(
        url: &str,
        _workspace: &str,
        _sightings: Option<Utf8PathBuf>,
    ) -> Result<Self, StateError> {
        Err(StateError::BadPlace {
            place: url.to_owned(),
            reason: "this vetform was built without the feature `remote-state`".to_owned(),
        })
    }

    /// The state of `workspace` below `prefix` in a store that is open already, which messages call `name`.
    ///
    /// # Errors
    /// [`StateError::BadPlace`]: the prefix is not a path of objects.
    #[cfg(feature = "remote-state")]
    pub fn over(
        store: std::sync::Arc<dyn object_store::ObjectStore>,
        name: &str,
        prefix: &str,
        workspace: &str,
    ) -> Result<Self, StateError> {
        Ok(Self::of(RemoteState::over(store, name, prefix, workspace)?))
    }

    #[cfg(feature = "remote-state")]
    fn of(remote: RemoteState) -> Self {
        Self {
            backend: Backend::Remote(Box::new(remote), Mutex::new(Condition::Absent)),
            remark: Mutex::new(None),
        }
    }

    /// The same with other terms for its lease; a local state has none. Every run on a state must have the same terms.
    #[cfg(feature = "remote-state")]
    #[must_use]
    pub fn with_lease_terms(mut self, terms: LeaseTerms) -> Self {
        if let Backend::Remote(remote, _) = &mut self.backend {
            remote.set_terms(terms);
        }
        self
    }

    /// How long a run waits for the lock if nobody says otherwise: not at all for a local one, which dies with its
    /// process, and 90 s for a remote one, so that the lease of a killed run (60 s) runs out.
    pub const fn default_lock_timeout(&self) -> Duration {
        match self.backend {
            Backend::Local(..) => Duration::ZERO,
            #[cfg(feature = "remote-state")]
            Backend::Remote(..) => Duration::from_secs(90),
        }
    }

    /// Whether the lock of a killed run is free at once, and nobody else's can be broken.
    pub const fn lock_dies_with_its_process(&self) -> bool {
        matches!(self.backend, Backend::Local(..))
    }

    /// The state, with what a killed run's journal adds to it. No state yet is an empty one, with serial 0. Writes
    /// nothing.
    pub async fn load(&self) -> Result<Recorded, StateError> {
        match &self.backend {
            Backend::Local(local, seen) => {
                let (recorded, version, remark) = local.load()?;
                set(seen, version);
                set(&self.remark, remark);
                Ok(recorded)
            }
            #[cfg(feature = "remote-state")]
            Backend::Remote(remote, seen) => {
                let (recorded, version, remark) = remote.load().await?;
                set(seen, version);
                set(&self.remark, remark);
                Ok(recorded)
            }
        }
    }

    /// What people should hear of the last [`StateStore::load`].
    pub fn remark(&self) -> Option<String> {
        get(&self.remark)
    }

    /// Whether it is a file of this machine: then no run on another machine knows of its lock.
    pub const fn is_local(&self) -> bool {
        matches!(self.backend, Backend::Local(..))
    }

    /// The files of this machine that hold it, there or not; none where it is kept elsewhere.
    pub fn files(&self) -> Vec<Utf8PathBuf> {
        match &self.backend {
            Backend::Local(local, _) => local.kept().into(),
            #[cfg(feature = "remote-state")]
            Backend::Remote(..) => Vec::new(),
        }
    }

    /// The other states in its folder, or below its prefix, but for those in places that `is_known`: they are not read.
    ///
    /// # Errors
    /// They cannot be listed.
    #[cfg_attr(
        not(feature = "remote-state"),
        expect(clippy::unused_async, reason = "to list a bucket takes a request")
    )]
    pub async fn beside(
        &self,
        is_known: &(dyn Fn(&str) -> bool + Sync),
    ) -> Result<Vec<Beside>, StateError> {
        match &self.backend {
            Backend::Local(local, _) => {
                let [own, _journal] = local.kept();
                beside_file(&own, is_known)
            }
            #[cfg(feature = "remote-state")]
            Backend::Remote(remote, _) => remote.beside(is_known).await,
        }
    }

    /// Copies of this state that lie beside it on this machine.
    ///
    /// # Errors
    /// They cannot be listed.
    pub fn copies(&self, lineage: &str) -> Result<Vec<StateCopy>, StateError> {
        match &self.backend {
            Backend::Local(local, _) => {
                let [own, _journal] = local.kept();
                copies(&own, lineage)
            }
            #[cfg(feature = "remote-state")]
            Backend::Remote(..) => Ok(Vec::new()),
        }
    }

    /// Saves the state as its next version, after the receipts of the runs that it tells of; journals are then spent and go.
    /// Whoever calls it holds the lock.
    ///
    /// # Errors
    /// [`StateError::Receipts`]: the state is saved, and keeps the receipts that could not be written for the next save. After
    /// any other, nothing is saved, and the serial is as before. [`StateError::Conflict`]: what is there is not what this store
    /// read or wrote last.
    pub async fn save(&self, recorded: &mut Recorded) -> Result<(), StateError> {
        let receipts = self.write_receipts(recorded).await;
        recorded.serial += 1;
        let saved = self.put(recorded).await;
        if saved.is_err() {
            recorded.serial -= 1;
        }
        saved.and(receipts)
    }

    /// Saves the state as it is, with its serial: a copy from another store. Whoever calls it holds the lock.
    ///
    /// # Errors
    /// As [`StateStore::save`].
    pub async fn put(&self, recorded: &Recorded) -> Result<(), StateError> {
        match &self.backend {
            Backend::Local(local, seen) => {
                let version = local.save(recorded, &get(seen))?;
                set(seen, version);
            }
            #[cfg(feature = "remote-state")]
            Backend::Remote(remote, seen) => {
                let version = remote.save(recorded, &get(seen)).await?;
                set(seen, version);
            }
        }
        Ok(())
    }

    /// What came of the last named run in the workspace, as it was kept; nothing here knows what it says.
    ///
    /// # Errors
    /// It cannot be read.
    #[cfg_attr(
        not(feature = "remote-state"),
        expect(clippy::unused_async, reason = "to read from a bucket takes a request")
    )]
    pub async fn turn(&self) -> Result<Option<Vec<u8>>, StateError> {
        match &self.backend {
            Backend::Local(local, _) => local.turn(),
            #[cfg(feature = "remote-state")]
            Backend::Remote(remote, _) => remote.turn().await,
        }
    }

    /// Keeps what came of a named run. Whoever calls it holds the lock.
    ///
    /// # Errors
    /// It cannot be written.
    #[cfg_attr(
        not(feature = "remote-state"),
        expect(clippy::unused_async, reason = "to write to a bucket takes a request")
    )]
    pub async fn keep_turn(&self, bytes: &[u8]) -> Result<(), StateError> {
        match &self.backend {
            Backend::Local(local, _) => local.keep_turn(bytes),
            #[cfg(feature = "remote-state")]
            Backend::Remote(remote, _) => remote.keep_turn(bytes).await,
        }
    }

    /// Takes the lock, waiting up to `timeout` for another run to end; `waiting` is called once if it has to.
    ///
    /// # Errors
    /// [`LockError::Held`] when the time is over.
    pub async fn lock(
        &self,
        holder: &Holder,
        timeout: Duration,
        waiting: &(dyn Fn(Option<&Holder>) + Sync),
    ) -> Result<Lock, LockError> {
        match &self.backend {
            Backend::Local(local, _) => Ok(Lock::file(local.lock(holder, timeout, waiting).await?)),
            #[cfg(feature = "remote-state")]
            Backend::Remote(remote, _) => {
                let (lease, taken_over) = remote.lock(holder, timeout, waiting).await?;
                Ok(Lock::lease(lease, taken_over))
            }
        }
    }

    pub async fn holder(&self) -> Result<Holding, LockError> {
        match &self.backend {
            Backend::Local(local, _) => local.holder(),
            #[cfg(feature = "remote-state")]
            Backend::Remote(remote, _) => remote.holder().await,
        }
    }

    /// Takes the lock away from `holder`, as [`StateStore::holder`] told it, if it still is the same run. That run
    /// notices and stops. A local lock cannot be taken from a living process.
    ///
    /// # Errors
    /// [`LockError::Changed`] if another run has the lock by now; [`LockError::Held`] if the lock is a local one.
    pub async fn unlock(&self, holder: Option<&Holder>) -> Result<(), LockError> {
        match &self.backend {
            Backend::Local(..) => Err(LockError::Held {
                holder: holder.cloned().map(Box::new),
            }),
            #[cfg(feature = "remote-state")]
            Backend::Remote(remote, _) => remote.unlock(holder).await,
        }
    }

    /// Starts the journal of a run that continues `recorded`, which must be saved. A full or read-only store shows
    /// here, before the first call.
    pub async fn begin_journal(
        &self,
        recorded: &Recorded,
        run: impl Into<Origin>,
    ) -> Result<Journal, JournalError> {
        let origin = run.into();
        #[cfg(feature = "remote-state")]
        let run = origin.run.clone();
        let begin = Line::Begin {
            lineage: recorded.lineage.clone(),
            serial: recorded.serial,
            origin,
        };
        match &self.backend {
            Backend::Local(local, _) => local.begin_journal(&begin),
            #[cfg(feature = "remote-state")]
            Backend::Remote(remote, _) => remote.begin_journal(&begin, recorded.serial, &run).await,
        }
    }
}

impl fmt::Display for StateStore {
    /// The file's path, or the object's URL.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.backend {
            Backend::Local(local, _) => local.path().fmt(f),
            #[cfg(feature = "remote-state")]
            Backend::Remote(remote, _) => remote.fmt(f),
        }
    }
}

fn get<T: Clone>(seen: &Mutex<T>) -> T {
    seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

fn set<T>(seen: &Mutex<T>, version: T) {
    *seen.lock().unwrap_or_else(PoisonError::into_inner) = version;
}

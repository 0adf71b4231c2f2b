//! The state in a bucket, below a prefix:
//!
//! ```text
//! <workspace>.json                          the state
//! <workspace>.lock                          the lock, see `lease`
//! <workspace>.turn                          what came of the last run with a name
//! <workspace>.receipts/<n>.jsonl            what a run changed
//! <workspace>.journal/<serial>-<run>/<n>.jsonl   what a run did since the state was saved
//! ```
//!
//! Everything is created and changed by conditional writes. A reader without the lock (a plan) may come while another
//! run saves; it reads again until the state stayed the same from before the journal was read until after.

mod bounded;
mod fault;
mod heartbeat;
mod journal;
mod lease;
mod lock_object;
mod objects;
mod opened;
mod place;
mod promise;
mod receipts;
mod sightings;
mod sightings_kept;
mod takeover;
mod terms;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex};

use camino::Utf8PathBuf;
use futures_util::{StreamExt as _, TryStreamExt as _};
use object_store::ObjectStore;
use object_store::path::Path;

use super::beside::{self, Beside, Content, Holds};
use super::document;
use super::error::StateError;
use super::holder::{Holder, Holding};
use super::journal::{Journal, JournalError, Line};
use super::lock_error::LockError;
use super::recorded::Recorded;
use fault::fault;
pub(super) use lease::Lease;
use lock_object::LockObject;
pub(super) use objects::Condition;
use objects::{Objects, Written};
use sightings::Sightings;
use sightings_kept::SightingsFolder;
pub use terms::LeaseTerms;

/// How often a state that changes while it is read is read again.
const READS: usize = 8;
/// How many objects of a journal are read or removed at once.
const AT_ONCE: usize = 16;

/// A state, its version, and what people should hear of how it was read.
type Read = (Recorded, Condition, Option<String>);

/// One workspace's state in a bucket.
#[derive(Debug)]
pub(super) struct RemoteState {
    objects: Objects,
    prefix: Path,
    state: Path,
    journals: Path,
    lock: Path,
    turn: Path,
    receipts: Path,
    terms: LeaseTerms,
    sightings: Sightings,
    /// Journals of other runs that this one has closed.
    closed: Mutex<BTreeSet<Folder>>,
}

impl RemoteState {
    /// What is seen of the lock is kept in the folder `sightings`, for other processes of this machine.
    pub(super) fn open(
        url: &str,
        workspace: &str,
        sightings: Option<Utf8PathBuf>,
    ) -> Result<Self, StateError> {
        let place = place::open(url)?;
        let mut state = Self::over(place.bucket.store, &place.name, &place.prefix, workspace)?;
        let of_process = place.bucket.sightings;
        state.sightings = match sightings.and_then(SightingsFolder::of_this_machine) {
            Some(folder) => of_process.kept_in(folder),
            None => of_process,
        };
        Ok(state)
    }

    pub(super) fn over(
        store: Arc<dyn ObjectStore>,
        name: &str,
        prefix: &str,
        workspace: &str,
    ) -> Result<Self, StateError> {
        let objects = Objects::new(store, name);
        let prefix = Path::parse(prefix).map_err(|error| StateError::BadPlace {
            place: format!("{name}/{prefix}"),
            reason: error.to_string(),
        })?;
        Ok(Self::at(objects, prefix, LeaseTerms::default(), workspace))
    }

    fn at(objects: Objects, prefix: Path, terms: LeaseTerms, workspace: &str) -> Self {
        Self {
            state: prefix.clone().join(format!("{workspace}.json")),
            journals: prefix.clone().join(format!("{workspace}.journal")),
            lock: prefix.clone().join(format!("{workspace}.lock")),
            turn: prefix.clone().join(format!("{workspace}.turn")),
            receipts: prefix.clone().join(format!("{workspace}.receipts")),
            prefix,
            terms,
            objects,
            sightings: Sightings::default(),
            closed: Mutex::default(),
        }
    }

    /// Of another workspace below the same prefix.
    fn of(&self, workspace: &str) -> Self {
        let (objects, terms) = (self.objects.clone(), self.terms.clone());
        Self::at(objects, self.prefix.clone(), terms, workspace)
    }

    /// The other states below the prefix, but for those that `is_known` leaves out.
    pub(super) async fn beside(
        &self,
        is_known: &(dyn Fn(&str) -> bool + Sync),
    ) -> Result<Vec<Beside>, StateError> {
        let listed = self.objects.list_folder(&self.prefix).await;
        let objects = listed.map_err(|source| {
            let place = self.objects.place(&self.prefix);
            StateError::io("list", &place, source)
        })?;
        let others = objects.into_iter().filter_map(|path| {
            let workspace = path.filename()?.strip_suffix(".json")?.to_owned();
            let is_sought = path != self.state && !is_known(&self.objects.place(&path));
            is_sought.then(|| self.of(&workspace))
        });
        let looked = futures_util::stream::iter(others)
            .map(async |other| {
                let content = other.content().await?;
                Some(Beside {
                    place: other.to_string(),
                    file: None,
                    content,
                })
            })
            .buffered(AT_ONCE)
            .filter_map(async |other| other);
        Ok(looked.collect().await)
    }

    /// What one says that may be a state. One that may not be read with this key is often another team's.
    async fn content(&self) -> Option<Content> {
        match self.load().await {
            Ok((recorded, ..)) => Some(Content::State(Box::new(recorded))),
            Err(error) => match self.objects.read(&self.state).await {
                Ok(Some((text, _))) => beside::unreadable(error, &text, Holds::States),
                Ok(None) => None,
                Err(_) => Some(Content::Unknown(error)),
            },
        }
    }

    pub(super) async fn turn(&self) -> Result<Option<Vec<u8>>, StateError> {
        let read = self.objects.read(&self.turn).await;
        let read = read.map_err(|source| self.of_turn("read", source))?;
        Ok(read.map(|(bytes, _)| bytes.to_vec()))
    }

    pub(super) async fn keep_turn(&self, bytes: &[u8]) -> Result<(), StateError> {
        let before = self.objects.version(&self.turn).await;
        let before = before.map_err(|source| self.of_turn("read", source))?;
        let bytes = bytes.to_vec().into();
        let written = self.objects.write(&self.turn, bytes, &before).await;
        written.map_err(|source| self.of_turn("write", source))?;
        // Who was quicker had the lock as well, and has said the same.
        Ok(())
    }

    #[expect(clippy::needless_pass_by_value, reason = "shaped for map_err")]
    fn of_turn(&self, action: &'static str, source: object_store::Error) -> StateError {
        StateError::io(action, &self.objects.place(&self.turn), fault(&source))
    }

    pub(super) fn set_terms(&mut self, terms: LeaseTerms) {
        self.terms = terms;
    }

    pub(super) async fn load(&self) -> Result<Read, StateError> {
        for _ in 0..READS {
            let read = self.try_to_load().await;
            let now = self.objects.version(&self.state).await;
            let (now, read) = match (now, read) {
                // The answer to a question about the version has no words; that to a read has.
                (Err(_), Err((error @ StateError::Io { .. }, _))) => return Err(error),
                (Err(source), _) => return Err(self.unread(source)),
                (Ok(now), read) => (now, read),
            };
            match read {
                Ok((recorded, version, remark)) if version == now => {
                    return Ok((recorded, version, remark));
                }
                Err((error, version)) if version == now => return Err(error),
                _ => {}
            }
        }
        Err(StateError::Unsteady {
            place: self.to_string(),
        })
    }

    /// One reading. A failure counts only if the state is the same afterwards, and so comes with its version.
    async fn try_to_load(&self) -> Result<Read, (StateError, Condition)> {
        let found = self.objects.read(&self.state).await;
        let (text, version) =
            match found.map_err(|source| (self.unread(source), Condition::Absent))? {
                Some((text, version)) => (Some(text), version),
                None => (None, Condition::Absent),
            };
        let recorded = match text {
            Some(text) => document::parse(&self.to_string(), &text),
            None => document::empty(),
        };
        match self.with_journals(recorded).await {
            Ok((recorded, remark)) => Ok((recorded, version, remark)),
            Err(error) => Err((error, version)),
        }
    }

    async fn with_journals(
        &self,
        recorded: Result<Recorded, StateError>,
    ) -> Result<(Recorded, Option<String>), StateError> {
        let mut recorded = recorded?;
        let mut remark = None;
        let serial = recorded.serial;
        for (folder, pages) in self.journals().await? {
            if folder.serial == serial {
                let text = self.read_journal(&folder, &pages).await?;
                let place = self.journal_place(&folder);
                remark = document::fold(&mut recorded, &place, &text)?.or(remark);
            }
        }
        Ok((recorded, remark))
    }

    /// The journals that are there, oldest first, each with its objects in order.
    async fn journals(&self) -> Result<BTreeMap<Folder, BTreeMap<u64, Path>>, StateError> {
        let paths = self.objects.list(&self.journals).await;
        let mut journals: BTreeMap<Folder, BTreeMap<u64, Path>> = BTreeMap::new();
        for path in paths.map_err(|source| self.unread(source))? {
            if let (Some(folder), Some(number)) = (Folder::of(&path), journal::number(&path)) {
                journals.entry(folder).or_default().insert(number, path);
            }
        }
        Ok(journals)
    }

    async fn read_journal(
        &self,
        folder: &Folder,
        pages: &BTreeMap<u64, Path>,
    ) -> Result<String, StateError> {
        // Paths of its own: a future that borrows them cannot be handed to another thread.
        let texts: Vec<_> = futures_util::stream::iter(pages.values().cloned())
            .map(async |path| self.objects.read(&path).await)
            .buffered(AT_ONCE)
            .try_collect()
            .await
            .map_err(|source| self.unread(source))?;
        let mut whole = String::new();
        for (expected, (number, text)) in (0..).zip(pages.keys().zip(texts)) {
            let Some((text, _)) = text.filter(|_| *number == expected) else {
                return Err(StateError::DamagedJournal {
                    place: self.journal_place(folder),
                    line: whole.lines().count() + 1,
                });
            };
            whole.push_str(&String::from_utf8_lossy(&text));
        }
        Ok(whole)
    }

    pub(super) async fn save(
        &self,
        recorded: &Recorded,
        seen: &Condition,
    ) -> Result<Condition, StateError> {
        let text = document::text(&self.to_string(), recorded)?;
        let written = self.objects.write(&self.state, text.into(), seen).await;
        let written = written.map_err(|source| StateError::io("write", self, fault(&source)))?;
        let Written::Done(version) = written else {
            return Err(StateError::Conflict {
                place: self.to_string(),
            });
        };
        self.remove_spent(recorded.serial).await;
        Ok(version)
    }

    /// Spent journals are ignored by their serial, so what cannot be removed now may stay for the next save. So do those that
    /// this run has closed: whose they are may not know it yet, and must not find its next number free.
    async fn remove_spent(&self, serial: u64) {
        let Ok(journals) = self.journals().await else {
            return;
        };
        let spent = journals
            .into_iter()
            .filter(|(folder, _)| folder.serial < serial && !self.closed().contains(folder))
            .flat_map(|(_, pages)| pages.into_values());
        futures_util::stream::iter(spent)
            .for_each_concurrent(AT_ONCE, async |path| {
                if let Err(error) = self.objects.remove(&path).await {
                    tracing::debug!(%path, %error, "a spent journal stays for now");
                }
            })
            .await;
    }

    pub(super) async fn begin_journal(
        &self,
        begin: &Line,
        serial: u64,
        run: &str,
    ) -> Result<Journal, JournalError> {
        let run = run.to_owned();
        let folder = self.folder(&Folder { serial, run });
        journal::create(self.objects.clone(), folder, begin).await
    }

    pub(super) async fn holder(&self) -> Result<Holding, LockError> {
        let seen = self.lock_object().look().await?;
        Ok(if seen.is_free() {
            Holding::Nobody
        } else {
            Holding::by(seen.document.map(|lease| lease.holder))
        })
    }

    pub(super) async fn unlock(&self, holder: Option<&Holder>) -> Result<(), LockError> {
        self.lock_object().break_it(holder).await
    }

    fn lock_object(&self) -> LockObject {
        LockObject {
            objects: self.objects.clone(),
            path: self.lock.clone(),
            terms: self.terms.clone(),
            sightings: self.sightings.clone(),
        }
    }

    fn journal_place(&self, folder: &Folder) -> String {
        self.objects.place(&self.folder(folder))
    }

    fn folder(&self, folder: &Folder) -> Path {
        let Folder { serial, run } = folder;
        self.journals.clone().join(format!("{serial}-{run}"))
    }

    #[expect(clippy::needless_pass_by_value, reason = "shaped for map_err")]
    fn unread(&self, source: object_store::Error) -> StateError {
        StateError::io("read", self, fault(&source))
    }
}

impl fmt::Display for RemoteState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.objects.place(&self.state))
    }
}

/// A journal's folder. Runs sort by the time at which they began, since their names start with it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Folder {
    serial: u64,
    run: String,
}

impl Folder {
    fn of(path: &Path) -> Option<Self> {
        let name = path.parts().rev().nth(1)?;
        let (serial, run) = name.as_ref().split_once('-')?;
        Some(Self {
            serial: serial.parse().ok()?,
            run: run.to_owned(),
        })
    }
}

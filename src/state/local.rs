//! The state in a local file: `<workspace>.json`, beside it the journal and the lock of a running apply.
//!
//! The lock keeps runs apart; the check before a save also finds a person's edit, or a checkout of another branch. A link
//! to a state stands for the state that it leads to: everything is kept beside that one. Nothing else is written through
//! a link, and no file is written over that is not a state, a journal or a lock already.

use std::fs;
use std::io::ErrorKind;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};

use super::document;
use super::error::StateError;
use super::holder::{Holder, Holding};
use super::journal::{Journal, JournalError, Line};
use super::journal_file;
use super::local_lock::FileLock;
use super::lock_error::LockError;
use super::recorded::Recorded;
use crate::files::{self, JOURNAL_BYTES, STATE_BYTES};

/// Where one workspace's state lives.
#[derive(Debug, Clone)]
pub(super) struct LocalState {
    path: Utf8PathBuf,
}

/// What the file held when it was read or written: a hash of its text, `None` if it was not there.
pub(super) type FileVersion = Option<blake3::Hash>;

/// A state, the version of its file, and what people should hear of how it was read.
pub(super) type Read = (Recorded, FileVersion, Option<String>);

/// The files of a state, as they really lie there.
struct Files {
    state: Utf8PathBuf,
}

impl Files {
    /// `prod.journal` for `prod.json`, so that a journal of an earlier version is found; else the whole name and
    /// `.journal`, so that two states beside each other have two.
    fn journal(&self) -> Utf8PathBuf {
        match self.state.extension() {
            Some("json") => self.state.with_extension("journal"),
            _ => files::appended(&self.state, ".journal"),
        }
    }

    fn lock(&self) -> Utf8PathBuf {
        files::appended(&self.state, ".lock")
    }

    /// What came of the last run with a name.
    fn turn(&self) -> Utf8PathBuf {
        files::appended(&self.state, ".turn")
    }

    /// Pages of receipts.
    fn receipts(&self) -> Utf8PathBuf {
        files::appended(&self.state, ".receipts")
    }

    /// Where earlier versions lock a state. Of those a run can be at work while this one starts.
    fn earlier_lock(&self) -> Option<Utf8PathBuf> {
        let earlier = self.state.with_extension("lock");
        (earlier != self.lock()).then_some(earlier)
    }
}

impl LocalState {
    pub(super) fn new(path: Utf8PathBuf) -> Self {
        Self { path }
    }

    pub(super) fn path(&self) -> &Utf8Path {
        &self.path
    }

    pub(super) fn turn(&self) -> Result<Option<Vec<u8>>, StateError> {
        let path = self.files()?.turn();
        match files::read(&path, STATE_BYTES) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(StateError::io("read", &path, error)),
        }
    }

    pub(super) fn keep_turn(&self, bytes: &[u8]) -> Result<(), StateError> {
        let path = self.files()?.turn();
        let written = make_folder(&path).and_then(|()| files::replace(&path, bytes));
        written.map_err(|source| StateError::io("write", &path, source))
    }

    /// The folder of its receipts.
    pub(super) fn receipts(&self) -> Result<Utf8PathBuf, StateError> {
        Ok(self.files()?.receipts())
    }

    /// The state and its journal; of a link that leads nowhere, none that can be looked at.
    pub(super) fn kept(&self) -> [Utf8PathBuf; 2] {
        let state = self.path.clone();
        let files = self.files().unwrap_or(Files { state });
        [files.state.clone(), files.journal()]
    }

    /// Where the state really is. A link that leads nowhere is no missing state: what it led to may be on a disk that is
    /// not there today.
    fn files(&self) -> Result<Files, StateError> {
        if !files::is_link(&self.path) {
            return Ok(Files {
                state: self.path.clone(),
            });
        }
        match self.path.canonicalize_utf8() {
            Ok(state) => Ok(Files { state }),
            Err(source) if source.kind() == ErrorKind::NotFound => Err(StateError::DanglingLink {
                place: self.path.to_string(),
                target: fs::read_link(&self.path)
                    .map(|target| target.display().to_string())
                    .unwrap_or_default(),
            }),
            Err(source) => Err(StateError::io("read", &self.path, source)),
        }
    }

    /// The state, with what a killed run's journal adds to it. A missing file is an empty state. Writes nothing.
    pub(super) fn load(&self) -> Result<Read, StateError> {
        let files = self.files()?;
        let (mut recorded, version) = match read(&files.state, STATE_BYTES)? {
            Some(text) => {
                let recorded = document::parse(self.path.as_str(), &text)?;
                (recorded, Some(blake3::hash(&text)))
            }
            None => (document::empty()?, None),
        };
        let journal = files.journal();
        files::refuse_link(&journal).map_err(|source| StateError::io("use", &journal, source))?;
        let mut remark = None;
        if let Some(text) = read(&journal, JOURNAL_BYTES)? {
            // A kill may have torn a letter apart; the torn line is dropped anyway.
            let text = String::from_utf8_lossy(&text);
            remark = document::fold(&mut recorded, journal.as_str(), &text)?;
        }
        Ok((recorded, version, remark))
    }

    pub(super) async fn lock(
        &self,
        holder: &Holder,
        timeout: Duration,
        waiting: &(dyn Fn(Option<&Holder>) + Sync),
    ) -> Result<FileLock, LockError> {
        let files = self.files().map_err(LockError::State)?;
        refuse_another_file(&files.state, self.path.as_str()).map_err(LockError::State)?;
        let path = files.lock();
        make_folder(&path).map_err(|source| LockError::io(&path, source))?;
        let lock = FileLock::take(&path, holder, timeout, waiting).await?;
        match files.earlier_lock() {
            Some(earlier) => lock.and_earlier(&earlier),
            None => Ok(lock),
        }
    }

    pub(super) fn holder(&self) -> Result<Holding, LockError> {
        let files = self.files().map_err(LockError::State)?;
        match (FileLock::holder(&files.lock())?, files.earlier_lock()) {
            (Holding::Nobody, Some(earlier)) => FileLock::holder(&earlier),
            (held, _) => Ok(held),
        }
    }

    /// Saves the state if the file still is what was `seen`; the journal is then spent and goes.
    pub(super) fn save(
        &self,
        recorded: &Recorded,
        seen: &FileVersion,
    ) -> Result<FileVersion, StateError> {
        let files = self.files()?;
        let text = document::text(self.path.as_str(), recorded)?;
        if read(&files.state, STATE_BYTES)?.map(|text| blake3::hash(&text)) != *seen {
            return Err(StateError::Conflict {
                place: self.path.to_string(),
            });
        }
        make_folder(&files.state)
            .and_then(|()| files::replace(&files.state, text.as_bytes()))
            .map_err(|source| StateError::io("write", &self.path, source))?;
        match fs::remove_file(files.journal()) {
            Err(source) if source.kind() != ErrorKind::NotFound => {
                return Err(StateError::io("remove", &files.journal(), source));
            }
            _ => {}
        }
        Ok(Some(blake3::hash(text.as_bytes())))
    }

    pub(super) fn begin_journal(&self, begin: &Line) -> Result<Journal, JournalError> {
        let files = self.files();
        let files = files.map_err(|error| JournalError::new(&self.path, error))?;
        journal_file::create(&files.journal(), &files.state, begin)
    }
}

/// A file that is not a state is not to get a lock beside it, let alone to be written over.
fn refuse_another_file(state: &Utf8Path, place: &str) -> Result<(), StateError> {
    // Of a folder that is none, the lock tells.
    if state.parent().is_some_and(Utf8Path::is_file) {
        return Ok(());
    }
    match read(state, STATE_BYTES)? {
        Some(text) if !document::looks_like_one(&text) => document::parse(place, &text).map(drop),
        _ => Ok(()),
    }
}

fn make_folder(file: &Utf8Path) -> std::io::Result<()> {
    file.parent().map_or(Ok(()), fs::create_dir_all)
}

fn read(path: &Utf8Path, most: u64) -> Result<Option<Vec<u8>>, StateError> {
    match files::read(path, most) {
        Ok(text) => Ok(Some(text)),
        Err(source) if source.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(StateError::io("read", &path, source)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_and_newer_states_are_refused_with_the_file_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(folder.path().join("w.json")).unwrap();
        let state = LocalState::new(path.clone());
        let say = |text: &str| {
            fs::write(&path, text).unwrap();
            let message = state.load().unwrap_err().to_string();
            message.replace(path.as_str(), "w.json")
        };
        insta::assert_snapshot!(say("<<<<<<< ours"), @"w.json has a merge conflict, from line 1 on");
        insta::assert_snapshot!(say(r#"{"formatVersion": 9}"#), @"w.json has format version 9; this program reads up to 1");
    }
}

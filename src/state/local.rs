//! The state in a local file: `<workspace>.json`, beside it the journal and the lock of a running apply.
//!
//! The lock keeps runs apart; the check before a save also finds a person's edit, or a checkout of another branch.

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};

use super::document;
use super::error::StateError;
use super::holder::{Holder, Holding};
use super::journal::{Journal, JournalError, Line};
use super::journal_file::{self, sync_folder};
use super::local_lock::FileLock;
use super::lock::LockError;
use super::recorded::Recorded;

/// Where one workspace's state lives.
#[derive(Debug, Clone)]
pub(super) struct LocalState {
    path: Utf8PathBuf,
}

/// What the file held when it was read or written: a hash of its text, `None` if it was not there.
pub(super) type FileVersion = Option<blake3::Hash>;

impl LocalState {
    pub(super) fn new(path: Utf8PathBuf) -> Self {
        Self { path }
    }

    pub(super) fn path(&self) -> &Utf8Path {
        &self.path
    }

    fn journal_path(&self) -> Utf8PathBuf {
        self.path.with_extension("journal")
    }

    fn lock_path(&self) -> Utf8PathBuf {
        self.path.with_extension("lock")
    }

    /// The state, with what a killed run's journal adds to it. A missing file is an empty state. Writes nothing.
    pub(super) fn load(&self) -> Result<(Recorded, FileVersion), StateError> {
        let (mut recorded, version) = match read(&self.path)? {
            Some(text) => {
                let recorded = document::parse(self.path.as_str(), &text)?;
                (recorded, Some(blake3::hash(&text)))
            }
            None => (document::empty()?, None),
        };
        let journal = self.journal_path();
        if let Some(text) = read(&journal)? {
            // A kill may have torn a letter apart; the torn line is dropped anyway.
            let text = String::from_utf8_lossy(&text);
            document::fold(&mut recorded, journal.as_str(), &text)?;
        }
        Ok((recorded, version))
    }

    pub(super) async fn lock(
        &self,
        holder: &Holder,
        timeout: Duration,
        waiting: &(dyn Fn(Option<&Holder>) + Sync),
    ) -> Result<FileLock, LockError> {
        let path = self.lock_path();
        self.make_folder()
            .map_err(|source| LockError::io(&path, source))?;
        FileLock::take(&path, holder, timeout, waiting).await
    }

    pub(super) fn holder(&self) -> Result<Holding, LockError> {
        FileLock::holder(&self.lock_path())
    }

    /// Saves the state if the file still is what was `seen`; the journal is then spent and goes.
    pub(super) fn save(
        &self,
        recorded: &Recorded,
        seen: &FileVersion,
    ) -> Result<FileVersion, StateError> {
        let text = document::text(self.path.as_str(), recorded)?;
        if read(&self.path)?.map(|text| blake3::hash(&text)) != *seen {
            return Err(StateError::Conflict {
                place: self.path.to_string(),
            });
        }
        self.make_folder()
            .and_then(|()| self.replace(&text))
            .map_err(|source| StateError::io("write", &self.path, source))?;
        match fs::remove_file(self.journal_path()) {
            Err(source) if source.kind() != ErrorKind::NotFound => {
                return Err(StateError::io("remove", &self.journal_path(), source));
            }
            _ => {}
        }
        Ok(Some(blake3::hash(text.as_bytes())))
    }

    pub(super) fn begin_journal(&self, begin: &Line) -> Result<Journal, JournalError> {
        journal_file::create(&self.journal_path(), begin)
    }

    fn make_folder(&self) -> std::io::Result<()> {
        self.path.parent().map_or(Ok(()), fs::create_dir_all)
    }

    /// Writes beside the file, makes it durable, and swaps: a reader sees the old or the new state, never half.
    fn replace(&self, text: &str) -> std::io::Result<()> {
        let beside = self.path.with_extension("json.new");
        let mut file = File::create(&beside)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&beside, &self.path)?;
        sync_folder(&self.path)
    }
}

fn read(path: &Utf8Path) -> Result<Option<Vec<u8>>, StateError> {
    match fs::read(path) {
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
        insta::assert_snapshot!(say("<<<<<<< ours"), @"w.json is no readable state: expected value at line 1 column 1");
        insta::assert_snapshot!(say(r#"{"formatVersion": 9}"#), @"w.json has format version 9; this program reads up to 1");
    }
}

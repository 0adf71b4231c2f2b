//! The state in a local file: `<workspace>.json`, beside it the journal and the lock of a running apply.

use std::fs::{self, File};
use std::io::Write as _;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};

use super::fingerprint::FingerprintKey;
use super::journal::{self, Journal, JournalError, Line};
use super::lock::{Holder, Lock, LockError};
use super::recorded::Recorded;

/// Where one workspace's state lives.
#[derive(Debug, Clone)]
pub struct LocalState {
    path: Utf8PathBuf,
}

/// Why a state cannot be used. Nothing was sent when one of these shows.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// The file cannot be read or written. The machine's fault.
    #[error("cannot {action} {path}: {source}")]
    Io {
        /// What was tried.
        action: &'static str,
        /// The file.
        path: Utf8PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is no state: a bad merge, or another file. The user's to mend, from version control.
    #[error("{path} is no readable state: {source}")]
    Damaged {
        /// The file.
        path: Utf8PathBuf,
        /// What is wrong.
        source: serde_json::Error,
    },
    /// A newer program wrote it. The user's to mend: use that program.
    #[error(
        "{path} has format version {found}; this program reads up to {}",
        Recorded::FORMAT_VERSION
    )]
    Newer {
        /// The file.
        path: Utf8PathBuf,
        /// Its version.
        found: u64,
    },
    /// A line of the journal in its middle is damaged. The machine's fault; a person must look.
    #[error("line {line} of the journal {path} is damaged")]
    DamagedJournal {
        /// The file.
        path: Utf8PathBuf,
        /// Which line, from 1.
        line: usize,
    },
    /// The machine gives no random bytes.
    #[error("the machine gives no random bytes: {0}")]
    Random(getrandom::Error),
}

impl LocalState {
    /// The state in the file `path`.
    pub fn new(path: impl Into<Utf8PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// The file.
    pub fn path(&self) -> &Utf8Path {
        &self.path
    }

    /// The journal of a running or killed apply.
    pub fn journal_path(&self) -> Utf8PathBuf {
        self.path.with_extension("journal")
    }

    /// The state, with what a killed run's journal adds to it. A missing file is an empty state.
    /// Writes nothing.
    pub fn load(&self) -> Result<Recorded, StateError> {
        let mut recorded = match self.read(&self.path)? {
            Some(text) => self.parse(&text)?,
            None => empty()?,
        };
        self.fold_journal(&mut recorded)?;
        Ok(recorded)
    }

    /// Takes the lock, waiting up to `timeout`.
    pub fn lock(&self, holder: &Holder, timeout: Duration) -> Result<Lock, LockError> {
        let path = self.path.with_extension("lock");
        self.make_folder().map_err(|source| LockError::Io {
            path: path.clone(),
            source,
        })?;
        Lock::take(&path, holder, timeout)
    }

    /// Saves the state as its next version; the journal is then spent and goes. Whoever calls it holds the lock.
    pub fn save(&self, recorded: &mut Recorded) -> Result<(), StateError> {
        recorded.serial += 1;
        let mut text =
            serde_json::to_string_pretty(recorded).map_err(|source| StateError::Damaged {
                path: self.path.clone(),
                source,
            })?;
        text.push('\n');
        self.make_folder()
            .and_then(|()| self.replace(&text))
            .map_err(|source| self.io("write", &self.path, source))?;
        match fs::remove_file(self.journal_path()) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                Err(self.io("remove", &self.journal_path(), source))
            }
            _ => Ok(()),
        }
    }

    /// Starts the journal of a run that continues `recorded`, which must be saved.
    pub fn begin_journal(&self, recorded: &Recorded, run: &str) -> Result<Journal, JournalError> {
        let begin = Line::Begin {
            lineage: recorded.lineage.clone(),
            serial: recorded.serial,
            run: run.to_owned(),
        };
        Journal::create(&self.journal_path(), &begin)
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
        fs::rename(&beside, &self.path)
    }

    fn read(&self, path: &Utf8Path) -> Result<Option<String>, StateError> {
        match fs::read_to_string(path) {
            Ok(text) => Ok(Some(text)),
            Err(source) if source.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(self.io("read", path, source)),
        }
    }

    fn parse(&self, text: &str) -> Result<Recorded, StateError> {
        let damaged = |source| StateError::Damaged {
            path: self.path.clone(),
            source,
        };
        let value: serde_json::Value = serde_json::from_str(text).map_err(damaged)?;
        match value
            .get("formatVersion")
            .and_then(serde_json::Value::as_u64)
        {
            Some(found) if found > u64::from(Recorded::FORMAT_VERSION) => Err(StateError::Newer {
                path: self.path.clone(),
                found,
            }),
            _ => serde_json::from_value(value).map_err(damaged),
        }
    }

    fn fold_journal(&self, recorded: &mut Recorded) -> Result<(), StateError> {
        let path = self.journal_path();
        let Some(text) = self.read(&path)? else {
            return Ok(());
        };
        let lines = journal::parse(&text).map_err(|line| StateError::DamagedJournal {
            path: path.clone(),
            line,
        })?;
        let mut lines = lines.into_iter();
        match lines.next() {
            Some(Line::Begin {
                lineage, serial, ..
            }) if lineage == recorded.lineage && serial == recorded.serial => {}
            // Of a state that was deleted, or already folded in: its fingerprints mean nothing here.
            _ => return Ok(()),
        }
        for line in lines {
            if let Line::Fact(delta) = line {
                recorded.apply(&delta);
            }
        }
        Ok(())
    }

    #[expect(clippy::unused_self, reason = "reads as this state's error")]
    fn io(&self, action: &'static str, path: &Utf8Path, source: std::io::Error) -> StateError {
        StateError::Io {
            action,
            path: path.to_owned(),
            source,
        }
    }
}

fn empty() -> Result<Recorded, StateError> {
    let mut key = [0; 32];
    let mut lineage = [0; 8];
    getrandom::fill(&mut key).map_err(StateError::Random)?;
    getrandom::fill(&mut lineage).map_err(StateError::Random)?;
    let lineage = format!("{:016x}", u64::from_le_bytes(lineage));
    Ok(Recorded::new(FingerprintKey::new(key), lineage))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{Delta, RecordChange};

    fn state() -> (tempfile::TempDir, LocalState) {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(folder.path().join("s/w.json")).unwrap();
        (folder, LocalState::new(path))
    }

    fn identify(name: &str) -> Delta {
        let address = format!("taptalent/Flow/{name}").parse().unwrap();
        Delta {
            address,
            change: RecordChange::Identify { id: name.into() },
        }
    }

    #[test]
    fn a_missing_state_is_empty_and_loading_it_writes_nothing() {
        let (folder, state) = state();
        assert!(state.load().unwrap().resources.is_empty());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_is_saved_is_loaded_and_each_save_counts() {
        let (_folder, state) = state();
        let mut recorded = state.load().unwrap();
        recorded.apply(&identify("a"));
        state.save(&mut recorded).unwrap();
        state.save(&mut recorded).unwrap();
        assert_eq!(state.load().unwrap(), recorded);
        assert_eq!(recorded.serial, 2);
    }

    #[tokio::test]
    async fn the_journal_of_a_killed_run_is_folded_in_and_a_spent_one_is_not() {
        let (_folder, state) = state();
        let mut recorded = state.load().unwrap();
        state.save(&mut recorded).unwrap();
        let journal = state.begin_journal(&recorded, "r").unwrap();
        journal.durable(&[identify("a")]).await.unwrap();
        drop(journal);
        let mut folded = state.load().unwrap();
        assert_eq!(folded.resources.len(), 1);

        let spent = fs::read(state.journal_path()).unwrap();
        folded.apply(&Delta {
            change: RecordChange::Forget,
            ..identify("a")
        });
        state.save(&mut folded).unwrap();
        fs::write(state.journal_path(), spent).unwrap();
        assert!(state.load().unwrap().resources.is_empty());
    }

    #[test]
    fn damaged_and_newer_states_are_refused_with_the_file_named() {
        let (_folder, state) = state();
        state.make_folder().unwrap();
        let say = |text: &str| {
            fs::write(state.path(), text).unwrap();
            let message = state.load().unwrap_err().to_string();
            message.replace(state.path().as_str(), "w.json")
        };
        insta::assert_snapshot!(say("<<<<<<< ours"), @"w.json is no readable state: expected value at line 1 column 1");
        insta::assert_snapshot!(say(r#"{"formatVersion": 9}"#), @"w.json has format version 9; this program reads up to 1");
    }
}

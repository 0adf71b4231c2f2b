//! The lock of a local state: one of the operating system, which dies with its process. The file's text only tells
//! people who holds it; nothing is decided from it.

use std::fs::{File, TryLockError};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::time::Duration;

use camino::Utf8Path;
use tokio::time::Instant;

use super::holder::{Holder, Holding};
use super::lock_error::LockError;
use crate::files;

/// How often a waiting run looks again.
const PAUSE: Duration = Duration::from_millis(100);

const BEGINNING: &[u8] = br#"{"owner":"#;

/// More than any lock holds.
const LARGEST: u64 = 64 * 1024;

/// A locked file; dropping it frees it.
#[derive(Debug)]
pub(super) struct FileLock {
    _file: Held,
    /// What an earlier version of this program would lock.
    _earlier: Option<Held>,
}

/// Unlocked by its own call, not by being closed: a program that is being started (a source of people) has a copy of
/// every open file until it runs, and would keep the lock so long.
#[derive(Debug)]
struct Held(File);

impl Drop for Held {
    fn drop(&mut self) {
        // What cannot be unlocked is freed when it is closed, right after this.
        let _ = self.0.unlock();
    }
}

impl FileLock {
    /// Takes the lock at `path`, waiting up to `timeout` for another run to end. `waiting` is called once if it has to.
    pub(super) async fn take(
        path: &Utf8Path,
        holder: &Holder,
        timeout: Duration,
        waiting: &(dyn Fn(Option<&Holder>) + Sync),
    ) -> Result<Self, LockError> {
        let failed = |source: std::io::Error| LockError::io(&path, source);
        let mut file = files::open_own(path).map_err(failed)?;
        refuse_another_file(path).map_err(failed)?;
        let deadline = Instant::now() + timeout;
        let mut said = false;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::Error(source)) => return Err(failed(source)),
                Err(TryLockError::WouldBlock) => {}
            }
            let other = read_holder(&mut file);
            if Instant::now() >= deadline {
                return Err(LockError::Held {
                    holder: other.map(Box::new),
                });
            }
            if !std::mem::replace(&mut said, true) {
                waiting(other.as_ref());
            }
            tokio::time::sleep(PAUSE).await;
        }
        let text = serde_json::to_string(holder).unwrap_or_default();
        file.set_len(0)
            .and_then(|()| file.seek(SeekFrom::Start(0)))
            .and_then(|_| file.write_all(text.as_bytes()))
            .map_err(failed)?;
        Ok(Self {
            _file: Held(file),
            _earlier: None,
        })
    }

    /// Locks the file that an earlier version has left as its lock, too, so that neither starts beside the other. It is
    /// not made, and nothing is written to it: it may be somebody else's.
    pub(super) fn and_earlier(self, path: &Utf8Path) -> Result<Self, LockError> {
        let is_there = path.symlink_metadata().is_ok_and(|found| found.is_file());
        let Some(mut file) = is_there.then(|| File::open(path).ok()).flatten() else {
            return Ok(self);
        };
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            let holder = read_holder(&mut file).map(Box::new);
            return Err(LockError::Held { holder });
        }
        Ok(Self {
            _earlier: Some(Held(file)),
            ..self
        })
    }

    /// Who holds the lock at `path`.
    pub(super) fn holder(path: &Utf8Path) -> Result<Holding, LockError> {
        let failed = |source: std::io::Error| LockError::io(&path, source);
        match path.symlink_metadata() {
            Ok(found) if found.is_file() => {}
            _ => return Ok(Holding::Nobody),
        }
        let mut file = File::open(path).map_err(failed)?;
        match file.try_lock_shared() {
            Ok(()) => {
                drop(Held(file));
                Ok(Holding::Nobody)
            }
            Err(TryLockError::WouldBlock) => Ok(Holding::by(read_holder(&mut file))),
            Err(TryLockError::Error(source)) => Err(failed(source)),
        }
    }
}

/// What is not a lock is not written over.
fn refuse_another_file(path: &Utf8Path) -> std::io::Result<()> {
    let text = files::read(path, LARGEST)?;
    match serde_json::from_slice::<Holder>(&text) {
        Ok(_) => Ok(()),
        Err(error) if error.is_eof() && is_torn(&text) => Ok(()),
        Err(_) => Err(std::io::Error::other(
            "a file of that name exists and is not a lock",
        )),
    }
}

/// Whether a lock begins so: a full disk, or the end of a run, has cut it off.
fn is_torn(text: &[u8]) -> bool {
    text.starts_with(BEGINNING) || BEGINNING.starts_with(text)
}

fn read_holder(file: &mut File) -> Option<Holder> {
    let mut text = String::new();
    file.seek(SeekFrom::Start(0)).ok()?;
    file.take(LARGEST).read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}

#[cfg(test)]
mod tests {
    use camino::Utf8PathBuf;

    use super::*;

    #[test]
    fn a_program_that_is_being_started_does_not_keep_the_lock() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let held = Held(File::create(&path).unwrap());
        held.0.lock().unwrap();
        let copy_of_the_program = held.0.try_clone().unwrap();
        drop(held);
        File::open(&path).unwrap().try_lock().unwrap();
        drop(copy_of_the_program);
    }

    #[tokio::test]
    async fn the_second_run_is_told_who_holds_the_lock_and_gets_it_when_it_is_free() {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(folder.path().join("lock")).unwrap();
        let holder = Holder {
            owner: "kim".into(),
            host: "build-7".into(),
            pid: 42,
            run: "r1".into(),
            commit: None,
            since: "2026-11-22T10:00:00Z".into(),
        };
        let take = || FileLock::take(&path, &holder, Duration::ZERO, &|_| {});
        assert_eq!(FileLock::holder(&path).unwrap(), Holding::Nobody);
        let first = take().await.unwrap();
        let refused = take().await.unwrap_err();
        insta::assert_snapshot!(refused, @"the state is locked by kim on build-7 (process 42, run r1) since 2026-11-22T10:00:00Z");
        assert_eq!(
            FileLock::holder(&path).unwrap(),
            Holding::by(Some(holder.clone()))
        );
        drop(first);
        assert_eq!(FileLock::holder(&path).unwrap(), Holding::Nobody);
        assert!(take().await.is_ok());

        let text = serde_json::to_vec(&holder).unwrap();
        for length in 0..text.len() {
            std::fs::write(&path, &text[..length]).unwrap();
            assert!(take().await.is_ok(), "{length}");
        }
        for other in [&b"x"[..], b"{}", b"[", br#"{"name":"#, br#"{"owner":1}"#] {
            std::fs::write(&path, other).unwrap();
            assert!(take().await.is_err());
            assert_eq!(std::fs::read(&path).unwrap(), other);
        }
    }
}

//! One apply at a time on one state: a lock of the operating system, which dies with its process. The file's text only
//! tells people who holds it; nothing is decided from it.

use std::fs::{File, TryLockError};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use serde::{Deserialize, Serialize};

/// Who holds a lock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Holder {
    /// User and host.
    pub owner: String,
    /// Process id.
    pub pid: u32,
    /// The run.
    pub run: String,
    /// When it was taken (RFC 3339).
    pub since: String,
}

/// A held lock; dropping it frees it.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Why a lock was not taken.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another run works on the same state. Nobody's fault: wait for it.
    #[error("{}", held_by(holder.as_ref()))]
    Held {
        /// Who, if the lock file says it.
        holder: Option<Holder>,
    },
    /// The lock file cannot be used. The machine's fault.
    #[error("cannot use the lock file {path}: {source}")]
    Io {
        /// The file.
        path: Utf8PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

fn held_by(holder: Option<&Holder>) -> String {
    match holder {
        Some(Holder {
            owner,
            pid,
            run,
            since,
        }) => {
            format!("the state is locked by {owner} (process {pid}, run {run}) since {since}")
        }
        None => "the state is locked by another run".to_owned(),
    }
}

impl Lock {
    /// How often a waiting run looks again.
    const PAUSE: Duration = Duration::from_millis(100);

    /// Takes the lock at `path`, waiting up to `timeout` for another run to end.
    pub fn take(path: &Utf8Path, holder: &Holder, timeout: Duration) -> Result<Self, LockError> {
        let failed = |source| LockError::Io {
            path: path.to_owned(),
            source,
        };
        let mut file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(failed)?;
        let deadline = Instant::now() + timeout;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::Error(source)) => return Err(failed(source)),
                Err(TryLockError::WouldBlock) if Instant::now() >= deadline => {
                    return Err(LockError::Held {
                        holder: read_holder(&mut file),
                    });
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(Self::PAUSE),
            }
        }
        let text = serde_json::to_string(holder).unwrap_or_default();
        file.set_len(0)
            .and_then(|()| file.seek(SeekFrom::Start(0)))
            .and_then(|_| file.write_all(text.as_bytes()))
            .map_err(failed)?;
        Ok(Self { _file: file })
    }
}

fn read_holder(file: &mut File) -> Option<Holder> {
    let mut text = String::new();
    file.seek(SeekFrom::Start(0)).ok()?;
    file.read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_run_is_told_who_holds_the_lock_and_gets_it_when_it_is_free() {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(folder.path().join("lock")).unwrap();
        let holder = Holder {
            owner: "kim@build-7".into(),
            pid: 42,
            run: "r1".into(),
            since: "2026-11-22T10:00:00Z".into(),
        };
        let first = Lock::take(&path, &holder, Duration::ZERO).unwrap();
        let refused = Lock::take(&path, &holder, Duration::ZERO).unwrap_err();
        insta::assert_snapshot!(refused, @"the state is locked by kim@build-7 (process 42, run r1) since 2026-11-22T10:00:00Z");
        drop(first);
        assert!(Lock::take(&path, &holder, Duration::ZERO).is_ok());
    }
}

//! Since when the lock of each workspace in a bucket has been seen as it is: what one look has begun, the next one goes on with,
//! be it of another turn of this process, or of another process of this machine. So many locks of dead runs are waited for at the
//! same time, and also by workers none of which lives for a whole lease.
//!
//! Decides nothing about whose a lock is, and counts only what this machine has seen itself, by its own clock.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use object_store::path::Path;

use super::objects::Condition;
use super::sightings_kept::{Kept, SightingsFolder};
use crate::clock::Moment;

#[derive(Debug, Clone, Default)]
pub(super) struct Sightings {
    seen: Arc<Mutex<BTreeMap<Path, (Condition, Moment)>>>,
    /// Where other processes of this machine find them.
    folder: Option<SightingsFolder>,
}

impl Sightings {
    /// The same, and in that folder what other processes saw.
    pub(super) fn kept_in(&self, folder: SightingsFolder) -> Self {
        Self {
            seen: Arc::clone(&self.seen),
            folder: Some(folder),
        }
    }

    /// Since when the lock has been this version; from now on, if nobody here has seen it before.
    pub(super) fn since(
        &self,
        lock: &Path,
        place: &str,
        version: &Condition,
        now: Moment,
    ) -> Moment {
        if let Some((known, since)) = self.seen().get(lock)
            && known == version
        {
            return *since;
        }
        let since = self.kept_since(place, version, now).unwrap_or(now);
        self.seen().insert(lock.clone(), (version.clone(), since));
        since
    }

    /// The lock is ours: of what stood there nobody needs to know any more.
    pub(super) fn forget(&self, lock: &Path, place: &str) {
        self.seen().remove(lock);
        if let Some(folder) = &self.folder {
            folder.forget(place);
        }
    }

    /// A folder that cannot be read or written helps nobody, and hinders nobody.
    fn kept_since(&self, place: &str, version: &Condition, now: Moment) -> Option<Moment> {
        let folder = self.folder.as_ref()?;
        let sighting = Kept::of(place, version, now)?;
        let earlier = folder.read(place).filter(|kept| kept.is_same(&sighting));
        // What was seen later than now was seen by another count.
        if let Some(since) = earlier
            .map(|kept| kept.since())
            .filter(|since| *since <= now)
        {
            return Some(since);
        }
        folder.keep(&sighting);
        Some(now)
    }

    fn seen(&self) -> MutexGuard<'_, BTreeMap<Path, (Condition, Moment)>> {
        // A panic elsewhere leaves sightings that are still true.
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use camino::Utf8Path;
    use object_store::UpdateVersion;

    use super::*;

    fn version(tag: &str) -> Condition {
        Condition::Is(UpdateVersion {
            e_tag: Some(tag.to_owned()),
            version: None,
        })
    }

    fn at(seconds: u64) -> Moment {
        Moment::at(Duration::from_secs(seconds))
    }

    /// As a process that has just begun, on a machine that was started so.
    fn process(folder: &tempfile::TempDir, machine: &str) -> Sightings {
        let folder = Utf8Path::from_path(folder.path()).unwrap().join("leases");
        Sightings::default().kept_in(SightingsFolder::of_machine(folder, machine))
    }

    fn since(sightings: &Sightings, tag: &str, now: u64) -> Moment {
        let lock = Path::from("p/w.lock");
        sightings.since(&lock, "s3://b/p/w.lock", &version(tag), at(now))
    }

    #[test]
    fn what_a_process_saw_that_died_counts_for_the_next_on_the_same_machine() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(since(&process(&folder, "boot-1"), "a", 100), at(100));
        assert_eq!(since(&process(&folder, "boot-1"), "a", 130), at(100));
        assert_eq!(since(&process(&folder, "boot-1"), "a", 170), at(100));
    }

    #[test]
    fn a_lock_that_was_renewed_is_seen_anew() {
        let folder = tempfile::tempdir().unwrap();
        let watching = process(&folder, "boot-1");
        assert_eq!(since(&watching, "a", 100), at(100));
        assert_eq!(since(&watching, "b", 120), at(120));
        assert_eq!(since(&watching, "b", 150), at(120));
        assert_eq!(since(&process(&folder, "boot-1"), "b", 160), at(120));
        assert_eq!(since(&process(&folder, "boot-1"), "a", 170), at(170));
    }

    #[test]
    fn what_another_machine_saw_does_not_count() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(since(&process(&folder, "boot-1"), "a", 100), at(100));
        assert_eq!(since(&process(&folder, "boot-2"), "a", 130), at(130));
        // Nor does what was seen by a count that has begun again.
        assert_eq!(since(&process(&folder, "boot-2"), "a", 20), at(20));
    }

    #[test]
    fn what_cannot_be_read_or_kept_is_as_if_nobody_had_seen_it() {
        let folder = tempfile::tempdir().unwrap();
        let since_then = since(&process(&folder, "boot-1"), "a", 100);
        let kept = folder.path().join("leases");
        for file in kept.read_dir().unwrap() {
            std::fs::write(file.unwrap().path(), "{").unwrap();
        }
        assert_eq!(since(&process(&folder, "boot-1"), "a", 130), at(130));
        std::fs::remove_dir_all(&kept).unwrap();
        std::fs::write(&kept, "no folder").unwrap();
        assert_eq!(since(&process(&folder, "boot-1"), "a", 140), at(140));
        assert_eq!(since_then, at(100));
    }

    #[test]
    fn of_a_lock_that_was_taken_nothing_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let first = process(&folder, "boot-1");
        since(&first, "a", 100);
        first.forget(&Path::from("p/w.lock"), "s3://b/p/w.lock");
        let left = folder.path().join("leases").read_dir().unwrap().count();
        assert_eq!(left, 0);
        assert_eq!(since(&first, "a", 130), at(130));
    }
}

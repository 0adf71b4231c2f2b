//! What was seen of locks, in files: one for each lock, for other processes of the same machine.
//!
//! A moment means something only to those who count from the same beginning: the same start of the same machine, and of Linux's
//! namespaces of time the same. Where that cannot be told, nothing is kept.

use std::fs;
use std::time::Duration;

use camino::Utf8PathBuf;
use serde::{Deserialize, Serialize};

use super::objects::Condition;
use crate::clock::Moment;
use crate::files;

/// Far more than one is.
const MOST_BYTES: u64 = 1 << 16;

/// One version of one lock, and when it was first seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Kept {
    lock: String,
    e_tag: Option<String>,
    version: Option<String>,
    /// By the machine's clock.
    since_nanoseconds: u64,
    machine: String,
}

impl Kept {
    /// `None`: the version cannot be told from others.
    pub(super) fn of(place: &str, version: &Condition, since: Moment) -> Option<Self> {
        let Condition::Is(version) = version else {
            return None;
        };
        if version.e_tag.is_none() && version.version.is_none() {
            return None;
        }
        let nanoseconds = since.since(Moment::at(Duration::ZERO)).as_nanos();
        Some(Self {
            lock: place.to_owned(),
            e_tag: version.e_tag.clone(),
            version: version.version.clone(),
            since_nanoseconds: u64::try_from(nanoseconds).ok()?,
            machine: String::new(),
        })
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        let of = |one: &Self| (one.lock.clone(), one.e_tag.clone(), one.version.clone());
        of(self) == of(other)
    }

    pub(super) const fn since(&self) -> Moment {
        Moment::at(Duration::from_nanos(self.since_nanoseconds))
    }
}

#[derive(Debug, Clone)]
pub(super) struct SightingsFolder {
    folder: Utf8PathBuf,
    machine: String,
}

impl SightingsFolder {
    /// For the processes of this machine, since its start; `None`: it does not tell which that is.
    pub(super) fn of_this_machine(folder: Utf8PathBuf) -> Option<Self> {
        let start = fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
        // A kernel without such namespaces has one clock for all.
        let namespace = fs::read_link("/proc/self/ns/time").unwrap_or_default();
        let machine = format!("{} {}", start.trim(), namespace.display());
        Some(Self::of_machine(folder, &machine))
    }

    pub(super) fn of_machine(folder: Utf8PathBuf, machine: &str) -> Self {
        Self {
            folder,
            machine: machine.to_owned(),
        }
    }

    pub(super) fn read(&self, place: &str) -> Option<Kept> {
        let text = files::read(&self.file(place), MOST_BYTES).ok()?;
        let kept: Kept = serde_json::from_slice(&text).ok()?;
        (kept.machine == self.machine).then_some(kept)
    }

    /// As well as it can.
    pub(super) fn keep(&self, sighting: &Kept) {
        let kept = Kept {
            machine: self.machine.clone(),
            ..sighting.clone()
        };
        let file = self.file(&kept.lock);
        let _ = fs::create_dir_all(&self.folder)
            .and_then(|()| Ok(serde_json::to_vec(&kept)?))
            .and_then(|text| files::replace(&file, &text));
    }

    pub(super) fn forget(&self, place: &str) {
        let _ = fs::remove_file(self.file(place));
    }

    fn file(&self, place: &str) -> Utf8PathBuf {
        let name = blake3::hash(place.as_bytes()).to_hex();
        self.folder.join(format!("{name}.json"))
    }
}

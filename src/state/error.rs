//! Why a state cannot be used. Locks and journals have errors of their own, since commands treat them differently.

use std::error::Error;

use super::recorded::Recorded;
use crate::os_words;

/// Why a state cannot be used. Nothing was sent when one of these shows before the first call; after it, the journal
/// keeps what is not saved.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// The store cannot be read or written. The machine's fault, the network's, or a missing permission.
    #[error("cannot {action} {place}: {}", told(source.as_ref()))]
    Io {
        action: &'static str,
        place: String,
        source: Box<dyn Error + Send + Sync>,
    },
    /// The document is not a state: a bad merge, or another file. The user's to fix, from version control.
    #[error("{place} is not a valid state: {what}")]
    Damaged {
        place: String,
        /// In words that follow "it is not a state: ".
        what: String,
    },
    /// Version control has left two versions in it. The user's to fix: choose one.
    #[error("{place} has a merge conflict, from line {line} on")]
    MergeConflict {
        place: String,
        /// The line of the first mark, from 1.
        line: usize,
    },
    /// It is a link to something that is not there. The user's to fix: a disk that is not mounted, perhaps.
    #[error("{place} is a broken link: {target} does not exist")]
    DanglingLink {
        place: String,
        /// What it leads to, as it says.
        target: String,
    },
    /// A newer program wrote it. The user's to fix: use that program.
    #[error(
        "{place} has format version {found}; this program reads up to {}",
        Recorded::FORMAT_VERSION
    )]
    Newer { place: String, found: u64 },
    /// The journal is damaged in its middle. The machine's fault; a person must look.
    #[error("line {line} of the journal {place} is damaged")]
    DamagedJournal {
        /// The file or folder of objects.
        place: String,
        /// Which line, from 1.
        line: usize,
    },
    /// The receipts of what was done cannot be written beside the state, which is saved and keeps them for the next run.
    /// The machine's fault, the network's, or a missing permission.
    #[error("the receipts of what was done cannot be written: {0}")]
    Receipts(Box<Self>),
    /// Receipts whose last line is no receipt, so that no other can follow it. A person must look.
    #[error("{place} does not end with a receipt, so that nothing can be added after it")]
    DamagedReceipts { place: String },
    /// Somebody else saved, changed or removed the state after it was read. Nobody's fault; nothing was overwritten.
    #[error("{place} was saved by somebody else after this run read it; nothing was overwritten")]
    Conflict { place: String },
    /// It kept changing while it was read. Nobody's fault: another run is at work.
    #[error("{place} kept changing while it was read")]
    Unsteady { place: String },
    /// The place, or what the environment says about it, cannot be used. The user's to fix.
    #[error("cannot keep a state in {place}: {reason}")]
    BadPlace {
        /// As written.
        place: String,
        reason: String,
    },
    /// The machine gives no random bytes.
    #[error("cannot get random bytes from the operating system: {0}")]
    Random(getrandom::Error),
}

/// Of a file without the number of its failure.
pub(super) fn told(source: &(dyn Error + Send + Sync + 'static)) -> String {
    let file = source.downcast_ref::<std::io::Error>();
    file.map_or_else(|| source.to_string(), os_words::told)
}

impl StateError {
    pub(super) fn io(
        action: &'static str,
        place: &impl ToString,
        source: impl Into<Box<dyn Error + Send + Sync>>,
    ) -> Self {
        Self::Io {
            action,
            place: place.to_string(),
            source: source.into(),
        }
    }
}

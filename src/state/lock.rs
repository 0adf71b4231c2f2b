//! One apply at a time on one state: what every store's lock has in common. How a lock is held is `local_lock`'s and
//! `remote::lease`'s business; nothing here waits, sends or prints.

use tokio::sync::watch;

use super::holder::Holder;
use super::local_lock::FileLock;
use super::lock_error::LockError;
#[cfg(feature = "remote-state")]
use super::remote::Lease;

/// A held lock. [`Lock::release`] it in the end: dropped, a local one is free at once, and a remote one only when its
/// lease has run out.
#[derive(Debug)]
pub struct Lock {
    kind: Kind,
    taken_over: Option<Holder>,
}

#[derive(Debug)]
enum Kind {
    File {
        _lock: FileLock,
    },
    #[cfg(feature = "remote-state")]
    Lease(Lease),
}

/// Hears that a lock was lost while it should have been held. Can be cloned and outlives the lock.
#[derive(Debug, Clone)]
pub struct Loss(Option<watch::Receiver<Option<String>>>);

impl Loss {
    /// Why the lock is lost; `None` while it is held, or after it was given back.
    pub fn reason(&self) -> Option<String> {
        self.0.as_ref().and_then(|lost| lost.borrow().clone())
    }

    /// Waits until the lock is lost, and says why. Never ends if that does not happen.
    pub async fn happened(mut self) -> String {
        if let Some(lost) = &mut self.0
            && let Ok(reason) = lost.wait_for(Option::is_some).await
        {
            return reason.clone().unwrap_or_default();
        }
        std::future::pending().await
    }
}

impl Lock {
    pub(super) const fn file(lock: FileLock) -> Self {
        Self {
            kind: Kind::File { _lock: lock },
            taken_over: None,
        }
    }

    #[cfg(feature = "remote-state")]
    pub(super) const fn lease(lease: Lease, taken_over: Option<Holder>) -> Self {
        Self {
            kind: Kind::Lease(lease),
            taken_over,
        }
    }

    /// The run whose lock had run out and was taken over, for people to be told.
    pub const fn taken_over(&self) -> Option<&Holder> {
        self.taken_over.as_ref()
    }

    /// Hears of the loss of this lock. Whoever sends anything under the lock must listen, and stop.
    #[cfg_attr(
        not(feature = "remote-state"),
        expect(clippy::unused_self, reason = "a local lock is never lost")
    )]
    pub fn lost(&self) -> Loss {
        match &self.kind {
            // The operating system takes it from nobody.
            Kind::File { .. } => Loss(None),
            #[cfg(feature = "remote-state")]
            Kind::Lease(lease) => Loss(Some(lease.lost())),
        }
    }

    /// Gives the lock back. If it was lost meanwhile, whoever has it keeps it.
    #[cfg_attr(
        not(feature = "remote-state"),
        expect(clippy::unused_async, reason = "a remote lock takes a request")
    )]
    pub async fn release(self) -> Result<(), LockError> {
        match self.kind {
            Kind::File { .. } => Ok(()),
            #[cfg(feature = "remote-state")]
            Kind::Lease(lease) => lease.release().await,
        }
    }
}

//! One apply at a time on one state: what every store's lock has in common. How a lock is held is `local_lock`'s and
//! `remote::lease`'s business; nothing here waits, sends or prints.

use tokio::sync::watch;

use super::holder::Holder;
use super::local_lock::FileLock;
use super::lock_error::LockError;
#[cfg(feature = "remote-state")]
use super::remote::Lease;
use crate::clock::{Clock, Moment};

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
    Lease(Box<Lease>),
}

/// How a lock stands that may be lost.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    not(any(test, feature = "remote-state")),
    expect(dead_code, reason = "a local lock is never lost")
)]
pub(super) enum Hold {
    /// It is held for what is sent before this moment.
    Until(Moment),
    /// For good, and why.
    Lost(String),
}

/// Hears that a lock was lost while it should have been held. Can be cloned and outlives the lock.
#[derive(Debug, Clone)]
pub struct Loss(Option<(watch::Receiver<Hold>, Clock)>);

impl Loss {
    #[cfg(feature = "remote-state")]
    pub(super) const fn of(hold: watch::Receiver<Hold>, clock: Clock) -> Self {
        Self(Some((hold, clock)))
    }

    /// Why the lock is known to be lost; `None` while it is held, or after it was given back.
    pub fn reason(&self) -> Option<String> {
        let (hold, _) = self.0.as_ref()?;
        match &*hold.borrow() {
            Hold::Lost(reason) => Some(reason.clone()),
            Hold::Until(_) => None,
        }
    }

    /// Whether something may be sent under the lock now. After the run stood still that is known only when it has tried to
    /// renew the lock, which is waited for.
    ///
    /// # Errors
    /// Why the lock is lost.
    pub async fn holds(&self) -> Result<(), String> {
        let Some((mut hold, clock)) = self.0.clone() else {
            return Ok(());
        };
        let now = || clock.now();
        let settled = |hold: &Hold| match hold {
            Hold::Lost(_) => true,
            Hold::Until(end) => now() < *end,
        };
        match hold.wait_for(settled).await.as_deref() {
            Ok(Hold::Lost(reason)) => Err(reason.clone()),
            Ok(Hold::Until(_)) => Ok(()),
            Err(_ended) => Err("nobody renews its lease any more".to_owned()),
        }
    }

    /// Waits until the lock is lost, and says why. Never ends if that does not happen.
    pub async fn happened(mut self) -> String {
        if let Some((hold, _)) = &mut self.0
            && let Ok(hold) = hold.wait_for(|hold| matches!(hold, Hold::Lost(_))).await
            && let Hold::Lost(reason) = &*hold
        {
            return reason.clone();
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
    pub(super) fn lease(lease: Lease, taken_over: Option<Holder>) -> Self {
        Self {
            kind: Kind::Lease(Box::new(lease)),
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
            Kind::Lease(lease) => lease.lost(),
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use futures_util::FutureExt as _;

    use super::*;

    /// At the tenth second, with this standing.
    fn loss(hold: Hold) -> (watch::Sender<Hold>, Loss) {
        let (tell, told) = watch::channel(hold);
        let clock = Clock::of(|| Moment::at(Duration::from_secs(10)));
        (tell, Loss(Some((told, clock))))
    }

    fn until(second: u64) -> Hold {
        Hold::Until(Moment::at(Duration::from_secs(second)))
    }

    #[test]
    fn a_lock_holds_before_its_end_and_whose_end_has_come_waits_for_what_becomes_of_it() {
        let (_held, loss_of_held) = loss(until(11));
        assert_eq!(loss_of_held.holds().now_or_never(), Some(Ok(())));
        for end in [9, 10] {
            let (tell, over) = loss(until(end));
            assert_eq!(over.holds().now_or_never(), None, "{end}");
            assert_eq!(over.reason(), None);
            tell.send_replace(until(11));
            assert_eq!(over.holds().now_or_never(), Some(Ok(())));
            tell.send_replace(Hold::Lost("kim has it".to_owned()));
            assert_eq!(
                over.holds().now_or_never(),
                Some(Err("kim has it".to_owned()))
            );
            assert_eq!(over.reason().as_deref(), Some("kim has it"));
        }
    }

    #[test]
    fn a_lock_that_nobody_renews_any_more_is_no_lock_once_its_end_has_come() {
        let (tell, over) = loss(until(10));
        drop(tell);
        assert!(matches!(over.holds().now_or_never(), Some(Err(_))));
        assert_eq!(Loss(None).holds().now_or_never(), Some(Ok(())));
    }
}

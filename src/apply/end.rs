//! Whether a run goes on: it ends when it is asked to, and when every further call would fail alike.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::failure::Failure;
use crate::provider::http::Stop;

/// What may end a run.
pub(super) struct End<'a> {
    pub(super) stop: &'a Stop,
    /// Set when a failure showed that every further call would fail alike.
    hopeless: AtomicBool,
}

impl<'a> End<'a> {
    pub(super) const fn new(stop: &'a Stop) -> Self {
        Self {
            stop,
            hopeless: AtomicBool::new(false),
        }
    }

    pub(super) fn is_near(&self) -> bool {
        self.stop.is_requested() || self.hopeless.load(Ordering::Relaxed)
    }

    pub(super) fn is_requested(&self) -> bool {
        self.stop.is_requested()
    }

    /// A failure that every further call would share ends the run.
    pub(super) fn hear(&self, failure: &Failure) {
        if failure.concerns_all() {
            self.hopeless.store(true, Ordering::Relaxed);
        }
    }

    /// Waits; `false`: the run is asked to end.
    pub(super) async fn pauses(&self, pause: Duration) -> bool {
        tokio::select! {
            biased;
            () = self.stop.requested() => false,
            () = tokio::time::sleep(pause) => true,
        }
    }
}

//! The wish to end early: calls in flight finish and are remembered, nothing new is sent. It stands beside the transport,
//! since only there is it known whether a call is in flight or still waits. Hears no signal itself.

use std::future::Future;

use tokio::sync::watch;

/// Shared between whoever hears the signal and the run.
#[derive(Debug, Clone)]
pub struct Stop(watch::Sender<bool>);

impl Default for Stop {
    fn default() -> Self {
        Self(watch::Sender::new(false))
    }
}

impl Stop {
    /// Asks the run to end. Returns whether it had been asked before.
    pub fn request(&self) -> bool {
        self.0.send_replace(true)
    }

    /// What `wait` comes to, unless the run is asked to end before that or was already: then nothing of it may follow.
    pub async fn unless_requested<T>(&self, wait: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            () = self.requested() => None,
            done = wait => Some(done),
        }
    }

    /// Whether the run was asked to end.
    pub fn is_requested(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until the run is asked to end.
    pub async fn requested(&self) {
        let mut asked = self.0.subscribe();
        // The sender lives as long as `self`, so waiting cannot fail.
        let _ = asked.wait_for(|asked| *asked).await;
    }
}

//! The wish to end early: calls in flight finish and are remembered, nothing new is sent. It stands beside the transport,
//! since only there is it known whether a call is in flight or still waits. Hears no signal itself, and holds no lock.

use std::fmt;
use std::future::Future;
use std::sync::{Arc, OnceLock};

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use tokio::sync::watch;

/// Shared between whoever hears the signal and the run.
#[derive(Debug, Clone)]
pub struct Stop {
    asked: watch::Sender<bool>,
    leave: Arc<OnceLock<Leave>>,
}

/// Says whether something may be sent now.
struct Leave(Box<dyn Fn() -> BoxFuture<'static, bool> + Send + Sync>);

impl fmt::Debug for Leave {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Leave")
    }
}

impl Default for Stop {
    fn default() -> Self {
        Self {
            asked: watch::Sender::new(false),
            leave: Arc::default(),
        }
    }
}

impl Stop {
    /// Asks the run to end. Returns whether it had been asked before.
    pub fn request(&self) -> bool {
        self.asked.send_replace(true)
    }

    /// What `wait` comes to, unless the run is asked to end before that or was already: then nothing of it may follow.
    pub async fn unless_requested<T>(&self, wait: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            () = self.requested() => None,
            done = wait => Some(done),
        }
    }

    /// From now on each try of a call asks for leave right before it is sent. The first who says so is heard.
    pub fn ask_before_sending<F>(&self, leave: impl Fn() -> F + Send + Sync + 'static)
    where
        F: Future<Output = bool> + Send + 'static,
    {
        let _ = self.leave.set(Leave(Box::new(move || leave().boxed())));
    }

    /// Whether something may be sent now.
    pub(super) async fn gives_leave(&self) -> bool {
        match self.leave.get() {
            Some(Leave(ask)) => ask().await,
            None => true,
        }
    }

    /// Whether the run was asked to end.
    pub fn is_requested(&self) -> bool {
        *self.asked.borrow()
    }

    /// Waits until the run is asked to end.
    pub async fn requested(&self) {
        let mut asked = self.asked.subscribe();
        // The sender lives as long as `self`, so waiting cannot fail.
        let _ = asked.wait_for(|asked| *asked).await;
    }
}

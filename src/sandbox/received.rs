//! The log of what was asked, for tests that compare a plan's calls with the calls received.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use serde_json::Value;

use super::{Fault, System};

/// How many requests the log keeps; older ones go, so that a sandbox left running does not fill the memory.
pub const RECEIVED_KEPT: usize = 100_000;

/// One request, in the order in which the sandbox dealt with them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Received {
    /// The system asked; none for a path outside all of them.
    pub system: Option<System>,
    /// `GET`, `POST`, …
    pub method: String,
    /// Below the system's base, as `/assessment/abc`; of a request elsewhere, the whole path.
    pub path: String,
    /// What stood after the `?`, still encoded; empty if nothing.
    pub query: String,
    /// The JSON body; null without one, or when it was not JSON.
    pub body: Value,
    /// The status sent (or begun); none when the connection was dropped instead.
    pub status: Option<u16>,
    /// The fault that was played on it.
    pub fault: Option<Fault>,
}

/// The newest [`RECEIVED_KEPT`] requests.
#[derive(Debug, Default)]
pub(super) struct Log(Mutex<VecDeque<Received>>);

impl Log {
    pub(super) fn push(&self, received: Received) {
        let mut log = self.lock();
        if log.len() == RECEIVED_KEPT {
            log.pop_front();
        }
        log.push_back(received);
    }

    pub(super) fn all(&self) -> Vec<Received> {
        self.lock().iter().cloned().collect()
    }

    pub(super) fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Received>> {
        // A push leaves no half-written log behind, so a poisoned lock is as good as new.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

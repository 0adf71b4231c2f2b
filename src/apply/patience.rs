//! How long a read is given to show what was just written: once more after each of some growing pauses, never longer.

use std::time::Duration;

use crate::provider::http::Stop;

/// The pauses that are left.
#[derive(Debug)]
pub(super) struct Patience<'a> {
    pauses: std::slice::Iter<'a, Duration>,
    stop: &'a Stop,
}

impl<'a> Patience<'a> {
    pub(super) fn new(pauses: &'a [Duration], stop: &'a Stop) -> Self {
        Self {
            pauses: pauses.iter(),
            stop,
        }
    }

    /// Waits no more: nothing will come of it.
    pub(super) fn end(&mut self) {
        self.pauses = [].iter();
    }

    /// Waits. Whether it is worth to look once more; not when the run was asked to end.
    pub(super) async fn wait(&mut self) -> bool {
        let Some(pause) = self.pauses.next() else {
            return false;
        };
        let slept = self.stop.unless_requested(tokio::time::sleep(*pause)).await;
        slept.is_some()
    }
}

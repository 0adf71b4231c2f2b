//! How many calls may start in a second: the generic cell rate algorithm (GCRA) on the clock of the caller. Waits for nobody.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Bursts are at most this much of a second's calls, so that the limit holds in every second.
const BURST_SHARE: f64 = 0.05;

/// A rate that is shared.
pub(super) struct Rate {
    /// Between two calls.
    period: Duration,
    /// How much earlier than its time a call may start.
    tolerance: Duration,
    /// When the next call is due.
    due: Mutex<Option<Instant>>,
}

impl Rate {
    /// `None` for a number that is not a rate.
    pub(super) fn new(requests_per_second: f64) -> Option<Self> {
        if !(requests_per_second.is_finite() && requests_per_second > 0.0) {
            return None;
        }
        let period = Duration::try_from_secs_f64(1.0 / requests_per_second).ok()?;
        let early = (requests_per_second * BURST_SHARE).floor().max(1.0) - 1.0;
        Some(Self {
            period,
            tolerance: Duration::try_from_secs_f64(early / requests_per_second).ok()?,
            due: Mutex::new(None),
        })
    }

    /// Whether it lets fewer calls start.
    pub(super) fn is_slower_than(&self, other: &Self) -> bool {
        self.period > other.period
    }

    /// Starts a call, or says how long it is too early. Who does not come back has taken nothing.
    pub(super) fn start(&self, now: Instant) -> Result<(), Duration> {
        // A panic elsewhere leaves a moment that is still a moment.
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        let time = due.map_or(now, |due| due.max(now));
        let early = time.duration_since(now).saturating_sub(self.tolerance);
        if early.is_zero() {
            *due = time.checked_add(self.period);
            Ok(())
        } else {
            Err(early)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_a_twentieth_of_a_second_and_then_each_waits_for_its_time() {
        let rate = Rate::new(40.0).unwrap();
        let start = Instant::now();
        assert_eq!(rate.start(start), Ok(()));
        assert_eq!(rate.start(start), Ok(()));
        let soon = Duration::from_millis(25);
        assert_eq!(rate.start(start), Err(soon));
        assert_eq!(rate.start(start), Err(soon), "who only asks takes nothing");
        assert_eq!(rate.start(start + soon), Ok(()));
        assert!(rate.start(start + soon).is_err());
    }

    #[test]
    fn what_is_no_rate_is_no_limit() {
        for number in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(Rate::new(number).is_none());
        }
    }
}

//! The rate limit: so many requests a minute, over all keys (reviewers/resources/rate-limits).

use std::sync::{Mutex, PoisonError};

/// Seconds of a window.
const WINDOW: i64 = 60;

/// The requests in the current minute. Everybody comes from loopback, so that "per IP" is one count.
#[derive(Debug, Default)]
pub(super) struct Rate(Mutex<Window>);

#[derive(Debug, Default)]
struct Window {
    /// Seconds since 1970.
    ends: i64,
    taken: u32,
}

/// How a request stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) is_over: bool,
    limit: u32,
    remaining: u32,
    reset: i64,
}

impl Rate {
    /// Counts a request; nothing if the limit is 0, which is none.
    pub(super) fn count(&self, limit: u32, now_seconds: i64) -> Option<Standing> {
        if limit == 0 {
            return None;
        }
        let mut window = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if now_seconds >= window.ends {
            *window = Window {
                ends: now_seconds + WINDOW,
                taken: 0,
            };
        }
        let is_over = window.taken >= limit;
        window.taken = window.taken.saturating_add(1);
        Some(Standing {
            is_over,
            limit,
            remaining: limit.saturating_sub(window.taken),
            reset: window.ends,
        })
    }
}

impl Standing {
    /// `x-ratelimit-limit`, `-remaining`, `-reset` (seconds since 1970).
    pub(super) fn headers(&self) -> [(&'static str, u64); 3] {
        [
            ("x-ratelimit-limit", u64::from(self.limit)),
            ("x-ratelimit-remaining", u64::from(self.remaining)),
            ("x-ratelimit-reset", self.reset.unsigned_abs()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_takes_its_number_and_the_next_begins_anew() {
        let rate = Rate::default();
        let over = |now| rate.count(2, now).unwrap().is_over;
        assert_eq!(
            [over(100), over(101), over(159), over(160)],
            [false, false, true, false]
        );
        assert_eq!(
            rate.count(2, 161).unwrap().headers(),
            [
                ("x-ratelimit-limit", 2),
                ("x-ratelimit-remaining", 0),
                ("x-ratelimit-reset", 220)
            ]
        );
        assert!(rate.count(0, 100).is_none());
    }
}

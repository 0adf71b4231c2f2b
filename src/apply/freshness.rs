//! How long one look at what is live serves: shorter is safer, and a look that takes long may not be most of the work.

use std::time::{Duration, Instant};

/// A look at a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glance {
    ended: Instant,
    took: Duration,
}

impl Glance {
    /// Serves at least this long: several calls of one moment share a look.
    const LEAST: Duration = Duration::from_secs(1);
    /// Serves so many times as long as it took: looking is at most a tenth of the work (law 10).
    const SHARE: u32 = 9;

    /// One that has just ended.
    pub(super) fn begun(at: Instant) -> Self {
        Self {
            ended: Instant::now(),
            took: at.elapsed(),
        }
    }

    /// Whether a write may still be sent by it.
    pub(super) fn is_fresh(self) -> bool {
        let serves = self.took.saturating_mul(Self::SHARE).max(Self::LEAST);
        self.ended.elapsed() < serves
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_serves_a_second_or_as_long_as_it_is_worth() {
        let looked = |ended: f32, took: f32| {
            let ended = Instant::now().checked_sub(Duration::from_secs_f32(ended));
            Glance {
                ended: ended.unwrap(),
                took: Duration::from_secs_f32(took),
            }
        };
        assert!(looked(0.0, 0.01).is_fresh());
        assert!(!looked(2.0, 0.01).is_fresh());
        assert!(looked(2.0, 1.0).is_fresh());
        assert!(!looked(10.0, 1.0).is_fresh());
    }
}

//! How long one look at what is live serves: shorter is safer, and a look that takes long may not be most of the work.

use std::time::Duration;

use crate::clock::Moment;

/// A look at a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glance {
    begun: Moment,
    ended: Moment,
}

impl Glance {
    /// Serves at least this long: several calls of one moment share a look.
    const LEAST: Duration = Duration::from_secs(1);
    /// Serves so many times as long as it took: looking is at most a tenth of the work (law 10).
    const SHARE: u32 = 9;

    /// One that has just ended.
    pub(super) fn begun(at: Moment) -> Self {
        Self {
            begun: at,
            ended: Moment::now(),
        }
    }

    /// What came later it need not have seen.
    pub(super) const fn begin(self) -> Moment {
        self.begun
    }

    /// Whether a write may still be sent by it.
    pub(super) fn is_fresh(self) -> bool {
        self.is_fresh_at(Moment::now())
    }

    fn is_fresh_at(self, now: Moment) -> bool {
        let took = self.ended.since(self.begun);
        let serves = took.saturating_mul(Self::SHARE).max(Self::LEAST);
        now.since(self.ended) < serves
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_serves_a_second_or_as_long_as_it_is_worth() {
        let begun = Moment::now();
        let is_fresh = |age: f32, took: f32| {
            let ended = begun + Duration::from_secs_f32(took);
            Glance { begun, ended }.is_fresh_at(ended + Duration::from_secs_f32(age))
        };
        assert!(is_fresh(0.0, 0.01));
        assert!(!is_fresh(2.0, 0.01));
        assert!(is_fresh(2.0, 1.0));
        assert!(!is_fresh(10.0, 1.0));
    }
}

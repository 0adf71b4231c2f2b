//! The terms of a lease: how long it lasts, and by which clocks.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use crate::clock::{Clock, Moment};

/// How a remote lock is held. Every run on a state must use the same; only tests use others than the default.
#[derive(Clone)]
pub struct LeaseTerms {
    /// How long a version of the lock must have been seen unchanged to be void. Default 60 s.
    pub length: Duration,
    /// How often the holder renews it. Default 20 s; must be well below `length`.
    pub renewal: Duration,
    /// How long before the end a holder sends no more, and gives up if it could not renew: as long as one try of a call may
    /// take, so that what went out has ended when another run may start. Default 20 s. Of a call that may take longer the
    /// intent is on record.
    pub margin: Duration,
    /// How often a waiting run looks. Default 2 s.
    pub pause: Duration,
    /// By which the holder's lease runs out.
    pub clock: Clock,
    /// What time it is, for people who read the lock; it may be wrong by any amount.
    pub wall: Arc<dyn Fn() -> Timestamp + Send + Sync>,
}

impl LeaseTerms {
    /// The default terms, all times divided by `divisor` (at least 1).
    #[must_use]
    pub fn shortened(divisor: u32) -> Self {
        let whole = Self::default();
        let part = |time: Duration| time / divisor.max(1);
        Self {
            length: part(whole.length),
            renewal: part(whole.renewal),
            margin: part(whole.margin),
            pause: part(whole.pause),
            ..whole
        }
    }
}

impl LeaseTerms {
    /// The end of what may be sent under a lease that was last renewed then.
    pub(super) fn sends_until(&self, renewed: Moment) -> Moment {
        renewed + self.length.saturating_sub(self.margin)
    }
}

impl Default for LeaseTerms {
    fn default() -> Self {
        Self {
            length: Duration::from_mins(1),
            renewal: Duration::from_secs(20),
            margin: Duration::from_secs(20),
            pause: Duration::from_secs(2),
            clock: Clock::default(),
            wall: Arc::new(Timestamp::now),
        }
    }
}

impl fmt::Debug for LeaseTerms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LeaseTerms")
            .field("length", &self.length)
            .field("renewal", &self.renewal)
            .field("margin", &self.margin)
            .field("pause", &self.pause)
            .finish_non_exhaustive()
    }
}

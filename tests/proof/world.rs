//! What the systems hold, and what is still on its way to them.

use std::time::Duration;

/// Which of the people.
pub(crate) type Who = usize;

/// Somebody was entered, and mailed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Entry {
    pub(crate) who: Who,
    /// How many of the same person were there before.
    pub(crate) nth: usize,
    /// A read from a copy that lags behind need not show it.
    pub(crate) is_fresh: bool,
    /// It came after the time for which vetform waits.
    pub(crate) is_late: bool,
}

/// A request that was sent and is not done yet.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Request {
    pub(crate) people: Vec<Who>,
    /// It takes longer than vetform waits.
    pub(crate) is_slow: bool,
    /// The time for which vetform waits is over.
    pub(crate) is_overdue: bool,
}

#[derive(Clone, Default, Hash)]
pub(crate) struct World {
    pub(crate) entries: Vec<Entry>,
    pub(crate) requests: Vec<Request>,
    /// Seconds since the beginning.
    pub(crate) now: u64,
}

impl World {
    pub(crate) fn has(&self, who: Who) -> bool {
        self.entries.iter().any(|entry| entry.who == who)
    }

    pub(crate) fn entries_of(&self, who: Who) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.who == who)
    }

    /// The system does what it was asked. `refuses_a_second`: not for whom it has already.
    pub(crate) fn commit(&mut self, people: &[Who], is_late: bool, refuses_a_second: bool) {
        for &who in people {
            let nth = self.entries_of(who).count();
            if nth == 0 || !refuses_a_second {
                self.entries.push(Entry {
                    who,
                    nth,
                    is_fresh: true,
                    is_late,
                });
            }
        }
        self.entries.sort_by_key(|entry| (entry.who, entry.nth));
    }

    /// Whether something is on its way that arrives within the time for which vetform waits.
    pub(crate) fn is_awaited(&self) -> bool {
        self.requests.iter().any(|request| !request.is_slow)
    }

    /// Time passes for which vetform waits. Nothing that is not slow may be on its way any more.
    pub(crate) fn pass(&mut self, time: Duration) {
        assert!(!self.is_awaited());
        self.now += time.as_secs();
        for entry in &mut self.entries {
            entry.is_fresh = false;
        }
        for request in &mut self.requests {
            request.is_overdue = true;
        }
    }

    /// As a copy that lags behind shows it.
    pub(crate) fn old_copy(&self) -> Self {
        let mut copy = self.clone();
        copy.entries.retain(|entry| !entry.is_fresh);
        copy
    }
}

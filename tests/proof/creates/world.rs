//! What the system holds, and what is still on its way to it.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum By {
    Us,
    /// After the time for which vetform waits.
    UsLate,
    Stranger,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Object {
    nth: usize,
    pub(super) by: By,
}

impl Object {
    pub(super) fn id(&self) -> String {
        format!("o{}", self.nth)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Request {
    pub(super) is_slow: bool,
    pub(super) is_overdue: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct World {
    pub(super) objects: Vec<Object>,
    pub(super) requests: Vec<Request>,
    pub(super) seconds: u64,
}

impl World {
    pub(super) fn make(&mut self, by: By) -> String {
        let object = Object {
            nth: self.objects.len(),
            by,
        };
        let id = object.id();
        self.objects.push(object);
        id
    }

    pub(super) fn find(&self, id: &str) -> Option<&Object> {
        self.objects.iter().find(|one| one.id() == id)
    }

    pub(super) fn is_awaited(&self) -> bool {
        self.requests.iter().any(|request| !request.is_slow)
    }

    pub(super) fn pass(&mut self, time: Duration) {
        assert!(!self.is_awaited());
        self.seconds += time.as_secs();
        for request in &mut self.requests {
            request.is_overdue = true;
        }
    }

    pub(super) fn now(&self) -> Timestamp {
        let start: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        start + SignedDuration::from_secs(i64::try_from(self.seconds).unwrap())
    }
}

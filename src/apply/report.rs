//! What came of a run.

use super::attempt::Attempt;
use super::failure::Failure;
use crate::model::Address;
use crate::plan::{Action, Change, Held};

/// What came of every change.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    pub done: Vec<Done>,
    /// Not made, or not to the end.
    pub failed: Vec<Failed>,
    pub skipped: Vec<Skipped>,
    /// What waits for `--send-invites`.
    pub held: Vec<Held>,
    /// Whether a read after the run showed everything as declared.
    pub verified: bool,
    /// Values that the system keeps otherwise than they were sent: reported once, then remembered.
    pub rewritten: Vec<String>,
    /// Why it is not verified.
    pub unverified_because: Vec<String>,
    /// Writes that were sent more than once, and why.
    pub repeated: Vec<String>,
}

/// A change that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    pub address: Address,
    pub action: Action,
    /// The live object's id.
    pub id: Option<String>,
    /// The live object's page, if the plan knew it.
    pub url: Option<String>,
    /// How many writes were sent for it, those that were sent again included.
    pub calls: usize,
    /// Of a roster: how many people were entered, moved or taken out.
    pub people: usize,
}

/// A change that was not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    pub address: Address,
    pub error: String,
    /// The call that the error begins with, or names after whom it concerns.
    pub call: Option<String>,
    /// Whether a live object may have changed without anybody knowing.
    pub uncertain: bool,
    /// Whether the plan no longer fitted what is live.
    pub stale: bool,
    /// Writes of it that were done before.
    pub calls_done: usize,
    /// Writes that were sent for it in all, unless they are counted with what was done of it.
    pub sent: usize,
}

/// A change that was not tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    pub address: Address,
    pub because: String,
}

impl Skipped {
    pub(super) fn of(change: &Change, because: String) -> Self {
        Self {
            address: change.address.clone(),
            because,
        }
    }
}

impl Report {
    /// Adds what came of one change. `id`: of what it stands for, as the state says.
    pub(super) fn add(&mut self, change: &Change, id: Option<String>, attempt: Attempt) {
        let Attempt {
            calls_done,
            sends,
            repeats,
            people_done,
            troubles,
        } = attempt;
        let sends = usize::try_from(sends).unwrap_or(usize::MAX);
        self.repeated.extend(repeats);
        let address = change.address.clone();
        if troubles.is_empty() || people_done > 0 {
            let known = id.or_else(|| change.id.clone());
            // What is remembered of a roster before its target exists has an empty id.
            let id = known.filter(|id| !id.is_empty());
            self.done.push(Done {
                address: address.clone(),
                action: change.action,
                id,
                url: change.url.clone(),
                calls: sends,
                people: people_done,
            });
        }
        for (position, trouble) in troubles.iter().enumerate() {
            if matches!(trouble.failure, Failure::NoCredits { .. }) && sends == 0 {
                self.skipped.push(Skipped::of(change, trouble.words()));
                continue;
            }
            self.failed.push(Failed {
                address: address.clone(),
                error: trouble.words(),
                call: trouble.failure.call(),
                uncertain: trouble.failure.is_uncertain(),
                stale: trouble.failure.is_stale(),
                calls_done: if people_done > 0 { 0 } else { calls_done },
                // Of a roster, those that went well are counted with those.
                sent: if people_done > 0 || position > 0 {
                    0
                } else {
                    sends
                },
            });
        }
    }
}

/// A run in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Complete,
    Partial,
    /// Nothing was, though there was something to do.
    Failed,
}

impl Outcome {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Partial => "partial",
            Self::Failed => "failed",
        }
    }
}

impl Report {
    /// The run in one word.
    pub fn outcome(&self) -> Outcome {
        let something_done =
            !self.done.is_empty() || self.failed.iter().any(|failed| failed.calls_done > 0);
        match (
            self.failed.is_empty() && self.skipped.is_empty(),
            something_done,
        ) {
            (true, _) => Outcome::Complete,
            (false, true) => Outcome::Partial,
            (false, false) => Outcome::Failed,
        }
    }

    /// How many writes the systems have received by it (law 11).
    pub fn sent(&self) -> usize {
        let done = self.done.iter().map(|done| done.calls);
        let failed = self.failed.iter().map(|failed| failed.sent);
        done.chain(failed).sum()
    }

    /// Whether there was nothing to do.
    pub fn is_empty(&self) -> bool {
        let Self {
            done,
            failed,
            skipped,
            held,
            verified: _,
            rewritten: _,
            unverified_because: _,
            repeated: _,
        } = self;
        done.is_empty() && failed.is_empty() && skipped.is_empty() && held.is_empty()
    }

    /// This report and then `later`, as one.
    #[must_use]
    pub fn followed_by(mut self, later: Self) -> Self {
        let Self {
            done,
            failed,
            skipped,
            held,
            verified,
            rewritten,
            unverified_because,
            repeated,
        } = later;
        self.done.extend(done);
        self.failed.extend(failed);
        self.skipped.extend(skipped);
        self.held.extend(held);
        self.rewritten.extend(rewritten);
        self.repeated.extend(repeated);
        self.unverified_because.extend(unverified_because);
        self.verified = verified && self.failed.is_empty();
        self
    }

    /// Whether nothing could be done because the plan no longer fits what is live.
    pub fn is_only_stale(&self) -> bool {
        self.outcome() == Outcome::Failed
            && !self.failed.is_empty()
            && self.failed.iter().all(|failed| failed.stale)
    }
}

//! What the workspace allows a plan to do. Holds no rule itself.

use crate::model::FairnessPolicy;

/// What the workspace allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Policy {
    /// `guards.fairness`
    pub fairness: FairnessPolicy,
    /// `guards.maxDestroy`: live objects that one plan may delete because their manifests are gone.
    pub max_destroy: u64,
    /// `guards.maxForget`: entries that one plan may remove from the state because their manifests are gone. `None`: a
    /// tenth of them, and at least three.
    pub max_forget: Option<u64>,
    /// The systems are embedded ones, which are nobody's and may be thrown away.
    pub is_sandbox: bool,
}

/// So many entries may go from any state, however small.
const AT_LEAST: usize = 3;

/// One in so many may go, where the configuration names no number.
const PART: usize = 10;

impl Policy {
    /// How many entries of a state of this size may be removed from it at once.
    pub fn most_forgotten(&self, entries: usize) -> usize {
        self.max_forget.map_or_else(
            || AT_LEAST.max(entries / PART),
            |most| usize::try_from(most).unwrap_or(usize::MAX),
        )
    }
}

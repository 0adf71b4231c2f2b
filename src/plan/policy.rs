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

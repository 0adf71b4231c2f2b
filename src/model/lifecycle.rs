//! The `lifecycle` block of a manifest and the guards of a workspace: what may happen to live objects.

use serde::{Deserialize, Serialize};

/// What a person allows and forbids for one resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lifecycle {
    /// Nothing of it may be deleted or replaced.
    pub prevent_destroy: bool,
    /// What to do about live questions that stand in another order.
    pub question_order: QuestionOrder,
    /// What to do about live questions that nobody declared and that we did not add.
    pub prune: Prune,
    /// What to do when the steps cannot become what the manifest says.
    pub on_immutable_change: OnImmutableChange,
    /// Whether what cannot be changed may be created anew and the old one deleted (Promptster).
    pub replace: bool,
}

/// `lifecycle.questionOrder`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum QuestionOrder {
    /// Report a different order, change nothing.
    #[default]
    Ignore,
    /// Delete and add again from the first misplaced question on.
    Enforce,
}

/// `lifecycle.prune`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Prune {
    /// Delete only what this tool added.
    #[default]
    Managed,
    /// Delete every question that the manifest does not declare.
    All,
}

/// `lifecycle.onImmutableChange`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OnImmutableChange {
    /// Refuse the plan.
    #[default]
    Block,
    /// Create a new flow and set the old one INACTIVE.
    NewVersion,
}

/// `guards.fairness` of a workspace: changes that meet candidates who are already inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FairnessPolicy {
    /// Say so in the plan.
    #[default]
    Warn,
    /// Block the change.
    Deny,
    /// Say nothing.
    Off,
}

//! Which rules are in force: `lint:` in vetform.yaml.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Severity};

/// The codes of every rule.
pub const LINTS: [Code; 8] = [
    Code::NearDuplicateQuestion,
    Code::LanguageMismatch,
    Code::NoIdealAnswer,
    Code::IdleThresholds,
    Code::NoQuestions,
    Code::PlaceholderText,
    Code::UnusedQuestion,
    Code::UnusedTemplate,
];

/// How much a rule counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LintLevel {
    /// Nothing can be planned until it is fixed.
    Error,
    /// `validate` says so.
    Warning,
    /// Not looked for.
    Off,
}

impl LintLevel {
    /// Every level by its word in vetform.yaml.
    pub(in crate::manifest) const WORDS: [(&'static str, Self); 3] = [
        ("error", Self::Error),
        ("warning", Self::Warning),
        ("off", Self::Off),
    ];
}

/// The levels that vetform.yaml sets; all others are warnings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LintPolicy {
    pub(in crate::manifest) levels: BTreeMap<Code, LintLevel>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::manifest) enum Scope {
    /// Everything that is not off.
    Everything,
    /// Only what stands in the way of a plan.
    Errors,
}

impl LintPolicy {
    /// `None`: the rule is not to be run.
    pub(super) fn severity(&self, code: Code, scope: Scope) -> Option<Severity> {
        match (self.levels.get(&code), scope) {
            (Some(LintLevel::Error), _) => Some(Severity::Error),
            (Some(LintLevel::Warning) | None, Scope::Everything) => Some(Severity::Warning),
            (Some(LintLevel::Off), _) | (Some(LintLevel::Warning) | None, Scope::Errors) => None,
        }
    }
}

//! The three systems, by name and by where the sandbox serves them.

use super::kind::Manner;
use serde::{Deserialize, Serialize};

/// A system that the sandbox stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum System {
    /// Assessments, questions and flows.
    Taptalent,
    /// Interview sets and hiring pipelines.
    Flowmingo,
    /// Coding assessments.
    Promptster,
}

impl System {
    pub(super) const ALL: [Self; 3] = [Self::Taptalent, Self::Flowmingo, Self::Promptster];

    /// The name in JSON and in the store.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Taptalent => "taptalent",
            Self::Flowmingo => "flowmingo",
            Self::Promptster => "promptster",
        }
    }

    /// How much the system asks of a body.
    pub(super) const fn manner(self) -> Manner {
        match self {
            Self::Taptalent | Self::Flowmingo => Manner::Strict,
            Self::Promptster => Manner::Lenient,
        }
    }

    /// The paths that stand for the system's documented base URL: the first is the one that `Sandbox` tells,
    /// a further one is for whoever sets only the host.
    pub(super) const fn bases(self) -> &'static [&'static str] {
        match self {
            Self::Taptalent => &["/taptalent/v1/partner", "/v1/partner"],
            Self::Flowmingo => &["/flowmingo/company", "/company"],
            Self::Promptster => &["/promptster"],
        }
    }
}

//! The three systems, by name and by where the sandbox serves them.

use serde::{Deserialize, Serialize};

use super::answer::Answer;
use super::call::Call;
use super::flowmingo::key::FLOWMINGO_KEY;
use super::kind::Manner;
use super::promptster::key::PROMPTSTER_KEY;
use super::rate::Rate;
use super::store::Database;
use super::taptalent::key::API_KEY;
use super::{flowmingo, promptster, taptalent};

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
    pub const ALL: [Self; 3] = [Self::Taptalent, Self::Flowmingo, Self::Promptster];

    /// The name in JSON and in the store.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Taptalent => "taptalent",
            Self::Flowmingo => "flowmingo",
            Self::Promptster => "promptster",
        }
    }

    /// The key that opens it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Taptalent => API_KEY,
            Self::Flowmingo => FLOWMINGO_KEY,
            Self::Promptster => PROMPTSTER_KEY,
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

    /// The system's answer to a request.
    pub(super) fn answer(self, database: &Database, rate: &Rate, call: &Call) -> Answer {
        match self {
            Self::Taptalent => taptalent::answer(database, call),
            Self::Flowmingo => flowmingo::answer(database, call),
            Self::Promptster => promptster::answer(database, rate, call),
        }
    }

    /// An error of the service itself, as a fault plays it.
    pub(super) fn failing(self, call: &Call, status: u16) -> Answer {
        match self {
            Self::Taptalent => taptalent::failing(status),
            Self::Flowmingo => flowmingo::failing(call, status),
            Self::Promptster => promptster::failing(status),
        }
    }
}

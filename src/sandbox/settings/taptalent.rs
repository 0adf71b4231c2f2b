//! TapTalent's settings.

use serde::{Deserialize, Serialize};

use super::super::kind::record;
use super::super::store::object;
use super::super::taptalent::assessment::SeedAssessment;
use super::super::taptalent::flow::SeedFlow;
use super::super::taptalent::jobs::SeedJob;
use super::super::taptalent::person::SeedJobCandidate;
use super::AddressPattern;

record! {
    /// How the embedded TapTalent is set up.
    #[derive(Eq)]
    #[serde(default, deny_unknown_fields)]
    pub struct TaptalentSettings,
    change TaptalentChange,
    seed #[serde(default)] TaptalentSeed {
        /// The credits left.
        pub credits: Option<u32>,
        /// Jobs, one a title.
        pub jobs: Vec<SeedJob>,
        /// People who have applied, one an address; their ids count from 1 in this order.
        pub job_candidates: Vec<SeedJobCandidate>,
        /// Assessments, one a title.
        pub assessments: Vec<SeedAssessment>,
        /// Flows, one a name.
        pub flows: Vec<SeedFlow>,
    }
    with {
        /// How generated questions come.
        generation "generation": Generation = Generation::Millis(2_000),
            edit Generation, seed Option<Generation>;
        /// Addresses that an invite or an assignment refuses as "invalid/dummy" (api-reference/assessments).
        refuses "refuses": Vec<AddressPattern>,
            edit Vec<AddressPattern>, seed Option<Vec<AddressPattern>>;
    }
}

object!(TaptalentSettings, "taptalent", "settings", only one);

/// When generated questions are there, if ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Generation {
    /// So many milliseconds after they were asked for; 0 is at once.
    Millis(u32),
    /// After so many reads (`GET /assessment/:id`) that still come without them.
    Reads(u32),
    /// Never: the request is refused with 500 and this code.
    Fails(GenerationFailure),
}

/// Why no questions come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum GenerationFailure {
    /// It broke.
    AiGenerationFailed,
    /// It gave nothing.
    AiGenerationEmpty,
}

impl GenerationFailure {
    /// The code that the refusal has.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AiGenerationFailed => "AI_GENERATION_FAILED",
            Self::AiGenerationEmpty => "AI_GENERATION_EMPTY",
        }
    }
}

//! TapTalent's settings.

use serde::{Deserialize, Serialize};

use super::AddressPattern;

/// How the embedded TapTalent is set up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct TaptalentSettings {
    /// How generated questions come.
    pub generation: Generation,
    /// Addresses that an invite or an assignment refuses as "invalid/dummy" (api-reference/assessments).
    pub refuses: Vec<AddressPattern>,
}

impl Default for TaptalentSettings {
    fn default() -> Self {
        Self {
            generation: Generation::Millis(2_000),
            refuses: Vec::new(),
        }
    }
}

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

/// New values for settings; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct TaptalentChange {
    /// How generated questions come.
    pub generation: Option<Generation>,
    /// All the refused addresses.
    pub refuses: Option<Vec<AddressPattern>>,
}

//! Promptster: coding tasks, their candidate keys, the organisation's branding. Facts: docs.promptster.ai,
//! reviewers/api/assessments, /keys, /branding.

mod assessment;
mod branding;
mod desired;
mod natural_key;
mod observed;
mod operation;
mod roster;

pub use assessment::{Assessment, AssessmentField};
pub use branding::{Branding, BrandingField};
pub use desired::Desired;
pub use natural_key::{NATURAL_KEY, key_of, natural_key};
pub use observed::{Live, ObservedAssessment, ObservedBranding, ObservedKey, Wants};
pub use operation::{Keyholder, MOST_KEYS_A_CALL, Operation};
pub use roster::{Candidate, Roster};

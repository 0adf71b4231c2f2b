//! The kinds of `promptster/v1`.

mod assessment;
mod branding;
mod roster;

pub(in crate::manifest) use assessment::{RawAssessment, RawAssessmentLifecycle};
pub(in crate::manifest) use branding::RawBranding;
pub(in crate::manifest) use roster::{RawCandidate, RawRoster};

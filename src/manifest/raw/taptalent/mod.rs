//! The kinds of `taptalent/v1`.

mod assessment;
mod bucket;
mod flow;
mod generate;
mod job;
mod question;
mod roster;

pub(in crate::manifest) use assessment::{RawAssessment, RawAssessmentLifecycle, RawQuestionEntry};
pub(in crate::manifest) use bucket::RawBucket;
pub(in crate::manifest) use flow::{RawFlow, RawFlowLifecycle, RawStep};
pub(in crate::manifest) use generate::RawGenerate;
pub(in crate::manifest) use job::{RawJob, RawTitledJob};
pub(in crate::manifest) use question::RawQuestion;
pub(in crate::manifest) use roster::{RawCandidate, RawRoster};

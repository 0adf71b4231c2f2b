//! The shapes of answers, read straight from bytes. Each knows how to become a value of `model`; none decides anything.

mod assessment;
mod candidate;
mod flow;
mod job;
mod question;

pub(super) use assessment::{AssessmentWire, Source};
pub(super) use candidate::CandidateWire;
pub(super) use flow::FlowWire;
pub(super) use job::JobWire;

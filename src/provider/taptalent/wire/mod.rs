//! The shapes of answers, read straight from bytes. Each knows how to become a value of `model`; none decides anything.

mod assessment;
mod flow;
mod job;
mod page;
mod question;
mod scalar;
mod single;

pub(super) use assessment::{AssessmentWire, Source};
pub(super) use flow::FlowWire;
pub(super) use job::JobWire;
pub(super) use page::{ListItem, Page};
pub(super) use single::Single;

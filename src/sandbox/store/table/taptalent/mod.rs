//! TapTalent's tables.

pub(in crate::sandbox) mod assessments;
pub(in crate::sandbox) mod company;
pub(in crate::sandbox) mod flow_candidates;
pub(in crate::sandbox) mod flows;
pub(in crate::sandbox) mod generations;
pub(in crate::sandbox) mod invites;
pub(in crate::sandbox) mod job_candidates;
pub(in crate::sandbox) mod jobs;
pub(in crate::sandbox) mod questions;

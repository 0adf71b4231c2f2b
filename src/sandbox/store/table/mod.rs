//! One module a table, so that a call reads `table::questions::append`.

pub(in crate::sandbox) mod assessments;
pub(in crate::sandbox) mod company;
pub(in crate::sandbox) mod flows;
pub(in crate::sandbox) mod jobs;
pub(in crate::sandbox) mod questions;

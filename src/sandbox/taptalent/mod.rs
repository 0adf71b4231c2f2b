//! TapTalent's partner API: what a request means, what it may say, how the answer looks.
//!
//! Pages: api-reference/assessments, api-reference/assessment-flows, api-reference/jobs. Plain values in and
//! out; no sockets (that is `exchange`) and no SQL (that is `store`).

mod assessment_body;
mod assessments;
mod body;
mod flow_people;
mod flows;
mod generation;
mod jobs;
mod paging;
mod people;
mod prefix_law;
mod questions;
mod refusal;
mod route;
mod success;

pub(super) use route::{answer, failing, nowhere};

use refusal::Refusal;

/// What an endpoint gives: the JSON of the answer, or a refusal.
type Outcome = Result<serde_json::Value, Refusal>;

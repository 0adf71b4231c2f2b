//! TapTalent's partner API: what a request means, what it may say, how the answer looks.
//!
//! Pages: api-reference/assessments, api-reference/assessment-flows, api-reference/jobs. Plain values in and
//! out; no sockets (that is `exchange`) and no SQL (that is `store`).

mod answer;
mod assessment_body;
mod assessments;
mod fields;
mod flows;
mod jobs;
mod number;
mod paging;
mod prefix_law;
mod questions;
mod refusal;
mod route;

pub(super) use answer::Answer;
pub(super) use number::number;
pub(super) use route::answer;

use refusal::Refusal;

/// What an endpoint gives: the JSON of the answer, or a refusal.
type Outcome = Result<serde_json::Value, Refusal>;

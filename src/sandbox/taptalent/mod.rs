//! TapTalent's partner API: what a request means, what it may say, how the answer looks.
//!
//! Pages: api-reference/assessments, api-reference/assessment-flows, api-reference/jobs. Plain values in and
//! out; no sockets (that is `exchange`) and no SQL (that is `store`).

pub(super) mod assessment;
mod assessments;
pub(super) mod flow;
mod flow_people;
mod flows;
pub(super) mod generating;
mod generation;
pub(super) mod jobs;
pub(super) mod key;
mod paging;
mod people;
pub(super) mod person;
mod prefix_law;
pub(super) mod question;
mod questions;
mod refusal;
mod route;

pub(super) use route::{answer, failing, nowhere};

use serde_json::Value;

use super::answer::object;

/// `companyId` in every answer: a string on these pages (api-reference/assessments).
const COMPANY_ID: &str = "company-sandbox";

/// The number of credits left.
pub(super) const CREDITS: &str = "credits";

/// The envelope of success that most endpoints have: `{"status": "success", "data": …}`.
fn success(data: Value) -> Value {
    Value::Object(object([("status", "success".into()), ("data", data)]))
}

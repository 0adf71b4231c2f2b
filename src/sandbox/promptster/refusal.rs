//! What the system answers when it refuses: `{error, code?, details?}` (reviewers/resources/errors).

use serde_json::{Map, Value, json};

use super::super::answer::{Answer, object};
use super::super::body::Unfit;
use super::super::fields::Problems;

/// A refusal: HTTP status and body.
#[derive(Debug)]
pub(super) struct Refusal {
    status: u16,
    body: Map<String, Value>,
}

impl Refusal {
    /// 400 with the validator's issues.
    pub(super) fn fields(problems: &Problems) -> Self {
        let details: Vec<Value> = problems
            .iter()
            .map(|(place, message)| issue(place, message))
            .collect();
        let mut refusal = Self::new(400, "Invalid request body");
        refusal.body.insert("details".to_owned(), json!(details));
        refusal
    }

    /// 400 without more.
    pub(super) fn invalid(error: &str) -> Self {
        Self::new(400, error)
    }

    /// With a code.
    pub(super) fn coded(status: u16, code: &str, error: &str) -> Self {
        let mut refusal = Self::new(status, error);
        refusal.body.insert("code".to_owned(), code.into());
        refusal
    }

    /// 401: also for a candidate key where an organisation's is needed.
    pub(super) fn unauthorized() -> Self {
        Self::new(401, "Unauthorized")
    }

    /// 403, no code shown.
    pub(super) fn scope(scope: &str) -> Self {
        Self::new(403, &format!("API key is missing the {scope} scope"))
    }

    /// 403 `quota_exceeded`.
    pub(super) fn quota(used: i64, quota: u32) -> Self {
        let mut refusal = Self::coded(403, "quota_exceeded", "Monthly assessment quota exceeded");
        refusal
            .body
            .extend(object([("used", used.into()), ("quota", quota.into())]));
        refusal
    }

    /// 404.
    pub(super) fn not_found(what: &str) -> Self {
        Self::new(404, &format!("{what} not found"))
    }

    /// 429.
    pub(super) fn rate() -> Self {
        Self::new(429, "Rate limit exceeded")
    }

    /// An error of the service itself.
    pub(super) fn failing(status: u16) -> Self {
        Self::new(status, "The service could not answer")
    }

    fn new(status: u16, error: &str) -> Self {
        Self {
            status,
            body: object([("error", error.into())]),
        }
    }
}

/// `{code, message, path}` for a place as `candidateEmails[1]`.
fn issue(place: &str, message: &Value) -> Value {
    let step = |step: &str| match step.parse::<u64>() {
        Ok(index) => json!(index),
        Err(_) => json!(step),
    };
    let steps = place.split(['.', '[', ']']).filter(|step| !step.is_empty());
    let is_missing = message == "is required";
    json!({
        "code": if is_missing { "invalid_type" } else { "custom" },
        "message": message,
        "path": steps.map(step).collect::<Vec<_>>(),
    })
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Self {
        Self::new(refusal.status, Value::Object(refusal.body))
    }
}

impl From<Unfit> for Refusal {
    fn from(unfit: Unfit) -> Self {
        match unfit {
            Unfit::ContentType | Unfit::Form => Self::fields(&Map::new()),
            Unfit::Fields(problems) => Self::fields(&problems),
            Unfit::Rows(error) => {
                tracing::error!(%error, "the sandbox's rows do not fit their type");
                Self::failing(500)
            }
        }
    }
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        tracing::error!(%error, "the sandbox's store failed");
        Self::failing(500)
    }
}

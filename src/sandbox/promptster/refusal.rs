//! What the system answers when it refuses: `{error, code?, details?}` (reviewers/resources/errors).

use serde_json::{Map, Value, json};

use super::super::answer::{Answer, object};
use super::super::kind::{Problems, Refusal, Unfit};

/// The answer to a refusal.
pub(super) fn word(refusal: Refusal) -> Answer {
    let plain = |status, error: &str| Answer::new(status, json!({"error": error}));
    match refusal {
        // Also for a candidate key where an organisation's is needed.
        Refusal::Unauthorized => plain(401, "Unauthorized"),
        Refusal::Body(Unfit::Fields(problems)) => fields(&problems),
        Refusal::Body(Unfit::ContentType | Unfit::Form) => fields(&Map::new()),
        Refusal::Parameter(name, problem) => fields(&object([(name, problem.into())])),
        Refusal::Missing(what) => plain(404, &Refusal::missing(what)),
        Refusal::Failing(429) => plain(429, "Rate limit exceeded"),
        Refusal::Failing(status) => plain(status, "The service could not answer"),
        Refusal::Own(status, body) => Answer::new(status, body),
    }
}

/// 400 without more.
pub(super) fn invalid(error: &str) -> Refusal {
    Refusal::Own(400, json!({"error": error}))
}

/// With a code.
pub(super) fn coded(status: u16, code: &str, error: &str) -> Refusal {
    Refusal::Own(status, json!({"error": error, "code": code}))
}

/// 403, no code shown.
pub(super) fn scope(scope: &str) -> Refusal {
    let error = format!("API key is missing the {scope} scope");
    Refusal::Own(403, json!({"error": error}))
}

/// 403 `quota_exceeded`.
pub(super) fn quota(used: i64, quota: u32) -> Refusal {
    let error = "Monthly assessment quota exceeded";
    let body = json!({"error": error, "code": "quota_exceeded", "used": used, "quota": quota});
    Refusal::Own(403, body)
}

/// 400 with the validator's issues.
fn fields(problems: &Problems) -> Answer {
    let issues = problems.iter();
    let issues: Vec<Value> = issues.map(|(place, text)| issue(place, text)).collect();
    Answer::new(
        400,
        json!({"error": "Invalid request body", "details": issues}),
    )
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

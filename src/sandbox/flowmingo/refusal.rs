//! What the system answers when it refuses: `{statusCode, message, timestamp, path}` (the guide, 7).

use serde_json::{Value, json};

use super::super::answer::Answer;
use super::super::call::Call;
use super::super::kind::{Refusal, Unfit};
use super::super::time::{iso, now};

/// The answer to a refusal of this call.
pub(super) fn word(refusal: Refusal, call: &Call) -> Answer {
    let (status, message) = match refusal {
        Refusal::Unauthorized => (401, "Invalid or missing API key".to_owned()),
        Refusal::Body(unfit) => (400, body(&unfit)),
        Refusal::Parameter(name, problem) => (400, format!("{name} {problem}")),
        Refusal::Missing("route") => (404, format!("Cannot {} {}", call.method, call.path())),
        Refusal::Missing(what) => (404, Refusal::missing(what)),
        // The guide names none.
        Refusal::Failing(status) => (status, "The service could not answer".to_owned()),
        Refusal::Own(status, message) => (status, message.as_str().unwrap_or_default().to_owned()),
    };
    let body = json!({
        "statusCode": status,
        "message": message,
        "timestamp": iso(now()),
        "path": format!("/company{}", call.path()),
    });
    Answer::new(status, body)
}

/// 403.
pub(super) fn scope(scope: &str) -> Refusal {
    Refusal::Own(
        403,
        format!("API key lacks the required scope: {scope}").into(),
    )
}

/// 400 with this message.
pub(super) fn invalid(message: &str) -> Refusal {
    Refusal::Own(400, message.into())
}

/// 404 with this message.
pub(super) fn missing(message: &str) -> Refusal {
    Refusal::Own(404, message.into())
}

fn body(unfit: &Unfit) -> String {
    let text = |(place, problem): (&String, &Value)| {
        format!("{place} {}", problem.as_str().unwrap_or_default())
    };
    match unfit {
        Unfit::ContentType => "Content-Type must be application/json".to_owned(),
        Unfit::Form => "The body must be a JSON object".to_owned(),
        Unfit::Fields(problems) => problems.iter().map(text).collect::<Vec<_>>().join(", "),
    }
}

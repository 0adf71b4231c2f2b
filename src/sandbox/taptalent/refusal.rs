//! What the system answers when it refuses, in the two envelopes that the documents show.

use serde_json::{Map, Value, json};

use super::super::answer::{Answer, object};
use super::super::kind::{Refusal, Unfit};

/// The answer to a refusal.
pub(super) fn word(refusal: Refusal) -> Answer {
    match refusal {
        // The code is in no readable page.
        Refusal::Unauthorized => plain(
            401,
            "UNAUTHORIZED",
            "authentication_error",
            "Missing or invalid API key",
        ),
        Refusal::Body(Unfit::Fields(problems)) => told("Validation failed", problems),
        // Asked for on writes (api-reference/overview).
        Refusal::Body(Unfit::ContentType) => {
            told("Content-Type must be application/json", Map::new())
        }
        Refusal::Body(Unfit::Form) => told("The body must be a JSON object", Map::new()),
        Refusal::Parameter(name, problem) => {
            told("Invalid query parameters", object([(name, problem.into())]))
        }
        Refusal::Missing(what) => {
            plain(404, "NOT_FOUND", "not_found_error", &Refusal::missing(what))
        }
        // Of the codes only `INTERNAL_ERROR` is documented (integration-notes/overview).
        Refusal::Failing(status) => {
            let code = match status {
                429 => "RATE_LIMITED",
                500.. => "INTERNAL_ERROR",
                _ => "REFUSED",
            };
            plain(status, code, "api_error", "The service could not answer")
        }
        Refusal::Own(status, body) => Answer::new(status, body),
    }
}

/// 400 `INVALID_REQUEST`, with a text for each field at fault (api-reference/overview).
pub(super) fn invalid(message: &str, details: Map<String, Value>) -> Refusal {
    let Answer { status, body, .. } = told(message, details);
    Refusal::Own(status, body)
}

/// 400 `INVALID_PER_PAGE`, in the envelope of api-reference/assessments.
pub(super) fn per_page() -> Refusal {
    let message = "perPage must be one of: 10, 20, 40, 80, 100";
    own(400, "INVALID_PER_PAGE", "validation_error", message)
}

/// 402 `INSUFFICIENT_CREDITS`, whose text stands in api-reference/assessments.
pub(super) fn credits(what: &str) -> Refusal {
    let message = format!("Insufficient credits to {what}");
    own(402, "INSUFFICIENT_CREDITS", "payment_error", &message)
}

/// 400 `DUPLICATE_INVITE`, whose texts stand in api-reference/assessments.
pub(super) fn duplicate_invite(invitee_type: &str) -> Refusal {
    let message = match invitee_type {
        "REVIEWER" => "Reviewer is already invited!",
        _ => "Candidate is already invited!",
    };
    own(400, "DUPLICATE_INVITE", "validation_error", message)
}

/// 403 `ACCESS_DENIED`, which two endpoints answer for an assessment that is not there too.
pub(super) fn denied() -> Refusal {
    let message = "Assessment not found or access denied";
    own(403, "ACCESS_DENIED", "permission_error", message)
}

/// 500, with the code of what went wrong.
pub(super) fn generation(code: &str) -> Refusal {
    own(
        500,
        code,
        "api_error",
        "The questions could not be generated",
    )
}

/// Envelope B (api-reference/assessments).
fn own(status: u16, code: &str, kind: &str, message: &str) -> Refusal {
    let error = json!({"code": code, "type": kind, "errorMessage": message});
    Refusal::Own(status, json!({"error": error}))
}

fn told(message: &str, details: Map<String, Value>) -> Answer {
    with_details(400, "INVALID_REQUEST", "validation_error", message, details)
}

fn plain(status: u16, code: &str, kind: &str, message: &str) -> Answer {
    with_details(status, code, kind, message, Map::new())
}

/// Envelope A (api-reference/overview).
fn with_details(
    status: u16,
    code: &str,
    kind: &str,
    message: &str,
    details: Map<String, Value>,
) -> Answer {
    let error = Value::Object(object([
        ("code", code.into()),
        ("type", kind.into()),
        ("message", message.into()),
        ("details", Value::Object(details)),
    ]));
    Answer::new(status, json!({"error": error}))
}

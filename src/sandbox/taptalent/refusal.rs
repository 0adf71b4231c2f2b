//! What the system answers when it refuses, in the two envelopes that the documents show.

use serde_json::{Map, Value, json};

use super::super::answer::{Answer, object};
use super::super::body::Unfit;
use super::super::settings::GenerationFailure;

/// A refusal: HTTP status and body.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) body: Value,
}

impl Refusal {
    /// 400 `INVALID_REQUEST`, with a text for each field at fault (api-reference/overview).
    pub(super) fn invalid(message: &str, details: Map<String, Value>) -> Self {
        Self::with_details(400, "INVALID_REQUEST", "validation_error", message, details)
    }

    /// 400 `INVALID_REQUEST` for a query parameter.
    pub(super) fn parameter(name: &str, problem: &str) -> Self {
        let details = object([(name, problem.into())]);
        Self::invalid("Invalid query parameters", details)
    }

    /// 400 `INVALID_PER_PAGE`, in the envelope of api-reference/assessments.
    pub(super) fn per_page() -> Self {
        let message = "perPage must be one of: 10, 20, 40, 80, 100";
        Self::with_error_message(400, "INVALID_PER_PAGE", "validation_error", message)
    }

    /// 401: the code is in no readable page.
    pub(super) fn unauthorized() -> Self {
        let message = "Missing or invalid API key";
        Self::plain(401, "UNAUTHORIZED", "authentication_error", message)
    }

    /// 402 `INSUFFICIENT_CREDITS`, whose text stands in api-reference/assessments.
    pub(super) fn credits(what: &str) -> Self {
        let message = format!("Insufficient credits to {what}");
        Self::with_error_message(402, "INSUFFICIENT_CREDITS", "payment_error", &message)
    }

    /// 400 `DUPLICATE_INVITE`, whose texts stand in api-reference/assessments.
    pub(super) fn duplicate_invite(invitee_type: &str) -> Self {
        let message = match invitee_type {
            "REVIEWER" => "Reviewer is already invited!",
            _ => "Candidate is already invited!",
        };
        Self::with_error_message(400, "DUPLICATE_INVITE", "validation_error", message)
    }

    /// 403 `ACCESS_DENIED`, which two endpoints answer for an assessment that is not there too.
    pub(super) fn denied() -> Self {
        let message = "Assessment not found or access denied";
        Self::with_error_message(403, "ACCESS_DENIED", "permission_error", message)
    }

    /// 500 `AI_GENERATION_FAILED` or `AI_GENERATION_EMPTY`.
    pub(super) fn generation(failure: GenerationFailure) -> Self {
        let code = match failure {
            GenerationFailure::AiGenerationFailed => "AI_GENERATION_FAILED",
            GenerationFailure::AiGenerationEmpty => "AI_GENERATION_EMPTY",
        };
        let message = "The questions could not be generated";
        Self::with_error_message(500, code, "api_error", message)
    }

    /// 404 `NOT_FOUND`.
    pub(super) fn not_found(what: &str) -> Self {
        let message = format!("{what} not found");
        Self::plain(404, "NOT_FOUND", "not_found_error", &message)
    }

    /// An error of the service itself; of the codes only `INTERNAL_ERROR` is documented
    /// (integration-notes/overview).
    pub(super) fn failing(status: u16) -> Self {
        let code = match status {
            429 => "RATE_LIMITED",
            500.. => "INTERNAL_ERROR",
            _ => "REFUSED",
        };
        Self::plain(status, code, "api_error", "The service could not answer")
    }

    /// Envelope A (api-reference/overview).
    fn with_details(
        status: u16,
        code: &str,
        kind: &str,
        message: &str,
        details: Map<String, Value>,
    ) -> Self {
        let error = json!({"code": code, "type": kind, "message": message, "details": details});
        Self::new(status, error)
    }

    /// Envelope A without details.
    fn plain(status: u16, code: &str, kind: &str, message: &str) -> Self {
        Self::with_details(status, code, kind, message, Map::new())
    }

    /// Envelope B (api-reference/assessments).
    fn with_error_message(status: u16, code: &str, kind: &str, message: &str) -> Self {
        let error = json!({"code": code, "type": kind, "errorMessage": message});
        Self::new(status, error)
    }

    fn new(status: u16, error: Value) -> Self {
        let body = json!({"error": error});
        Self { status, body }
    }
}

impl From<Unfit> for Refusal {
    fn from(unfit: Unfit) -> Self {
        match unfit {
            // Asked for on writes (api-reference/overview).
            Unfit::ContentType => {
                Self::invalid("Content-Type must be application/json", Map::new())
            }
            Unfit::Form => Self::invalid("The body must be a JSON object", Map::new()),
            Unfit::Fields(problems) => Self::invalid("Validation failed", problems),
            Unfit::Rows(error) => {
                tracing::error!(%error, "the sandbox's rows do not fit their type");
                Self::failing(500)
            }
        }
    }
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Self {
        Self::new(refusal.status, refusal.body)
    }
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        tracing::error!(%error, "the sandbox's store failed");
        Self::failing(500)
    }
}

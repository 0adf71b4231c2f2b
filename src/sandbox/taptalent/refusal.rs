//! What the system answers when it refuses, in the two envelopes that the documents show.

use serde_json::{Map, Value};

use super::super::answer::{Answer, object};

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
        Self::with_details(
            401,
            "UNAUTHORIZED",
            "authentication_error",
            message,
            Map::new(),
        )
    }

    /// 402 `INSUFFICIENT_CREDITS`, whose text stands in api-reference/assessments.
    pub(super) fn credits() -> Self {
        let message = "Insufficient credits to create assessment";
        Self::with_error_message(402, "INSUFFICIENT_CREDITS", "payment_error", message)
    }

    /// The same for something else than a creation.
    pub(super) fn credits_for(what: &str) -> Self {
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
    pub(super) fn generation(code: &str) -> Self {
        let message = "The questions could not be generated";
        Self::with_error_message(500, code, "api_error", message)
    }

    /// 404 `NOT_FOUND`.
    pub(super) fn not_found(what: &str) -> Self {
        let message = format!("{what} not found");
        Self::with_details(404, "NOT_FOUND", "not_found_error", &message, Map::new())
    }

    /// An error of the service itself; of the codes only `INTERNAL_ERROR` is documented
    /// (integration-notes/overview).
    pub(super) fn failing(status: u16) -> Self {
        let code = match status {
            429 => "RATE_LIMITED",
            500.. => "INTERNAL_ERROR",
            _ => "REFUSED",
        };
        Self::with_details(
            status,
            code,
            "api_error",
            "The service could not answer",
            Map::new(),
        )
    }

    /// Envelope A (api-reference/overview).
    fn with_details(
        status: u16,
        code: &str,
        kind: &str,
        message: &str,
        details: Map<String, Value>,
    ) -> Self {
        Self::new(
            status,
            [
                ("code", code.into()),
                ("type", kind.into()),
                ("message", message.into()),
                ("details", Value::Object(details)),
            ],
        )
    }

    /// Envelope B (api-reference/assessments).
    fn with_error_message(status: u16, code: &str, kind: &str, message: &str) -> Self {
        let error = [
            ("code", code.into()),
            ("type", kind.into()),
            ("errorMessage", message.into()),
        ];
        Self::new(status, error)
    }

    fn new<const N: usize>(status: u16, error: [(&str, Value); N]) -> Self {
        let error = Value::Object(object(error));
        Self {
            status,
            body: Value::Object(object([("error", error)])),
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

//! What the system answers when it refuses, in the two envelopes that the documents show.

use serde_json::{Map, Value};

use super::answer::object;

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

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        tracing::error!(%error, "the sandbox's store failed");
        Self::failing(500)
    }
}

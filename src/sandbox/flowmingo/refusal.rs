//! What the system answers when it refuses: `{statusCode, message, timestamp, path}` (the guide, 7).

use serde_json::{Value, json};

use super::super::answer::Answer;
use super::super::body::Unfit;
use super::super::call::Call;
use super::super::time::{iso, now};

/// A refusal: HTTP status and message.
#[derive(Debug)]
pub(super) struct Refusal {
    status: u16,
    message: String,
}

impl Refusal {
    /// 400.
    pub(super) fn invalid(message: impl Into<String>) -> Self {
        Self::new(400, message)
    }

    /// 401.
    pub(super) fn unauthorized() -> Self {
        Self::new(401, "Invalid or missing API key")
    }

    /// 403.
    pub(super) fn scope(scope: &str) -> Self {
        Self::new(403, format!("API key lacks the required scope: {scope}"))
    }

    /// 404.
    pub(super) fn not_found(message: impl Into<String>) -> Self {
        Self::new(404, message)
    }

    /// An error of the service itself; the guide names none.
    pub(super) fn failing(status: u16) -> Self {
        Self::new(status, "The service could not answer")
    }

    /// The answer to this call.
    pub(super) fn answer(self, call: &Call) -> Answer {
        let Self { status, message } = self;
        let body = json!({
            "statusCode": status,
            "message": message,
            "timestamp": iso(now()),
            "path": format!("/company{}", call.path()),
        });
        Answer::new(status, body)
    }

    fn new(status: u16, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
        }
    }
}

impl From<Unfit> for Refusal {
    fn from(unfit: Unfit) -> Self {
        match unfit {
            Unfit::ContentType => Self::invalid("Content-Type must be application/json"),
            Unfit::Form => Self::invalid("The body must be a JSON object"),
            // All in one text.
            Unfit::Fields(problems) => {
                let text = |(place, problem): (&String, &Value)| {
                    format!("{place} {}", problem.as_str().unwrap_or_default())
                };
                let texts: Vec<String> = problems.iter().map(text).collect();
                Self::invalid(texts.join(", "))
            }
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

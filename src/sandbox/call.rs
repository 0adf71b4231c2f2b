//! One HTTP request as plain values, so that what follows needs no socket, no stream and no async.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, header};
use serde_json::Value;

/// Where the partner API stands: as `Sandbox::taptalent_url` says, and below a bare host as in the
/// documents' base URL.
pub(super) const PARTNER_BASES: [&str; 2] = ["/taptalent/v1/partner", "/v1/partner"];

/// Bytes of a body that are read at most; the documents name no bound.
const BODY_LIMIT: usize = 8 * 1024 * 1024;

/// A request.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) method: String,
    pub(super) place: Place,
    /// What stands after the `?`, as it came.
    pub(super) query: String,
    pub(super) authorization: Option<String>,
    /// Whether `Content-Type` is `application/json`.
    pub(super) says_json: bool,
    pub(super) content: Content,
}

/// Where a request goes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// To the partner API, with the path below its base.
    Partner(String),
    /// Elsewhere, with the whole path.
    Elsewhere(String),
}

/// A request's body.
#[derive(Debug)]
pub(super) enum Content {
    /// None.
    Empty,
    /// JSON.
    Json(Value),
    /// Something else, or too long, or it broke off.
    Unreadable,
}

impl Call {
    /// Reads a request to its end.
    pub(super) async fn read(request: Request<Body>) -> Self {
        let (head, body) = request.into_parts();
        Self {
            method: head.method.to_string(),
            place: Place::of(head.uri.path()),
            query: head.uri.query().unwrap_or_default().to_owned(),
            authorization: text(&head.headers, header::AUTHORIZATION).map(str::to_owned),
            says_json: text(&head.headers, header::CONTENT_TYPE)
                .is_some_and(|kind| kind.starts_with("application/json")),
            content: Content::read(body).await,
        }
    }

    /// The path: below the partner base, or whole.
    pub(super) fn path(&self) -> &str {
        match &self.place {
            Place::Partner(path) | Place::Elsewhere(path) => path,
        }
    }
}

impl Place {
    fn of(path: &str) -> Self {
        let below = PARTNER_BASES
            .iter()
            .find_map(|base| path.strip_prefix(base));
        match below {
            Some(below) if below.is_empty() || below.starts_with('/') => {
                Self::Partner(below.to_owned())
            }
            _ => Self::Elsewhere(path.to_owned()),
        }
    }
}

impl Content {
    async fn read(body: Body) -> Self {
        match to_bytes(body, BODY_LIMIT).await {
            Ok(bytes) if bytes.is_empty() => Self::Empty,
            Ok(bytes) => serde_json::from_slice(&bytes).map_or(Self::Unreadable, Self::Json),
            Err(_) => Self::Unreadable,
        }
    }

    /// The JSON of the body, null for all else.
    pub(super) fn json(&self) -> Value {
        match self {
            Self::Json(value) => value.clone(),
            Self::Empty | Self::Unreadable => Value::Null,
        }
    }
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_partner_api_stands_under_two_bases() {
        for path in ["/taptalent/v1/partner/jobs", "/v1/partner/jobs"] {
            assert_eq!(Place::of(path), Place::Partner("/jobs".to_owned()));
        }
        assert_eq!(
            Place::of("/v1/partnership"),
            Place::Elsewhere("/v1/partnership".to_owned())
        );
    }
}

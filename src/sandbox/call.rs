//! One HTTP request as plain values, so that what follows needs no socket, no stream and no async.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, header};
use serde_json::Value;

use super::kind::Manner;
use super::system::System;

const X_API_KEY: header::HeaderName = header::HeaderName::from_static("x-api-key");

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
    /// `X-API-Key`
    pub(super) api_key: Option<String>,
    /// Whether `Content-Type` is `application/json`.
    pub(super) says_json: bool,
    pub(super) content: Content,
}

/// Where a request goes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// To a system, with the path below its base.
    System(System, String),
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
            api_key: text(&head.headers, X_API_KEY).map(str::to_owned),
            says_json: text(&head.headers, header::CONTENT_TYPE)
                .is_some_and(|kind| kind.starts_with("application/json")),
            content: Content::read(body).await,
        }
    }

    /// How much its system asks of a body.
    pub(super) const fn manner(&self) -> Manner {
        match self.place {
            Place::System(system, _) => system.manner(),
            Place::Elsewhere(_) => Manner::Strict,
        }
    }

    /// The path in pieces. Ids of these systems need no percent-encoding, so an encoded one is just unknown.
    pub(super) fn segments(&self) -> Vec<&str> {
        self.path().split('/').skip(1).collect()
    }

    /// The same with every text escaped as HTML.
    pub(super) fn respelled(mut self) -> Self {
        if let Content::Json(value) = &mut self.content {
            respell(value);
        }
        self
    }

    /// The path: below the system's base, or whole.
    pub(super) fn path(&self) -> &str {
        match &self.place {
            Place::System(_, path) | Place::Elsewhere(path) => path,
        }
    }
}

impl Place {
    fn of(path: &str) -> Self {
        let below = |system: System| {
            let found = system
                .bases()
                .iter()
                .find_map(|base| path.strip_prefix(base));
            found
                .filter(|below| below.is_empty() || below.starts_with('/'))
                .map(|below| Self::System(system, below.to_owned()))
        };
        System::ALL
            .into_iter()
            .find_map(below)
            .unwrap_or_else(|| Self::Elsewhere(path.to_owned()))
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

fn respell(value: &mut Value) {
    match value {
        Value::String(text) => *text = text.replace('&', "&amp;").replace('\'', "&#39;"),
        Value::Array(items) => items.iter_mut().for_each(respell),
        Value::Object(fields) => fields.values_mut().for_each(respell),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_stands_under_its_bases() {
        for (path, system) in [
            ("/taptalent/v1/partner/jobs", System::Taptalent),
            ("/v1/partner/jobs", System::Taptalent),
            ("/flowmingo/company/jobs", System::Flowmingo),
            ("/company/jobs", System::Flowmingo),
            ("/promptster/jobs", System::Promptster),
        ] {
            assert_eq!(Place::of(path), Place::System(system, "/jobs".to_owned()));
        }
        assert_eq!(
            Place::of("/v1/partnership"),
            Place::Elsewhere("/v1/partnership".to_owned())
        );
    }
}

//! What a server says when it does not do what it was asked, out of every envelope that the systems use.
//!
//! TapTalent's are collected in api-reference/overview, /assessments and integration-notes: nested with `message` or
//! `errorMessage`, flat, `error` as plain text. Flowmingo's is `{statusCode, message, timestamp, path}` (guide, §7),
//! Promptster's `{error, code?, details?, used?, quota?}` (reviewers/resources/errors). Gateways add pages that are not
//! JSON at all. Nothing here fails: whatever comes, the server's own words reach the user, escaped and cut.

use std::fmt;

use reqwest::StatusCode;
use serde_json::{Map, Value};

use super::page::{is_page, told_page};
use super::sanitize::Cleaner;

/// Most field details that are kept.
const MOST_DETAILS: usize = 20;

/// A server's own words on why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerRefusal {
    /// The HTTP status.
    pub status: u16,
    /// The server's code, for example `INVALID_REQUEST`.
    pub code: Option<String>,
    /// The server's `type`, for example `validation_error`.
    pub kind: Option<String>,
    /// The server's sentence; of a body that is not JSON its beginning; empty if there was no body.
    pub message: String,
    /// What is wrong with which field; the field is empty where the server names none.
    pub details: Vec<(String, String)>,
    /// The server's name for the request, to quote to its support.
    pub request_id: Option<String>,
    /// A page came instead of the system's own words: something that stands before it has spoken.
    pub is_page: bool,
}

impl ServerRefusal {
    pub(super) fn read(
        status: StatusCode,
        body: &[u8],
        request_id: Option<String>,
        cleaner: &Cleaner<'_>,
    ) -> Self {
        let parsed: Option<Value> = serde_json::from_slice(body).ok();
        let details = parsed.as_ref().map(details_of).unwrap_or_default();
        let message = match parsed.as_ref().and_then(message_of) {
            Some(message) => cleaner.clean(&message),
            // The complaints are all there is to say.
            None if !details.is_empty() => String::new(),
            None => match told_page(body) {
                Some(told) => cleaner.clean(&told),
                None => cleaner.clean_body(body),
            },
        };
        let is_page = is_page(body);
        let body = parsed.unwrap_or_default();
        let text = |name| {
            body_or_error(&body, name)
                .and_then(plain)
                .map(|text| cleaner.clean(&text))
        };
        Self {
            status: status.as_u16(),
            code: code_of(&body).map(|code| cleaner.clean(&code)),
            kind: text("type"),
            message,
            details: details
                .into_iter()
                .take(MOST_DETAILS)
                .map(|(field, text)| (cleaner.clean(&field), cleaner.clean(&text)))
                .collect(),
            request_id: request_id.map(|id| cleaner.clean(&id)),
            is_page,
        }
    }

    /// Whether the server gave this code.
    pub fn has_code(&self, code: &str) -> bool {
        self.code.as_deref() == Some(code)
    }
}

/// Whether a body that came with a good status speaks of an error all the same.
pub(super) fn speaks_of_error(body: &[u8]) -> bool {
    let Ok(Value::Object(body)) = serde_json::from_slice(body) else {
        return false;
    };
    let says = |name: &str, value: &Value| body.get(name) == Some(value);
    body.get("error").is_some_and(says_something)
        || says("success", &Value::Bool(false))
        || says("ok", &Value::Bool(false))
        || ["error", "fail", "failed", "failure"]
            .iter()
            .any(|word| says("status", &Value::from(*word)))
}

fn says_something(error: &Value) -> bool {
    match error {
        Value::Null => false,
        Value::Bool(is_error) => *is_error,
        Value::Number(_) => true,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
    }
}

/// `body.error.<name>`, else `body.<name>`.
fn body_or_error<'a>(body: &'a Value, name: &str) -> Option<&'a Value> {
    body.get("error")
        .and_then(|error| error.get(name))
        .or_else(|| body.get(name))
        .filter(|value| !value.is_null())
}

/// The code, wherever an envelope has it; or an `error` that is nothing but a code.
fn code_of(body: &Value) -> Option<String> {
    ["code", "errorCode"]
        .iter()
        .find_map(|name| {
            let inside = body.get("data").and_then(|data| data.get(name));
            body_or_error(body, name).or(inside).and_then(plain)
        })
        .or_else(|| plain(body.get("error")?).filter(|text| is_code(text)))
}

/// `DUPLICATE_INVITE`
fn is_code(text: &str) -> bool {
    text.contains('_')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// The first text there is, nested before flat.
fn message_of(body: &Value) -> Option<String> {
    if let Value::String(text) = body {
        return Some(text.clone());
    }
    if let Value::Array(items) = body {
        return items.iter().find_map(message_of);
    }
    let error = body.get("error");
    let nested = ["errorMessage", "message", "detail"].map(|name| error?.get(name));
    let flat = ["errorMessage", "message"].map(|name| body.get(name));
    let first = body.get("errors").and_then(|errors| errors.get(0));
    let late = ["error", "detail", "title", "reason"].map(|name| body.get(name));
    nested
        .into_iter()
        .chain(flat)
        .chain(late)
        .flatten()
        .find_map(plain)
        .or_else(|| error.filter(|error| error.is_array()).and_then(message_of))
        .or_else(|| first.and_then(message_of))
}

/// A scalar as text; `None` for null, objects and arrays.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(_) | Value::String(_) | Value::Null | Value::Array(_) | Value::Object(_) => {
            None
        }
    }
}

fn details_of(body: &Value) -> Vec<(String, String)> {
    let sources = [
        body_or_error(body, "details"),
        body_or_error(body, "errors"),
        // One common framework puts the list of complaints into `message`.
        body_or_error(body, "message").filter(|message| message.is_array()),
    ];
    let numbers = ["used", "quota"].into_iter().filter_map(|name| {
        let number = body_or_error(body, name).and_then(plain)?;
        Some((name.to_owned(), number))
    });
    let details = sources.into_iter().flatten().flat_map(details_in);
    details.chain(numbers).collect()
}

fn details_in(value: &Value) -> Vec<(String, String)> {
    match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(field, text)| (field.clone(), detail_text(text)))
            .collect(),
        Value::Array(items) => items.iter().map(detail).collect(),
        other => plain(other)
            .map(|text| (String::new(), text))
            .into_iter()
            .collect(),
    }
}

fn detail(item: &Value) -> (String, String) {
    let Value::Object(fields) = item else {
        return (String::new(), detail_text(item));
    };
    let named = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| fields.get(*name))
            .map(detail_text)
    };
    let path = fields.get("path").and_then(Value::as_array);
    let field = path
        .map(|path| path.iter().map(detail_text).collect::<Vec<_>>().join("."))
        .or_else(|| named(&["field", "path", "param", "property", "name"]))
        .unwrap_or_default();
    let text = named(&["message", "errorMessage", "msg", "reason", "code"])
        .unwrap_or_else(|| Value::Object(Map::clone(fields)).to_string());
    (field, text)
}

fn detail_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(detail_text).collect::<Vec<_>>().join(", "),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}

impl fmt::Display for ServerRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            status,
            code,
            kind,
            message,
            details,
            request_id,
            is_page: _,
        } = self;
        write!(f, "{status}")?;
        if let Some(reason) = StatusCode::from_u16(*status)
            .ok()
            .and_then(|status| status.canonical_reason())
        {
            write!(f, " {reason}")?;
        }
        if let Some(code) = code {
            write!(f, ", {code}")?;
        }
        if let Some(kind) = kind {
            write!(f, " ({kind})")?;
        }
        if message.is_empty() && details.is_empty() {
            write!(f, ", without a message")?;
        } else if !message.is_empty() {
            write!(f, ": {message}")?;
        }
        for (index, (field, text)) in details.iter().enumerate() {
            let separator = if index == 0 && message.is_empty() {
                ": "
            } else {
                "; "
            };
            if field.is_empty() {
                write!(f, "{separator}{text}")?;
            } else {
                write!(f, "{separator}{field}: {text}")?;
            }
        }
        if let Some(request_id) = request_id {
            write!(f, " [request {request_id}]")?;
        }
        Ok(())
    }
}

//! Why a request is refused, as far as the systems have it in common; each words it in its own envelope.

use std::fmt::Display;

use rusqlite::Connection;
use serde_json::Value;

use super::super::store::Object;
use super::fields::Problems;

/// What an endpoint gives: the JSON of the answer, or a refusal.
pub(in crate::sandbox) type Outcome = Result<Value, Refusal>;

/// Why a body is refused.
#[derive(Debug)]
pub(in crate::sandbox) enum Unfit {
    /// The header does not say JSON.
    ContentType,
    /// It is not a JSON object.
    Form,
    /// Fields of it are at fault.
    Fields(Problems),
}

/// Why a request is refused.
#[derive(Debug)]
pub(in crate::sandbox) enum Refusal {
    /// No key, or none of the documented form.
    Unauthorized,
    /// The body.
    Body(Unfit),
    /// A query parameter, and what is wrong with it.
    Parameter(&'static str, String),
    /// What is not there, in small letters.
    Missing(&'static str),
    /// An error of the service itself, with its status.
    Failing(u16),
    /// Something of the system's own: status and body.
    Own(u16, Value),
}

impl Refusal {
    /// `Assessment not found`
    pub(in crate::sandbox) fn missing(what: &str) -> String {
        let (first, rest) = what.split_at(1);
        format!("{}{rest} not found", first.to_uppercase())
    }
}

/// The object with this id, or 404.
pub(in crate::sandbox) fn found<T: Object>(
    connection: &Connection,
    id: impl Display,
) -> Result<T, Refusal> {
    T::get(connection, id)?.ok_or(Refusal::Missing(T::KIND))
}

/// The same for an id that is counted, however the number is written.
pub(in crate::sandbox) fn counted<T: Object>(
    connection: &Connection,
    id: &str,
) -> Result<T, Refusal> {
    let id: i64 = id.parse().map_err(|_| Refusal::Missing(T::KIND))?;
    found(connection, id)
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        tracing::error!(%error, "the sandbox's store failed");
        Self::Failing(500)
    }
}

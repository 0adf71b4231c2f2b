//! Whether a webhook comes from whom it says.

use axum::http::HeaderMap;

use super::event::WebhookSystem;
use super::refusal::Refusal;
use super::{flowmingo, taptalent};

/// Checks the sender of a body; `now` in Unix seconds.
pub(super) fn check(
    system: WebhookSystem,
    secret: &str,
    headers: &HeaderMap,
    body: &[u8],
    now: i64,
) -> Result<(), Refusal> {
    match system {
        WebhookSystem::TapTalent => taptalent::check(secret, headers),
        WebhookSystem::Flowmingo => flowmingo::check(secret, headers, body, now),
    }
}

/// The value of a header that must be there once, and not empty.
pub(super) fn only_header<'h>(
    headers: &'h HeaderMap,
    name: &'static str,
) -> Result<&'h [u8], Refusal> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) if !value.is_empty() => Ok(value.as_bytes()),
        _ => Err(Refusal::Unsigned(name)),
    }
}

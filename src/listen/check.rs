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

//! Headers of a webhook. Decides nothing about what they mean.

use axum::http::HeaderMap;

use super::refusal::Refusal;

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

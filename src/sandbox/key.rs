//! API keys: the documented form is the whole check, so that nobody puts a real key into a sandbox to try it. Each system's
//! own form stands with its endpoints.

/// What stands behind `Bearer` in an `Authorization` header.
pub(super) fn bearer(authorization: Option<&str>) -> Option<&str> {
    authorization.and_then(|header| header.strip_prefix("Bearer "))
}

pub(super) fn is_base62(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

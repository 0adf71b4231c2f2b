//! The form of an organisation's key (reviewers/api/authentication).

use super::super::key::{bearer, is_base62};

/// A key that the embedded Promptster accepts.
pub const PROMPTSTER_KEY: &str = "psk_live_vetformSandboxKey00000";

/// Whether an `Authorization` header holds a key: `Bearer psk_live_…`. No length is stated.
pub(super) fn is_accepted(authorization: Option<&str>) -> bool {
    let body = bearer(authorization).and_then(|key| key.strip_prefix("psk_live_"));
    body.is_some_and(is_base62)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_documented_form_is_accepted() {
        assert!(is_accepted(Some(&format!("Bearer {PROMPTSTER_KEY}"))));
        for header in ["Bearer psk_live_", "psk_live_abc", "Bearer PST-AAAA-BBBB"] {
            assert!(!is_accepted(Some(header)), "{header}");
        }
    }
}

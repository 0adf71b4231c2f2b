//! The form of a key (authentication/api-keys).

use super::super::key::{bearer, is_base62};

/// A key that the embedded TapTalent accepts.
pub const API_KEY: &str = "sk_test_vetformSandboxKey00000";

/// Characters after the prefix.
const KEY_CHARACTERS: usize = 22;

/// Whether an `Authorization` header holds a key: `Bearer ^sk_(live|test)_[0-9A-Za-z]{22}$`.
pub(super) fn is_accepted(authorization: Option<&str>) -> bool {
    let Some(key) = bearer(authorization) else {
        return false;
    };
    let body = key
        .strip_prefix("sk_live_")
        .or_else(|| key.strip_prefix("sk_test_"));
    body.is_some_and(|body| body.len() == KEY_CHARACTERS && is_base62(body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_documented_form_is_accepted() {
        assert!(is_accepted(Some(&format!("Bearer {API_KEY}"))));
        assert!(!is_accepted(None));
        for header in [
            "",
            API_KEY,
            "Bearer ",
            "Bearer sk_test_short",
            "Bearer sk_prod_0123456789abcdefghijAB",
            "Bearer sk_live_0123456789abcdefghij-B",
            "Bearer sk_live_0123456789abcdefghijABC",
        ] {
            assert!(!is_accepted(Some(header)), "{header}");
        }
    }
}

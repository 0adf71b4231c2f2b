//! API keys: the documented form is the whole check, so that nobody puts a real key into a sandbox to try it.

/// A key that the sandbox accepts, of the form in authentication/api-keys.
pub const API_KEY: &str = "sk_test_invigilSandboxKey00000";

/// Characters after the prefix (authentication/api-keys).
const KEY_CHARACTERS: usize = 22;

/// Whether an `Authorization` header holds a key of the documented form:
/// `Bearer ^sk_(live|test)_[0-9A-Za-z]{22}$` (authentication/api-keys).
pub(super) fn is_accepted(authorization: Option<&str>) -> bool {
    let Some(key) = authorization.and_then(|header| header.strip_prefix("Bearer ")) else {
        return false;
    };
    let body = key
        .strip_prefix("sk_live_")
        .or_else(|| key.strip_prefix("sk_test_"));
    body.is_some_and(|body| {
        body.len() == KEY_CHARACTERS && body.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sandbox_s_own_key_has_the_documented_form() {
        assert!(is_accepted(Some(&format!("Bearer {API_KEY}"))));
    }

    #[test]
    fn anything_but_the_documented_form_is_refused() {
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
        assert!(!is_accepted(None));
    }
}

//! API keys: the documented form is the whole check, so that nobody puts a real key into a sandbox to try it.

/// A key that the embedded TapTalent accepts, of the form in authentication/api-keys.
pub const API_KEY: &str = "sk_test_vetformSandboxKey00000";

/// A key that the embedded Flowmingo accepts: `<prefix>.<secret>` (integration/api-integration, 2.2).
pub const FLOWMINGO_KEY: &str = "fl_pre_vetform00.SandboxSecret000";

/// A key that the embedded Promptster accepts (reviewers/api/authentication).
pub const PROMPTSTER_KEY: &str = "psk_live_vetformSandboxKey00000";

/// Characters after the prefix of a TapTalent key (authentication/api-keys).
const KEY_CHARACTERS: usize = 22;

/// Whether an `Authorization` header holds a TapTalent key of the documented form:
/// `Bearer ^sk_(live|test)_[0-9A-Za-z]{22}$` (authentication/api-keys).
pub(super) fn is_accepted(authorization: Option<&str>) -> bool {
    let Some(key) = bearer(authorization) else {
        return false;
    };
    let body = key
        .strip_prefix("sk_live_")
        .or_else(|| key.strip_prefix("sk_test_"));
    body.is_some_and(|body| body.len() == KEY_CHARACTERS && is_base62(body))
}

/// Whether an `X-API-Key` header holds a Flowmingo key: `fl_live_….…` or `fl_pre_….…`. No lengths are stated.
pub(super) fn is_flowmingo_key(header: Option<&str>) -> bool {
    let body = header.and_then(|key| {
        key.strip_prefix("fl_live_")
            .or_else(|| key.strip_prefix("fl_pre_"))
    });
    body.and_then(|body| body.split_once('.'))
        .is_some_and(|(prefix, secret)| is_base62(prefix) && is_base62(secret))
}

/// Whether an `Authorization` header holds an organisation's Promptster key: `Bearer psk_live_…`. No length
/// is stated.
pub(super) fn is_promptster_key(authorization: Option<&str>) -> bool {
    let body = bearer(authorization).and_then(|key| key.strip_prefix("psk_live_"));
    body.is_some_and(is_base62)
}

fn bearer(authorization: Option<&str>) -> Option<&str> {
    authorization.and_then(|header| header.strip_prefix("Bearer "))
}

fn is_base62(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sandbox_s_own_keys_have_the_documented_forms() {
        assert!(is_accepted(Some(&format!("Bearer {API_KEY}"))));
        assert!(is_flowmingo_key(Some(FLOWMINGO_KEY)));
        assert!(is_promptster_key(Some(&format!("Bearer {PROMPTSTER_KEY}"))));
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
        for header in [
            "",
            "fl_live_abc",
            "fl_live_abc.",
            "fl_pre_.x",
            "fl_test_a.b",
        ] {
            assert!(!is_flowmingo_key(Some(header)), "{header}");
        }
        for header in ["Bearer psk_live_", "psk_live_abc", "Bearer PST-AAAA-BBBB"] {
            assert!(!is_promptster_key(Some(header)), "{header}");
        }
    }
}

//! The form of a key (integration/api-integration, 2.2).

use super::super::key::is_base62;

/// A key that the embedded Flowmingo accepts: `<prefix>.<secret>`.
pub const FLOWMINGO_KEY: &str = "fl_pre_vetform00.SandboxSecret000";

/// Whether an `X-API-Key` header holds a key: `fl_live_….…` or `fl_pre_….…`. No lengths are stated.
pub(super) fn is_accepted(header: Option<&str>) -> bool {
    let body = header.and_then(|key| {
        key.strip_prefix("fl_live_")
            .or_else(|| key.strip_prefix("fl_pre_"))
    });
    body.and_then(|body| body.split_once('.'))
        .is_some_and(|(prefix, secret)| is_base62(prefix) && is_base62(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_documented_form_is_accepted() {
        assert!(is_accepted(Some(FLOWMINGO_KEY)));
        for header in [
            "",
            "fl_live_abc",
            "fl_live_abc.",
            "fl_pre_.x",
            "fl_test_a.b",
        ] {
            assert!(!is_accepted(Some(header)), "{header}");
        }
    }
}

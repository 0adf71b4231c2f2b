//! Which key belongs to which host (guide, §2.2). Looks at the key's prefix only, and never shows the key.

use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};

/// Prefix of the keys, and the host that takes them.
const ENVIRONMENTS: [(&str, &str); 2] = [
    ("fl_live_", "apis.flowmingo.ai"),
    ("fl_pre_", "pre-apis.flowmingo.ai"),
];

/// A key of one environment with the host of the other. The configuration's fault; nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "this key starts with `{prefix}` and is for https://{fitting}/company, but `baseUrl` is on {host}, which \
     accepts keys that start with `{wanted}`"
)]
pub struct KeyMismatch {
    prefix: &'static str,
    fitting: &'static str,
    host: &'static str,
    wanted: &'static str,
}

/// Checks that a key is for the host of `base_url`. Other hosts and other keys pass: there may be a proxy in between.
///
/// # Errors
/// The key is for the other one of Flowmingo's two hosts.
pub fn check_key(base_url: &str, key: &SecretString) -> Result<(), KeyMismatch> {
    let url = Url::parse(base_url).ok();
    let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
    let of_host = ENVIRONMENTS.iter().find(|(_, known)| *known == host);
    let of_key = ENVIRONMENTS
        .iter()
        .find(|(prefix, _)| key.expose_secret().starts_with(prefix));
    match (of_host, of_key) {
        (Some((wanted, host)), Some((prefix, fitting))) if host != fitting => Err(KeyMismatch {
            prefix,
            fitting,
            host,
            wanted,
        }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRODUCTION: &str = "https://apis.flowmingo.ai/company";
    const STAGING: &str = "https://pre-apis.flowmingo.ai/company/";

    fn check(base_url: &str, key: &str) -> Result<(), String> {
        check_key(base_url, &SecretString::from(key)).map_err(|error| error.to_string())
    }

    #[test]
    fn a_key_of_the_other_environment_is_refused_and_not_shown() {
        insta::assert_snapshot!(check(PRODUCTION, "fl_pre_a.secret").unwrap_err(), @"this key starts with `fl_pre_` and is for https://pre-apis.flowmingo.ai/company, but `baseUrl` is on apis.flowmingo.ai, which accepts keys that start with `fl_live_`");
        insta::assert_snapshot!(check(STAGING, "fl_live_a.secret").unwrap_err(), @"this key starts with `fl_live_` and is for https://apis.flowmingo.ai/company, but `baseUrl` is on pre-apis.flowmingo.ai, which accepts keys that start with `fl_pre_`");
        insta::assert_snapshot!(check("https://APIS.flowmingo.ai:443", "fl_pre_a.secret").unwrap_err(), @"this key starts with `fl_pre_` and is for https://pre-apis.flowmingo.ai/company, but `baseUrl` is on apis.flowmingo.ai, which accepts keys that start with `fl_live_`");
    }

    #[test]
    fn the_right_pair_and_what_nobody_knows_pass() {
        for (url, key) in [
            (PRODUCTION, "fl_live_a.s"),
            (STAGING, "fl_pre_a.s"),
            (PRODUCTION, "something"),
            ("http://127.0.0.1:8080/flowmingo", "fl_live_a.s"),
            ("https://apis.flowmingo.ai.example.com", "fl_pre_a.s"),
            ("not a url", "fl_pre_a.s"),
        ] {
            assert_eq!(check(url, key), Ok(()), "{url} {key}");
        }
    }
}

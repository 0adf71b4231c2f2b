//! What the page lets a browser do: show it, and run its one script, which only searches and folds.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// The Content-Security-Policy of a page with this one style sheet and this script. Nothing is loaded, no form is sent.
pub(super) fn policy(style: &str, script: Option<&str>) -> String {
    let script = script.map_or_else(String::new, |script| {
        format!(" script-src 'sha256-{}';", hash(script))
    });
    format!(
        "default-src 'none'; style-src 'sha256-{}';{script} base-uri 'none'; form-action 'none'",
        hash(style)
    )
}

fn hash(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text))
}

#[cfg(test)]
mod tests {
    use super::policy;

    #[test]
    fn a_policy_names_the_hash_of_its_style_and_of_its_script() {
        // printf 'p{}' | openssl dgst -sha256 -binary | base64
        assert!(!policy("p{}", None).contains("script"));
        insta::assert_snapshot!(policy("p{}", Some("p{}")), @"default-src 'none'; style-src 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='; script-src 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='; base-uri 'none'; form-action 'none'");
    }
}

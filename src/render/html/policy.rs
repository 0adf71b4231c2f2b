//! What the page lets a browser do: show it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// The Content-Security-Policy of a page with this one style sheet. Nothing is loaded, no script runs, no form is sent.
pub(super) fn policy(style: &str) -> String {
    let hash = STANDARD.encode(Sha256::digest(style));
    format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'")
}

#[cfg(test)]
mod tests {
    use super::policy;

    #[test]
    fn a_policy_names_the_hash_of_its_style() {
        // printf 'p{}' | openssl dgst -sha256 -binary | base64
        insta::assert_snapshot!(policy("p{}"), @"default-src 'none'; style-src 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='; base-uri 'none'; form-action 'none'");
    }
}

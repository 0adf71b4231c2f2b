//! TapTalent's proof: a static shared secret in `X-Webhook-Key`. The body is not signed. Facts: webhooks/events.

use axum::http::HeaderMap;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::header::only_header;
use super::refusal::Refusal;

pub(super) const HEADER: &str = "X-Webhook-Key";

/// Compares in a time that tells nothing of the secret: hashes have one length, whatever was sent.
pub(super) fn check(secret: &str, headers: &HeaderMap) -> Result<(), Refusal> {
    let sent = only_header(headers, HEADER)?;
    let hashes_equal = Sha256::digest(sent).ct_eq(&Sha256::digest(secret.as_bytes()));
    if hashes_equal.into() {
        Ok(())
    } else {
        Err(Refusal::Wrong(HEADER))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(values: &[&'static str]) -> HeaderMap {
        let values = values.iter().map(|value| value.parse().unwrap());
        values
            .map(|value| (HEADER.parse().unwrap(), value))
            .collect()
    }

    #[test]
    fn only_the_whole_key_is_the_key() {
        assert_eq!(check("secret", &sent(&["secret"])), Ok(()));
        for wrong in ["secre", "secret1", "Secret"] {
            assert_eq!(
                check("secret", &sent(&[wrong])),
                Err(Refusal::Wrong(HEADER)),
                "{wrong}"
            );
        }
    }

    #[test]
    fn a_key_that_is_missing_empty_or_there_twice_is_no_key() {
        for headers in [&[][..], &[""], &["secret", "secret"]] {
            assert_eq!(
                check("secret", &sent(headers)),
                Err(Refusal::Unsigned(HEADER)),
                "{headers:?}"
            );
        }
    }
}

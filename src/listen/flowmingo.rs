//! Flowmingo's proof: `X-Webhook-Signature: t=<unix seconds>,v1=<hex>`, an HMAC-SHA256 over `<t>.` and the raw body. The
//! vendor's own pages name the header only; the scheme is what three separate integrations agree on. One of them takes the
//! secret with and without its `whsec_`, so both count.

use axum::http::HeaderMap;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use super::header::only_header;
use super::refusal::Refusal;

pub(super) const HEADER: &str = "X-Webhook-Signature";

/// How far the signature's time may be from now, either way.
pub(super) const TOLERANCE_SECONDS: u64 = 300;

const PREFIX: &str = "whsec_";

/// Checks the signature of `body` against the secret; `now` in Unix seconds.
pub(super) fn check(
    secret: &str,
    headers: &HeaderMap,
    body: &[u8],
    now: i64,
) -> Result<(), Refusal> {
    let (time, signatures) = parse(only_header(headers, HEADER)?)?;
    let sent_at: i64 = time.parse().map_err(|_| Refusal::Malformed(HEADER))?;
    let away = now.abs_diff(sent_at);
    if away > TOLERANCE_SECONDS {
        return Err(Refusal::TooOld(away));
    }
    let fits = keys(secret).iter().any(|key| {
        signatures
            .iter()
            .any(|signature| fits(key, time, body, signature))
    });
    if fits {
        Ok(())
    } else {
        Err(Refusal::Wrong(HEADER))
    }
}

/// The time as it was written (it is part of what was signed) and every `v1`: more than one while a secret is replaced.
fn parse(header: &[u8]) -> Result<(&str, Vec<Vec<u8>>), Refusal> {
    const MOST: usize = 8;
    let malformed = Refusal::Malformed(HEADER);
    let text = std::str::from_utf8(header).map_err(|_| malformed)?;
    let mut time = None;
    let mut signatures = Vec::new();
    for part in text.split(',') {
        match part.trim().split_once('=') {
            Some(("t", value)) if time.is_none() && is_digits(value) => time = Some(value),
            Some(("t", _)) => return Err(malformed),
            Some(("v1", value)) if signatures.len() < MOST => {
                signatures.push(hex::decode(value).map_err(|_| malformed)?);
            }
            // Other schemes may come beside v1.
            _ => {}
        }
    }
    match time {
        Some(time) if !signatures.is_empty() => Ok((time, signatures)),
        _ => Err(malformed),
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The secret as it was given, and with its prefix taken away or put before it.
fn keys(secret: &str) -> [String; 2] {
    let other = secret
        .strip_prefix(PREFIX)
        .filter(|rest| !rest.is_empty())
        .map_or_else(|| format!("{PREFIX}{secret}"), str::to_owned);
    [secret.to_owned(), other]
}

fn fits(key: &str, time: &str, body: &[u8], signature: &[u8]) -> bool {
    let Ok(mac) = Hmac::<Sha256>::new_from_slice(key.as_bytes()) else {
        return false;
    };
    mac.chain_update(time)
        .chain_update(".")
        .chain_update(body)
        .verify_slice(signature)
        .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_790_000_000;
    const BODY: &[u8] = br#"{"event_type":"interview.status.update"}"#;

    fn sign(key: &str, time: &str, body: &[u8]) -> String {
        let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap();
        let mac = mac.chain_update(format!("{time}.")).chain_update(body);
        hex::encode(mac.finalize().into_bytes())
    }

    fn sent(value: &str) -> HeaderMap {
        [(HEADER.parse().unwrap(), value.parse().unwrap())]
            .into_iter()
            .collect()
    }

    fn checked(secret: &str, header: &str) -> Result<(), Refusal> {
        check(secret, &sent(header), BODY, NOW)
    }

    #[test]
    fn a_known_signature_fits() {
        // printf '1790000000.{"event_type":"interview.status.update"}' | openssl dgst -sha256 -hmac whsec_abc
        let header =
            "t=1790000000,v1=37ae6caca1313a103cc2c2437fee918a0f6439d82e5d4e744da42505d4bb5da5";
        assert_eq!(checked("whsec_abc", header), Ok(()));
    }

    #[test]
    fn the_secret_counts_with_and_without_its_prefix() {
        for (ours, theirs) in [
            ("whsec_abc", "whsec_abc"),
            ("whsec_abc", "abc"),
            ("abc", "whsec_abc"),
            ("abc", "abc"),
        ] {
            let header = format!("t={NOW},v1={}", sign(theirs, "1790000000", BODY));
            assert_eq!(checked(ours, &header), Ok(()), "{ours} {theirs}");
        }
        let empty = format!("t={NOW},v1={}", sign("", "1790000000", BODY));
        assert_eq!(checked("whsec_", &empty), Err(Refusal::Wrong(HEADER)));
    }

    #[test]
    fn another_body_another_time_or_another_secret_does_not_fit() {
        let good = sign("abc", "1790000000", BODY);
        let wrong = Err(Refusal::Wrong(HEADER));
        let header = format!("t={NOW},v1={good}");
        assert_eq!(checked("abd", &header), wrong);
        assert_eq!(check("abc", &sent(&header), b"{}", NOW), wrong);
        assert_eq!(checked("abc", &format!("t={},v1={good}", NOW + 1)), wrong);
        assert_eq!(
            checked("abc", &format!("t={NOW},v1={}", &good[..62])),
            wrong
        );
    }

    #[test]
    fn a_signature_is_good_for_five_minutes_either_way() {
        for (time, expected) in [
            (NOW - 300, Ok(())),
            (NOW + 300, Ok(())),
            (NOW - 301, Err(Refusal::TooOld(301))),
            (NOW + 301, Err(Refusal::TooOld(301))),
            (0, Err(Refusal::TooOld(1_790_000_000))),
        ] {
            let signature = sign("abc", &time.to_string(), BODY);
            assert_eq!(
                checked("abc", &format!("t={time},v1={signature}")),
                expected,
                "{time}"
            );
        }
    }

    #[test]
    fn one_of_several_signatures_is_enough() {
        let good = sign("abc", "1790000000", BODY);
        let other = sign("old", "1790000000", BODY);
        let header = format!("t={NOW}, v1={other}, v0=x, v1={good}");
        assert_eq!(checked("abc", &header), Ok(()));
    }

    #[test]
    fn what_has_not_the_form_is_refused() {
        let good = sign("abc", "1790000000", BODY);
        for header in [
            "t=1790000000".to_owned(),
            format!("v1={good}"),
            format!("t=,v1={good}"),
            format!("t=-1,v1={good}"),
            format!("t=99999999999999999999,v1={good}"),
            format!("t={NOW},t={NOW},v1={good}"),
            format!("t={NOW},v1=xyz"),
            format!("sha256={good}"),
        ] {
            assert_eq!(
                checked("abc", &header),
                Err(Refusal::Malformed(HEADER)),
                "{header}"
            );
        }
        assert_eq!(
            check("abc", &HeaderMap::new(), BODY, NOW),
            Err(Refusal::Unsigned(HEADER))
        );
    }
}

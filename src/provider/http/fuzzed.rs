//! What the fuzz targets call: what a refusal says, and headers.

use std::time::SystemTime;

use reqwest::StatusCode;
use reqwest::header::{DATE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use secrecy::SecretString;

use super::refusal::{ServerRefusal, speaks_of_error};
use super::retry_after::{asked_pause, told_quota};
use super::sanitize::Cleaner;

/// A refusal with this body, as it is told to people.
pub fn refusal(body: &[u8], key: &str) -> String {
    let key = SecretString::from(key);
    let request_id = String::from_utf8_lossy(body).into_owned();
    let refusal = ServerRefusal::read(
        StatusCode::UNPROCESSABLE_ENTITY,
        body,
        Some(request_id),
        &Cleaner { key: &key },
    );
    let _ = speaks_of_error(body);
    refusal.to_string()
}

/// Headers with this value, wherever one is read.
pub fn header(value: &[u8]) {
    let Ok(value) = HeaderValue::from_bytes(value) else {
        return;
    };
    let names = [
        "x-ratelimit-reset",
        "ratelimit-reset",
        "x-ratelimit-remaining",
        "x-ratelimit-limit",
    ];
    let names = names.map(HeaderName::from_static);
    for name in names.into_iter().chain([RETRY_AFTER, DATE]) {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.clone());
        for headers in [headers.clone(), {
            headers.insert(RETRY_AFTER, value.clone());
            headers.insert(DATE, value.clone());
            headers
        }] {
            let pause = asked_pause(&headers, SystemTime::now());
            let _ = (pause.any(), pause.of_quota(), told_quota(&headers));
        }
    }
}

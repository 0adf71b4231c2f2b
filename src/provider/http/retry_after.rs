//! How long a server asks to be left alone: `Retry-After` (RFC 9110 §10.2.3: seconds or a date), else `x-ratelimit-reset`;
//! and what it tells of its quota.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};

use super::call::Quota;

/// Not standardised: seconds from now at some, seconds or milliseconds since 1970 at others.
const RESETS: [HeaderName; 2] = [
    HeaderName::from_static("x-ratelimit-reset"),
    HeaderName::from_static("ratelimit-reset"),
];

/// How many more calls the quota allows.
const REMAININGS: [HeaderName; 2] = [
    HeaderName::from_static("x-ratelimit-remaining"),
    HeaderName::from_static("ratelimit-remaining"),
];

/// How many calls a window allows.
const LIMITS: [HeaderName; 2] = [
    HeaderName::from_static("x-ratelimit-limit"),
    HeaderName::from_static("ratelimit-limit"),
];

/// Above this, a number of seconds cannot be a delay (it is 31 years).
const EPOCH_SECONDS: f64 = 1e9;
/// Above this, it is not seconds since 1970 either.
const EPOCH_MILLISECONDS: f64 = 1e11;

/// The pause that an answer asks for: zero if the moment has passed, `None` if it asks for none, or unreadably.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Pause {
    /// `Retry-After`: the server has turned the call away.
    pub(super) retry_after: Option<Duration>,
    /// `x-ratelimit-reset`: says only how the quota stands, and can come with any answer.
    pub(super) reset: Option<Duration>,
    /// `x-ratelimit-remaining: 0`: whatever is sent before the reset will be turned away.
    pub(super) is_exhausted: bool,
}

impl Pause {
    /// The explicit one first.
    pub(super) fn any(self) -> Option<Duration> {
        self.retry_after.or(self.reset)
    }

    /// How long it is no use to send anything, whatever became of this call.
    pub(super) fn of_quota(self) -> Option<Duration> {
        self.reset
            .filter(|reset| self.is_exhausted && !reset.is_zero())
    }
}

/// Reads both. Moments are compared with the answer's own `Date`, for the server's clock is not ours; `now` is for an
/// answer that has none.
pub(super) fn asked_pause(headers: &HeaderMap, now: SystemTime) -> Pause {
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let now = text(&DATE)
        .and_then(|date| httpdate::parse_http_date(date).ok())
        .unwrap_or(now);
    Pause {
        retry_after: text(&RETRY_AFTER).and_then(|value| retry_after(value.trim(), now)),
        reset: RESETS
            .iter()
            .find_map(|name| text(name).and_then(|value| reset(value.trim(), now))),
        is_exhausted: REMAININGS
            .iter()
            .find_map(text)
            .is_some_and(|value| value.trim() == "0"),
    }
}

/// What the headers tell of the quota; `None` if nothing.
pub(super) fn told_quota(headers: &HeaderMap) -> Option<Quota> {
    let number = |names: &[HeaderName]| {
        let values = names.iter().find_map(|name| headers.get(name));
        values?.to_str().ok()?.trim().parse().ok()
    };
    let quota = Quota {
        limit: number(&LIMITS),
        remaining: number(&REMAININGS),
    };
    (quota != Quota::default()).then_some(quota)
}

fn retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    seconds(value)
        .and_then(|delay| Duration::try_from_secs_f64(delay).ok())
        .or_else(|| {
            let date = httpdate::parse_http_date(value).ok()?;
            Some(date.duration_since(now).unwrap_or_default())
        })
}

fn reset(value: &str, now: SystemTime) -> Option<Duration> {
    let number = seconds(value)?;
    let moment = if number < EPOCH_SECONDS {
        return Duration::try_from_secs_f64(number).ok();
    } else if number < EPOCH_MILLISECONDS {
        Duration::try_from_secs_f64(number).ok()?
    } else {
        Duration::try_from_secs_f64(number / 1000.0).ok()?
    };
    let moment = UNIX_EPOCH.checked_add(moment)?;
    Some(moment.duration_since(now).unwrap_or_default())
}

fn seconds(value: &str) -> Option<f64> {
    value
        .parse::<f64>()
        .ok()
        .filter(|number| number.is_finite() && *number >= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-01-01T00:00:00Z
    fn now() -> SystemTime {
        UNIX_EPOCH + Duration::from_hours(490_896)
    }

    fn asked(name: &'static str, value: &str) -> Option<u128> {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().unwrap());
        asked_pause(&headers, now())
            .any()
            .map(|pause| pause.as_millis())
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        assert_eq!(asked("retry-after", "7"), Some(7000));
        assert_eq!(
            asked("retry-after", "Thu, 01 Jan 2026 00:00:05 GMT"),
            Some(5000)
        );
        assert_eq!(
            asked("retry-after", "Thu, 01 Jan 2015 00:00:05 GMT"),
            Some(0)
        );
        assert_eq!(asked("retry-after", "soon"), None);
        assert_eq!(asked("retry-after", "-4"), None);
    }

    #[test]
    fn a_moment_is_held_against_the_clock_of_the_server() {
        for date in [
            "Wed, 31 Dec 2025 23:00:00 GMT",
            "Thu, 01 Jan 2026 01:00:00 GMT",
        ] {
            let clock = httpdate::parse_http_date(date).unwrap();
            let soon = clock + Duration::from_secs(3);
            let mut headers = HeaderMap::new();
            headers.insert("date", date.parse().unwrap());
            headers.insert(
                "retry-after",
                httpdate::fmt_http_date(soon).parse().unwrap(),
            );
            let epoch = soon.duration_since(UNIX_EPOCH).unwrap().as_secs();
            headers.insert("x-ratelimit-reset", epoch.into());
            let pause = asked_pause(&headers, now());
            assert_eq!(pause.retry_after, Some(Duration::from_secs(3)));
            assert_eq!(pause.reset, Some(Duration::from_secs(3)));
        }
    }

    #[test]
    fn a_quota_asks_for_a_pause_only_once_it_is_used_up() {
        let of_quota = |remaining: &str, reset: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("x-ratelimit-remaining", remaining.parse().unwrap());
            headers.insert("x-ratelimit-reset", reset.parse().unwrap());
            asked_pause(&headers, now()).of_quota()
        };
        assert_eq!(of_quota("0", "1767225602"), Some(Duration::from_secs(2)));
        assert_eq!(of_quota("1", "1767225602"), None);
        assert_eq!(of_quota("0", "1700000000"), None);
    }

    #[test]
    fn a_reset_is_a_delay_or_a_moment() {
        assert_eq!(asked("x-ratelimit-reset", "3"), Some(3000));
        assert_eq!(asked("x-ratelimit-reset", "1767225602"), Some(2000));
        assert_eq!(asked("x-ratelimit-reset", "1767225602500"), Some(2500));
        assert_eq!(asked("x-ratelimit-reset", "1700000000"), Some(0));
        assert_eq!(asked("x-ratelimit-reset", "1e300"), None);
    }
}

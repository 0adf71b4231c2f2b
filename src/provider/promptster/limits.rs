//! How fast Promptster may be asked (reviewers/resources/rate-limits): 300 requests a minute for an IP, over all keys.

use std::time::Duration;

use crate::provider::http::TransportOptions;

/// The documented ceiling: 300 requests a minute.
pub const REQUESTS_PER_SECOND: f64 = 5.0;

/// The window is a minute, and the moment of its end comes in whole seconds of another clock.
const LONGEST_PAUSE: Duration = Duration::from_secs(75);

/// Settings for Promptster: the documented ceiling where none is configured, and patience for one window.
#[must_use]
pub fn within_limits(mut options: TransportOptions) -> TransportOptions {
    options
        .requests_per_second
        .get_or_insert(REQUESTS_PER_SECOND);
    options.retry.longest_pause = options.retry.longest_pause.max(LONGEST_PAUSE);
    options
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::SecretString;

    #[test]
    fn what_is_configured_stays() {
        let plain = || TransportOptions::new("http://127.0.0.1:1", SecretString::from("k"));
        assert_eq!(within_limits(plain()).requests_per_second, Some(5.0));
        let mut slow = plain();
        slow.requests_per_second = Some(1.0);
        slow.retry.longest_pause = Duration::from_secs(300);
        let slow = within_limits(slow);
        assert_eq!(slow.requests_per_second, Some(1.0));
        assert_eq!(slow.retry.longest_pause, Duration::from_secs(300));
    }
}

//! How long to wait before the same call is tried again. Holds no state of the server's: pauses that it asks for are in `gate`.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};

use super::options::RetryOptions;

/// Delays before the second, third, … try; ends when no further try is allowed.
///
/// Each is doubled and jittered, so that workers that failed together do not come back together.
pub(super) fn delays(options: &RetryOptions) -> impl Iterator<Item = Duration> + Send + use<> {
    let repeats = usize::try_from(options.attempts.saturating_sub(1)).unwrap_or(usize::MAX);
    exponential(options, repeats)
}

/// Pauses for a server that says "too many" and not for how long.
pub(super) fn pauses(options: &RetryOptions) -> impl Iterator<Item = Duration> + Send + use<> {
    exponential(
        options,
        usize::try_from(options.throttled).unwrap_or(usize::MAX),
    )
}

fn exponential(
    options: &RetryOptions,
    times: usize,
) -> impl Iterator<Item = Duration> + Send + use<> {
    ExponentialBuilder::default()
        .with_min_delay(options.first_delay)
        .with_max_delay(options.longest_delay)
        .with_max_times(times)
        .with_jitter()
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_tries_have_four_growing_delays() {
        let options = RetryOptions::default();
        let delays: Vec<_> = delays(&options).collect();
        assert_eq!(delays.len(), 4);
        assert!(delays[0] >= options.first_delay && delays[0] <= options.first_delay * 2);
        assert!(delays.iter().all(|d| *d <= options.longest_delay * 2));
    }
}

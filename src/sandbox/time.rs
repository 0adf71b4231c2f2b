//! Times as the documents show them.

use jiff::Timestamp;

/// Now, in milliseconds since 1970.
pub(super) fn now() -> i64 {
    Timestamp::now().as_millisecond()
}

/// `2026-03-04T01:00:00.000Z` for milliseconds since 1970.
pub(super) fn iso(milliseconds: i64) -> String {
    let time = Timestamp::from_millisecond(milliseconds).unwrap_or_default();
    format!("{time:.3}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn whole_seconds_keep_their_milliseconds() {
        assert_eq!(super::iso(1_772_586_000_000), "2026-03-04T01:00:00.000Z");
    }
}

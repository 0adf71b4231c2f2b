//! Moments as results show and sort them.

use jiff::Timestamp;
use jiff::civil::DateTime;

/// ISO 8601 in one form; a text that is not a moment stays as it came.
pub(super) fn iso(text: &str) -> String {
    let text = text.trim();
    if let Ok(moment) = text.parse::<Timestamp>() {
        return moment.to_string();
    }
    text.parse::<DateTime>()
        .map_or_else(|_| text.to_owned(), |moment| moment.to_string())
}

#[cfg(test)]
mod tests {
    use super::iso;

    #[test]
    fn every_spelling_becomes_the_same() {
        for text in [
            "2026-03-04T01:00:00.000Z",
            "2026-03-04T02:00:00+01:00",
            " 2026-03-04T01:00:00Z ",
        ] {
            assert_eq!(iso(text), "2026-03-04T01:00:00Z");
        }
        assert_eq!(iso("2026-03-04 01:00:00"), "2026-03-04T01:00:00");
        assert_eq!(iso("soon"), "soon");
    }
}

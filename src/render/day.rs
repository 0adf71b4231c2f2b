//! A day as people say it. In UTC, since whoever reads a report elsewhere must not read of another day.

use jiff::Timestamp;
use jiff::tz::TimeZone;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `3 May`; `3 May 2025` in another year than `now`.
pub(in crate::render) fn day(at: Timestamp, now: Option<Timestamp>) -> String {
    let date = at.to_zoned(TimeZone::UTC).date();
    let month = usize::try_from(date.month() - 1).ok();
    let month = month.and_then(|month| MONTHS.get(month)).unwrap_or(&"");
    let day = format!("{} {month}", date.day());
    let year = now.map(|now| now.to_zoned(TimeZone::UTC).year());
    if year == Some(date.year()) {
        day
    } else {
        format!("{day} {}", date.year())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_is_told_where_it_is_another_one_or_not_known() {
        let at: Timestamp = "2026-05-03T23:59:59Z".parse().unwrap();
        let now = |text: &str| Some(text.parse().unwrap());
        assert_eq!(day(at, now("2026-11-30T00:00:00Z")), "3 May");
        assert_eq!(day(at, now("2027-01-01T00:00:00Z")), "3 May 2026");
        assert_eq!(day(at, None), "3 May 2026");
    }
}

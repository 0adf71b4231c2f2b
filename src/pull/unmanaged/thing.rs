//! A live object that a manifest may be made of.

use crate::model::Kind;

/// One live object and what it is called.
pub(super) struct Thing<'l> {
    pub(super) kind: Kind,
    pub(super) id: &'l str,
    pub(super) title: &'l str,
    /// Whether another live object has the same natural key.
    pub(super) is_ambiguous: bool,
    /// When it was made, as the system writes it.
    pub(super) created: Option<&'l str>,
}

impl Thing<'_> {
    /// Of several that are called alike, in words.
    pub(super) fn which(&self) -> String {
        let day = self.created.and_then(day);
        let made = day.map_or_else(String::new, |day| format!("; this one was made on {day}"));
        format!("several have this title{made}")
    }
}

/// `2026-05-03`, of a moment that a system writes as a date or as milliseconds since 1970.
fn day(moment: &str) -> Option<String> {
    let is_date = |day: &&str| day.parse::<jiff::civil::Date>().is_ok();
    if let Some(day) = moment.get(..10).filter(is_date) {
        return Some(day.to_owned());
    }
    let moment = jiff::Timestamp::from_millisecond(moment.parse().ok()?).ok()?;
    Some(moment.strftime("%Y-%m-%d").to_string())
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn a_day_is_told_of_whatever_the_system_calls_a_moment() {
        assert_eq!(
            day("2026-05-03T10:00:00.000Z").as_deref(),
            Some("2026-05-03")
        );
        assert_eq!(day("1777802400000").as_deref(), Some("2026-05-03"));
        assert_eq!(day("yesterday"), None);
    }
}

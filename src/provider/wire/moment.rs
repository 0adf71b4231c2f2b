//! Moments: ISO 8601 at some endpoints, milliseconds since 1970 at others, seconds in one sample.

use jiff::Timestamp;
use serde::Deserialize;
use serde::de::Deserializer;

use super::scalar::LooseText;

/// Below this a number of milliseconds would be in 1973: it is seconds.
const LEAST_MILLISECONDS: i64 = 100_000_000_000;

/// A moment as ISO 8601 if it is a number, else as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moment(pub(crate) String);

impl Moment {
    /// `None`: it is in no form that is known.
    pub(crate) fn timestamp(&self) -> Option<Timestamp> {
        self.0.parse().ok()
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let LooseText(text) = LooseText::deserialize(deserializer)?;
        Ok(Self(of_number(&text).unwrap_or(text)))
    }
}

fn of_number(text: &str) -> Option<String> {
    let number: i64 = text.trim().parse().ok()?;
    let moment = if number.abs() < LEAST_MILLISECONDS {
        Timestamp::from_second(number)
    } else {
        Timestamp::from_millisecond(number)
    };
    Some(moment.ok()?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(json: &str) -> String {
        let Moment(text) = serde_json::from_str(json).unwrap();
        text
    }

    #[test]
    fn numbers_become_iso_and_texts_stay() {
        assert_eq!(moment("1782531392849"), "2026-06-27T03:36:32.849Z");
        assert_eq!(moment("\"1782531392849\""), "2026-06-27T03:36:32.849Z");
        assert_eq!(moment("1782531392"), "2026-06-27T03:36:32Z");
        assert_eq!(
            moment("\"2026-03-04T01:00:00.000Z\""),
            "2026-03-04T01:00:00.000Z"
        );
        assert_eq!(moment("\"soon\""), "soon");
    }

    #[test]
    fn what_is_no_moment_is_none() {
        let timestamp = |text: &str| Moment(text.to_owned()).timestamp();
        assert_eq!(timestamp("soon"), None);
        assert!(timestamp("2026-06-27T03:36:32.849Z").is_some());
        assert!(timestamp("2026-06-27T03:36:32").is_none());
    }
}

//! What systems say of something that they show and that is deleted. No document names such a mark; deletion is soft in some
//! of them, so every usual one is taken.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::scalar::Seen;

/// `true`, a time, a number that is not 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark(bool);

/// Whether any of these marks, or the status, says that it is deleted.
pub(crate) fn is_deleted<const N: usize>(marks: [Seen<Mark>; N], status: Option<&str>) -> bool {
    let is_marked = |mark| matches!(mark, Seen::Value(Mark(true)));
    let says_so = |status: &str| status.trim().eq_ignore_ascii_case("deleted");
    marks.into_iter().any(is_marked) || status.is_some_and(says_so)
}

impl<'de> Deserialize<'de> for Mark {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyMark)
    }
}

struct AnyMark;

impl<'de> Visitor<'de> for AnyMark {
    type Value = Mark;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("whether or when it was deleted")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Mark, E> {
        Ok(Mark(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Mark, E> {
        Ok(Mark(value != 0))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Mark, E> {
        Ok(Mark(value != 0))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Mark, E> {
        Ok(Mark(value != 0.0))
    }

    fn visit_str<E>(self, value: &str) -> Result<Mark, E> {
        let says_no = ["", "0", "false", "no", "null"];
        Ok(Mark(
            !says_no.contains(&value.trim().to_ascii_lowercase().as_str()),
        ))
    }

    // Who deleted it, for example.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Mark, A::Error> {
        let mut has_any = false;
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
            has_any = true;
        }
        Ok(Mark(has_any))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Mark, A::Error> {
        let mut has_any = false;
        while list.next_element::<IgnoredAny>()?.is_some() {
            has_any = true;
        }
        Ok(Mark(has_any))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_mark_is_understood_and_no_other_value_breaks_the_read() {
        let marked = |json: &str| match serde_json::from_str(json) {
            Ok(mark) => is_deleted([mark], None),
            Err(error) => panic!("{json}: {error}"),
        };
        for json in [
            "true",
            "1",
            "1700000000.5",
            "\"2026-04-01T00:00:00Z\"",
            "{\"by\": \"kim\"}",
            "[1]",
        ] {
            assert!(marked(json), "{json}");
        }
        for json in ["false", "0", "null", "\"\"", "\"false\"", "{}", "[]"] {
            assert!(!marked(json), "{json}");
        }
        let status = |text: &str| is_deleted::<0>([], Some(text));
        assert!(status("Deleted") && !status("INACTIVE"));
    }
}

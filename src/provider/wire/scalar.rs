//! Single values as they come: ids now as numbers, now as texts; numbers in quotes; null apart from absent.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, Unexpected, Visitor};

use crate::model::{FieldValue, Number};

/// A field of an answer. Needs `#[serde(default)]`: a field that did not come is [`Seen::Absent`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Seen<T> {
    /// The answer does not carry it: unknown.
    Absent,
    /// The answer says that there is none.
    Null,
    /// The answer says what it is.
    Value(T),
}

// By hand: deriving it would ask for `T: Default`.
#[expect(clippy::derivable_impls, reason = "the derive bounds T")]
impl<T> Default for Seen<T> {
    fn default() -> Self {
        Self::Absent
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Seen<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(|value| value.map_or(Self::Null, Self::Value))
    }
}

impl<T> Seen<T> {
    /// The value; absent and null alike are none.
    pub(crate) fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Absent apart from null.
    #[expect(
        clippy::option_option,
        reason = "that is how `model` tells the three apart"
    )]
    pub(crate) fn known(self) -> Option<Option<T>> {
        match self {
            Self::Absent => None,
            Self::Null => Some(None),
            Self::Value(value) => Some(Some(value)),
        }
    }

    /// This one, unless `other` says more.
    pub(crate) fn or(self, other: Self) -> Self {
        match (&self, &other) {
            (Self::Value(_), _) | (_, Self::Absent) => self,
            (Self::Absent | Self::Null, Self::Null | Self::Value(_)) => other,
        }
    }

    pub(crate) fn map<U>(self, into: impl FnOnce(T) -> U) -> Seen<U> {
        match self {
            Self::Absent => Seen::Absent,
            Self::Null => Seen::Null,
            Self::Value(value) => Seen::Value(into(value)),
        }
    }
}

/// A field as `model` has it: absent stays absent, null is known to be empty.
pub(crate) fn value<T>(seen: Seen<T>, into: impl FnOnce(T) -> FieldValue) -> Option<FieldValue> {
    seen.known()
        .map(|value| value.map_or(FieldValue::Null, into))
}

/// An id: text that is not empty, or a whole number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Id(pub(crate) String);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let LooseText(text) = LooseText::deserialize(deserializer)?;
        if text.is_empty() {
            return Err(D::Error::invalid_value(Unexpected::Str(""), &"an id"));
        }
        Ok(Self(text))
    }
}

/// Text, or a whole number taken as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LooseText(pub(crate) String);

impl<'de> Deserialize<'de> for LooseText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Loose;
        impl Visitor<'_> for Loose {
            type Value = LooseText;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a whole number")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<LooseText, E> {
                Ok(LooseText(text.to_owned()))
            }
            fn visit_string<E: Error>(self, text: String) -> Result<LooseText, E> {
                Ok(LooseText(text))
            }
            fn visit_u64<E: Error>(self, number: u64) -> Result<LooseText, E> {
                Ok(LooseText(number.to_string()))
            }
            fn visit_i64<E: Error>(self, number: i64) -> Result<LooseText, E> {
                Ok(LooseText(number.to_string()))
            }
        }
        deserializer.deserialize_any(Loose)
    }
}

/// A number, also in quotes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Decimal(pub(crate) Number);

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Loose;
        impl Visitor<'_> for Loose {
            type Value = Decimal;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number")
            }
            #[expect(clippy::cast_precision_loss, reason = "JSON numbers are doubles")]
            fn visit_u64<E: Error>(self, number: u64) -> Result<Decimal, E> {
                self.visit_f64(number as f64)
            }
            #[expect(clippy::cast_precision_loss, reason = "JSON numbers are doubles")]
            fn visit_i64<E: Error>(self, number: i64) -> Result<Decimal, E> {
                self.visit_f64(number as f64)
            }
            fn visit_f64<E: Error>(self, number: f64) -> Result<Decimal, E> {
                let finite = Number::new(number).map(Decimal);
                finite.ok_or_else(|| E::invalid_value(Unexpected::Float(number), &self))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Decimal, E> {
                let number = text.trim().parse().ok().and_then(Number::new);
                number
                    .map(Decimal)
                    .ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_any(Loose)
    }
}

/// How many there are of something: a whole number from 0, also in quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count(pub(crate) u64);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// Up to here a double holds every whole number.
        const MOST: f64 = 9_007_199_254_740_992.0;
        let Decimal(number) = Decimal::deserialize(deserializer)?;
        let number = number.get();
        if number.fract() != 0.0 || !(0.0..=MOST).contains(&number) {
            return Err(D::Error::invalid_value(
                Unexpected::Float(number),
                &"a whole number from 0",
            ));
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked: whole, from 0 to 2^53"
        )]
        Ok(Self(number as u64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Row {
        #[serde(default)]
        id: Seen<Id>,
        #[serde(default)]
        count: Seen<Count>,
    }

    fn row(json: &str) -> Result<Row, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[test]
    fn absent_is_not_null() {
        assert_eq!(row("{}").unwrap().id, Seen::Absent);
        assert_eq!(row(r#"{"id":null}"#).unwrap().id, Seen::Null);
    }

    #[test]
    fn ids_are_texts_or_numbers_and_never_empty() {
        assert_eq!(row(r#"{"id":7}"#).unwrap().id, Seen::Value(Id("7".into())));
        assert_eq!(
            row(r#"{"id":"7"}"#).unwrap().id,
            Seen::Value(Id("7".into()))
        );
        assert!(row(r#"{"id":""}"#).is_err());
        assert!(row(r#"{"id":1.5}"#).is_err());
        assert!(row(r#"{"id":true}"#).is_err());
    }

    #[test]
    fn counts_come_in_quotes_too() {
        assert_eq!(
            row(r#"{"count":"12"}"#).unwrap().count,
            Seen::Value(Count(12))
        );
        assert_eq!(
            row(r#"{"count":12.0}"#).unwrap().count,
            Seen::Value(Count(12))
        );
        assert!(row(r#"{"count":-1}"#).is_err());
        assert!(row(r#"{"count":1.5}"#).is_err());
        assert!(row(r#"{"count":"many"}"#).is_err());
    }
}

//! Values of fields, and when two of them are the same.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::text::same_text;
use crate::json_text::is_broken;

/// A number that is written without a fraction when it has none: the systems show `60`, not `60.0`.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Number(f64);

impl Number {
    /// The largest integer that every JSON reader keeps exactly.
    const MAX_EXACT: f64 = 9_007_199_254_740_992.0;

    /// Takes a finite number; `None` for infinities and NaN, which JSON cannot carry.
    pub fn new(value: f64) -> Option<Self> {
        value.is_finite().then_some(Self(value))
    }

    /// The number.
    pub const fn get(self) -> f64 {
        self.0
    }

    /// As a JSON number.
    pub fn to_json(self) -> serde_json::Value {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "guarded: no fraction, within ±2^53"
        )]
        if self.0.fract() == 0.0 && self.0.abs() <= Self::MAX_EXACT {
            serde_json::Value::from(self.0 as i64)
        } else {
            serde_json::Value::from(self.0)
        }
    }
}

impl From<u32> for Number {
    fn from(value: u32) -> Self {
        Self(f64::from(value))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = f64::deserialize(deserializer)?;
        Self::new(value).ok_or_else(|| serde::de::Error::custom("not a finite number"))
    }
}

/// An evaluation bucket of a TapTalent assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bucket {
    /// What reviewers see.
    pub name: String,
    /// Optional words on when it applies. `None`: not declared, or not read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Pass or fail. `None`: not declared, or not read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<BucketStatus>,
}

/// Whether a candidate in the bucket goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BucketStatus {
    /// Goes on.
    Pass,
    /// Does not.
    Fail,
}

/// The value of one field, declared or read.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldValue {
    /// Known to be empty: a read answered `null`. Not the same as a field that the read did not carry.
    Null,
    /// Text of any length.
    Text(String),
    /// A number.
    Number(Number),
    /// A truth value.
    Bool(bool),
    /// Several texts.
    List(Vec<String>),
    /// Evaluation buckets.
    Buckets(Vec<Bucket>),
}

/// How values are held against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// Equal values; texts by [`same_text`](super::same_text).
    Plain,
    /// Equal as sets of texts.
    Set,
    /// Equal as buckets: by name, in any order.
    Buckets,
}

impl FieldValue {
    /// Whether a live value already is what was declared (`self`), by the rule of its field.
    pub fn is_met_by(&self, live: &Self, compare: Compare) -> bool {
        match (self, live) {
            (Self::Text(a), Self::Text(b)) => same_text(a, b),
            // An empty text and no text are the same to every system ("empty string or absent = no job").
            (Self::Text(text), Self::Null) | (Self::Null, Self::Text(text)) => {
                text.trim().is_empty()
            }
            (Self::List(list), Self::Null) | (Self::Null, Self::List(list)) => list.is_empty(),
            (Self::List(a), Self::List(b)) => match compare {
                Compare::Set => a.iter().collect::<BTreeSet<_>>() == b.iter().collect(),
                Compare::Plain | Compare::Buckets => a == b,
            },
            (Self::Buckets(a), Self::Buckets(b)) => buckets_met(a, b),
            (a, b) => a == b,
        }
    }

    /// Whether some of its text was lost when it was read: it is not known what it is.
    pub fn is_broken(&self) -> bool {
        match self {
            Self::Text(text) => is_broken(text),
            Self::List(list) => list.iter().any(|text| is_broken(text)),
            Self::Null | Self::Number(_) | Self::Bool(_) | Self::Buckets(_) => false,
        }
    }

    /// As the JSON that a plan shows and a request carries.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value;
        match self {
            Self::Null => Value::Null,
            Self::Text(text) => Value::from(text.as_str()),
            Self::Number(number) => number.to_json(),
            Self::Bool(value) => Value::from(*value),
            Self::List(list) => Value::from(list.clone()),
            Self::Buckets(buckets) => buckets.iter().map(bucket_json).collect(),
        }
    }
}

fn bucket_json(bucket: &Bucket) -> serde_json::Value {
    let Bucket {
        name,
        description,
        status,
    } = bucket;
    let mut object = serde_json::Map::new();
    object.insert("name".to_owned(), name.as_str().into());
    if let Some(description) = description {
        object.insert("description".to_owned(), description.as_str().into());
    }
    if let Some(status) = status {
        let status = match status {
            BucketStatus::Pass => "pass",
            BucketStatus::Fail => "fail",
        };
        object.insert("status".to_owned(), status.into());
    }
    object.into()
}

/// Buckets are the same if they have the same names and agree in what both sides tell. Their order is not
/// said to mean anything (api/taptalent.md §4.3), so it is not compared.
fn buckets_met(declared: &[Bucket], live: &[Bucket]) -> bool {
    declared.len() == live.len()
        && declared.iter().all(|want| {
            live.iter().any(|have| {
                same_text(&want.name, &have.name)
                    && agree(want.status.as_ref(), have.status.as_ref(), PartialEq::eq)
                    && agree(
                        want.description.as_ref(),
                        have.description.as_ref(),
                        |a, b| same_text(a, b),
                    )
            })
        })
}

fn agree<T>(want: Option<&T>, have: Option<&T>, same: impl Fn(&T, &T) -> bool) -> bool {
    match (want, have) {
        (Some(want), Some(have)) => same(want, have),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(items: &[&str]) -> FieldValue {
        FieldValue::List(items.iter().map(|&s| s.to_owned()).collect())
    }

    #[test]
    fn sets_do_not_care_about_order() {
        assert!(list(&["a", "b"]).is_met_by(&list(&["b", "a"]), Compare::Set));
        assert!(!list(&["a", "b"]).is_met_by(&list(&["a"]), Compare::Set));
    }

    #[test]
    fn an_empty_text_is_no_text() {
        assert!(FieldValue::Text(String::new()).is_met_by(&FieldValue::Null, Compare::Plain));
        assert!(!FieldValue::Text("7".into()).is_met_by(&FieldValue::Null, Compare::Plain));
    }

    #[test]
    fn whole_numbers_have_no_fraction_in_json() {
        assert_eq!(Number::from(60).to_json().to_string(), "60");
        assert_eq!(Number::new(62.5).unwrap().to_json().to_string(), "62.5");
        assert!(Number::new(f64::NAN).is_none());
    }

    #[test]
    fn buckets_compare_by_name_and_by_what_both_sides_tell() {
        let bucket = |name: &str, status| Bucket {
            name: name.into(),
            description: None,
            status,
        };
        let want = FieldValue::Buckets(vec![
            bucket("Strong", Some(BucketStatus::Pass)),
            bucket("Weak", Some(BucketStatus::Fail)),
        ]);
        let same = FieldValue::Buckets(vec![
            bucket("Weak", None),
            bucket("Strong", Some(BucketStatus::Pass)),
        ]);
        let other = FieldValue::Buckets(vec![
            bucket("Weak", Some(BucketStatus::Pass)),
            bucket("Strong", Some(BucketStatus::Pass)),
        ]);
        assert!(want.is_met_by(&same, Compare::Buckets));
        assert!(!want.is_met_by(&other, Compare::Buckets));
    }
}

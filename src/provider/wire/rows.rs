//! The plain fields of an object as an answer shows them, each read as its row says. Knows no field of any system.

use serde::de::{IgnoredAny, MapAccess};

use super::bucket::BucketWire;
use super::scalar::{Decimal, LooseText, value};
use crate::model::{FieldKey, FieldValue, Fields, RowReader, ValueType};

/// What an answer shows of the fields of a kind.
#[derive(Debug)]
pub(crate) struct SeenFields<F> {
    /// Under the names that answers are known to have.
    seen: Fields<F>,
    /// Under the names of requests, where those are others.
    by_request_name: Fields<F>,
}

impl<F> Default for SeenFields<F> {
    fn default() -> Self {
        Self {
            seen: Fields::new(),
            by_request_name: Fields::new(),
        }
    }
}

impl<F: FieldKey> SeenFields<F> {
    /// A text, if it is shown and is one.
    pub(crate) fn text(&self, field: F) -> Option<&str> {
        match self.seen.get(&field)? {
            FieldValue::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Takes what another place of the answer tells of a field, if it tells more.
    pub(crate) fn or(&mut self, field: F, other: Option<FieldValue>) {
        let Some(other) = other else { return };
        let known = self.seen.entry(field).or_insert(FieldValue::Null);
        if *known == FieldValue::Null {
            *known = other;
        }
    }

    /// What is shown.
    pub(crate) fn into_fields(mut self) -> Fields<F> {
        for (field, value) in std::mem::take(&mut self.by_request_name) {
            self.or(field, Some(value));
        }
        self.seen
    }
}

impl<F: FieldKey> RowReader for SeenFields<F> {
    const NAMES: &'static [&'static str] = &[];

    fn take<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        let read_name = |field: &F| field.spec().read_name == key;
        if let Some(field) = F::ALL.iter().copied().find(read_name) {
            let value = next(field.spec().value, map)?;
            self.seen.insert(field, value);
        } else if let Some(field) = F::by_name(key) {
            let value = next(field.spec().value, map)?;
            self.by_request_name.insert(field, value);
        } else {
            let IgnoredAny = map.next_value()?;
        }
        Ok(())
    }
}

fn next<'de, A: MapAccess<'de>>(of: ValueType, map: &mut A) -> Result<FieldValue, A::Error> {
    let seen = match of {
        ValueType::Text | ValueType::Url | ValueType::Clearable => {
            value(map.next_value()?, FieldValue::Text)
        }
        ValueType::Id => value(map.next_value()?, |LooseText(id)| FieldValue::Text(id)),
        ValueType::Flag => value(map.next_value()?, FieldValue::Bool),
        ValueType::Number | ValueType::Whole => value(map.next_value()?, |Decimal(number)| {
            FieldValue::Number(number)
        }),
        ValueType::Texts => value(map.next_value()?, FieldValue::List),
        ValueType::Buckets => value(map.next_value()?, |buckets: Vec<BucketWire>| {
            FieldValue::Buckets(buckets.into_iter().map(BucketWire::observed).collect())
        }),
    };
    // A key that is there is never absent.
    Ok(seen.unwrap_or(FieldValue::Null))
}

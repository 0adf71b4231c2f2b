//! Bodies of writes as JSON. Which fields there are is each system's.

use bytes::Bytes;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::model::{FieldKey, FieldValue, Fields};

/// A body, or why it cannot be one.
pub(crate) type Body = Result<Option<Bytes>, String>;

/// A value as a body.
pub(crate) fn body(value: &impl Serialize) -> Body {
    serde_json::to_vec(value)
        .map(|body| Some(Bytes::from(body)))
        .map_err(|error| error.to_string())
}

/// Fields under their names. `null` goes out for those that it clears, and for no other.
pub(crate) fn object<F: FieldKey>(
    fields: &Fields<F>,
    can_be_null: impl Fn(F) -> bool,
) -> Map<String, Value> {
    fields
        .iter()
        .filter(|(field, value)| **value != FieldValue::Null || can_be_null(**field))
        .map(|(field, value)| (field.spec().name.to_owned(), value.to_json()))
        .collect()
}

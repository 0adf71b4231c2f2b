//! An answer as plain values, the same for all systems.

use serde_json::{Map, Value};

/// A status with a JSON body.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// Headers beside `Content-Type`; all that the documents name hold numbers.
    pub(super) headers: Vec<(&'static str, u64)>,
    pub(super) body: Value,
}

impl Answer {
    pub(super) const fn new(status: u16, body: Value) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body,
        }
    }

    /// 200.
    pub(super) const fn ok(body: Value) -> Self {
        Self::new(200, body)
    }
}

/// An object of these fields, in this order. It moves the values; the `json!` macro would copy them.
pub(super) fn object<const N: usize>(fields: [(&str, Value); N]) -> Map<String, Value> {
    fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

//! An answer as plain values, and the envelope of success.

use serde_json::{Map, Value};

use super::Refusal;

/// A status with a JSON body.
#[derive(Debug, Clone)]
pub(in crate::sandbox) struct Answer {
    pub(in crate::sandbox) status: u16,
    /// Seconds, for the header of that name.
    pub(in crate::sandbox) retry_after: Option<u64>,
    pub(in crate::sandbox) body: Value,
}

impl Answer {
    /// 200, the only success that api-reference/overview lists.
    pub(in crate::sandbox) const fn ok(body: Value) -> Self {
        Self {
            status: 200,
            retry_after: None,
            body,
        }
    }

    /// An error of the service itself, as a fault plays it.
    pub(in crate::sandbox) fn failing(status: u16) -> Self {
        Refusal::failing(status).into()
    }
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Self {
        Self {
            status: refusal.status,
            retry_after: None,
            body: refusal.body,
        }
    }
}

/// `{"status": "success", "data": …}`
pub(super) fn success(data: Value) -> Value {
    Value::Object(object([("status", Value::from("success")), ("data", data)]))
}

/// An object of these fields, in this order. It moves the values; the `json!` macro would copy them.
pub(super) fn object<const N: usize>(fields: [(&str, Value); N]) -> Map<String, Value> {
    fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

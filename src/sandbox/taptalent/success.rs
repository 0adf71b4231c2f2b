//! The envelope of success that most endpoints have.

use serde_json::Value;

use super::super::answer::object;

/// `{"status": "success", "data": …}`
pub(super) fn success(data: Value) -> Value {
    Value::Object(object([("status", Value::from("success")), ("data", data)]))
}

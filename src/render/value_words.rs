//! Values and counts as people read them.

use serde_json::Value;

use super::escape::visible;

/// "1 call", "3 calls".
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A value in a line of text.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => visible(text.trim_end()).into_owned(),
        Value::Null => "(empty)".to_owned(),
        Value::Array(items) if !items.is_empty() && items.iter().all(is_bucket) => {
            let items: Vec<String> = items.iter().map(bucket).collect();
            items.join(", ")
        }
        Value::Array(items) if items.iter().all(Value::is_string) => {
            let items: Vec<String> = items.iter().map(shown).collect();
            format!("[{}]", items.join(", "))
        }
        other => visible(&other.to_string()).into_owned(),
    }
}

fn is_bucket(value: &Value) -> bool {
    value.get("name").is_some_and(Value::is_string)
}

/// `Strong Fit (pass: Exceeds expectations)`
fn bucket(value: &Value) -> String {
    let part = |name: &str| value.get(name).map(shown);
    let name = part("name").unwrap_or_default();
    match (part("status"), part("description")) {
        (Some(status), Some(description)) => format!("{name} ({status}: {description})"),
        (Some(only), None) | (None, Some(only)) => format!("{name} ({only})"),
        (None, None) => name,
    }
}

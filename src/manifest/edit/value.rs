//! What is written: values with comments between them, so that a new manifest can explain itself.

use crate::model::{FieldValue, Number};

/// A value to be written.
#[derive(Debug, Clone, PartialEq)]
pub enum Yaml {
    Null,
    /// Text that is read as text, whatever it looks like.
    Text(String),
    Number(Number),
    Bool(bool),
    List(Vec<Self>),
    /// A mapping, in the order in which it is written.
    Map(Vec<Line>),
}

/// One line, or block, of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// `key: value`
    Entry(String, Yaml),
    /// `# text`; nothing but the text, on one line.
    Comment(String),
}

impl Yaml {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub fn from_json(value: &serde_json::Value) -> Self {
        use serde_json::Value;
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => number
                .as_f64()
                .and_then(Number::new)
                .map_or(Self::Null, Self::Number),
            Value::String(text) => Self::text(text),
            Value::Array(items) => Self::List(items.iter().map(Self::from_json).collect()),
            Value::Object(entries) => {
                let line = |(key, value): (&String, _)| Line::entry(key, Self::from_json(value));
                Self::Map(entries.iter().map(line).collect())
            }
        }
    }

    pub fn texts<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self::List(texts.into_iter().map(Self::text).collect())
    }
}

impl Line {
    /// `key: value`
    pub fn entry(key: impl Into<String>, value: Yaml) -> Self {
        Self::Entry(key.into(), value)
    }
}

impl From<&FieldValue> for Yaml {
    fn from(value: &FieldValue) -> Self {
        match value {
            FieldValue::Null => Self::Null,
            FieldValue::Text(text) => Self::text(text),
            FieldValue::Number(number) => Self::Number(*number),
            FieldValue::Bool(value) => Self::Bool(*value),
            FieldValue::List(texts) => Self::texts(texts),
            FieldValue::Buckets(_) => Self::from_json(&value.to_json()),
        }
    }
}

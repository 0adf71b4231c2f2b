//! The schemas as the raw types give them, before the tables say more.

use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::Value;

/// What the raw types say by themselves.
pub(super) fn generated<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12();
    let schema = settings.into_generator().into_root_schema_for::<T>();
    let mut schema = schema.to_value();
    join_lines(&mut schema);
    schema
}

/// A comment's lines are no lines of a description.
fn join_lines(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            for (key, value) in object.iter_mut() {
                match value {
                    Value::String(text) if key == "description" => *text = text.replace('\n', " "),
                    value => join_lines(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(join_lines),
        _ => {}
    }
}

//! Small changes to generated schemas. A part that is not there is left alone: the test that compares the
//! written files, and those that hold schema and decoder against each other, show it.

use serde_json::{Value, json};

/// A definition of a schema.
pub(super) fn definition<'s>(root: &'s mut Value, name: &str) -> &'s mut Value {
    &mut root["$defs"][name]
}

/// The schema of a property.
pub(super) fn property<'s>(object: &'s mut Value, name: &str) -> &'s mut Value {
    &mut object["properties"][name]
}

/// Demands these properties, besides those that are demanded already.
pub(super) fn require(object: &mut Value, names: &[&str]) {
    let Some(object) = object.as_object_mut() else {
        return;
    };
    let required = object.entry("required").or_insert_with(|| json!([]));
    if let Some(list) = required.as_array_mut() {
        list.extend(names.iter().map(|name| json!(name)));
    }
}

/// Exactly these words.
pub(super) fn choice(schema: &mut Value, words: &[&str], default: &str) {
    schema["type"] = json!("string");
    schema["enum"] = json!(words);
    schema["default"] = json!(default);
}

/// Exactly this word.
pub(super) fn constant(schema: &mut Value, word: &str) {
    schema["type"] = json!("string");
    schema["const"] = json!(word);
}

/// Takes a property away.
pub(super) fn forbid(object: &mut Value, name: &str) {
    if let Some(properties) = object["properties"].as_object_mut() {
        properties.shift_remove(name);
    }
}

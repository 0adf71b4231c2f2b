//! Small changes to generated schemas. A part that is not there is left alone: the test that compares the
//! written files, and those that hold schema and decoder against each other, show it.

use serde_json::{Value, json};

use crate::model::{Choice, Name};

/// The form of a [`Name`].
const NAME_PATTERN: &str = "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$";

pub(super) fn definition<'s>(root: &'s mut Value, name: &str) -> &'s mut Value {
    &mut root["$defs"][name]
}

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

/// Exactly these words. What each means is for editors, which show it beside the word.
pub(super) fn one_of(schema: &mut Value, words: &[Choice]) {
    let (words, meanings): (Vec<&str>, Vec<&str>) = words.iter().copied().unzip();
    schema["type"] = json!("string");
    schema["enum"] = json!(words);
    schema["enumDescriptions"] = json!(meanings);
}

/// Exactly these words, one of which counts if the key is left out.
pub(super) fn choice(schema: &mut Value, words: &[Choice], default: &str) {
    one_of(schema, words);
    schema["default"] = json!(default);
}

/// Text that says something. What editors take for a number or a truth value always does.
pub(super) fn filled(schema: &mut Value) {
    schema["minLength"] = json!(1);
}

/// A number without a fraction.
pub(super) fn whole(schema: &mut Value) {
    schema["type"] = json!("integer");
    if let Some(schema) = schema.as_object_mut() {
        schema.shift_remove("format");
    }
}

/// A name of a manifest or a question.
pub(super) fn name(schema: &mut Value) {
    schema["pattern"] = json!(NAME_PATTERN);
    schema["maxLength"] = json!(Name::MAX_LENGTH);
}

/// At least one of these.
pub(super) fn any_of(object: &mut Value, names: &[&str]) {
    object["anyOf"] = names
        .iter()
        .map(|name| json!({ "required": [name] }))
        .collect();
}

pub(super) fn exactly_one(object: &mut Value, names: &[&str]) {
    object["oneOf"] = names
        .iter()
        .map(|name| json!({ "required": [name] }))
        .collect();
}

pub(super) fn constant(schema: &mut Value, word: &str) {
    schema["type"] = json!("string");
    schema["const"] = json!(word);
}

pub(super) fn forbid(object: &mut Value, name: &str) {
    if let Some(properties) = object["properties"].as_object_mut() {
        properties.shift_remove(name);
    }
}

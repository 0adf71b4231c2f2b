//! One schema over all kinds: `apiVersion` and `kind` decide which one is meant, so that an editor reports the
//! problems of that one only.

use serde_json::{Map, Value, json};

use super::kinds;
use crate::model::Kind;

pub(super) fn schema() -> Value {
    let mut definitions = Map::new();
    let mut choices = Vec::new();
    for kind in Kind::ALL {
        let prefix = format!("{}.{kind}", kind.system());
        choices.push(json!({
            "if": {
                "properties": { "apiVersion": { "const": kind.api_version() }, "kind": { "const": kind.as_str() } },
                "required": ["apiVersion", "kind"],
            },
            "then": { "$ref": format!("#/$defs/{prefix}") },
        }));
        let mut schema = kinds::schema(kind);
        move_references(&mut schema, &prefix);
        if let Some(object) = schema.as_object_mut() {
            object.shift_remove("$schema");
            if let Some(Value::Object(own)) = object.shift_remove("$defs") {
                let own = own.into_iter();
                definitions.extend(own.map(|(name, schema)| (format!("{prefix}.{name}"), schema)));
            }
        }
        definitions.insert(prefix, schema);
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "vetform manifest",
        "type": "object",
        "required": ["apiVersion", "kind"],
        "oneOf": Kind::ALL.map(|kind| json!({
            "properties": { "apiVersion": { "const": kind.api_version() }, "kind": { "const": kind.as_str() } },
        })),
        "allOf": choices,
        "$defs": definitions,
    })
}

/// `#/$defs/Spec` of a kind is `#/$defs/taptalent.Assessment.Spec` here.
fn move_references(schema: &mut Value, prefix: &str) {
    match schema {
        Value::Object(object) => {
            for (key, value) in object {
                if let ("$ref", Value::String(target)) = (key.as_str(), &mut *value) {
                    *target = target.replace("#/$defs/", &format!("#/$defs/{prefix}."));
                } else {
                    move_references(value, prefix);
                }
            }
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| move_references(item, prefix)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

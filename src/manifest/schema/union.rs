//! One schema over all kinds, and workspaces: `apiVersion` and `kind` decide which one is meant, so that an editor reports the
//! problems of that one only.

use serde_json::{Map, Value, json};

use super::config::workspace_schema;
use super::kinds;
use crate::model::Kind;

pub(super) fn schema() -> Value {
    let mut definitions = Map::new();
    let mut choices = Vec::new();
    let mut heads = Vec::new();
    let of_kind = |kind: Kind| {
        let prefix = format!("{}.{kind}", kind.system());
        (
            prefix,
            kind.api_version(),
            kind.as_str(),
            kinds::schema(kind),
        )
    };
    let workspace = (
        "vetform.Workspace".to_owned(),
        "vetform/v1",
        "Workspace",
        workspace_schema(),
    );
    for (prefix, version, kind, mut schema) in Kind::ALL.map(of_kind).into_iter().chain([workspace])
    {
        let head = json!({ "apiVersion": { "const": version }, "kind": { "const": kind } });
        choices.push(json!({
            "if": { "properties": head, "required": ["apiVersion", "kind"] },
            "then": { "$ref": format!("#/$defs/{prefix}") },
        }));
        heads.push(json!({ "properties": head }));
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
        "oneOf": heads,
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

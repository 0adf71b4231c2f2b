//! Every field of `spec` may also be a placeholder: beside what the field takes itself, with its bounds, stands a reference to
//! the forms that fit it.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::edit::definition;

/// The definitions of a schema that placeholders are described by.
const VALUE: &str = "Value";
const TEXT: &str = "ValueOrText";
const NAMED: &str = "ValueOrTemplate";

/// A roster's `from` is itself the path of a file, or a mapping with one, in which nothing else stands for it.
const FROM: &str = "from";

/// Lets the fields of `spec`, and of everything in it, be placeholders.
pub(super) fn accept(root: &mut Value) {
    let mut used = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open = vec!["Spec".to_owned()];
    while let Some(name) = open.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        let object = definition(root, &name);
        let properties = object.get_mut("properties");
        if let Some(properties) = properties.and_then(Value::as_object_mut) {
            for (field, schema) in properties {
                if field == FROM {
                    wrap(schema, NAMED, &mut used, &mut Vec::new());
                } else {
                    wrap(schema, TEXT, &mut used, &mut open);
                }
            }
        }
    }
    for name in used {
        *definition(root, name) = described(name);
    }
}

/// `text`: the placeholders that fit where a text does.
fn wrap(
    schema: &mut Value,
    text: &'static str,
    used: &mut BTreeSet<&'static str>,
    open: &mut Vec<String>,
) {
    if let Some(target) = reference(schema) {
        open.push(target);
        return;
    }
    if let Some(choices) = schema.get_mut("anyOf").and_then(Value::as_array_mut) {
        open.extend(choices.iter().filter_map(reference));
        choices.push(refer(text));
        used.insert(text);
        return;
    }
    if schema["type"] == "array" {
        let is_of_objects = reference(&schema["items"]).is_some();
        wrap(&mut schema["items"], text, used, open);
        if is_of_objects {
            return;
        }
    }
    let fitting = if takes_text(schema) { text } else { VALUE };
    used.insert(fitting);
    let Value::Object(mut inner) = schema.take() else {
        return;
    };
    let mut outer = Map::new();
    for about in ["description", "default"] {
        outer.extend(inner.shift_remove_entry(about));
    }
    outer.insert("anyOf".to_owned(), json!([inner, refer(fitting)]));
    *schema = Value::Object(outer);
}

fn takes_text(schema: &Value) -> bool {
    match &schema["type"] {
        Value::Array(types) => types.contains(&json!("string")),
        one => one == "string",
    }
}

fn reference(schema: &Value) -> Option<String> {
    let target = schema["$ref"].as_str()?;
    target.rsplit('/').next().map(str::to_owned)
}

fn refer(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn described(name: &str) -> Value {
    let value = json!({
        "description": "A value of vetform.yaml, by its name: checked as if it were written here.",
        "type": "string",
        "pattern": "^[A-Za-z_][A-Za-z0-9._-]*$",
        "maxLength": 63,
    });
    let template = json!({
        "description": "A text with values of vetform.yaml in it: `${NAME}`. `$${` is a literal `${`.",
        "type": ["string", "number"],
    });
    let file = json!({
        "description": "A file of the project whose text is meant, without its last line end; relative to this manifest's folder.",
        "type": "string",
        "minLength": 1,
    });
    let (about, forms) = match name {
        TEXT => (
            "`{ value: NAME }`, `{ template: TEXT }` or `{ file: PATH }`.",
            json!({ "value": value, "template": template, "file": file }),
        ),
        NAMED => (
            "`{ value: NAME }` or `{ template: TEXT }`.",
            json!({ "value": value, "template": template }),
        ),
        _ => ("`{ value: NAME }`.", json!({ "value": value })),
    };
    json!({
        "type": "object",
        "description": about,
        "properties": forms,
        "additionalProperties": false,
        "minProperties": 1,
        "maxProperties": 1,
    })
}

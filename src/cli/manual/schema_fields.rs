//! A JSON Schema as a list: each field by its path, with what the schema says of it. Knows no field by name.

use serde_json::Value;

/// Definitions that say where a value is written, and nothing of the field itself.
const PLACEHOLDERS: [&str; 3] = ["Value", "ValueOrText", "Template"];

/// Path and what it is, in the order of the schema: `spec.steps[].name`.
pub(super) fn fields(schema: &Value, below: &[&str]) -> Vec<(String, String)> {
    let mut walk = Walk {
        whole: schema,
        within: Vec::new(),
        found: Vec::new(),
    };
    let start = below
        .iter()
        .fold(schema, |at, key| walk.resolved(&at["properties"][*key]).0);
    walk.object(start, &below.join("."));
    walk.found
}

struct Walk<'a> {
    whole: &'a Value,
    /// Definitions that are being walked: one that holds itself is not entered again.
    within: Vec<&'a str>,
    found: Vec<(String, String)>,
}

impl<'a> Walk<'a> {
    /// What a `$ref` leads to, and its name.
    fn resolved(&self, schema: &'a Value) -> (&'a Value, Option<&'a str>) {
        let name = schema["$ref"]
            .as_str()
            .and_then(|at| at.strip_prefix("#/$defs/"));
        name.map_or((schema, None), |name| {
            (&self.whole["$defs"][name], Some(name))
        })
    }

    fn object(&mut self, schema: &'a Value, path: &str) {
        let required = |name: &str| {
            let names = schema["required"].as_array();
            names.is_some_and(|names| names.iter().any(|one| one == name))
        };
        for (name, field) in schema["properties"].as_object().into_iter().flatten() {
            let path = if path.is_empty() {
                name.clone()
            } else {
                format!("{path}.{name}")
            };
            let meaning = self.meaning(field, required(name));
            self.found.push((path.clone(), meaning));
            self.value(field, &path);
        }
    }

    /// What lies below a field.
    fn value(&mut self, schema: &'a Value, path: &str) {
        let (schema, name) = self.resolved(schema);
        if name.is_some_and(|name| PLACEHOLDERS.contains(&name) || self.within.contains(&name)) {
            return;
        }
        self.within.extend(name);
        self.object(schema, path);
        if schema["items"].is_object() {
            self.value(&schema["items"], &format!("{path}[]"));
        }
        if schema["additionalProperties"].is_object() {
            self.value(&schema["additionalProperties"], &format!("{path}.NAME"));
        }
        for one in ["anyOf", "oneOf"]
            .iter()
            .filter_map(|key| schema[*key].as_array())
            .flatten()
        {
            self.value(one, path);
        }
        if name.is_some() {
            self.within.pop();
        }
    }

    fn meaning(&self, field: &'a Value, is_required: bool) -> String {
        let (definition, _) = self.resolved(field);
        let described = [field, definition]
            .iter()
            .find_map(|one| one["description"].as_str());
        let mut words: Vec<String> = described.map(str::to_owned).into_iter().collect();
        words.extend(is_required.then(|| "Required.".to_owned()));
        let alternatives = field["anyOf"].as_array().into_iter().flatten();
        for one in std::iter::once(definition).chain(alternatives) {
            words.extend(bounds(self.resolved(one).0));
        }
        let default = field.get("default");
        words.extend(default.map(|default| format!("Default: {}.", plain(default))));
        words.join(" ")
    }
}

fn bounds(schema: &Value) -> Option<String> {
    if let Some(words) = schema["enum"].as_array() {
        let words: Vec<String> = words.iter().map(plain).collect();
        return Some(format!("One of: {}.", words.join(", ")));
    }
    for (least, most, unit) in [
        ("minimum", "maximum", ""),
        ("minLength", "maxLength", " characters"),
        ("minItems", "maxItems", " items"),
    ] {
        match (schema[least].as_f64(), schema[most].as_f64()) {
            (Some(least), Some(most)) => return Some(format!("{least} to {most}{unit}.")),
            (None, Some(most)) => return Some(format!("At most {most}{unit}.")),
            _ => {}
        }
    }
    None
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_field_has_its_path_and_all_that_the_schema_says_of_it() {
        let schema = json!({
            "properties": { "spec": { "$ref": "#/$defs/Spec" } },
            "$defs": {
                "Spec": { "required": ["steps"], "properties": {
                    "steps": { "type": "array", "description": "All of them.", "items": { "$ref": "#/$defs/Step" } },
                    "labels": { "description": "Words.", "additionalProperties": { "properties": { "of": { "description": "Whose." } } } },
                } },
                "Step": { "properties": {
                    "score": { "description": "The least.", "default": 60,
                        "anyOf": [{ "minimum": 0, "maximum": 100 }, { "$ref": "#/$defs/Value" }] },
                    "kind": { "enum": ["quiz", "talk"] },
                    "within": { "$ref": "#/$defs/Step", "description": "Another." },
                } },
                "Value": { "properties": { "value": {} } },
            },
        });
        let fields = fields(&schema, &["spec"]);
        let told: Vec<String> = fields
            .iter()
            .map(|(path, what)| format!("{path}: {what}"))
            .collect();
        insta::assert_snapshot!(told.join("\n"), @r"
        spec.steps: All of them. Required.
        spec.steps[].score: The least. 0 to 100. Default: 60.
        spec.steps[].kind: One of: quiz, talk.
        spec.steps[].within: Another.
        spec.labels: Words.
        spec.labels.NAME.of: Whose.
        ");
    }
}

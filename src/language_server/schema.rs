//! What may stand at a path of a document, by the JSON Schema of its kind, which is made from the same tables as everything else.

use serde_json::Value;

use crate::manifest::schema;
use crate::model::Kind;

/// A step from a mapping or a list into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Key(String),
    Item,
}

/// A document's schema.
pub(super) struct Schema(Value);

impl Schema {
    pub(super) fn of(kind: Kind) -> Self {
        Self(schema::of_kind(kind))
    }

    pub(super) fn of_config() -> Self {
        Self::named(schema::CONFIG_SCHEMA_FILE)
    }

    pub(super) fn of_workspace() -> Self {
        Self::named(schema::WORKSPACE_SCHEMA_FILE)
    }

    fn named(file: &str) -> Self {
        let mut all = schema::all().into_iter();
        let found = all.find(|(name, _)| name == file);
        Self(found.map_or(Value::Null, |(_, schema)| schema))
    }

    /// Every form that what stands at the end of the path may have.
    pub(super) fn at<'s>(&'s self, path: &[Step]) -> Vec<&'s Value> {
        let mut nodes = self.forms(&self.0);
        for step in path {
            let below = nodes.into_iter().filter_map(|node| match step {
                Step::Key(key) => node["properties"]
                    .get(key)
                    .or_else(|| node.get("additionalProperties")),
                Step::Item => node.get("items"),
            });
            nodes = below.flat_map(|node| self.forms(node)).collect();
        }
        nodes
    }

    /// The node with what it refers to, and each of its alternatives.
    fn forms<'s>(&'s self, node: &'s Value) -> Vec<&'s Value> {
        let mut forms = vec![node];
        if let Some(name) = node["$ref"].as_str()
            && let Some(target) = self.0.pointer(name.trim_start_matches('#'))
        {
            forms.extend(self.forms(target));
        }
        for word in ["anyOf", "oneOf"] {
            let alternatives = node[word].as_array().into_iter().flatten();
            forms.extend(alternatives.flat_map(|one| self.forms(one)));
        }
        forms
    }
}

/// The text about what stands there: what is said of the place goes before what is said of its type.
pub(super) fn description<'s>(forms: &[&'s Value]) -> Option<&'s str> {
    forms.iter().find_map(|form| form["description"].as_str())
}

/// The words that may stand there, each with what it means.
pub(super) fn words(forms: &[&Value]) -> Vec<(String, Option<String>)> {
    let mut words: Vec<(String, Option<String>)> = Vec::new();
    for form in forms {
        let about = form["enumDescriptions"].as_array();
        let listed = form["enum"].as_array().into_iter().flatten().enumerate();
        let listed =
            listed.map(|(at, word)| (word, about.and_then(|about| about.get(at)?.as_str())));
        let constant = form.get("const").map(|word| (word, None));
        for (word, about) in listed.chain(constant) {
            words.push((plain(word), about.map(str::to_owned)));
        }
        if form["type"] == "boolean" {
            words.extend(["true", "false"].map(|word| (word.to_owned(), None)));
        }
    }
    words.dedup();
    words
}

fn plain(word: &Value) -> String {
    word.as_str()
        .map_or_else(|| word.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(keys: &[&str]) -> Vec<Step> {
        let step = |key: &&str| match *key {
            "[]" => Step::Item,
            key => Step::Key(key.to_owned()),
        };
        keys.iter().map(step).collect()
    }

    #[test]
    fn a_path_leads_through_references_and_lists() {
        let schema = Schema::of(Kind::TapTalentAssessment);
        let status = schema.at(&path(&["spec", "buckets", "[]", "status"]));
        let words = words(&status);
        assert_eq!(words[0].0, "pass");
        let answer = schema.at(&path(&["spec", "questions", "[]", "idealAnswer"]));
        assert!(description(&answer).is_some());
        assert!(schema.at(&path(&["spec", "nowhere", "[]"])).is_empty());
    }
}

//! Every JSON Schema of this version: those of manifests and those of what commands print. Writes none.

use serde_json::{Map, Value, json};

use super::kind_examples::example;
use crate::manifest::{Loaded, schema};
use crate::model::Kind;
use crate::render::generated;

/// Every schema: file name and text.
pub(super) fn schemas() -> Vec<(String, String)> {
    let all = schema::all().into_iter();
    texts(all.chain(generated::schemas()))
}

/// Those of manifests, with the names of a project where they are to be written.
pub(super) fn schemas_with_names(loaded: &Loaded) -> Vec<(String, String)> {
    texts(schema::with_names(loaded, schema::all()).into_iter())
}

fn texts(schemas: impl Iterator<Item = (String, Value)>) -> Vec<(String, String)> {
    schemas
        .map(|(file, document)| {
            let document = named(&file, document);
            (file, schema::to_text(&document))
        })
        .collect()
}

/// The schema with its `$id` (a name, no address: nothing is to be fetched) and, of a kind, an example.
fn named(file: &str, document: Value) -> Value {
    let Value::Object(mut fields) = document else {
        return document;
    };
    let stem = file.trim_end_matches(".schema.json");
    let example = Kind::ALL
        .into_iter()
        .find(|kind| schema::file_name(*kind) == file)
        .and_then(example)
        .and_then(|text| serde_yaml::from_str::<Value>(text).ok());
    let mut all = Map::new();
    all.extend(fields.shift_remove_entry("$schema"));
    all.insert(
        "$id".to_owned(),
        json!(format!("urn:vetform:schema:{stem}")),
    );
    all.extend(fields);
    all.extend(example.map(|example| ("examples".to_owned(), json!([example]))));
    Value::Object(all)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_schema_has_an_id_of_its_own_and_that_of_a_kind_an_example_that_fits_it() {
        let mut ids = BTreeSet::new();
        for (file, text) in schemas() {
            let document: Value = serde_json::from_str(&text).unwrap();
            let id = document["$id"].as_str().unwrap().to_owned();
            assert!(ids.insert(id), "{file}");
            let is_kind = Kind::ALL
                .iter()
                .any(|kind| schema::file_name(*kind) == file);
            assert_eq!(document["examples"].is_array(), is_kind, "{file}");
            let validator = jsonschema::validator_for(&document).unwrap();
            for example in document["examples"].as_array().into_iter().flatten() {
                let problems: Vec<String> = validator
                    .iter_errors(example)
                    .map(|error| error.to_string())
                    .collect();
                assert_eq!(problems, Vec::<String>::new(), "{file}");
            }
        }
    }
}

//! Schemas with the names of one project in them, for editors that know schemas and no language server.

use serde_json::{Value, json};

use crate::manifest::Loaded;
use crate::manifest::mentions::named_by;
use crate::model::Kind;

/// The names that a project has where one of them is to be written.
struct Names<'l> {
    loaded: &'l Loaded,
    values: Vec<String>,
    sources: Vec<String>,
    workspaces: Vec<String>,
}

/// Each schema of manifests with the names that fit; where a project has none, any is as wrong as before.
pub fn with_names(loaded: &Loaded, schemas: Vec<(String, Value)>) -> Vec<(String, Value)> {
    let config = loaded.project.as_ref().map(|project| &project.config);
    let names = Names {
        loaded,
        values: loaded.value_names(),
        sources: config
            .into_iter()
            .flat_map(|one| one.sources.keys().cloned())
            .collect(),
        workspaces: config
            .into_iter()
            .flat_map(|one| one.workspaces.keys().cloned())
            .collect(),
    };
    let schemas = schemas.into_iter();
    let with_names = schemas.map(|(file, mut schema)| {
        let own = Kind::ALL
            .into_iter()
            .find(|kind| super::file_name(*kind) == file);
        let definitions = schema.get_mut("$defs").and_then(Value::as_object_mut);
        for (name, definition) in definitions.into_iter().flatten() {
            if let Some(kind) = own.or_else(|| kind_of(name)) {
                names.put(kind, name, definition);
            }
        }
        (file, schema)
    });
    with_names.collect()
}

/// The kind that a definition of the schema over all kinds belongs to: `taptalent.Flow.Step`.
fn kind_of(definition: &str) -> Option<Kind> {
    let mut kinds = Kind::ALL.into_iter();
    kinds.find(|kind| {
        let rest = definition.strip_prefix(&format!("{}.{kind}.", kind.system()));
        rest.is_some_and(|rest| !rest.contains('.'))
    })
}

impl Names<'_> {
    fn put(&self, kind: Kind, definition: &str, schema: &mut Value) {
        let of_metadata = definition.ends_with("Metadata");
        let of_from = definition.ends_with("From");
        let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
        for (key, property) in properties.into_iter().flatten() {
            match key.as_str() {
                "workspaces" if of_metadata => among(&mut property["items"], &self.workspaces),
                "source" if of_from => only(property, &self.sources),
                "value" => only(property, &self.values),
                key if !of_metadata => {
                    if let Some(kind) = named_by(kind, key) {
                        only(name_in(property), &self.of_kind(kind));
                    }
                }
                _ => {}
            }
        }
    }

    fn of_kind(&self, kind: Kind) -> Vec<String> {
        let declared = self.loaded.mentions.declared.iter();
        let names = declared.filter(|one| one.kind == kind);
        let mut names: Vec<String> = names.map(|one| one.name.to_string()).collect();
        names.sort();
        names.dedup();
        names
    }
}

/// Of what may also be something else, the form that is a name.
fn name_in(property: &mut Value) -> &mut Value {
    let is_name = |form: &Value| form["pattern"].is_string();
    let forms = property["anyOf"].as_array();
    match forms.and_then(|forms| forms.iter().position(is_name)) {
        Some(at) => &mut property["anyOf"][at],
        None => property,
    }
}

fn only(schema: &mut Value, names: &[String]) {
    if !names.is_empty() {
        schema["enum"] = json!(names);
    }
}

/// A pattern may stand there as well.
fn among(schema: &mut Value, names: &[String]) {
    if !names.is_empty() {
        let pattern = json!({ "type": "string", "pattern": "\\*" });
        *schema = json!({ "anyOf": [{ "enum": names }, pattern] });
    }
}

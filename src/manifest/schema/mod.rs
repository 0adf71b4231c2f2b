//! JSON Schemas (draft 2020-12) of manifests and of vetform.yaml, for editors: generated from the raw types, with
//! documentation, bounds and defaults from the `FieldSpec` tables. The decoder does not use them; tests hold that
//! both say the same.

mod annotate;
mod config;
mod edit;
mod external;
mod generated;
mod kinds;
mod placeholders;
mod promptster;
mod roster;
#[cfg(test)]
mod tests;
mod union;
mod with_names;

pub use with_names::with_names;

use serde_json::Value;

use crate::model::Kind;

pub const ALL_KINDS_FILE: &str = "manifest.schema.json";

/// The schema of vetform.yaml.
pub const CONFIG_SCHEMA_FILE: &str = "config.schema.json";

/// The schema of a workspace in a file of its own.
pub const WORKSPACE_SCHEMA_FILE: &str = "workspace.schema.json";

/// Every schema with the name of its file: one a kind, the configuration, a workspace, and one over all that a manifest file
/// may hold.
pub fn all() -> Vec<(String, Value)> {
    let kinds = Kind::ALL.map(|kind| (file_name(kind), kinds::schema(kind)));
    let mut all: Vec<(String, Value)> = kinds.into();
    all.push((CONFIG_SCHEMA_FILE.to_owned(), config::schema()));
    all.push((WORKSPACE_SCHEMA_FILE.to_owned(), config::workspace_schema()));
    all.push((ALL_KINDS_FILE.to_owned(), union::schema()));
    all
}

pub fn of_kind(kind: Kind) -> Value {
    kinds::schema(kind)
}

/// `taptalent-assessment.schema.json`
pub fn file_name(kind: Kind) -> String {
    let name = kind.as_str().to_lowercase();
    format!("{}.{name}.schema.json", kind.system())
}

/// A schema as its file holds it: indented, a line end at the end.
pub fn to_text(schema: &Value) -> String {
    format!("{schema:#}\n")
}

//! The schemas of vetform.yaml, and of a workspace in a file of its own.

use serde_json::{Value, json};

use super::edit::{choice, constant, definition, one_of, property, require};
use super::generated::generated;
use crate::diagnostic::Code;
use crate::manifest::config::{CONCURRENCY, DEFAULT_CONCURRENCY};
use crate::manifest::lint::LINTS;
use crate::manifest::raw::{RawConfig, RawWorkspaceManifest};
use crate::model::System;

pub(super) fn schema() -> Value {
    let mut root = generated::<RawConfig>();
    root["title"] = json!("vetform.yaml");
    constant(property(&mut root, "apiVersion"), "vetform/v1");
    constant(property(&mut root, "kind"), "Config");
    require(&mut root, &["apiVersion", "kind"]);
    lint(property(&mut root, "lint"));
    value_names(property(&mut root, "values"));
    property(&mut root, "workspaces")["propertyNames"] = workspace_name();
    let sources = property(&mut root, "sources");
    sources["propertyNames"] =
        json!({ "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*$", "maxLength": 63 });
    let program = definition(&mut root, "Program");
    require(program, &["command"]);
    property(program, "command")["minItems"] = json!(1);
    workspace_settings(&mut root);
    root
}

/// Of `kind: Workspace`.
pub(super) fn workspace_schema() -> Value {
    let mut root = generated::<RawWorkspaceManifest>();
    root["title"] = json!("Workspace");
    constant(property(&mut root, "apiVersion"), "vetform/v1");
    constant(property(&mut root, "kind"), "Workspace");
    require(&mut root, &["apiVersion", "kind", "metadata", "spec"]);
    let metadata = definition(&mut root, "WorkspaceMetadata");
    require(metadata, &["name"]);
    let name = property(metadata, "name");
    let rules = workspace_name();
    name["pattern"] = rules["pattern"].clone();
    name["maxLength"] = rules["maxLength"].clone();
    workspace_settings(&mut root);
    root
}

fn workspace_name() -> Value {
    json!({ "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*$", "maxLength": 63 })
}

/// What is below a workspace, wherever it stands.
fn workspace_settings(root: &mut Value) {
    value_names(property(definition(root, "Workspace"), "values"));
    workspace(definition(root, "Workspace"));
    require(definition(root, "System"), &["apiKey"]);
    credential(definition(root, "Credential"));
    let limits = definition(root, "Limits");
    let concurrency = property(limits, "concurrency");
    concurrency["minimum"] = json!(CONCURRENCY.start());
    concurrency["maximum"] = json!(CONCURRENCY.end());
    concurrency["default"] = json!(DEFAULT_CONCURRENCY);
    property(limits, "requestsPerSecond")["exclusiveMinimum"] = json!(0);
    let guards = definition(root, "Guards");
    property(guards, "maxDestroy")["default"] = json!(0);
    choice(
        property(guards, "fairness"),
        &[
            (
                "warn",
                "The plan notes changes that treat candidates unequally.",
            ),
            ("deny", "Such changes are blocked."),
            ("off", "Such changes are not mentioned."),
        ],
        "warn",
    );
}

fn lint(object: &mut Value) {
    object["propertyNames"] = json!({
        "enum": LINTS.map(Code::as_str),
        "enumDescriptions": LINTS.map(Code::summary),
    });
    one_of(
        &mut object["additionalProperties"],
        &[
            (
                "error",
                "A finding of the rule is an error: nothing can be planned.",
            ),
            (
                "warning",
                "A finding of the rule is a warning of `validate`.",
            ),
            ("off", "The rule is not checked."),
        ],
    );
}

fn value_names(values: &mut Value) {
    values["propertyNames"] = json!({ "pattern": "^[A-Za-z_][A-Za-z0-9._-]*$", "maxLength": 63 });
}

/// Either the sandbox or at least one live system.
fn workspace(object: &mut Value) {
    let mut live = Vec::new();
    for system in System::ALL {
        let name = system.as_str();
        live.push(json!({ "required": [name] }));
        let words = format!("Default `baseUrl`: {}", system.base_url());
        let schema = property(object, name);
        schema["description"] = match schema["description"].as_str() {
            Some(before) => json!(format!("{before} {words}")),
            None => json!(words),
        };
    }
    object["oneOf"] = json!([{ "required": ["sandbox"] }, { "anyOf": live }]);
}

fn credential(object: &mut Value) {
    object["minProperties"] = json!(1);
    object["maxProperties"] = json!(1);
    let env = property(object, "env");
    env["type"] = json!("string");
    env["pattern"] = json!("^[A-Za-z_][A-Za-z0-9_]*$");
    property(object, "command")["minItems"] = json!(1);
}

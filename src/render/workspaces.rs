//! The workspaces of a project, for people and for scripts. schema/workspaces.schema.json is made from these types.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use camino::Utf8Path;
use schemars::JsonSchema;
use serde::Serialize;

use super::escape::one_line;
use crate::manifest::{StateLocation, Workspace};
use crate::model::System;

/// `vetform workspaces --format json`
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct WorkspacesDocument {
    /// 1. Raised when fields are removed or change their meaning, not when fields are added.
    pub format_version: u32,
    /// In the order of the configuration.
    pub workspaces: Vec<ListedDocument>,
}

/// A workspace.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ListedDocument {
    pub name: String,
    /// Of one in a file of its own.
    pub labels: BTreeMap<String, String>,
    /// Whether its systems are the embedded ones.
    pub sandbox: bool,
    /// The systems that it has.
    pub systems: Vec<&'static str>,
    /// Where its state is kept: a path, or a URL.
    pub state: String,
}

/// `root`: the project's folder; paths below it are shown as paths in it.
pub fn workspaces_json(root: &Utf8Path, workspaces: &[Workspace]) -> WorkspacesDocument {
    let listed = workspaces.iter().map(|workspace| {
        let systems = System::ALL
            .into_iter()
            .filter(|system| workspace.has(*system));
        ListedDocument {
            name: workspace.name.clone(),
            labels: workspace.labels.clone(),
            sandbox: workspace.sandbox.is_some(),
            systems: systems.map(System::as_str).collect(),
            state: match &workspace.state {
                StateLocation::Local(path) => path.strip_prefix(root).unwrap_or(path).to_string(),
                StateLocation::Remote(url) => url.clone(),
            },
        }
    });
    WorkspacesDocument {
        format_version: 1,
        workspaces: listed.collect(),
    }
}

/// A line each.
pub fn workspaces_text(document: &WorkspacesDocument) -> String {
    let width = document.workspaces.iter().map(|one| one.name.len()).max();
    let width = width.unwrap_or_default();
    let mut text = String::new();
    for one in &document.workspaces {
        let systems = if one.sandbox {
            "sandbox".to_owned()
        } else {
            one.systems.join(", ")
        };
        let _ = writeln!(
            text,
            "{:width$}  {systems}  {}",
            one_line(&one.name),
            one_line(&one.state)
        );
    }
    text
}

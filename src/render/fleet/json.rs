//! For scripts. The shape is a promise: schema/fleet.schema.json is made from these types.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;

use super::entry::{Entry, Fleet};
use crate::render::failure::ErrorWords;
use crate::render::{PlanDocument, PullDocument, ReportDocument};

/// `vetform plan --all-workspaces --format json`, and the same of apply, drift, doctor and pull.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FleetDocument {
    /// 1. Raised when fields are removed or change their meaning, not when fields are added.
    pub format_version: u32,
    /// The workspaces, in the order of the configuration.
    pub workspaces: Vec<WorkspaceDocument>,
}

/// What came of one workspace: a result, an error, or both.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct WorkspaceDocument {
    /// Its name.
    pub workspace: String,
    /// What the program would have exited with for this workspace alone.
    pub exit_code: u8,
    /// Of plan and drift.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanDocument>,
    /// Of apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<ReportDocument>,
    /// Of pull.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pull: Option<PullDocument>,
    /// Of doctor: its checks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doctor: Option<serde_json::Value>,
    /// Why it ended early.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorWords>,
}

/// As [`FleetDocument`]; what each workspace has to say is text already, and goes in as it is.
pub fn fleet_json(fleet: &Fleet<'_>) -> String {
    let mut text = "{\n  \"formatVersion\": 1,\n  \"workspaces\": [".to_owned();
    for (place, entry) in fleet.entries.iter().enumerate() {
        text += if place == 0 { "\n" } else { ",\n" };
        workspace(&mut text, fleet.result, entry);
    }
    text += if fleet.entries.is_empty() {
        "]\n}\n"
    } else {
        "\n  ]\n}\n"
    };
    text
}

fn workspace(text: &mut String, result: &str, entry: &Entry<'_>) {
    let Entry {
        workspace,
        exit_code,
        has_result,
        error,
        text: told,
        ..
    } = entry;
    let _ = write!(
        text,
        "    {{\n      \"workspace\": {},\n      \"exitCode\": {exit_code}",
        json(workspace)
    );
    if *has_result {
        field(text, result, told.trim_end());
    }
    if let Some(error) = error {
        field(text, "error", &json(error));
    }
    text.push_str("\n    }");
}

/// Line breaks stand between values only, never in one: so what follows them may be moved in.
fn field(text: &mut String, name: &str, value: &str) {
    let value = value.replace('\n', "\n      ");
    let _ = write!(text, ",\n      \"{name}\": {value}");
}

fn json(value: &(impl Serialize + ?Sized)) -> String {
    // Texts and numbers only: there is nothing in them that JSON cannot say.
    serde_json::to_string_pretty(value).unwrap_or_default()
}

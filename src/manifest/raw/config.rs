//! vetform.yaml.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{RawGiven, Slot, Text};

/// The configuration file.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(in crate::manifest) struct RawConfig {
    /// vetform/v1
    #[serde(default)]
    pub(in crate::manifest) api_version: Slot<Text>,
    /// Config
    #[serde(default)]
    pub(in crate::manifest) kind: Slot<Text>,
    /// Name of the project in a state that is kept in a bucket, so that no other project can use
    /// that state. Default: name of the git repository, and of the folder in it.
    #[serde(default)]
    pub(in crate::manifest) project: Slot<Text>,
    /// Folders or globs to read instead of every YAML file in the project. A folder outside it,
    /// like `../bank`, must be in the same git repository.
    #[serde(default)]
    pub(in crate::manifest) manifests: Slot<Vec<Slot<Text>>>,
    /// Level of each `validate` rule, by its code: error, warning or off. Default: warning.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, String>")]
    pub(in crate::manifest) lint: Slot<IndexMap<String, Slot<Text>>>,
    /// Programs that rosters may take their people from, with `from: { source: NAME }`. They are named here,
    /// where their reviewers are; a manifest cannot name one itself.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, RawProgram>")]
    pub(in crate::manifest) sources: Slot<IndexMap<String, Slot<RawProgram>>>,
    /// Workspace to use if none is named.
    #[serde(default)]
    pub(in crate::manifest) default_workspace: Slot<Text>,
    /// What manifests may name with `{ value: NAME }` and `${NAME}`: texts, numbers, truth values and lists of them. These count
    /// where a workspace has no value of the name.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, RawGiven>")]
    pub(in crate::manifest) values: Slot<IndexMap<String, Slot<RawGiven>>>,
    /// The workspaces by name: each says which systems the manifests are applied to.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, RawWorkspace>")]
    pub(in crate::manifest) workspaces: Slot<IndexMap<String, Slot<RawWorkspace>>>,
}

/// `kind: Workspace`: a workspace in a file of its own.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "WorkspaceManifest")]
pub(in crate::manifest) struct RawWorkspaceManifest {
    /// vetform/v1
    #[serde(default)]
    pub(in crate::manifest) api_version: Slot<Text>,
    /// Workspace
    #[serde(default)]
    pub(in crate::manifest) kind: Slot<Text>,
    /// Name and labels of the workspace.
    #[serde(default)]
    pub(in crate::manifest) metadata: Slot<RawWorkspaceMetadata>,
    /// The same as below `workspaces` in vetform.yaml.
    #[serde(default)]
    pub(in crate::manifest) spec: Slot<RawWorkspace>,
}

/// `metadata` of a workspace
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "WorkspaceMetadata")]
pub(in crate::manifest) struct RawWorkspaceMetadata {
    /// Name of the workspace, unique among all: 1 to 63 letters, digits, `-`, `_` and `.`.
    #[serde(default)]
    pub(in crate::manifest) name: Slot<Text>,
    /// Labels for selecting and grouping.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, String>")]
    pub(in crate::manifest) labels: Slot<BTreeMap<String, Slot<Text>>>,
}

/// An item of `sources:`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Program")]
pub(in crate::manifest) struct RawProgram {
    /// Program to run, with its arguments; it prints CSV. Run without a shell, in the folder of
    /// vetform.yaml; a path is relative to it.
    #[serde(default)]
    pub(in crate::manifest) command: Slot<Vec<Slot<Text>>>,
}

/// A workspace: the embedded systems (`sandbox`), or one or more of the three live ones.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Workspace")]
pub(in crate::manifest) struct RawWorkspace {
    /// What manifests may name, in this workspace: a value here stands for the one of the same name at the top.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, RawGiven>")]
    pub(in crate::manifest) values: Slot<IndexMap<String, Slot<RawGiven>>>,
    /// All three systems, embedded. Exclusive with live systems.
    #[serde(default)]
    pub(in crate::manifest) sandbox: Slot<RawSandbox>,
    /// TapTalent.
    #[serde(default)]
    pub(in crate::manifest) taptalent: Slot<RawSystem>,
    /// Flowmingo.
    #[serde(default)]
    pub(in crate::manifest) flowmingo: Slot<RawSystem>,
    /// Promptster.
    #[serde(default)]
    pub(in crate::manifest) promptster: Slot<RawSystem>,
    /// Where the state is kept: a path in the project, or an s3://, gs:// or az:// URL. Default:
    /// `vetform.state/<workspace>.json`.
    #[serde(default)]
    pub(in crate::manifest) state: Slot<Text>,
    /// Limits on the calls to each system.
    #[serde(default)]
    pub(in crate::manifest) limits: Slot<RawLimits>,
    /// Limits on what a plan may do.
    #[serde(default)]
    pub(in crate::manifest) guards: Slot<RawGuards>,
}

/// `sandbox:`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Sandbox")]
pub(in crate::manifest) struct RawSandbox {
    /// File for the embedded systems' data, relative to the project. Default:
    /// `.vetform/sandbox.db`.
    #[serde(default)]
    pub(in crate::manifest) store: Slot<Text>,
    /// File of objects, relative to the project, to load into the embedded systems while they are
    /// empty.
    #[serde(default)]
    pub(in crate::manifest) seed: Slot<Text>,
}

/// `taptalent:`, `flowmingo:`, `promptster:`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "System")]
pub(in crate::manifest) struct RawSystem {
    /// Base URL of the system. Default: its public address. Plain http:// is allowed only for
    /// loopback addresses.
    #[serde(default)]
    pub(in crate::manifest) base_url: Slot<Text>,
    /// Where to get the key from; never the key itself.
    #[serde(default)]
    pub(in crate::manifest) api_key: Slot<RawCredential>,
}

/// `apiKey:`; exactly one of `env`, `file` and `command`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Credential")]
pub(in crate::manifest) struct RawCredential {
    /// Name of an environment variable.
    #[serde(default)]
    pub(in crate::manifest) env: Slot<Text>,
    /// Path of a file, relative to the project.
    #[serde(default)]
    pub(in crate::manifest) file: Slot<Text>,
    /// Program to run, with its arguments; it prints the key.
    #[serde(default)]
    pub(in crate::manifest) command: Slot<Vec<Slot<Text>>>,
}

/// `limits:`, for each system separately.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Limits")]
pub(in crate::manifest) struct RawLimits {
    /// Maximum number of concurrent calls.
    #[serde(default)]
    pub(in crate::manifest) concurrency: Slot<u64>,
    /// Maximum number of calls per second. Default: no limit.
    #[serde(default)]
    pub(in crate::manifest) requests_per_second: Slot<f64>,
}

/// `guards:`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Guards")]
pub(in crate::manifest) struct RawGuards {
    /// Maximum number of live objects that a plan may delete.
    #[serde(default)]
    pub(in crate::manifest) max_destroy: Slot<u64>,
    /// Maximum number of entries that a plan may remove from the state because their manifests are
    /// gone. Default: a tenth of them, but at least 3.
    #[serde(default)]
    pub(in crate::manifest) max_forget: Slot<u64>,
    /// What to do about changes that affect candidates who have already taken part: warn, deny or
    /// off.
    #[serde(default)]
    pub(in crate::manifest) fairness: Slot<Text>,
}

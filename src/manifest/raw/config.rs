//! vetform.yaml.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Slot, Text};

/// The whole file.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(in crate::manifest) struct RawConfig {
    /// vetform/v1
    #[serde(default)]
    pub(in crate::manifest) api_version: Slot<Text>,
    /// Config
    #[serde(default)]
    pub(in crate::manifest) kind: Slot<Text>,
    /// What the project is called in a state that is kept in a bucket, so that no other project can use that state. The name of the
    /// git repository and the folder in it if left out.
    #[serde(default)]
    pub(in crate::manifest) project: Slot<Text>,
    /// Folders or globs to read instead of every YAML file below the project; one outside, like `../bank`, only where it lies in the
    /// same git repository.
    #[serde(default)]
    pub(in crate::manifest) manifests: Slot<Vec<Slot<Text>>>,
    /// How much each rule of `validate` counts, by its code: error, warning or off. All are warnings if left out.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, String>")]
    pub(in crate::manifest) lint: Slot<IndexMap<String, Slot<Text>>>,
    /// The workspace that is meant when none is named.
    #[serde(default)]
    pub(in crate::manifest) default_workspace: Slot<Text>,
    /// Which systems the manifests are applied to, by name of the workspace.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, RawWorkspace>")]
    pub(in crate::manifest) workspaces: Slot<IndexMap<String, Slot<RawWorkspace>>>,
}

/// One workspace: the embedded systems (`sandbox`), or some of the three live ones.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Workspace")]
pub(in crate::manifest) struct RawWorkspace {
    /// The embedded systems, all three; not together with a live one.
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
    /// Where is kept what was applied last: a path below the project, or an s3://, gs:// or az:// URL. `vetform.state/<workspace>.json` if left out.
    #[serde(default)]
    pub(in crate::manifest) state: Slot<Text>,
    /// How fast each system is called.
    #[serde(default)]
    pub(in crate::manifest) limits: Slot<RawLimits>,
    /// What a plan may not do.
    #[serde(default)]
    pub(in crate::manifest) guards: Slot<RawGuards>,
}

/// `sandbox:`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Sandbox")]
pub(in crate::manifest) struct RawSandbox {
    /// The file that holds the embedded systems' data.
    #[serde(default)]
    pub(in crate::manifest) store: Slot<Text>,
    /// A file of objects that the embedded systems begin with while their data is empty, relative to the project.
    #[serde(default)]
    pub(in crate::manifest) seed: Slot<Text>,
}

/// `taptalent:`, `flowmingo:`, `promptster:`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "System")]
pub(in crate::manifest) struct RawSystem {
    /// Where the system answers; its public address if left out. Plain http:// only for a loopback address.
    #[serde(default)]
    pub(in crate::manifest) base_url: Slot<Text>,
    /// Where the key comes from: never the key itself.
    #[serde(default)]
    pub(in crate::manifest) api_key: Slot<RawCredential>,
}

/// `apiKey:`; exactly one of the three.
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
    /// A program and its arguments; the key is what it prints.
    #[serde(default)]
    pub(in crate::manifest) command: Slot<Vec<Slot<Text>>>,
}

/// `limits:`, for each system by itself.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Limits")]
pub(in crate::manifest) struct RawLimits {
    /// Calls at the same time.
    #[serde(default)]
    pub(in crate::manifest) concurrency: Slot<u64>,
    /// Calls a second.
    #[serde(default)]
    pub(in crate::manifest) requests_per_second: Slot<f64>,
}

/// `guards:`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Guards")]
pub(in crate::manifest) struct RawGuards {
    /// Live objects that one plan may delete.
    #[serde(default)]
    pub(in crate::manifest) max_destroy: Slot<u64>,
    /// Entries that one plan may remove from the state because their manifests are gone: a tenth of them, and at least 3,
    /// if left out.
    #[serde(default)]
    pub(in crate::manifest) max_forget: Slot<u64>,
    /// Changes that meet candidates who are already inside: warn, deny or off.
    #[serde(default)]
    pub(in crate::manifest) fairness: Slot<Text>,
}

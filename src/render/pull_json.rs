//! What a pull found and wrote, for scripts. The shape is a promise: schema/pull.schema.json is made from these types.

use schemars::JsonSchema;
use serde::Serialize;

use super::plan_json::SourceDocument;

/// `vetform pull --format json`
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PullDocument {
    /// 1. Raised when fields are removed or change their meaning, not when fields are added.
    pub format_version: u32,
    /// The workspace whose systems were read.
    pub workspace: String,
    /// Whether the files were written (`--write`). Then the state, too, records what they describe.
    pub written: bool,
    /// New and changed manifest files, by name.
    pub files: Vec<PulledFileDocument>,
    /// Live objects that had no manifest.
    pub unmanaged: Vec<UnmanagedDocument>,
    /// Changes made outside the manifests that are copied into them.
    pub drifted: Vec<TakenDocument>,
    /// What a manifest describes and was deleted in the web app.
    pub deleted: Vec<DeletedDocument>,
    /// Values changed both in a manifest and live since the last apply.
    pub conflicts: Vec<ConflictDocument>,
    /// What is live and does not get into the manifests.
    pub left: Vec<LeftDocument>,
    /// Decisions made while pulling, and why.
    pub notes: Vec<RemarkDocument>,
}

/// A file that a pull writes.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PulledFileDocument {
    /// Relative to the project folder.
    pub file: String,
    /// Whether the file is new.
    pub new: bool,
    /// Whether the file goes, since nothing is left in it (`--prune`).
    pub removed: bool,
    /// In the format of `diff -u`; people's addresses are masked.
    pub diff: String,
}

/// A live object that gets a manifest.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct UnmanagedDocument {
    /// `system/Kind/name` of the new manifest.
    pub address: String,
    /// The system's id; null if it has none.
    pub id: Option<String>,
    /// File of the new manifest.
    pub file: String,
}

/// A place in a manifest that now matches what is live.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TakenDocument {
    /// `system/Kind/name`
    pub address: String,
    /// Path in the manifest, for example `spec.title`.
    pub path: String,
    /// Where it was before; null: it is new.
    pub source: Option<SourceDocument>,
}

/// A manifest whose live object was deleted.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DeletedDocument {
    /// `system/Kind/name`
    pub address: String,
    /// The id that the system had for it.
    pub id: String,
    /// Where the manifest is, or was.
    pub source: Option<SourceDocument>,
    /// Whether the manifest goes, or is only for other workspaces from now on (`--prune`).
    pub pruned: bool,
}

/// A value that was changed on both sides.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ConflictDocument {
    /// `system/Kind/name`
    pub address: String,
    /// Path in the manifest, for example `spec.title`.
    pub path: String,
    /// The manifest line.
    pub source: Option<SourceDocument>,
    /// `live` (`--take-live`), or `manifest`: the manifest stays as it is.
    pub kept: &'static str,
}

/// Something live that no manifest describes afterwards.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LeftDocument {
    /// `system/Kind/name`; null: it has no manifest.
    pub address: Option<String>,
    /// The manifest line; null: no line in particular.
    pub source: Option<SourceDocument>,
    /// What, and why.
    pub why: String,
    /// Whether somebody has to resolve it by hand; then the command exits with 1.
    pub by_hand: bool,
}

/// A decision about a resource.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RemarkDocument {
    /// `system/Kind/name`
    pub address: String,
    /// What, and why.
    pub message: String,
}

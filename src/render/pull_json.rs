//! What a pull found and wrote, for scripts. The shape is a promise: schema/pull.schema.json is made from these types.

use schemars::JsonSchema;
use serde::Serialize;

use super::plan_json::SourceDocument;

/// `vetform pull --format json`
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PullDocument {
    /// 1. A later number means that fields have gone or changed their meaning; new fields alone do not raise it.
    pub format_version: u32,
    /// The workspace whose systems were looked at.
    pub workspace: String,
    /// Whether the files are written: with `--write`. Then the state knows, too, what they stand for.
    pub written: bool,
    /// The manifest files that are new or say something else than before, in order of their names.
    pub files: Vec<PulledFileDocument>,
    /// What is live and had no manifest.
    pub unmanaged: Vec<UnmanagedDocument>,
    /// What was changed outside the manifests and is taken into them, place by place.
    pub drifted: Vec<TakenDocument>,
    /// What was changed both in a manifest and live since the last apply.
    pub conflicts: Vec<ConflictDocument>,
    /// What is live and stays out of the manifests.
    pub left: Vec<LeftDocument>,
    /// What was decided on the way, and why.
    pub notes: Vec<RemarkDocument>,
}

/// A file that a pull writes.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PulledFileDocument {
    /// Relative to the project's folder.
    pub file: String,
    /// Whether it was not there before.
    pub new: bool,
    /// As `diff -u` shows it; people's addresses are hidden.
    pub diff: String,
}

/// A live object that gets a manifest.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct UnmanagedDocument {
    /// `system/Kind/name`, as the new manifest has it.
    pub address: String,
    /// The system's id; null for what has none.
    pub id: Option<String>,
    /// The new manifest.
    pub file: String,
}

/// A place of a manifest that says from now on what is live.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TakenDocument {
    /// `system/Kind/name`
    pub address: String,
    /// Which part of the manifest, for example `spec.title`.
    pub path: String,
    /// Where it stood before; null: it is new.
    pub source: Option<SourceDocument>,
}

/// A value that was changed on both sides.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ConflictDocument {
    /// `system/Kind/name`
    pub address: String,
    /// Which, for example `spec.title`.
    pub path: String,
    /// The manifest line.
    pub source: Option<SourceDocument>,
    /// `live` (`--take-live`), or `manifest`: the manifest stays as it is.
    pub kept: &'static str,
}

/// Something that is live and that no manifest says afterwards.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LeftDocument {
    /// `system/Kind/name`; null: it has no manifest.
    pub address: Option<String>,
    /// The manifest line; null: no line in particular.
    pub source: Option<SourceDocument>,
    /// What, and why.
    pub why: String,
    /// Whether somebody has to see to it by hand; then the command exits with 1.
    pub by_hand: bool,
}

/// What was decided of a resource.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RemarkDocument {
    /// `system/Kind/name`
    pub address: String,
    /// What, and why.
    pub message: String,
}

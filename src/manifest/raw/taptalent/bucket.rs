//! A bucket of `kind: Assessment`.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::manifest::raw::{Slot, Text};

/// An item of `buckets`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Bucket")]
pub(in crate::manifest) struct RawBucket {
    /// Name shown to reviewers.
    #[serde(default)]
    pub(in crate::manifest) name: Slot<Text>,
    /// When the bucket applies.
    #[serde(default)]
    pub(in crate::manifest) description: Slot<Text>,
    /// Whether candidates in it pass: pass or fail.
    #[serde(default)]
    pub(in crate::manifest) status: Slot<Text>,
}

//! A bucket of `kind: Assessment`.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::manifest::raw::{Slot, Text};

/// An item of `buckets`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Bucket")]
pub(in crate::manifest) struct RawBucket {
    /// What reviewers see.
    #[serde(default)]
    pub(in crate::manifest) name: Slot<Text>,
    /// When it applies.
    #[serde(default)]
    pub(in crate::manifest) description: Slot<Text>,
    /// Whether a candidate in it goes on: pass or fail.
    #[serde(default)]
    pub(in crate::manifest) status: Slot<Text>,
}

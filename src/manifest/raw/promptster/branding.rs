//! `kind: Branding` of `promptster/v1`.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::manifest::raw::{Slot, Text};

/// Its `spec`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Spec")]
pub(in crate::manifest) struct RawBranding {
    #[serde(default)]
    pub(in crate::manifest) logo_url: Slot<Option<Text>>,
    #[serde(default)]
    pub(in crate::manifest) accent_color: Slot<Option<Text>>,
    #[serde(default)]
    pub(in crate::manifest) retention_days: Slot<f64>,
}

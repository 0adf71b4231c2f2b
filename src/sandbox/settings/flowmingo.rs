//! Flowmingo's settings.

use serde::{Deserialize, Serialize};

use super::AddressPattern;

/// How the embedded Flowmingo is set up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct FlowmingoSettings {
    /// The scopes of every key (integration/api-integration, 2.3).
    pub scopes: Vec<String>,
    /// Addresses that an invite refuses, each with a message of its own inside the 201.
    pub refuses: Vec<AddressPattern>,
    /// Addresses that an invite takes, but not into the project: an error beside what was made (the guide, 3.3).
    pub refuses_applications: Vec<AddressPattern>,
    /// Addresses that an invite takes, and to which no mail goes out: an error beside the submission.
    pub fails_to_mail: Vec<AddressPattern>,
}

impl Default for FlowmingoSettings {
    fn default() -> Self {
        let scopes = ["invite_candidates", "read_hiring", "write_pipeline"];
        Self {
            scopes: scopes.map(str::to_owned).to_vec(),
            refuses: Vec::new(),
            refuses_applications: Vec::new(),
            fails_to_mail: Vec::new(),
        }
    }
}

/// New values for settings; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct FlowmingoChange {
    /// All the scopes.
    pub scopes: Option<Vec<String>>,
    /// All the refused addresses.
    pub refuses: Option<Vec<AddressPattern>>,
    /// All the addresses without an application.
    pub refuses_applications: Option<Vec<AddressPattern>>,
    /// All the addresses without a mail.
    pub fails_to_mail: Option<Vec<AddressPattern>>,
}

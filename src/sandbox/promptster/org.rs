//! The organisation's provider keys (reviewers/api/keys/list): readable here, managed in the dashboard.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::refusal::Outcome;
use super::super::store::{Object, ids, object, require_one_of};
use super::super::time::{iso, now};

/// A key of the organisation for a model provider, to be stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProviderKey {
    /// `anthropic` or `openai`.
    pub provider: String,
    /// What people call it.
    #[serde(default)]
    pub name: Option<String>,
    /// Whether it is the one of `org_default`; else none is usable by default.
    #[serde(default = "yes")]
    pub is_default: bool,
}

const fn yes() -> bool {
    true
}

/// A stored provider key.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::sandbox) struct StoredProviderKey {
    pub(in crate::sandbox) id: String,
    #[serde(flatten)]
    pub(in crate::sandbox) key: ProviderKey,
    /// Milliseconds since 1970.
    pub(in crate::sandbox) created_at: i64,
}

object!(StoredProviderKey, "promptster", "provider key", by ids::uuid, {
    fn check(&self, _: &Connection) -> rusqlite::Result<()> {
        require_one_of("provider", &self.key.provider, &["anthropic", "openai"])
    }
});

impl StoredProviderKey {
    pub(in crate::sandbox) fn new(key: &ProviderKey) -> Self {
        Self {
            id: String::new(),
            key: key.clone(),
            created_at: now(),
        }
    }
}

/// `orgId` in every answer.
pub(super) const ORG_ID: &str = "org_sandbox";

/// `GET /v1/org/keys`
pub(super) fn provider_keys(connection: &Connection) -> Outcome {
    let keys: Vec<Value> = StoredProviderKey::all()
        .list(connection)?
        .iter()
        .map(show)
        .collect();
    Ok(json!({"keys": keys}))
}

fn show(stored: &StoredProviderKey) -> Value {
    let StoredProviderKey {
        id,
        key,
        created_at,
    } = stored;
    json!({
        "id": id,
        "provider": key.provider,
        "name": key.name,
        "prefix": "sk-…",
        "isDefault": key.is_default,
        "lastUsedAt": null,
        "lastValidatedAt": iso(*created_at),
        "createdAt": iso(*created_at),
    })
}

//! The organisation's provider keys (reviewers/api/keys/list): readable here, managed in the dashboard.

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::store::table;
use super::super::store::table::promptster::provider_keys::StoredProviderKey;
use super::super::time::iso;
use super::Outcome;

/// `orgId` in every answer.
pub(super) const ORG_ID: &str = "org_sandbox";

/// `GET /v1/org/keys`
pub(super) fn provider_keys(connection: &Connection) -> Outcome {
    let keys: Vec<Value> = table::promptster::provider_keys::all(connection)?
        .iter()
        .map(show)
        .collect();
    Ok((200, json!({"keys": keys})))
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

//! The organisation's keys for model providers.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::super::ids;

/// A provider key to be stored.
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
#[derive(Debug, Clone)]
pub(in crate::sandbox) struct StoredProviderKey {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) key: ProviderKey,
    /// Milliseconds since 1970.
    pub(in crate::sandbox) created_at: i64,
}

/// Adds a provider key and gives its id.
pub(in crate::sandbox) fn insert(
    connection: &Connection,
    key: &ProviderKey,
    now: i64,
) -> rusqlite::Result<String> {
    let id = ids::uuid(connection)?;
    let ProviderKey {
        provider,
        name,
        is_default,
    } = key;
    connection
        .prepare_cached(
            "INSERT INTO promptster_provider_keys (id, provider, name, is_default, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![id, provider, name, is_default, now])?;
    Ok(id)
}

/// The id of the oldest of this provider and name.
pub(in crate::sandbox) fn named(
    connection: &Connection,
    key: &ProviderKey,
) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached(
            "SELECT id FROM promptster_provider_keys WHERE provider = ?1 AND name IS ?2
             ORDER BY sequence",
        )?
        .query_row(params![key.provider, key.name], |row| row.get(0))
        .optional()
}

/// All of them, in the order of their coming.
pub(in crate::sandbox) fn all(connection: &Connection) -> rusqlite::Result<Vec<StoredProviderKey>> {
    connection
        .prepare_cached("SELECT * FROM promptster_provider_keys ORDER BY sequence")?
        .query_map([], read)?
        .collect()
}

/// Deletes a provider key; false if none has this id.
pub(in crate::sandbox) fn delete(connection: &Connection, id: &str) -> rusqlite::Result<bool> {
    let deleted = connection
        .prepare_cached("DELETE FROM promptster_provider_keys WHERE id = ?1")?
        .execute([id])?;
    Ok(deleted == 1)
}

fn read(row: &Row<'_>) -> rusqlite::Result<StoredProviderKey> {
    Ok(StoredProviderKey {
        id: row.get("id")?,
        key: ProviderKey {
            provider: row.get("provider")?,
            name: row.get("name")?,
            is_default: row.get("is_default")?,
        },
        created_at: row.get("created_at")?,
    })
}

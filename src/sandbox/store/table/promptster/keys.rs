//! The candidate keys.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::super::ids;

/// A candidate key to be made.
#[derive(Debug, Clone, Default)]
pub(in crate::sandbox) struct KeyDraft {
    pub(in crate::sandbox) email: Option<String>,
    pub(in crate::sandbox) name: Option<String>,
    pub(in crate::sandbox) org_name: Option<String>,
    /// Milliseconds since 1970.
    pub(in crate::sandbox) expires_at: i64,
}

/// A stored candidate key.
#[derive(Debug, Clone)]
pub(in crate::sandbox) struct CandidateKey {
    pub(in crate::sandbox) id: String,
    /// `PST-XXXX-XXXX`
    pub(in crate::sandbox) key: String,
    pub(in crate::sandbox) assessment_id: String,
    pub(in crate::sandbox) draft: KeyDraft,
    pub(in crate::sandbox) status: String,
    pub(in crate::sandbox) session_id: Option<String>,
    /// Milliseconds since 1970, as are all times here.
    pub(in crate::sandbox) redeemed_at: Option<i64>,
    pub(in crate::sandbox) completed_at: Option<i64>,
    pub(in crate::sandbox) revoked_at: Option<i64>,
    pub(in crate::sandbox) total_cost_usd: f64,
    pub(in crate::sandbox) created_at: i64,
}

/// New values for fields of a key; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct CandidateKeyChange {
    /// `pending`, `active`, `completed`, `expired`, or what else a test wants to see.
    pub status: Option<String>,
    /// Milliseconds since 1970.
    pub expires_at: Option<i64>,
    /// Milliseconds since 1970.
    pub redeemed_at: Option<i64>,
    /// Milliseconds since 1970.
    pub completed_at: Option<i64>,
    /// What the candidate's tools have cost.
    pub total_cost_usd: Option<f64>,
    #[serde(skip)]
    pub(in crate::sandbox) session_id: Option<String>,
}

/// Makes a key and gives its id.
pub(in crate::sandbox) fn insert(
    connection: &Connection,
    assessment: &str,
    draft: &KeyDraft,
    now: i64,
) -> rusqlite::Result<String> {
    let id = ids::uuid(connection)?;
    let key = ids::candidate_key(connection)?;
    let KeyDraft {
        email,
        name,
        org_name,
        expires_at,
    } = draft;
    connection
        .prepare_cached(
            "INSERT INTO promptster_keys
               (id, key, assessment_id, candidate_email, candidate_name, org_name, status, expires_at,
                total_cost_usd, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'pending', ?7, 0, ?8)",
        )?
        .execute(params![id, key, assessment, email, name, org_name, expires_at, now])?;
    Ok(id)
}

/// The key with this id, if it is not revoked.
pub(in crate::sandbox) fn find(
    connection: &Connection,
    id: &str,
) -> rusqlite::Result<Option<CandidateKey>> {
    connection
        .prepare_cached("SELECT * FROM promptster_keys WHERE id = ?1 AND revoked_at IS NULL")?
        .query_row([id], read)
        .optional()
}

/// The key that reads so, if it is not revoked.
pub(in crate::sandbox) fn reading(
    connection: &Connection,
    key: &str,
) -> rusqlite::Result<Option<CandidateKey>> {
    connection
        .prepare_cached("SELECT * FROM promptster_keys WHERE key = ?1 AND revoked_at IS NULL")?
        .query_row([key], read)
        .optional()
}

/// The keys of an assessment that are not revoked, in the order of creation.
pub(in crate::sandbox) fn of(
    connection: &Connection,
    assessment: &str,
) -> rusqlite::Result<Vec<CandidateKey>> {
    connection
        .prepare_cached(
            "SELECT * FROM promptster_keys WHERE assessment_id = ?1 AND revoked_at IS NULL
             ORDER BY sequence",
        )?
        .query_map([assessment], read)?
        .collect()
}

/// A page of all keys that are not revoked, in the order of creation.
pub(in crate::sandbox) fn page(
    connection: &Connection,
    limit: i64,
    offset: i64,
) -> rusqlite::Result<Vec<CandidateKey>> {
    connection
        .prepare_cached(
            "SELECT * FROM promptster_keys WHERE revoked_at IS NULL
             ORDER BY sequence LIMIT ?1 OFFSET ?2",
        )?
        .query_map([limit, offset], read)?
        .collect()
}

/// How many keys are not revoked.
pub(in crate::sandbox) fn count(connection: &Connection) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("SELECT count(*) FROM promptster_keys WHERE revoked_at IS NULL")?
        .query_row([], |row| row.get(0))
}

/// Every key, revoked ones too.
pub(in crate::sandbox) fn all(connection: &Connection) -> rusqlite::Result<Vec<CandidateKey>> {
    connection
        .prepare_cached("SELECT * FROM promptster_keys ORDER BY sequence")?
        .query_map([], read)?
        .collect()
}

/// Changes what the change names; false if no key has this id.
pub(in crate::sandbox) fn update(
    connection: &Connection,
    id: &str,
    change: &CandidateKeyChange,
) -> rusqlite::Result<bool> {
    let CandidateKeyChange {
        status,
        expires_at,
        redeemed_at,
        completed_at,
        total_cost_usd,
        session_id,
    } = change;
    let updated = connection
        .prepare_cached(
            "UPDATE promptster_keys SET
               status = coalesce(?2, status),
               expires_at = coalesce(?3, expires_at),
               redeemed_at = coalesce(?4, redeemed_at),
               completed_at = coalesce(?5, completed_at),
               total_cost_usd = coalesce(?6, total_cost_usd),
               session_id = coalesce(?7, session_id)
             WHERE id = ?1 AND revoked_at IS NULL",
        )?
        .execute(params![
            id,
            status,
            expires_at,
            redeemed_at,
            completed_at,
            total_cost_usd,
            session_id
        ])?;
    Ok(updated == 1)
}

/// Revokes a key of this assessment; false if it has none with this id that is left.
pub(in crate::sandbox) fn revoke(
    connection: &Connection,
    assessment: &str,
    id: &str,
    now: i64,
) -> rusqlite::Result<bool> {
    let revoked = connection
        .prepare_cached(
            "UPDATE promptster_keys SET revoked_at = ?3
             WHERE assessment_id = ?1 AND id = ?2 AND revoked_at IS NULL",
        )?
        .execute(params![assessment, id, now])?;
    Ok(revoked == 1)
}

/// Revokes every key of an assessment.
pub(in crate::sandbox) fn revoke_all(
    connection: &Connection,
    assessment: &str,
    now: i64,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE promptster_keys SET revoked_at = ?2
             WHERE assessment_id = ?1 AND revoked_at IS NULL",
        )?
        .execute(params![assessment, now])?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<CandidateKey> {
    Ok(CandidateKey {
        id: row.get("id")?,
        key: row.get("key")?,
        assessment_id: row.get("assessment_id")?,
        draft: KeyDraft {
            email: row.get("candidate_email")?,
            name: row.get("candidate_name")?,
            org_name: row.get("org_name")?,
            expires_at: row.get("expires_at")?,
        },
        status: row.get("status")?,
        session_id: row.get("session_id")?,
        redeemed_at: row.get("redeemed_at")?,
        completed_at: row.get("completed_at")?,
        revoked_at: row.get("revoked_at")?,
        total_cost_usd: row.get("total_cost_usd")?,
        created_at: row.get("created_at")?,
    })
}

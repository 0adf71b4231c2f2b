//! The invitations. No endpoint reads them.

use rusqlite::{Connection, Row, params};
use serde::Serialize;

use super::super::ids;

/// An invitation.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::sandbox) struct Invitation {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) candidate_id: String,
    /// The interview set or the project.
    pub(in crate::sandbox) target_id: String,
    pub(in crate::sandbox) email: String,
    pub(in crate::sandbox) message: Option<String>,
}

/// Adds an invitation and gives its id.
pub(in crate::sandbox) fn insert(
    connection: &Connection,
    candidate: &str,
    target: &str,
    email: &str,
    message: Option<&str>,
    now: i64,
) -> rusqlite::Result<String> {
    let id = ids::uuid(connection)?;
    connection
        .prepare_cached(
            "INSERT INTO flowmingo_invitations (id, candidate_id, target_id, email, message, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![id, candidate, target, email, message, now])?;
    Ok(id)
}

/// Every invitation, in order.
pub(in crate::sandbox) fn all(connection: &Connection) -> rusqlite::Result<Vec<Invitation>> {
    connection
        .prepare_cached("SELECT * FROM flowmingo_invitations ORDER BY sequence")?
        .query_map([], read)?
        .collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Invitation> {
    Ok(Invitation {
        id: row.get("id")?,
        candidate_id: row.get("candidate_id")?,
        target_id: row.get("target_id")?,
        email: row.get("email")?,
        message: row.get("message")?,
    })
}

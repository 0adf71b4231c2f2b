//! The sessions: a candidate at work on an assessment.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::Value;

use super::super::{ids, json};

/// A session.
#[derive(Debug, Clone)]
pub(in crate::sandbox) struct Session {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) assessment_id: String,
    pub(in crate::sandbox) key_id: String,
    /// A list of `{dimension, score, notes?}`.
    pub(in crate::sandbox) scores: Value,
    /// Milliseconds since 1970, as are all times here.
    pub(in crate::sandbox) started_at: i64,
    pub(in crate::sandbox) completed_at: Option<i64>,
}

/// Adds a session and gives its id.
pub(in crate::sandbox) fn insert(
    connection: &Connection,
    assessment: &str,
    key: &str,
    scores: &Value,
    now: i64,
    completed_at: Option<i64>,
) -> rusqlite::Result<String> {
    let id = ids::uuid(connection)?;
    connection
        .prepare_cached(
            "INSERT INTO promptster_sessions (id, assessment_id, key_id, scores, started_at, completed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![id, assessment, key, scores.to_string(), now, completed_at])?;
    Ok(id)
}

/// The session with this id.
pub(in crate::sandbox) fn find(
    connection: &Connection,
    id: &str,
) -> rusqlite::Result<Option<Session>> {
    connection
        .prepare_cached("SELECT * FROM promptster_sessions WHERE id = ?1")?
        .query_row([id], read)
        .optional()
}

/// The sessions of one assessment or of all, in the order of their start.
pub(in crate::sandbox) fn all(
    connection: &Connection,
    assessment: Option<&str>,
) -> rusqlite::Result<Vec<Session>> {
    connection
        .prepare_cached(
            "SELECT * FROM promptster_sessions WHERE ?1 IS NULL OR assessment_id = ?1
             ORDER BY sequence",
        )?
        .query_map(params![assessment], read)?
        .collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Session> {
    Ok(Session {
        id: row.get("id")?,
        assessment_id: row.get("assessment_id")?,
        key_id: row.get("key_id")?,
        scores: json(row, "scores")?,
        started_at: row.get("started_at")?,
        completed_at: row.get("completed_at")?,
    })
}

//! The interview sets.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::super::ids;
use super::{Listed, newest};

/// An interview set, as far as any read shows it.
#[derive(Debug, Clone)]
pub(in crate::sandbox) struct InterviewSet {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) title: String,
    pub(in crate::sandbox) status: i64,
    pub(in crate::sandbox) set_type: i64,
    /// Milliseconds since 1970.
    pub(in crate::sandbox) created_at: i64,
}

/// Adds an interview set and gives its id.
pub(in crate::sandbox) fn insert(
    connection: &Connection,
    title: &str,
    now: i64,
) -> rusqlite::Result<String> {
    let id = ids::uuid(connection)?;
    connection
        .prepare_cached(
            "INSERT INTO flowmingo_sets (id, title, status, set_type, created_at)
             VALUES (?1, ?2, 1, 1, ?3)",
        )?
        .execute(params![id, title, now])?;
    Ok(id)
}

/// Whether an interview set has this id.
pub(in crate::sandbox) fn exists(connection: &Connection, id: &str) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM flowmingo_sets WHERE id = ?1")?
        .exists([id])
}

/// The id of the oldest with this title.
pub(in crate::sandbox) fn titled(
    connection: &Connection,
    title: &str,
) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT id FROM flowmingo_sets WHERE title = ?1 ORDER BY sequence")?
        .query_row([title], |row| row.get(0))
        .optional()
}

/// A page of the interview sets.
pub(in crate::sandbox) fn page(
    connection: &Connection,
    window: (i64, i64),
) -> rusqlite::Result<Listed<InterviewSet>> {
    newest(connection, "FROM flowmingo_sets", [], window, read)
}

/// Gives a set another title; false if none has this id.
pub(in crate::sandbox) fn rename(
    connection: &Connection,
    id: &str,
    title: &str,
) -> rusqlite::Result<bool> {
    let renamed = connection
        .prepare_cached("UPDATE flowmingo_sets SET title = ?2 WHERE id = ?1")?
        .execute([id, title])?;
    Ok(renamed == 1)
}

/// Deletes a set with its submissions; false if none has this id.
pub(in crate::sandbox) fn delete(connection: &Connection, id: &str) -> rusqlite::Result<bool> {
    let deleted = connection
        .prepare_cached("DELETE FROM flowmingo_sets WHERE id = ?1")?
        .execute([id])?;
    Ok(deleted == 1)
}

fn read(row: &Row<'_>) -> rusqlite::Result<InterviewSet> {
    Ok(InterviewSet {
        id: row.get("id")?,
        title: row.get("title")?,
        status: row.get("status")?,
        set_type: row.get("set_type")?,
        created_at: row.get("created_at")?,
    })
}

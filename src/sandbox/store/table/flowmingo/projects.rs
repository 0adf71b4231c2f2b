//! The projects, each with a pipeline.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::super::ids;
use super::{Listed, newest};

/// A project.
#[derive(Debug, Clone)]
pub(in crate::sandbox) struct Project {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) title: String,
    /// Milliseconds since 1970.
    pub(in crate::sandbox) created_at: i64,
}

/// Adds a project without stages and gives its id.
pub(in crate::sandbox) fn insert(
    connection: &Connection,
    title: &str,
    now: i64,
) -> rusqlite::Result<String> {
    let id = ids::uuid(connection)?;
    connection
        .prepare_cached(
            "INSERT INTO flowmingo_projects (id, title, created_at) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![id, title, now])?;
    Ok(id)
}

/// Whether a project has this id.
pub(in crate::sandbox) fn exists(connection: &Connection, id: &str) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM flowmingo_projects WHERE id = ?1")?
        .exists([id])
}

/// The id of the oldest with this title.
pub(in crate::sandbox) fn titled(
    connection: &Connection,
    title: &str,
) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT id FROM flowmingo_projects WHERE title = ?1 ORDER BY sequence")?
        .query_row([title], |row| row.get(0))
        .optional()
}

/// A page of the projects.
pub(in crate::sandbox) fn page(
    connection: &Connection,
    window: (i64, i64),
) -> rusqlite::Result<Listed<Project>> {
    newest(connection, "FROM flowmingo_projects", [], window, read)
}

/// Gives a project another title; false if none has this id.
pub(in crate::sandbox) fn rename(
    connection: &Connection,
    id: &str,
    title: &str,
) -> rusqlite::Result<bool> {
    let renamed = connection
        .prepare_cached("UPDATE flowmingo_projects SET title = ?2 WHERE id = ?1")?
        .execute([id, title])?;
    Ok(renamed == 1)
}

/// Deletes a project with all that is in it; false if none has this id.
pub(in crate::sandbox) fn delete(connection: &Connection, id: &str) -> rusqlite::Result<bool> {
    let deleted = connection
        .prepare_cached("DELETE FROM flowmingo_projects WHERE id = ?1")?
        .execute([id])?;
    Ok(deleted == 1)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Project> {
    Ok(Project {
        id: row.get("id")?,
        title: row.get("title")?,
        created_at: row.get("created_at")?,
    })
}

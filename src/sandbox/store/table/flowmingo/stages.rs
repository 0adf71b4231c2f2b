//! The stages of a project's pipeline.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::super::ids;

/// A stage.
#[derive(Debug, Clone)]
pub(in crate::sandbox) struct Stage {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) project_id: String,
    pub(in crate::sandbox) name: String,
    /// From 1; it orders.
    pub(in crate::sandbox) priority: i64,
}

/// Adds a stage behind the last one of its project and gives its id.
pub(in crate::sandbox) fn append(
    connection: &Connection,
    project: &str,
    name: &str,
) -> rusqlite::Result<String> {
    let id = ids::uuid(connection)?;
    connection
        .prepare_cached(
            "INSERT INTO flowmingo_stages (id, project_id, name, priority)
             SELECT ?1, ?2, ?3, coalesce(max(priority), 0) + 1
             FROM flowmingo_stages WHERE project_id = ?2",
        )?
        .execute(params![id, project, name])?;
    Ok(id)
}

/// The stages of a project, in pipeline order.
pub(in crate::sandbox) fn of(
    connection: &Connection,
    project: &str,
) -> rusqlite::Result<Vec<Stage>> {
    connection
        .prepare_cached(
            "SELECT * FROM flowmingo_stages WHERE project_id = ?1 ORDER BY priority, sequence",
        )?
        .query_map([project], read)?
        .collect()
}

/// The stage with this id.
pub(in crate::sandbox) fn find(
    connection: &Connection,
    id: &str,
) -> rusqlite::Result<Option<Stage>> {
    connection
        .prepare_cached("SELECT * FROM flowmingo_stages WHERE id = ?1")?
        .query_row([id], read)
        .optional()
}

/// Gives a stage another name or place; false if none has this id.
pub(in crate::sandbox) fn update(
    connection: &Connection,
    id: &str,
    name: Option<&str>,
    priority: Option<u32>,
) -> rusqlite::Result<bool> {
    let updated = connection
        .prepare_cached(
            "UPDATE flowmingo_stages SET name = coalesce(?2, name), priority = coalesce(?3, priority)
             WHERE id = ?1",
        )?
        .execute(params![id, name, priority])?;
    Ok(updated == 1)
}

/// Deletes a stage, so that its applications are in none; false if none has this id.
pub(in crate::sandbox) fn delete(connection: &Connection, id: &str) -> rusqlite::Result<bool> {
    let deleted = connection
        .prepare_cached("DELETE FROM flowmingo_stages WHERE id = ?1")?
        .execute([id])?;
    Ok(deleted == 1)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Stage> {
    Ok(Stage {
        id: row.get("id")?,
        project_id: row.get("project_id")?,
        name: row.get("name")?,
        priority: row.get("priority")?,
    })
}

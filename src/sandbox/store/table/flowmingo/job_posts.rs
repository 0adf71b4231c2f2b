//! The job posts of the projects.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::super::ids;
use super::{Listed, newest};

/// A job post.
#[derive(Debug, Clone)]
pub(in crate::sandbox) struct JobPost {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) project_id: String,
    pub(in crate::sandbox) title: String,
    pub(in crate::sandbox) status: i64,
    /// Milliseconds since 1970.
    pub(in crate::sandbox) created_at: i64,
}

/// Adds a job post and gives its id.
pub(in crate::sandbox) fn insert(
    connection: &Connection,
    project: &str,
    title: &str,
    now: i64,
) -> rusqlite::Result<String> {
    let id = ids::uuid(connection)?;
    connection
        .prepare_cached(
            "INSERT INTO flowmingo_job_posts (id, project_id, title, status, created_at)
             VALUES (?1, ?2, ?3, 1, ?4)",
        )?
        .execute(params![id, project, title, now])?;
    Ok(id)
}

/// The job post with this id, if it belongs to the project.
pub(in crate::sandbox) fn belongs(
    connection: &Connection,
    project: &str,
    id: &str,
) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM flowmingo_job_posts WHERE project_id = ?1 AND id = ?2")?
        .exists([project, id])
}

/// The id of the project's latest job post.
pub(in crate::sandbox) fn latest(
    connection: &Connection,
    project: &str,
) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached(
            "SELECT id FROM flowmingo_job_posts WHERE project_id = ?1 ORDER BY sequence DESC",
        )?
        .query_row([project], |row| row.get(0))
        .optional()
}

/// A page of the job posts, of one project or of all.
pub(in crate::sandbox) fn page(
    connection: &Connection,
    project: Option<&str>,
    window: (i64, i64),
) -> rusqlite::Result<Listed<JobPost>> {
    let from = "FROM flowmingo_job_posts WHERE ?1 IS NULL OR project_id = ?1";
    newest(connection, from, params![project], window, read)
}

/// Deletes a job post; false if none has this id.
pub(in crate::sandbox) fn delete(connection: &Connection, id: &str) -> rusqlite::Result<bool> {
    let deleted = connection
        .prepare_cached("DELETE FROM flowmingo_job_posts WHERE id = ?1")?
        .execute([id])?;
    Ok(deleted == 1)
}

fn read(row: &Row<'_>) -> rusqlite::Result<JobPost> {
    Ok(JobPost {
        id: row.get("id")?,
        project_id: row.get("project_id")?,
        title: row.get("title")?,
        status: row.get("status")?,
        created_at: row.get("created_at")?,
    })
}

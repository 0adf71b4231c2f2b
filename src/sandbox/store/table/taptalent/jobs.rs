//! The jobs that an assessment can be linked to.

use rusqlite::{Connection, OptionalExtension, Row, params};

/// A job, with the fields of api-reference/jobs that the sandbox keeps.
#[derive(Debug, Clone)]
pub(in crate::sandbox) struct Job {
    /// Given by the store; ignored by [`insert`].
    pub(in crate::sandbox) id: i64,
    pub(in crate::sandbox) title: String,
    pub(in crate::sandbox) description: String,
    pub(in crate::sandbox) city: String,
    pub(in crate::sandbox) state: String,
    pub(in crate::sandbox) country: String,
    pub(in crate::sandbox) status: String,
    pub(in crate::sandbox) work_mode: String,
    /// Seconds since 1970.
    pub(in crate::sandbox) created_at: i64,
}

/// Adds a job and gives its id.
pub(in crate::sandbox) fn insert(connection: &Connection, job: &Job) -> rusqlite::Result<i64> {
    let Job {
        id: _,
        title,
        description,
        city,
        state,
        country,
        status,
        work_mode,
        created_at,
    } = job;
    connection
        .prepare_cached(
            "INSERT INTO jobs (title, description, city, state, country, status, work_mode, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .insert(params![title, description, city, state, country, status, work_mode, created_at])
}

/// The job with this id.
pub(in crate::sandbox) fn find(connection: &Connection, id: i64) -> rusqlite::Result<Option<Job>> {
    connection
        .prepare_cached("SELECT * FROM jobs WHERE id = ?1")?
        .query_row([id], read)
        .optional()
}

/// A page of the jobs, the newest first.
pub(in crate::sandbox) fn page(
    connection: &Connection,
    limit: i64,
    offset: i64,
) -> rusqlite::Result<Vec<Job>> {
    connection
        .prepare_cached("SELECT * FROM jobs ORDER BY id DESC LIMIT ?1 OFFSET ?2")?
        .query_map([limit, offset], read)?
        .collect()
}

/// How many jobs there are.
pub(in crate::sandbox) fn count(connection: &Connection) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("SELECT count(*) FROM jobs")?
        .query_row([], |row| row.get(0))
}

fn read(row: &Row<'_>) -> rusqlite::Result<Job> {
    Ok(Job {
        id: row.get("id")?,
        title: row.get("title")?,
        description: row.get("description")?,
        city: row.get("city")?,
        state: row.get("state")?,
        country: row.get("country")?,
        status: row.get("status")?,
        work_mode: row.get("work_mode")?,
        created_at: row.get("created_at")?,
    })
}

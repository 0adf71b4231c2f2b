//! The applications: a person in a project's pipeline.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::super::ids;
use super::{Listed, newest};

/// The internal numbers are outside the contract; any will do.
const ACTIVE: i64 = 1;
const REJECTED: i64 = 5;

/// An application.
#[derive(Debug, Clone)]
pub(in crate::sandbox) struct Application {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) candidate_id: String,
    pub(in crate::sandbox) project_id: String,
    pub(in crate::sandbox) job_post_id: Option<String>,
    pub(in crate::sandbox) stage_id: Option<String>,
    pub(in crate::sandbox) score: Option<f64>,
    pub(in crate::sandbox) status: Option<i64>,
    pub(in crate::sandbox) is_rejected: bool,
    /// Milliseconds since 1970.
    pub(in crate::sandbox) created_at: i64,
}

/// Which applications a list means.
#[derive(Debug, Default)]
pub(in crate::sandbox) struct Filter<'f> {
    pub(in crate::sandbox) project: Option<&'f str>,
    pub(in crate::sandbox) job_post: Option<&'f str>,
    pub(in crate::sandbox) stage: Option<&'f str>,
}

/// New values for fields of an application; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ApplicationChange {
    /// A stage, which must exist.
    pub stage_id: Option<String>,
    /// The score.
    pub score: Option<f64>,
    /// Whether the person is out.
    pub rejected: Option<bool>,
}

/// Puts a person into a pipeline and gives the application's id.
pub(in crate::sandbox) fn insert(
    connection: &Connection,
    candidate: &str,
    project: &str,
    job_post: Option<&str>,
    stage: Option<&str>,
    now: i64,
) -> rusqlite::Result<String> {
    let id = ids::uuid(connection)?;
    connection
        .prepare_cached(
            "INSERT INTO flowmingo_applications
               (id, candidate_id, project_id, job_post_id, stage_id, status, is_rejected, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7)",
        )?
        .execute(params![id, candidate, project, job_post, stage, ACTIVE, now])?;
    Ok(id)
}

/// The application with this id.
pub(in crate::sandbox) fn find(
    connection: &Connection,
    id: &str,
) -> rusqlite::Result<Option<Application>> {
    connection
        .prepare_cached("SELECT * FROM flowmingo_applications WHERE id = ?1")?
        .query_row([id], read)
        .optional()
}

/// Whether a person has an application in a project that is not rejected.
pub(in crate::sandbox) fn is_active(
    connection: &Connection,
    candidate: &str,
    project: &str,
) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT 1 FROM flowmingo_applications
             WHERE candidate_id = ?1 AND project_id = ?2 AND is_rejected = 0",
        )?
        .exists([candidate, project])
}

/// A page of the applications.
pub(in crate::sandbox) fn page(
    connection: &Connection,
    filter: &Filter<'_>,
    window: (i64, i64),
) -> rusqlite::Result<Listed<Application>> {
    let Filter {
        project,
        job_post,
        stage,
    } = filter;
    let from = "FROM flowmingo_applications
                WHERE (?1 IS NULL OR project_id = ?1) AND (?2 IS NULL OR job_post_id = ?2)
                  AND (?3 IS NULL OR stage_id = ?3)";
    newest(
        connection,
        from,
        params![project, job_post, stage],
        window,
        read,
    )
}

/// Changes what the change names; false if no application has this id.
pub(in crate::sandbox) fn update(
    connection: &Connection,
    id: &str,
    change: &ApplicationChange,
) -> rusqlite::Result<bool> {
    let ApplicationChange {
        stage_id,
        score,
        rejected,
    } = change;
    let status = rejected.map(|rejected| if rejected { REJECTED } else { ACTIVE });
    let updated = connection
        .prepare_cached(
            "UPDATE flowmingo_applications SET
               stage_id = coalesce(?2, stage_id),
               score = coalesce(?3, score),
               is_rejected = coalesce(?4, is_rejected),
               status = coalesce(?5, status)
             WHERE id = ?1",
        )?
        .execute(params![id, stage_id, score, rejected, status])?;
    Ok(updated == 1)
}

/// Deletes an application; false if none has this id.
pub(in crate::sandbox) fn delete(connection: &Connection, id: &str) -> rusqlite::Result<bool> {
    let deleted = connection
        .prepare_cached("DELETE FROM flowmingo_applications WHERE id = ?1")?
        .execute([id])?;
    Ok(deleted == 1)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Application> {
    Ok(Application {
        id: row.get("id")?,
        candidate_id: row.get("candidate_id")?,
        project_id: row.get("project_id")?,
        job_post_id: row.get("job_post_id")?,
        stage_id: row.get("stage_id")?,
        score: row.get("score")?,
        status: row.get("status")?,
        is_rejected: row.get("is_rejected")?,
        created_at: row.get("created_at")?,
    })
}

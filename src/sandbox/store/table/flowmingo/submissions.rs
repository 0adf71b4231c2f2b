//! The submissions: an interview set given to a person, and what came of it.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::super::ids;
use super::{Listed, newest};

/// A submission.
#[derive(Debug, Clone)]
pub(in crate::sandbox) struct Submission {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) set_id: String,
    pub(in crate::sandbox) candidate_id: String,
    pub(in crate::sandbox) code: String,
    /// An internal number, outside the contract.
    pub(in crate::sandbox) status: Option<i64>,
    /// A numeric string, out of 10.
    pub(in crate::sandbox) overall_score: Option<String>,
    /// Milliseconds since 1970, as are all times here.
    pub(in crate::sandbox) submitted_at: Option<i64>,
    pub(in crate::sandbox) created_at: i64,
}

/// New values for fields of a submission; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct SubmissionChange {
    /// The internal number.
    pub status: Option<i64>,
    /// As `8.50`.
    pub overall_score: Option<String>,
    /// Milliseconds since 1970.
    pub submission_at: Option<i64>,
}

/// Gives a set to a person once more, and gives the submission's id.
pub(in crate::sandbox) fn insert(
    connection: &Connection,
    set: &str,
    candidate: &str,
    now: i64,
) -> rusqlite::Result<String> {
    let id = ids::uuid(connection)?;
    let code = ids::opaque(connection)?;
    connection
        .prepare_cached(
            "INSERT INTO flowmingo_submissions (id, set_id, candidate_id, code, status, created_at)
             VALUES (?1, ?2, ?3, ?4, 0, ?5)",
        )?
        .execute(params![id, set, candidate, code, now])?;
    Ok(id)
}

/// The submission with this id.
pub(in crate::sandbox) fn find(
    connection: &Connection,
    id: &str,
) -> rusqlite::Result<Option<Submission>> {
    connection
        .prepare_cached("SELECT * FROM flowmingo_submissions WHERE id = ?1")?
        .query_row([id], read)
        .optional()
}

/// A page of the submissions, of one set or one person or both.
pub(in crate::sandbox) fn page(
    connection: &Connection,
    set: Option<&str>,
    candidate: Option<&str>,
    window: (i64, i64),
) -> rusqlite::Result<Listed<Submission>> {
    let from = "FROM flowmingo_submissions
                WHERE (?1 IS NULL OR set_id = ?1) AND (?2 IS NULL OR candidate_id = ?2)";
    newest(connection, from, params![set, candidate], window, read)
}

/// Changes what the change names; false if no submission has this id.
pub(in crate::sandbox) fn update(
    connection: &Connection,
    id: &str,
    change: &SubmissionChange,
) -> rusqlite::Result<bool> {
    let SubmissionChange {
        status,
        overall_score,
        submission_at,
    } = change;
    let updated = connection
        .prepare_cached(
            "UPDATE flowmingo_submissions SET
               status = coalesce(?2, status),
               overall_score = coalesce(?3, overall_score),
               submission_at = coalesce(?4, submission_at)
             WHERE id = ?1",
        )?
        .execute(params![id, status, overall_score, submission_at])?;
    Ok(updated == 1)
}

/// Deletes a submission; false if none has this id.
pub(in crate::sandbox) fn delete(connection: &Connection, id: &str) -> rusqlite::Result<bool> {
    let deleted = connection
        .prepare_cached("DELETE FROM flowmingo_submissions WHERE id = ?1")?
        .execute([id])?;
    Ok(deleted == 1)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Submission> {
    Ok(Submission {
        id: row.get("id")?,
        set_id: row.get("set_id")?,
        candidate_id: row.get("candidate_id")?,
        code: row.get("code")?,
        status: row.get("status")?,
        overall_score: row.get("overall_score")?,
        submitted_at: row.get("submission_at")?,
        created_at: row.get("created_at")?,
    })
}

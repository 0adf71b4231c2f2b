//! The invites to an assessment, and what came of them.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::{ids, json};
use super::job_candidates::{self, Person};

/// An invite.
#[derive(Debug, Clone)]
pub(in crate::sandbox) struct Invite {
    /// The order.
    pub(in crate::sandbox) sequence: i64,
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) person: Person,
    /// `CANDIDATE` or `REVIEWER`.
    pub(in crate::sandbox) invitee_type: String,
    /// Once the person has taken the assessment.
    pub(in crate::sandbox) taken: Option<Taken>,
}

/// What came of an invite; the names are the API's (api-reference/assessments).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Taken {
    /// The only status in the document is `finished`.
    pub status: String,
    /// The only one in the document is `completed`.
    pub evaluation_status: String,
    /// 0–100.
    pub score: Option<f64>,
    /// A list of `{id, question, userAnswer, score, …}`.
    pub questions: Value,
    /// Milliseconds since 1970; now if 0.
    pub submitted_at: i64,
}

impl Default for Taken {
    fn default() -> Self {
        Self {
            status: "finished".to_owned(),
            evaluation_status: "completed".to_owned(),
            score: None,
            questions: Value::Array(Vec::new()),
            submitted_at: 0,
        }
    }
}

/// Adds an invite and gives its id.
pub(in crate::sandbox) fn insert(
    connection: &Connection,
    assessment: &str,
    person: &Person,
    invitee_type: &str,
    now: i64,
) -> rusqlite::Result<String> {
    let id = ids::uuid(connection)?;
    let Person {
        email,
        first_name,
        last_name,
    } = person;
    connection
        .prepare_cached(
            "INSERT INTO invites
               (id, assessment_id, email, first_name, last_name, invitee_type, invited_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            id,
            assessment,
            email,
            first_name,
            last_name,
            invitee_type,
            now
        ])?;
    Ok(id)
}

/// The id of the invite that this address has, capitals aside.
pub(in crate::sandbox) fn of_address(
    connection: &Connection,
    assessment: &str,
    email: &str,
    invitee_type: &str,
) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached(
            "SELECT id FROM invites
             WHERE assessment_id = ?1 AND lower(email) = lower(?2) AND invitee_type = ?3",
        )?
        .query_row([assessment, email, invitee_type], |row| row.get(0))
        .optional()
}

/// Notes what came of an invite; false if none has this id.
pub(in crate::sandbox) fn take(
    connection: &Connection,
    id: &str,
    taken: &Taken,
    now: i64,
) -> rusqlite::Result<bool> {
    let Taken {
        status,
        evaluation_status,
        score,
        questions,
        submitted_at,
    } = taken;
    let at = if *submitted_at == 0 {
        now
    } else {
        *submitted_at
    };
    let written = connection
        .prepare_cached(
            "UPDATE invites SET status = ?2, evaluation_status = ?3, score = ?4, answers = ?5,
                                submitted_at = ?6
             WHERE id = ?1",
        )?
        .execute(params![
            id,
            status,
            evaluation_status,
            score,
            questions.to_string(),
            at
        ])?;
    Ok(written == 1)
}

/// The invites of an assessment, in order.
pub(in crate::sandbox) fn of(
    connection: &Connection,
    assessment: &str,
) -> rusqlite::Result<Vec<Invite>> {
    connection
        .prepare_cached("SELECT * FROM invites WHERE assessment_id = ?1 ORDER BY sequence")?
        .query_map([assessment], read)?
        .collect()
}

/// At most so many of those who have taken the assessment, behind a sequence.
pub(in crate::sandbox) fn taken(
    connection: &Connection,
    assessment: &str,
    behind: i64,
    limit: i64,
) -> rusqlite::Result<Vec<Invite>> {
    connection
        .prepare_cached(
            "SELECT * FROM invites
             WHERE assessment_id = ?1 AND submitted_at IS NOT NULL AND sequence > ?2
             ORDER BY sequence LIMIT ?3",
        )?
        .query_map(params![assessment, behind, limit], read)?
        .collect()
}

/// Deletes an invite; false if none has this id.
pub(in crate::sandbox) fn delete(connection: &Connection, id: &str) -> rusqlite::Result<bool> {
    let deleted = connection
        .prepare_cached("DELETE FROM invites WHERE id = ?1")?
        .execute([id])?;
    Ok(deleted == 1)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Invite> {
    let taken = match row.get::<_, Option<i64>>("submitted_at")? {
        None => None,
        Some(submitted_at) => Some(Taken {
            status: row.get("status")?,
            evaluation_status: row.get("evaluation_status")?,
            score: row.get("score")?,
            questions: json(row, "answers")?,
            submitted_at,
        }),
    };
    Ok(Invite {
        sequence: row.get("sequence")?,
        id: row.get("id")?,
        person: job_candidates::read(row)?,
        invitee_type: row.get("invitee_type")?,
        taken,
    })
}

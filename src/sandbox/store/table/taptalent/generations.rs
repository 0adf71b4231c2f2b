//! Questions that were asked for and are not there yet.

use rusqlite::{Connection, Row, params};

use super::super::json;
use super::questions::{self, QuestionContent};

/// When they are due.
#[derive(Debug, Clone, Copy)]
pub(in crate::sandbox) enum Due {
    /// Milliseconds since 1970.
    At(i64),
    /// After so many reads of the assessment that still come without them.
    AfterReads(u32),
}

/// Asks for these questions.
pub(in crate::sandbox) fn insert(
    connection: &Connection,
    assessment: &str,
    contents: &[QuestionContent],
    due: Due,
) -> rusqlite::Result<()> {
    let contents = serde_json::to_string(contents)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    let (at, reads) = match due {
        Due::At(time) => (Some(time), None),
        Due::AfterReads(reads) => (None, Some(reads)),
    };
    connection
        .prepare_cached(
            "INSERT INTO generations (assessment_id, questions, ready_at, reads_left)
             VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![assessment, contents, at, reads])?;
    Ok(())
}

/// Whether anything is under way.
pub(in crate::sandbox) fn any(connection: &Connection) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM generations")?
        .exists([])
}

/// How many are under way for an assessment.
pub(in crate::sandbox) fn pending(
    connection: &Connection,
    assessment: &str,
) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("SELECT count(*) FROM generations WHERE assessment_id = ?1")?
        .query_row([assessment], |row| row.get(0))
}

/// Adds the questions that are due by the clock to their assessments.
pub(in crate::sandbox) fn settle(connection: &Connection, now: i64) -> rusqlite::Result<()> {
    let due = connection
        .prepare_cached("SELECT * FROM generations WHERE ready_at <= ?1 ORDER BY id")?
        .query_map([now], read)?
        .collect::<Result<Vec<_>, _>>()?;
    due.iter().try_for_each(|due| finish(connection, due))
}

/// Counts a read of this assessment, and adds what has waited for it.
pub(in crate::sandbox) fn count_read(
    connection: &Connection,
    assessment: &str,
) -> rusqlite::Result<()> {
    let due = connection
        .prepare_cached(
            "SELECT * FROM generations WHERE assessment_id = ?1 AND reads_left = 0 ORDER BY id",
        )?
        .query_map([assessment], read)?
        .collect::<Result<Vec<_>, _>>()?;
    due.iter().try_for_each(|due| finish(connection, due))?;
    connection
        .prepare_cached(
            "UPDATE generations SET reads_left = reads_left - 1 WHERE assessment_id = ?1",
        )?
        .execute([assessment])?;
    Ok(())
}

struct Ready {
    id: i64,
    assessment: String,
    contents: Vec<QuestionContent>,
}

fn finish(connection: &Connection, ready: &Ready) -> rusqlite::Result<()> {
    for content in &ready.contents {
        questions::append(connection, &ready.assessment, content)?;
    }
    connection
        .prepare_cached("DELETE FROM generations WHERE id = ?1")?
        .execute([ready.id])?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Ready> {
    Ok(Ready {
        id: row.get("id")?,
        assessment: row.get("assessment_id")?,
        contents: json(row, "questions")?,
    })
}

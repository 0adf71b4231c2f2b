//! The questions of an assessment, in their order.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

/// What a question holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QuestionContent {
    /// The text that the candidate meets.
    pub question: String,
    /// `SUBJECTIVE` is the only type in api-reference/assessments, and the only one that the API makes.
    #[serde(rename = "type", default = "subjective")]
    pub kind: String,
    /// How to evaluate the answer. Write-only in the API.
    #[serde(default)]
    pub system_instruction: Option<String>,
    /// A reference answer. Write-only in the API.
    #[serde(default)]
    pub ideal_answer: Option<String>,
}

fn subjective() -> String {
    "SUBJECTIVE".to_owned()
}

impl QuestionContent {
    /// A `SUBJECTIVE` question without instruction or ideal answer.
    pub fn new(question: impl Into<String>) -> Self {
        Self {
            question: question.into(),
            kind: subjective(),
            system_instruction: None,
            ideal_answer: None,
        }
    }
}

/// A stored question.
#[derive(Debug, Clone)]
pub(in crate::sandbox) struct Question {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) content: QuestionContent,
}

/// The questions of an assessment, in order.
pub(in crate::sandbox) fn of(
    connection: &Connection,
    assessment: &str,
) -> rusqlite::Result<Vec<Question>> {
    connection
        .prepare_cached(
            "SELECT id, question, type, system_instruction, ideal_answer
             FROM questions WHERE assessment_id = ?1 ORDER BY position",
        )?
        .query_map([assessment], read)?
        .collect()
}

/// Adds a question behind the last one. The assessment must exist.
pub(in crate::sandbox) fn append(
    connection: &Connection,
    assessment: &str,
    content: &QuestionContent,
) -> rusqlite::Result<String> {
    let id = super::super::ids::opaque(connection)?;
    let QuestionContent {
        question,
        kind,
        system_instruction,
        ideal_answer,
    } = content;
    connection
        .prepare_cached(
            "INSERT INTO questions
               (id, assessment_id, position, question, type, system_instruction, ideal_answer)
             SELECT ?1, ?2, coalesce(max(position), 0) + 1, ?3, ?4, ?5, ?6
             FROM questions WHERE assessment_id = ?2",
        )?
        .execute(params![
            id,
            assessment,
            question,
            kind,
            system_instruction,
            ideal_answer
        ])?;
    Ok(id)
}

/// Writes a question anew; false if this assessment has none with this id.
pub(in crate::sandbox) fn rewrite(
    connection: &Connection,
    assessment: &str,
    id: &str,
    content: &QuestionContent,
) -> rusqlite::Result<bool> {
    let QuestionContent {
        question,
        kind,
        system_instruction,
        ideal_answer,
    } = content;
    let written = connection
        .prepare_cached(
            "UPDATE questions SET question = ?3, type = ?4, system_instruction = ?5, ideal_answer = ?6
             WHERE assessment_id = ?1 AND id = ?2",
        )?
        .execute(params![assessment, id, question, kind, system_instruction, ideal_answer])?;
    Ok(written == 1)
}

/// Deletes a question; false if this assessment has none with this id.
pub(in crate::sandbox) fn delete(
    connection: &Connection,
    assessment: &str,
    id: &str,
) -> rusqlite::Result<bool> {
    let deleted = connection
        .prepare_cached("DELETE FROM questions WHERE assessment_id = ?1 AND id = ?2")?
        .execute([assessment, id])?;
    Ok(deleted == 1)
}

/// Puts the questions into the order of `ids`, which must name each of them once.
pub(in crate::sandbox) fn reorder(
    connection: &Connection,
    assessment: &str,
    ids: &[String],
) -> rusqlite::Result<()> {
    // Positions are unique, so the new ones begin behind the old ones.
    let last: i64 = connection
        .prepare_cached(
            "SELECT coalesce(max(position), 0) FROM questions WHERE assessment_id = ?1",
        )?
        .query_row([assessment], |row| row.get(0))?;
    let mut update = connection.prepare_cached(
        "UPDATE questions SET position = ?3 WHERE assessment_id = ?1 AND id = ?2",
    )?;
    for (position, id) in (last + 1..).zip(ids) {
        update.execute(params![assessment, id, position])?;
    }
    Ok(())
}

/// The assessment that a question belongs to.
pub(in crate::sandbox) fn home(
    connection: &Connection,
    id: &str,
) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT assessment_id FROM questions WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Question> {
    Ok(Question {
        id: row.get(0)?,
        content: QuestionContent {
            question: row.get(1)?,
            kind: row.get(2)?,
            system_instruction: row.get(3)?,
            ideal_answer: row.get(4)?,
        },
    })
}

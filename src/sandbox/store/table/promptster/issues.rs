//! The problem library.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::super::{ids, json};

/// A problem, with the fields of reviewers/api/issues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Issue {
    /// Opaque, as `honojs-hono-4444`; made up if empty.
    #[serde(default)]
    pub id: String,
    /// The title.
    pub issue_title: String,
    /// What a candidate is told to do.
    pub task_brief: String,
    /// The body of the issue.
    #[serde(default)]
    pub issue_body: String,
    /// Where it comes from.
    #[serde(default = "github")]
    pub source: String,
    /// The repository.
    #[serde(default)]
    pub repo_url: Option<String>,
    /// The programming language.
    #[serde(default = "typescript")]
    pub language: String,
    /// `easy`, `medium`, `hard`.
    #[serde(default = "medium")]
    pub difficulty: String,
    /// `active`, or something else that no list shows unless asked.
    #[serde(default = "active")]
    pub status: String,
    /// Skills.
    #[serde(default)]
    pub skill_tags: Vec<String>,
    /// Minutes.
    #[serde(default)]
    pub estimated_minutes: Option<u32>,
    /// Whether the organisation brought it.
    #[serde(default)]
    pub is_custom: bool,
}

fn github() -> String {
    "github".to_owned()
}

fn typescript() -> String {
    "typescript".to_owned()
}

fn medium() -> String {
    "medium".to_owned()
}

fn active() -> String {
    "active".to_owned()
}

/// Which issues a list means.
#[derive(Debug, Default)]
pub(in crate::sandbox) struct Filter<'f> {
    pub(in crate::sandbox) language: Option<&'f str>,
    pub(in crate::sandbox) difficulty: Option<&'f str>,
    pub(in crate::sandbox) status: Option<&'f str>,
}

/// Adds an issue and gives its id.
pub(in crate::sandbox) fn insert(
    connection: &Connection,
    issue: &Issue,
) -> rusqlite::Result<String> {
    let mut issue = issue.clone();
    if issue.id.is_empty() {
        issue.id = ids::uuid(connection)?;
    }
    let content = serde_json::to_string(&issue)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    connection
        .prepare_cached("INSERT INTO promptster_issues (id, content) VALUES (?1, ?2)")?
        .execute(params![issue.id, content])?;
    Ok(issue.id)
}

/// The issue with this id.
pub(in crate::sandbox) fn find(
    connection: &Connection,
    id: &str,
) -> rusqlite::Result<Option<Issue>> {
    connection
        .prepare_cached("SELECT content FROM promptster_issues WHERE id = ?1")?
        .query_row([id], |row| json(row, "content"))
        .optional()
}

/// The id of the oldest with this title.
pub(in crate::sandbox) fn titled(
    connection: &Connection,
    title: &str,
) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached(
            "SELECT id FROM promptster_issues WHERE content ->> 'issueTitle' = ?1 ORDER BY sequence",
        )?
        .query_row([title], |row| row.get(0))
        .optional()
}

/// The issues, in the order of their coming.
pub(in crate::sandbox) fn all(
    connection: &Connection,
    filter: &Filter<'_>,
) -> rusqlite::Result<Vec<Issue>> {
    let Filter {
        language,
        difficulty,
        status,
    } = filter;
    connection
        .prepare_cached(
            "SELECT content FROM promptster_issues
             WHERE (?1 IS NULL OR content ->> 'language' = ?1)
               AND (?2 IS NULL OR content ->> 'difficulty' = ?2)
               AND (?3 IS NULL OR content ->> 'status' = ?3)
             ORDER BY sequence",
        )?
        .query_map(params![language, difficulty, status], |row| {
            json(row, "content")
        })?
        .collect()
}

/// Deletes an issue; false if none has this id.
pub(in crate::sandbox) fn delete(connection: &Connection, id: &str) -> rusqlite::Result<bool> {
    let deleted = connection
        .prepare_cached("DELETE FROM promptster_issues WHERE id = ?1")?
        .execute([id])?;
    Ok(deleted == 1)
}

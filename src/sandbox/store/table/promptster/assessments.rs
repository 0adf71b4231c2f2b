//! Promptster's assessments. A deleted one stays, so that it goes on counting against the quota.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::{ids, json};

/// An assessment to be stored.
#[derive(Debug, Clone)]
pub(in crate::sandbox) struct Draft {
    pub(in crate::sandbox) title: String,
    pub(in crate::sandbox) role: String,
    pub(in crate::sandbox) task_brief: String,
    pub(in crate::sandbox) repo_url: Option<String>,
    pub(in crate::sandbox) issue_id: Option<String>,
    pub(in crate::sandbox) time_limit_minutes: Option<i64>,
    pub(in crate::sandbox) expires_in_days: i64,
    pub(in crate::sandbox) token_budget_usd: Option<f64>,
    pub(in crate::sandbox) allowed_tools: Vec<String>,
    /// `anthropicKeyMode` and its like. Write-only.
    pub(in crate::sandbox) model_keys: Value,
    pub(in crate::sandbox) rubric_id: Option<String>,
}

/// A stored assessment.
#[derive(Debug, Clone)]
pub(in crate::sandbox) struct CodingAssessment {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) draft: Draft,
    /// Milliseconds since 1970, as are all times here.
    pub(in crate::sandbox) created_at: i64,
    pub(in crate::sandbox) updated_at: i64,
    pub(in crate::sandbox) deleted_at: Option<i64>,
}

/// New values for fields of an assessment, as somebody sets them in the dashboard; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct CodingAssessmentChange {
    /// The title.
    pub title: Option<String>,
    /// The role.
    pub role: Option<String>,
    /// The brief.
    pub task_brief: Option<String>,
    /// The repository.
    pub repo_url: Option<String>,
    /// Minutes.
    pub time_limit_minutes: Option<u32>,
    /// Days.
    pub expires_in_days: Option<u32>,
    /// Dollars.
    pub token_budget_usd: Option<f64>,
}

/// Stores an assessment and gives its id.
pub(in crate::sandbox) fn insert(
    connection: &Connection,
    draft: &Draft,
    now: i64,
) -> rusqlite::Result<String> {
    let id = ids::uuid(connection)?;
    connection
        .prepare_cached(
            "INSERT INTO promptster_assessments
               (id, title, role, task_brief, repo_url, issue_id, time_limit_minutes, expires_in_days,
                token_budget_usd, allowed_tools, model_keys, rubric_id, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?13)",
        )?
        .execute(params![
            id,
            draft.title,
            draft.role,
            draft.task_brief,
            draft.repo_url,
            draft.issue_id,
            draft.time_limit_minutes,
            draft.expires_in_days,
            draft.token_budget_usd,
            Value::from(draft.allowed_tools.as_slice()).to_string(),
            draft.model_keys.to_string(),
            draft.rubric_id,
            now,
        ])?;
    Ok(id)
}

/// The assessment with this id, if it is not deleted.
pub(in crate::sandbox) fn find(
    connection: &Connection,
    id: &str,
) -> rusqlite::Result<Option<CodingAssessment>> {
    connection
        .prepare_cached(
            "SELECT * FROM promptster_assessments WHERE id = ?1 AND deleted_at IS NULL",
        )?
        .query_row([id], read)
        .optional()
}

/// Every assessment, deleted ones too, in the order of creation.
pub(in crate::sandbox) fn all(connection: &Connection) -> rusqlite::Result<Vec<CodingAssessment>> {
    connection
        .prepare_cached("SELECT * FROM promptster_assessments ORDER BY sequence")?
        .query_map([], read)?
        .collect()
}

/// How many were ever made.
pub(in crate::sandbox) fn made(connection: &Connection) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("SELECT count(*) FROM promptster_assessments")?
        .query_row([], |row| row.get(0))
}

/// Changes what the change names; false if no assessment has this id.
pub(in crate::sandbox) fn update(
    connection: &Connection,
    id: &str,
    change: &CodingAssessmentChange,
    now: i64,
) -> rusqlite::Result<bool> {
    let updated = connection
        .prepare_cached(
            "UPDATE promptster_assessments SET
               title = coalesce(?2, title),
               role = coalesce(?3, role),
               task_brief = coalesce(?4, task_brief),
               repo_url = coalesce(?5, repo_url),
               time_limit_minutes = coalesce(?6, time_limit_minutes),
               expires_in_days = coalesce(?7, expires_in_days),
               token_budget_usd = coalesce(?8, token_budget_usd),
               updated_at = ?9
             WHERE id = ?1 AND deleted_at IS NULL",
        )?
        .execute(params![
            id,
            change.title,
            change.role,
            change.task_brief,
            change.repo_url,
            change.time_limit_minutes,
            change.expires_in_days,
            change.token_budget_usd,
            now,
        ])?;
    Ok(updated == 1)
}

/// Deletes an assessment softly; false if none is left with this id. Its keys are another table's.
pub(in crate::sandbox) fn delete(
    connection: &Connection,
    id: &str,
    now: i64,
) -> rusqlite::Result<bool> {
    let deleted = connection
        .prepare_cached(
            "UPDATE promptster_assessments SET deleted_at = ?2 WHERE id = ?1 AND deleted_at IS NULL",
        )?
        .execute(params![id, now])?;
    Ok(deleted == 1)
}

fn read(row: &Row<'_>) -> rusqlite::Result<CodingAssessment> {
    Ok(CodingAssessment {
        id: row.get("id")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
        deleted_at: row.get("deleted_at")?,
        draft: Draft {
            title: row.get("title")?,
            role: row.get("role")?,
            task_brief: row.get("task_brief")?,
            repo_url: row.get("repo_url")?,
            issue_id: row.get("issue_id")?,
            time_limit_minutes: row.get("time_limit_minutes")?,
            expires_in_days: row.get("expires_in_days")?,
            token_budget_usd: row.get("token_budget_usd")?,
            allowed_tools: json(row, "allowed_tools")?,
            model_keys: json(row, "model_keys")?,
            rubric_id: row.get("rubric_id")?,
        },
    })
}

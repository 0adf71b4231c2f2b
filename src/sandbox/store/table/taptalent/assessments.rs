//! The assessments, without their questions.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::json;

/// What every answer shows as `assessmentType`, whatever was created (api-reference/assessments).
const ASSESSMENT_TYPE: &str = "QUIZ";

/// An assessment to be stored.
#[derive(Debug, Clone)]
pub(in crate::sandbox) struct AssessmentDraft {
    pub(in crate::sandbox) title: String,
    pub(in crate::sandbox) job_id: Option<i64>,
    pub(in crate::sandbox) status: String,
    pub(in crate::sandbox) hiring_for_role: String,
    pub(in crate::sandbox) purpose_of_interview: String,
    /// Minutes.
    pub(in crate::sandbox) duration: f64,
    pub(in crate::sandbox) ai_language: String,
    pub(in crate::sandbox) skills: Vec<String>,
    /// A list of `{name, description?, status}`.
    pub(in crate::sandbox) buckets: Value,
    pub(in crate::sandbox) email_verification: bool,
    pub(in crate::sandbox) evaluate_cefr: bool,
}

/// A stored assessment.
#[derive(Debug, Clone)]
pub(in crate::sandbox) struct Assessment {
    pub(in crate::sandbox) id: String,
    /// `assessmentType`
    pub(in crate::sandbox) kind: String,
    pub(in crate::sandbox) question_count: i64,
    pub(in crate::sandbox) submission_count: i64,
    /// Milliseconds since 1970.
    pub(in crate::sandbox) created_at: i64,
    /// Milliseconds since 1970.
    pub(in crate::sandbox) last_updated_on: i64,
    pub(in crate::sandbox) draft: AssessmentDraft,
}

/// New values for fields of an assessment; what is `None` stays. The names are the API's.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct AssessmentChange {
    /// Written as `title`, read as `testName`.
    pub title: Option<String>,
    /// The id of a job as text; empty unlinks.
    pub job_id: Option<String>,
    /// `ACTIVE` or `INACTIVE`.
    pub status: Option<String>,
    /// The role.
    pub hiring_for_role: Option<String>,
    /// The purpose.
    pub purpose_of_interview: Option<String>,
    /// Minutes, above 0.
    pub duration: Option<f64>,
    /// A language name, as `english`.
    pub ai_language: Option<String>,
    /// All the skills.
    pub skills: Option<Vec<String>>,
    /// All the buckets: a list of `{name, description?, status}`.
    pub buckets: Option<Value>,
    /// Whether the candidate must verify the e-mail address.
    pub is_email_verification_required: Option<bool>,
    /// Whether language is evaluated.
    #[serde(rename = "shouldEvaluateCEFR")]
    pub should_evaluate_cefr: Option<bool>,
    /// How many have submitted.
    pub submission_count: Option<u32>,
}

/// Stores an assessment and gives its id.
pub(in crate::sandbox) fn insert(
    connection: &Connection,
    draft: &AssessmentDraft,
    now: i64,
) -> rusqlite::Result<String> {
    let id = super::super::ids::opaque(connection)?;
    connection
        .prepare_cached(
            "INSERT INTO assessments
               (id, title, job_id, status, assessment_type, hiring_for_role, purpose_of_interview,
                duration, ai_language, skills, buckets, email_verification, evaluate_cefr,
                submission_count, created_at, last_updated_on)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 0, ?14, ?14)",
        )?
        .execute(params![
            id,
            draft.title,
            draft.job_id,
            draft.status,
            ASSESSMENT_TYPE,
            draft.hiring_for_role,
            draft.purpose_of_interview,
            draft.duration,
            draft.ai_language,
            Value::from(draft.skills.as_slice()).to_string(),
            draft.buckets.to_string(),
            draft.email_verification,
            draft.evaluate_cefr,
            now,
        ])?;
    Ok(id)
}

const SELECT: &str = "SELECT a.*,
    (SELECT count(*) FROM questions q WHERE q.assessment_id = a.id) AS question_count
  FROM assessments a";

/// The assessment with this id.
pub(in crate::sandbox) fn find(
    connection: &Connection,
    id: &str,
) -> rusqlite::Result<Option<Assessment>> {
    connection
        .prepare_cached(&format!("{SELECT} WHERE a.id = ?1"))?
        .query_row([id], read)
        .optional()
}

/// Whether an assessment has this id.
pub(in crate::sandbox) fn exists(connection: &Connection, id: &str) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM assessments WHERE id = ?1")?
        .exists([id])
}

/// A page of the assessments, the newest first.
pub(in crate::sandbox) fn page(
    connection: &Connection,
    limit: i64,
    offset: i64,
) -> rusqlite::Result<Vec<Assessment>> {
    connection
        .prepare_cached(&format!(
            "{SELECT} ORDER BY a.sequence DESC LIMIT ?1 OFFSET ?2"
        ))?
        .query_map([limit, offset], read)?
        .collect()
}

/// How many assessments there are.
pub(in crate::sandbox) fn count(connection: &Connection) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("SELECT count(*) FROM assessments")?
        .query_row([], |row| row.get(0))
}

/// Changes what the change names; false if no assessment has this id.
pub(in crate::sandbox) fn update(
    connection: &Connection,
    id: &str,
    change: &AssessmentChange,
    now: i64,
) -> rusqlite::Result<bool> {
    let skills = change
        .skills
        .as_ref()
        .map(|skills| Value::from(skills.as_slice()).to_string());
    let updated = connection
        .prepare_cached(
            "UPDATE assessments SET
               title = coalesce(?2, title),
               job_id = CASE WHEN ?3 IS NULL THEN job_id WHEN ?3 = '' THEN NULL
                             ELSE CAST(?3 AS INTEGER) END,
               status = coalesce(?4, status),
               hiring_for_role = coalesce(?5, hiring_for_role),
               purpose_of_interview = coalesce(?6, purpose_of_interview),
               duration = coalesce(?7, duration),
               ai_language = coalesce(?8, ai_language),
               skills = coalesce(?9, skills),
               buckets = coalesce(?10, buckets),
               email_verification = coalesce(?11, email_verification),
               evaluate_cefr = coalesce(?12, evaluate_cefr),
               submission_count = coalesce(?13, submission_count),
               last_updated_on = ?14
             WHERE id = ?1",
        )?
        .execute(params![
            id,
            change.title,
            change.job_id,
            change.status,
            change.hiring_for_role,
            change.purpose_of_interview,
            change.duration,
            change.ai_language,
            skills,
            change.buckets.as_ref().map(Value::to_string),
            change.is_email_verification_required,
            change.should_evaluate_cefr,
            change.submission_count,
            now,
        ])?;
    Ok(updated == 1)
}

/// Deletes an assessment with its questions; false if none has this id. A flow that uses it forbids that.
pub(in crate::sandbox) fn delete(connection: &Connection, id: &str) -> rusqlite::Result<bool> {
    let deleted = connection
        .prepare_cached("DELETE FROM assessments WHERE id = ?1")?
        .execute([id])?;
    Ok(deleted == 1)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Assessment> {
    Ok(Assessment {
        id: row.get("id")?,
        kind: row.get("assessment_type")?,
        question_count: row.get("question_count")?,
        submission_count: row.get("submission_count")?,
        created_at: row.get("created_at")?,
        last_updated_on: row.get("last_updated_on")?,
        draft: AssessmentDraft {
            title: row.get("title")?,
            job_id: row.get("job_id")?,
            status: row.get("status")?,
            hiring_for_role: row.get("hiring_for_role")?,
            purpose_of_interview: row.get("purpose_of_interview")?,
            duration: row.get("duration")?,
            ai_language: row.get("ai_language")?,
            skills: json(row, "skills")?,
            buckets: json(row, "buckets")?,
            email_verification: row.get("email_verification")?,
            evaluate_cefr: row.get("evaluate_cefr")?,
        },
    })
}

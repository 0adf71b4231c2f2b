//! The problem library (reviewers/api/issues).

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::query::Parameters;
use super::super::store::{Object, ids, object};
use super::paging::Window;
use super::{Outcome, Refusal};

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

object!(Issue, "promptster", "issue", named issue_title);

impl Issue {
    /// Adds it, under a new id if it has none, and gives the id.
    pub(in crate::sandbox) fn add(&self, connection: &Connection) -> rusqlite::Result<String> {
        let mut issue = self.clone();
        if issue.id.is_empty() {
            issue.id = ids::uuid(connection)?;
        }
        issue.insert(connection)?;
        Ok(issue.id)
    }
}

/// `GET /v1/issues?language&difficulty&status&limit&offset`
pub(super) fn list(connection: &Connection, query: &str) -> Outcome {
    let given = Parameters::read(query);
    let window = Window::read(&given, 20, 50)?;
    let issues = Issue::all()
        .field("language", given.get("language"))
        .field("difficulty", given.get("difficulty"))
        .field("status", given.get("status").or(Some("active")))
        .list(connection)?;
    let shown = issues.iter().map(show).collect();
    Ok((200, window.cut("issues", shown)))
}

/// `GET /v1/issues/:id`: with the body and what else only a detail shows.
pub(super) fn get(connection: &Connection, id: &str) -> Outcome {
    let issue = Issue::get(connection, id)?.ok_or_else(|| Refusal::not_found("Issue"))?;
    let mut shown = show(&issue);
    shown["issueBody"] = json!(issue.issue_body);
    shown["brokenSha"] = json!(BROKEN_SHA);
    shown["referenceSha"] = json!("9f2c51d7a3b04e8c6d1f0a2b3c4d5e6f70819293");
    shown["status"] = json!(issue.status);
    shown["updatedAt"] = json!(LONG_AGO);
    Ok((200, json!({"issue": shown})))
}

/// What an assessment shows of its issue: the names differ from those of the library.
pub(super) fn short(issue: &Issue) -> Value {
    json!({
        "id": issue.id,
        "title": issue.issue_title,
        "language": issue.language,
        "difficulty": issue.difficulty,
    })
}

/// The same in the detail of an assessment.
pub(super) fn long(issue: &Issue) -> Value {
    let mut shown = short(issue);
    shown["repoUrl"] = json!(issue.repo_url);
    shown["brokenSha"] = json!(BROKEN_SHA);
    shown
}

const BROKEN_SHA: &str = "1b0e44f7c2a9d8e3b5f60718293a4b5c6d7e8f90";
const LONG_AGO: &str = "2026-01-01T00:00:00.000Z";

fn show(issue: &Issue) -> Value {
    json!({
        "id": issue.id,
        "source": issue.source,
        "repoUrl": issue.repo_url,
        "repoSlug": null,
        "issueNumber": null,
        "issueTitle": issue.issue_title,
        "issueUrl": null,
        "language": issue.language,
        "difficulty": issue.difficulty,
        "skillTags": issue.skill_tags,
        "estimatedMinutes": issue.estimated_minutes,
        "taskBrief": issue.task_brief,
        "setupInstructions": null,
        "isCustom": issue.is_custom,
        "createdAt": LONG_AGO,
    })
}

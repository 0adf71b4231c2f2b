//! The problem library (reviewers/api/issues).

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::query::Parameters;
use super::super::store::table::promptster::issues::{self, Filter, Issue};
use super::paging::Window;
use super::{Outcome, Refusal};

/// `GET /v1/issues?language&difficulty&status&limit&offset`
pub(super) fn list(connection: &Connection, query: &str) -> Outcome {
    let given = Parameters::read(query);
    let window = Window::read(&given, 20, 50)?;
    let filter = Filter {
        language: given.get("language"),
        difficulty: given.get("difficulty"),
        status: Some(given.get("status").unwrap_or("active")),
    };
    let issues = issues::all(connection, &filter)?;
    let shown = issues.iter().map(show).collect();
    Ok((200, window.cut("issues", shown)))
}

/// `GET /v1/issues/:id`: with the body and what else only a detail shows.
pub(super) fn get(connection: &Connection, id: &str) -> Outcome {
    let issue = issues::find(connection, id)?.ok_or_else(|| Refusal::not_found("Issue"))?;
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

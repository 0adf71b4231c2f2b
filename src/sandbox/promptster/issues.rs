//! The problem library (reviewers/api/issues).

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::super::answer::object;
use super::super::kind::{Outcome, Parameters, Record as _, found, record};
use super::super::store::{self, Object, ids};
use super::paging::listed;

record! {
    /// A problem, with the fields of reviewers/api/issues.
    #[derive(Eq)]
    #[serde(deny_unknown_fields)]
    pub struct Issue with {
        /// Opaque, as `honojs-hono-4444`; made up if empty.
        #[serde(default)]
        id "id": String => Read "id";
        /// The title.
        issue_title "issueTitle": String => Read "issueTitle";
        /// What a candidate is told to do.
        task_brief "taskBrief": String => Read "taskBrief";
        /// The body of the issue.
        #[serde(default)]
        issue_body "issueBody": String => More "issueBody";
        /// Where it comes from.
        #[serde(default = "github")]
        source "source": String = github() => Read "source";
        /// The repository.
        repo_url "repoUrl": Option<String> => Read "repoUrl";
        /// The programming language.
        #[serde(default = "typescript")]
        language "language": String = typescript() => Read "language";
        /// `easy`, `medium`, `hard`.
        #[serde(default = "medium")]
        difficulty "difficulty": String = medium() => Read "difficulty";
        /// `active`, or something else that no list shows unless asked.
        #[serde(default = "active")]
        status "status": String = active() => More "status";
        /// Skills.
        #[serde(default)]
        skill_tags "skillTags": Vec<String> => Read "skillTags";
        /// Minutes.
        estimated_minutes "estimatedMinutes": Option<u32> => Read "estimatedMinutes";
        /// Whether the organisation brought it.
        #[serde(default)]
        is_custom "isCustom": bool => Read "isCustom";
    }
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

store::object!(Issue, "promptster", "issue", named issue_title);

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
    let issues = Issue::all()
        .field("language", given.get("language"))
        .field("difficulty", given.get("difficulty"))
        .field("status", given.get("status").or(Some("active")));
    listed(connection, &given, (20, 50), "issues", issues, |issue| {
        Ok(show(issue))
    })
}

/// `GET /v1/issues/:id`: with the body and what else only a detail shows.
pub(super) fn get(connection: &Connection, id: &str) -> Outcome {
    let issue: Issue = found(connection, id)?;
    let mut shown = show(&issue);
    shown.extend(issue.more());
    shown.extend(object([
        ("brokenSha", BROKEN_SHA.into()),
        (
            "referenceSha",
            "9f2c51d7a3b04e8c6d1f0a2b3c4d5e6f70819293".into(),
        ),
        ("updatedAt", LONG_AGO.into()),
    ]));
    Ok(json!({"issue": shown}))
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

fn show(issue: &Issue) -> Map<String, Value> {
    let mut shown = issue.shown();
    for name in ["repoSlug", "issueNumber", "issueUrl", "setupInstructions"] {
        shown.insert(name.to_owned(), Value::Null);
    }
    shown.insert("createdAt".to_owned(), LONG_AGO.into());
    shown
}

//! An assessment, and what a new one may say (reviewers/api/assessments/create).

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::super::fields::Fields;
use super::super::store::{Object, Select, ids, object};
use super::super::{number, time::now};
use super::keys::CandidateKey;

/// A stored assessment. A deleted one stays, so that it goes on counting against the quota.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::sandbox) struct CodingAssessment {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) title: String,
    pub(in crate::sandbox) role: String,
    pub(in crate::sandbox) task_brief: String,
    pub(in crate::sandbox) repo_url: Option<String>,
    pub(in crate::sandbox) issue_id: Option<String>,
    pub(in crate::sandbox) time_limit_minutes: Option<i64>,
    pub(in crate::sandbox) expires_in_days: i64,
    #[serde(serialize_with = "number::stored_or_none")]
    pub(in crate::sandbox) token_budget_usd: Option<f64>,
    pub(in crate::sandbox) allowed_tools: Vec<String>,
    /// `anthropicKeyMode` and its like. Write-only.
    pub(in crate::sandbox) model_keys: Value,
    pub(in crate::sandbox) rubric_id: Option<String>,
    /// Milliseconds since 1970, as are all times here.
    pub(in crate::sandbox) created_at: i64,
    pub(in crate::sandbox) updated_at: i64,
    pub(in crate::sandbox) deleted_at: Option<i64>,
}

object!(CodingAssessment, "promptster", "assessment");

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

impl CodingAssessment {
    /// Those that are not deleted.
    pub(in crate::sandbox) fn left() -> Select<Self> {
        Self::all().null("deletedAt", true)
    }

    /// The one with this id, if it is not deleted.
    pub(in crate::sandbox) fn find(
        connection: &Connection,
        id: &str,
    ) -> rusqlite::Result<Option<Self>> {
        Ok(Self::get(connection, id)?.filter(|found| found.deleted_at.is_none()))
    }

    /// Stores it under a new id.
    pub(in crate::sandbox) fn create(mut self, connection: &Connection) -> rusqlite::Result<Self> {
        self.id = ids::uuid(connection)?;
        self.created_at = now();
        self.updated_at = self.created_at;
        self.insert(connection)?;
        Ok(self)
    }

    /// Deletes the one with this id softly, and revokes its keys; false if none is left.
    pub(in crate::sandbox) fn retire(connection: &Connection, id: &str) -> rusqlite::Result<bool> {
        let Some(mut found) = Self::find(connection, id)? else {
            return Ok(false);
        };
        found.deleted_at = Some(now());
        found.save(connection)?;
        for key in CandidateKey::left()
            .when("parent = ?", Some(id))
            .list(connection)?
        {
            key.revoke(connection)?;
        }
        Ok(true)
    }
}

/// A body of `POST /v1/assessments`, before the organisation is looked at.
#[derive(Debug)]
pub(super) struct NewAssessment {
    /// `task_brief` is empty and `allowed_tools` too where they were left out.
    pub(super) draft: CodingAssessment,
    pub(super) brief: Option<String>,
    pub(super) tools: Option<Vec<String>>,
    pub(super) anthropic: KeyChoice,
    pub(super) openai: KeyChoice,
}

/// Which key of a provider is meant.
#[derive(Debug)]
pub(super) struct KeyChoice {
    pub(super) is_byok: bool,
    pub(super) id: Option<String>,
}

const TOOLS: [&str; 3] = ["claude", "codex", "cursor"];

/// Reads it.
pub(super) fn read(fields: &mut Fields<'_>, rubrics: bool) -> NewAssessment {
    let anthropic = key_choice(fields, "anthropic");
    let openai = key_choice(fields, "openai");
    let draft = CodingAssessment {
        title: fields.required_text("title", 1..=255),
        role: fields.required_text("role", 1..=255),
        repo_url: fields.url("repoUrl", &["http", "https"]),
        issue_id: fields.text("issueId", 1..=usize::MAX),
        time_limit_minutes: fields.integer("timeLimitMinutes", 1..=i64::MAX),
        expires_in_days: fields
            .integer("expiresInDays", 1..=i64::from(u16::MAX))
            .unwrap_or(7),
        token_budget_usd: budget(fields),
        model_keys: model_keys(&anthropic, &openai),
        rubric_id: rubrics.then(|| fields.uuid("rubricId")).flatten(),
        ..CodingAssessment::default()
    };
    NewAssessment {
        draft,
        brief: fields.text("taskBrief", 1..=usize::MAX),
        tools: tools(fields),
        anthropic,
        openai,
    }
}

/// Above 0 and at most 1000.
fn budget(fields: &mut Fields<'_>) -> Option<f64> {
    let budget = fields.number("tokenBudgetUsd", 0.0..=1000.0)?;
    if budget <= 0.0 {
        fields.problem("tokenBudgetUsd", "must be above 0");
    }
    Some(budget)
}

fn tools(fields: &mut Fields<'_>) -> Option<Vec<String>> {
    let tools = fields.texts("allowedTools", usize::MAX)?;
    for (index, tool) in tools.iter().enumerate() {
        if !TOOLS.contains(&tool.as_str()) {
            let message = format!("must be one of: {}", TOOLS.join(", "));
            fields.problem(&format!("allowedTools[{index}]"), message);
        }
    }
    Some(tools)
}

fn key_choice(fields: &mut Fields<'_>, provider: &str) -> KeyChoice {
    let mode = fields.one_of(&format!("{provider}KeyMode"), &["org_default", "byok"]);
    KeyChoice {
        is_byok: mode.as_deref() == Some("byok"),
        id: fields.uuid(&format!("{provider}KeyId")),
    }
}

fn model_keys(anthropic: &KeyChoice, openai: &KeyChoice) -> Value {
    let mut keys = Map::new();
    for (provider, choice) in [("anthropic", anthropic), ("openai", openai)] {
        let mode = if choice.is_byok {
            "byok"
        } else {
            "org_default"
        };
        keys.insert(format!("{provider}KeyMode"), json!(mode));
        keys.insert(format!("{provider}KeyId"), json!(choice.id));
    }
    Value::Object(keys)
}

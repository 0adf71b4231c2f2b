//! What a new assessment may say (reviewers/api/assessments/create).

use serde_json::{Map, Value, json};

use super::super::fields::Fields;
use super::super::store::table::promptster::assessments::Draft;

/// A body of `POST /v1/assessments`, before the organisation is looked at.
#[derive(Debug)]
pub(super) struct NewAssessment {
    /// `task_brief` is empty and `allowed_tools` too where they were left out.
    pub(super) draft: Draft,
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
    let draft = Draft {
        title: fields.required_text("title", 1..=255),
        role: fields.required_text("role", 1..=255),
        task_brief: String::new(),
        repo_url: fields.url("repoUrl", &["http", "https"]),
        issue_id: fields.text("issueId", 1..=usize::MAX),
        time_limit_minutes: fields.integer("timeLimitMinutes", 1..=i64::MAX),
        expires_in_days: fields
            .integer("expiresInDays", 1..=i64::from(u16::MAX))
            .unwrap_or(7),
        token_budget_usd: budget(fields),
        allowed_tools: Vec::new(),
        model_keys: model_keys(&anthropic, &openai),
        rubric_id: rubrics.then(|| fields.uuid("rubricId")).flatten(),
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

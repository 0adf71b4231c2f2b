//! The assessments (reviewers/api/assessments/*): created, listed, read, deleted, never updated.

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::super::answer::object;
use super::super::call::Call;
use super::super::number::number;
use super::super::settings::PromptsterSettings;
use super::super::store::Object as _;
use super::super::time::iso;
use super::assessment::{self, CodingAssessment, KeyChoice, NewAssessment};
use super::body::read_body;
use super::issues::{self, Issue};
use super::org::{ORG_ID, StoredProviderKey};
use super::{Outcome, Refusal};

/// `GET /v1/assessments`: the oldest first, without pages.
pub(super) fn list(connection: &Connection, settings: &PromptsterSettings) -> Outcome {
    let mut shown = Vec::new();
    for assessment in CodingAssessment::left().list(connection)? {
        let issue = issue(connection, &assessment, issues::short)?;
        shown.push(detail(settings, &assessment, issue));
    }
    Ok((200, json!({"assessments": shown})))
}

/// `GET /v1/assessments/:id`
pub(super) fn get(connection: &Connection, settings: &PromptsterSettings, id: &str) -> Outcome {
    let assessment = find(connection, id)?;
    let issue = issue(connection, &assessment, issues::long)?;
    Ok((
        200,
        json!({"assessment": detail(settings, &assessment, issue)}),
    ))
}

/// `POST /v1/assessments`
pub(super) fn create(
    connection: &Connection,
    settings: &PromptsterSettings,
    call: &Call,
) -> Outcome {
    let new = read_body(call, |fields| assessment::read(fields, settings.rubrics))?;
    let draft = complete(connection, new)?;
    let used = CodingAssessment::all().count(connection)?;
    if let Some(quota) = settings.quota
        && used >= i64::from(quota)
    {
        return Err(Refusal::quota(used, quota));
    }
    let assessment = draft.create(connection)?;
    let mut shown = common(settings, &assessment);
    shown.insert("allowedTools".to_owned(), json!(assessment.allowed_tools));
    Ok((201, json!({"assessment": shown})))
}

/// `DELETE /v1/assessments/:id`: soft, and takes its keys along.
pub(super) fn delete(connection: &Connection, id: &str) -> Outcome {
    if !CodingAssessment::retire(connection, id)? {
        return Err(Refusal::not_found("Assessment"));
    }
    Ok((200, json!({"ok": true, "id": id})))
}

/// The assessment, or 404.
pub(super) fn find(connection: &Connection, id: &str) -> Result<CodingAssessment, Refusal> {
    CodingAssessment::find(connection, id)?.ok_or_else(|| Refusal::not_found("Assessment"))
}

/// Fills in what the organisation and the issue bring. An unknown `issueId` is a 404; its status is unsaid.
fn complete(connection: &Connection, new: NewAssessment) -> Result<CodingAssessment, Refusal> {
    let NewAssessment {
        mut draft,
        brief,
        tools,
        anthropic,
        openai,
    } = new;
    let issue = match &draft.issue_id {
        None => None,
        Some(id) => Some(Issue::get(connection, id)?.ok_or_else(|| Refusal::not_found("Issue"))?),
    };
    draft.task_brief = issue
        .map(|issue| issue.task_brief)
        .or(brief)
        .ok_or_else(|| Refusal::invalid("Either taskBrief or issueId is required"))?;
    let keys = StoredProviderKey::all().list(connection)?;
    let claude = is_usable(&keys, "anthropic", &anthropic)?;
    let codex = is_usable(&keys, "openai", &openai)?;
    let usable = |tool: &str| match tool {
        "claude" => claude,
        "codex" => codex,
        _ => true,
    };
    draft.allowed_tools = match tools {
        Some(tools) if !tools.iter().all(|tool| usable(tool)) => {
            let error = "A chosen tool has no usable provider key";
            return Err(Refusal::coded(400, "byok_required", error));
        }
        Some(tools) => tools,
        None => ["claude", "codex", "cursor"]
            .into_iter()
            .filter(|tool| usable(tool))
            .map(str::to_owned)
            .collect(),
    };
    Ok(draft)
}

/// Whether the chosen key of a provider is there; 400 `byok_key_invalid` for one that is not.
fn is_usable(
    keys: &[StoredProviderKey],
    provider: &str,
    choice: &KeyChoice,
) -> Result<bool, Refusal> {
    let mut of_provider = keys.iter().filter(|key| key.key.provider == provider);
    if !choice.is_byok {
        return Ok(of_provider.any(|key| key.key.is_default));
    }
    if of_provider.any(|key| Some(&key.id) == choice.id.as_ref()) {
        Ok(true)
    } else {
        let error = format!("Unknown {provider} key");
        Err(Refusal::coded(400, "byok_key_invalid", &error))
    }
}

fn issue(
    connection: &Connection,
    assessment: &CodingAssessment,
    show: impl Fn(&Issue) -> Value,
) -> rusqlite::Result<Value> {
    let Some(id) = &assessment.issue_id else {
        return Ok(Value::Null);
    };
    let issue = Issue::get(connection, id)?;
    Ok(issue.as_ref().map_or(Value::Null, show))
}

/// The fields that all three answers show.
fn common(settings: &PromptsterSettings, assessment: &CodingAssessment) -> Map<String, Value> {
    let mut shown = object([
        ("id", json!(assessment.id)),
        ("orgId", json!(ORG_ID)),
        ("title", json!(assessment.title)),
        ("role", json!(assessment.role)),
        ("taskBrief", json!(assessment.task_brief)),
        ("repoUrl", json!(assessment.repo_url)),
        ("issueId", json!(assessment.issue_id)),
        ("timeLimitMinutes", json!(assessment.time_limit_minutes)),
        (
            "tokenBudgetUsd",
            json!(assessment.token_budget_usd.map(number)),
        ),
        ("expiresInDays", json!(assessment.expires_in_days)),
        ("createdAt", json!(iso(assessment.created_at))),
    ]);
    if settings.rubrics {
        shown.insert("rubricId".to_owned(), json!(assessment.rubric_id));
    }
    shown
}

fn detail(settings: &PromptsterSettings, assessment: &CodingAssessment, issue: Value) -> Value {
    let mut shown = common(settings, assessment);
    shown.insert("updatedAt".to_owned(), json!(iso(assessment.updated_at)));
    shown.insert("issue".to_owned(), issue);
    Value::Object(shown)
}

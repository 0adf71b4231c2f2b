//! The assessments (reviewers/api/assessments/*): created, listed, read, deleted, never updated.

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::super::body;
use super::super::call::Call;
use super::super::fields::Manner::Lenient;
use super::super::record::Record as _;
use super::super::refusal::{Outcome, Refusal, found};
use super::super::settings::PromptsterSettings;
use super::super::store::Object as _;
use super::super::time::{iso, now};
use super::assessment::{self, CodingAssessment, MODES, ModelKeys, TOOLS};
use super::issues::{self, Issue};
use super::org::{ORG_ID, StoredProviderKey};
use super::refusal::{coded, invalid, quota};

/// `GET /v1/assessments`: the oldest first, without pages.
pub(super) fn list(connection: &Connection, settings: &PromptsterSettings) -> Outcome {
    let mut shown = Vec::new();
    for assessment in CodingAssessment::left().list(connection)? {
        let issue = issue(connection, &assessment, issues::short)?;
        shown.push(detail(settings, &assessment, issue));
    }
    Ok(json!({"assessments": shown}))
}

/// `GET /v1/assessments/:id`
pub(super) fn get(connection: &Connection, settings: &PromptsterSettings, id: &str) -> Outcome {
    let assessment: CodingAssessment = found(connection, id)?;
    let issue = issue(connection, &assessment, issues::long)?;
    Ok(json!({"assessment": detail(settings, &assessment, issue)}))
}

/// `POST /v1/assessments`
pub(super) fn create(
    connection: &Connection,
    settings: &PromptsterSettings,
    call: &Call,
) -> Outcome {
    let mut names_tools = false;
    let (draft, keys) = body::read(call, Lenient, |fields| {
        names_tools = fields.has("allowedTools");
        if !settings.rubrics {
            fields.drop("rubricId");
        }
        assessment::check(fields);
        let keys = fields.rows(ModelKeys::ROWS, |row| row.create);
        (fields.rows(CodingAssessment::ROWS, |row| row.create), keys)
    })?;
    let draft = complete(
        connection,
        body::typed(draft)?,
        &body::typed(keys)?,
        names_tools,
    )?;
    let used = CodingAssessment::all().count(connection)?;
    if let Some(most) = settings.quota
        && used >= i64::from(most)
    {
        return Err(quota(used, most));
    }
    let now = now();
    let draft = CodingAssessment {
        created_at: now,
        updated_at: now,
        ..draft
    };
    let assessment = draft.create(connection)?;
    let mut shown = common(settings, &assessment);
    shown.insert("allowedTools".to_owned(), json!(assessment.allowed_tools));
    Ok(json!({"assessment": shown}))
}

/// `DELETE /v1/assessments/:id`: soft, and takes its keys along.
pub(super) fn delete(connection: &Connection, id: &str) -> Outcome {
    if !CodingAssessment::delete(connection, id)? {
        return Err(Refusal::Missing(CodingAssessment::KIND));
    }
    Ok(json!({"ok": true, "id": id}))
}

/// Fills in what the organisation and the issue bring. An unknown `issueId` is a 404; its status is unsaid.
fn complete(
    connection: &Connection,
    mut draft: CodingAssessment,
    keys: &ModelKeys,
    names_tools: bool,
) -> Result<CodingAssessment, Refusal> {
    if let Some(id) = &draft.issue_id {
        draft.task_brief = found::<Issue>(connection, id)?.task_brief;
    }
    if draft.task_brief.is_empty() {
        return Err(invalid("Either taskBrief or issueId is required"));
    }
    let there = StoredProviderKey::all().list(connection)?;
    let ModelKeys {
        anthropic_mode,
        anthropic_id,
        openai_mode,
        openai_id,
    } = keys;
    let claude = is_usable(&there, "anthropic", anthropic_mode, anthropic_id.as_ref())?;
    let codex = is_usable(&there, "openai", openai_mode, openai_id.as_ref())?;
    let usable = |tool: &str| match tool {
        "claude" => claude,
        "codex" => codex,
        _ => true,
    };
    if !names_tools {
        let tools = TOOLS.into_iter().filter(|tool| usable(tool));
        draft.allowed_tools = tools.map(str::to_owned).collect();
    } else if !draft.allowed_tools.iter().all(|tool| usable(tool)) {
        let error = "A chosen tool has no usable provider key";
        return Err(coded(400, "byok_required", error));
    }
    draft.model_keys = json!(keys);
    Ok(draft)
}

/// Whether the chosen key of a provider is there; 400 `byok_key_invalid` for one that is not.
fn is_usable(
    keys: &[StoredProviderKey],
    provider: &str,
    mode: &str,
    id: Option<&String>,
) -> Result<bool, Refusal> {
    let mut of_provider = keys.iter().filter(|key| key.provider == provider);
    if mode == MODES[0] {
        return Ok(of_provider.any(|key| key.is_default));
    }
    if of_provider.any(|key| Some(&key.id) == id) {
        Ok(true)
    } else {
        let error = format!("Unknown {provider} key");
        Err(coded(400, "byok_key_invalid", &error))
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
    let mut shown = assessment.shown();
    shown.insert("orgId".to_owned(), ORG_ID.into());
    if settings.rubrics {
        shown.extend(assessment.more());
    }
    shown
}

fn detail(settings: &PromptsterSettings, assessment: &CodingAssessment, issue: Value) -> Value {
    let mut shown = common(settings, assessment);
    shown.insert("updatedAt".to_owned(), json!(iso(assessment.updated_at)));
    shown.insert("issue".to_owned(), issue);
    Value::Object(shown)
}

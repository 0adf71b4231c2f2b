//! An assessment and its endpoints (reviewers/api/assessments/*): created, listed, read, deleted, never updated.

use std::fmt::Display;

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::super::call::Call;
use super::super::kind::{Fields, Outcome, Record as _, Refusal, body, found, one_of, record};
use super::super::number;
use super::super::settings::PromptsterSettings;
use super::super::store::{Object, Select, ids, object};
use super::super::time::{iso, now};
use super::candidate_key::CandidateKey;
use super::issues::{self, Issue};
use super::org::ORG_ID;
use super::provider_keys::StoredProviderKey;
use super::refusal::{coded, invalid, quota};

record! {
    /// A stored assessment. A deleted one stays, so that it goes on counting against the quota.
    #[serde(default)]
    pub(in crate::sandbox) struct CodingAssessment,
    change CodingAssessmentChange
    with {
        id "id": String => Read "id";
        title "title": String, create Text(1, 255).required(), edit String => Read "title";
        role "role": String, create Text(1, 255).required(), edit String => Read "role";
        /// That of its issue, if it has one.
        task_brief "taskBrief": String, create SOME_TEXT.optional(), edit String => Read "taskBrief";
        repo_url "repoUrl": Option<String>, create Url(&["http", "https"]).optional(),
            edit String => Read "repoUrl";
        issue_id "issueId": Option<String>, create SOME_TEXT.optional() => Read "issueId";
        time_limit_minutes "timeLimitMinutes": Option<i64>, create COUNTED.optional(),
            edit u32 => Read "timeLimitMinutes";
        /// Above 0.
        #[serde(serialize_with = "number::stored_or_none")]
        token_budget_usd "tokenBudgetUsd": Option<f64>, create Number(0.0, 1000.0).optional(),
            edit f64 => Read "tokenBudgetUsd";
        expires_in_days "expiresInDays": i64 = 7, create Whole(1, u16::MAX as i64).optional(),
            edit u32 => Read "expiresInDays";
        allowed_tools "allowedTools": Vec<String>, create Texts(usize::MAX).optional();
        /// [`ModelKeys`]. Write-only.
        model_keys "modelKeys": Value;
        /// Taken and shown only where the settings say so.
        rubric_id "rubricId": Option<String>, create Uuid.optional() => More "rubricId";
        /// Milliseconds since 1970, as are all times here.
        created_at "createdAt": i64 => Time "createdAt";
        updated_at "updatedAt": i64, edit i64;
        deleted_at "deletedAt": Option<i64>;
    }
}

object!(CodingAssessment, "promptster", "assessment", by ids::uuid, {
    fn is_gone(&self) -> bool {
        self.deleted_at.is_some()
    }

    fn touch(&mut self, before: &Self) {
        if self.updated_at == before.updated_at {
            self.updated_at = now();
        }
    }

    /// Softly, and its keys with it.
    fn delete(connection: &Connection, id: impl Display) -> rusqlite::Result<bool> {
        let is_there = Self::edit(connection, &id, |found| found.deleted_at = Some(now()))?;
        for key in CandidateKey::of_left(&id).list(connection)? {
            CandidateKey::delete(connection, key.id)?;
        }
        Ok(is_there)
    }
});

record! {
    /// Which keys of the providers are meant.
    #[serde(default)]
    pub(super) struct ModelKeys with {
        anthropic_mode "anthropicKeyMode": String = MODES[0].to_owned(), create OneOf(&MODES).optional();
        anthropic_id "anthropicKeyId": Option<String>, create Uuid.optional();
        openai_mode "openaiKeyMode": String = MODES[0].to_owned(), create OneOf(&MODES).optional();
        openai_id "openaiKeyId": Option<String>, create Uuid.optional();
    }
}

/// The organisation's key, or one that is named.
pub(super) const MODES: [&str; 2] = ["org_default", "byok"];

pub(super) const TOOLS: [&str; 3] = ["claude", "codex", "cursor"];

impl CodingAssessment {
    /// Those that are not deleted.
    pub(in crate::sandbox) fn left() -> Select<Self> {
        Self::all().null("deletedAt", true)
    }
}

/// What the rows cannot say of a new one.
pub(super) fn check(fields: &mut Fields<'_>) {
    if fields.get("tokenBudgetUsd").and_then(Value::as_f64) == Some(0.0) {
        fields.problem("tokenBudgetUsd", "must be above 0");
    }
    let tools = fields.items("allowedTools").to_vec();
    for (index, tool) in tools.iter().enumerate() {
        if tool.as_str().is_some_and(|tool| !TOOLS.contains(&tool)) {
            fields.problem(&format!("allowedTools[{index}]"), one_of(&TOOLS));
        }
    }
}

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
    let (draft, keys) = body::read(call, |fields| {
        names_tools = fields.has("allowedTools");
        if !settings.rubrics {
            fields.drop("rubricId");
        }
        check(fields);
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
    draft.model_keys = json!(keys);
    let claude = is_usable(&there, "anthropic", &draft.model_keys)?;
    let codex = is_usable(&there, "openai", &draft.model_keys)?;
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
    Ok(draft)
}

/// Whether the chosen key of a provider is there; 400 `byok_key_invalid` for one that is not.
fn is_usable(keys: &[StoredProviderKey], provider: &str, chosen: &Value) -> Result<bool, Refusal> {
    let mut of_provider = keys.iter().filter(|key| key.provider == provider);
    if chosen[format!("{provider}KeyMode")] == MODES[0] {
        return Ok(of_provider.any(|key| key.is_default));
    }
    if of_provider.any(|key| chosen[format!("{provider}KeyId")] == key.id) {
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

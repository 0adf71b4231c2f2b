//! Promptster's data as JSON, in the order of creation, with what no read shows.

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::super::number::number;
use super::super::super::settings::PromptsterSettings;
use super::super::super::store::table;
use super::super::super::store::table::promptster::assessments::CodingAssessment;
use super::super::super::store::table::promptster::issues::Filter;
use super::super::super::store::table::promptster::keys::CandidateKey;
use super::super::super::store::table::promptster::sessions::Session;
use super::super::super::system::System;

pub(in crate::sandbox::web_app) fn dump(connection: &Connection) -> rusqlite::Result<Value> {
    let settings: PromptsterSettings = table::settings::of(connection, System::Promptster)?;
    let assessments = table::promptster::assessments::all(connection)?;
    let keys = table::promptster::keys::all(connection)?;
    let sessions = table::promptster::sessions::all(connection, None)?;
    let provider_keys: Vec<Value> = table::promptster::provider_keys::all(connection)?
        .iter()
        .map(|stored| json!({"id": stored.id, "provider": stored.key.provider, "name": stored.key.name}))
        .collect();
    Ok(json!({
        "settings": settings,
        "assessments": assessments.iter().map(assessment).collect::<Vec<_>>(),
        "keys": keys.iter().map(key).collect::<Vec<_>>(),
        "sessions": sessions.iter().map(session).collect::<Vec<_>>(),
        "issues": table::promptster::issues::all(connection, &Filter::default())?,
        "providerKeys": provider_keys,
    }))
}

fn assessment(assessment: &CodingAssessment) -> Value {
    let draft = &assessment.draft;
    json!({
        "id": assessment.id,
        "title": draft.title,
        "role": draft.role,
        "taskBrief": draft.task_brief,
        "repoUrl": draft.repo_url,
        "issueId": draft.issue_id,
        "timeLimitMinutes": draft.time_limit_minutes,
        "expiresInDays": draft.expires_in_days,
        "tokenBudgetUsd": draft.token_budget_usd.map(number),
        "allowedTools": draft.allowed_tools,
        "modelKeys": draft.model_keys,
        "rubricId": draft.rubric_id,
        "createdAt": assessment.created_at,
        "deleted": assessment.deleted_at.is_some(),
    })
}

fn key(key: &CandidateKey) -> Value {
    json!({
        "id": key.id,
        "key": key.key,
        "assessmentId": key.assessment_id,
        "candidateEmail": key.draft.email,
        "candidateName": key.draft.name,
        "orgName": key.draft.org_name,
        "status": key.status,
        "sessionId": key.session_id,
        "revoked": key.revoked_at.is_some(),
    })
}

fn session(session: &Session) -> Value {
    json!({
        "id": session.id,
        "assessmentId": session.assessment_id,
        "keyId": session.key_id,
        "scores": session.scores,
        "completedAt": session.completed_at,
    })
}

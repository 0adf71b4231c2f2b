//! What somebody does in Promptster's dashboard: the library, the provider keys, what candidates do, and what
//! the API cannot change.

use rusqlite::{Connection, Result};
use serde_json::{Value, json};

use super::super::SandboxError;
use super::super::promptster::assessment::{CodingAssessment, CodingAssessmentChange};
use super::super::promptster::candidate_key::{CandidateKey, CandidateKeyChange};
use super::super::promptster::issues::Issue;
use super::super::promptster::provider_keys::{ProviderKey, StoredProviderKey};
use super::super::promptster::sessions::Session;
use super::super::settings::{self, PromptsterChange, PromptsterSettings};
use super::super::store::{Database, Object as _};
use super::super::time::now;
use super::edits::edits;
use super::found;

/// Edits of the embedded Promptster. Each is applied whole, or on an error not at all.
#[derive(Debug, Clone, Copy)]
pub struct PromptsterApp<'s>(pub(super) &'s Database);

edits! { PromptsterEdit of PromptsterApp;
    /// Changes how Promptster is set up: scopes, plan, subscription, quota, rate limit, branding.
    SetSettings set(PromptsterChange) of PromptsterSettings;
    set {
        /// Changes fields of an assessment, which the API cannot.
        SetAssessment set_assessment(assessment_id: String, CodingAssessmentChange) of CodingAssessment;
        /// A candidate redeems a key, or completes, or lets it expire.
        SetCandidateKey set_candidate_key(key_id: String, CandidateKeyChange) of CandidateKey;
    }
    delete {
        /// Takes an issue out of the library.
        DeleteIssue delete_issue(issue_id: String) of Issue;
        /// Deletes a key of a model provider.
        DeleteProviderKey delete_provider_key(provider_key_id: String) of StoredProviderKey;
        /// Deletes an assessment with its keys.
        DeleteAssessment delete_assessment(assessment_id: String) of CodingAssessment;
        /// Revokes a key.
        RevokeCandidateKey revoke_candidate_key(key_id: String) of CandidateKey;
    }
    call {
        AddIssue { issue: Issue } => add_issue(&issue);
        AddProviderKey { key: ProviderKey } => add_provider_key(&key);
        Complete { key_id: String, #[serde(default)] scores: Vec<Value> } => complete(&key_id, &Value::Array(scores));
    }
}

impl PromptsterApp<'_> {
    /// Adds an issue to the library and gives its id.
    pub fn add_issue(&self, issue: &Issue) -> Result<String, SandboxError> {
        self.0.write(|connection| Ok(issue.add(connection)?))
    }

    /// Adds a key of a model provider and gives its id.
    pub fn add_provider_key(&self, key: &ProviderKey) -> Result<String, SandboxError> {
        self.0
            .write(|connection| Ok(StoredProviderKey::made(connection, key)?.id))
    }

    /// A candidate completes the assessment of a key, with these scores (`[{dimension, score, notes?}]`); gives
    /// the session's id.
    pub fn complete(&self, key: &str, scores: &Value) -> Result<String, SandboxError> {
        self.0.write(|connection| {
            let mut key = found(CandidateKey::get(connection, key)?, key)?;
            let now = now();
            let session = Session {
                assessment_id: key.assessment_id.clone(),
                key_id: key.id.clone(),
                scores: scores.clone(),
                started_at: now,
                completed_at: Some(now),
                ..Session::default()
            };
            let session = session.create(connection)?;
            "completed".clone_into(&mut key.status);
            key.redeemed_at = Some(now);
            key.completed_at = Some(now);
            key.session_id = Some(session.id.clone());
            key.save(connection)?;
            Ok(session.id)
        })
    }
}

/// Everything that Promptster holds.
pub(super) fn state(connection: &Connection) -> Result<Value> {
    let key = [
        "expiresAt",
        "redeemedAt",
        "completedAt",
        "totalCostUsd",
        "createdAt",
    ];
    let assessments = CodingAssessment::all().without(connection, &["updatedAt"])?;
    let keys = CandidateKey::all().without(connection, &key)?;
    let provider_key = ["isDefault", "createdAt"];
    Ok(json!({
        "settings": settings::of::<PromptsterSettings>(connection)?,
        "assessments": as_flag(assessments, "deletedAt", "deleted"),
        "keys": as_flag(keys, "revokedAt", "revoked"),
        "sessions": Session::all().without(connection, &["startedAt"])?,
        "issues": Issue::all().without(connection, &[])?,
        "providerKeys": StoredProviderKey::all().without(connection, &provider_key)?,
    }))
}

/// With whether a time is set in the place of the time.
fn as_flag(mut objects: Vec<Value>, time: &str, flag: &str) -> Vec<Value> {
    for object in objects.iter_mut().filter_map(Value::as_object_mut) {
        let is_set = object
            .shift_remove(time)
            .is_some_and(|time| !time.is_null());
        object.insert(flag.to_owned(), json!(is_set));
    }
    objects
}

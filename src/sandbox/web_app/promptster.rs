//! What somebody does in Promptster's dashboard: the library, the provider keys, what candidates do, and what
//! the API cannot change.

use serde_json::Value;

use super::super::promptster::assessment::{CodingAssessment, CodingAssessmentChange};
use super::super::promptster::issues::Issue;
use super::super::promptster::keys::{CandidateKey, CandidateKeyChange};
use super::super::promptster::org::{ProviderKey, StoredProviderKey};
use super::super::promptster::sessions::Session;
use super::super::settings::{PromptsterChange, PromptsterSettings};
use super::super::store::{Database, Object as _};
use super::super::time::now;
use super::super::{SandboxError, settings};
use super::{delete, found, known};

/// Edits of the embedded Promptster. Each is applied whole, or on an error not at all.
#[derive(Debug, Clone, Copy)]
pub struct PromptsterApp<'s>(pub(super) &'s Database);

impl PromptsterApp<'_> {
    /// Changes how Promptster is set up: scopes, plan, subscription, quota, rate limit, branding.
    pub fn set(&self, change: &PromptsterChange) -> Result<(), SandboxError> {
        self.0
            .write(|connection| Ok(settings::change::<PromptsterSettings>(connection, change)?))
    }

    /// Adds an issue to the library and gives its id.
    pub fn add_issue(&self, issue: &Issue) -> Result<String, SandboxError> {
        self.0.write(|connection| Ok(issue.add(connection)?))
    }

    /// Takes an issue out of the library.
    pub fn delete_issue(&self, id: &str) -> Result<(), SandboxError> {
        delete::<Issue>(self.0, id)
    }

    /// Adds a key of a model provider and gives its id.
    pub fn add_provider_key(&self, key: &ProviderKey) -> Result<String, SandboxError> {
        self.0
            .write(|connection| Ok(StoredProviderKey::new(key).create(connection)?.id))
    }

    /// Deletes a key of a model provider.
    pub fn delete_provider_key(&self, id: &str) -> Result<(), SandboxError> {
        delete::<StoredProviderKey>(self.0, id)
    }

    /// Changes fields of an assessment, which the API cannot.
    pub fn set_assessment(
        &self,
        id: &str,
        change: &CodingAssessmentChange,
    ) -> Result<(), SandboxError> {
        self.0.write(|connection| {
            let found = found(CodingAssessment::find(connection, id)?, id)?;
            let mut changed = found.with(change)?;
            changed.updated_at = now();
            Ok(changed.save(connection)?)
        })
    }

    /// Deletes an assessment with its keys.
    pub fn delete_assessment(&self, id: &str) -> Result<(), SandboxError> {
        self.0.write(|connection| {
            known::<CodingAssessment>(CodingAssessment::retire(connection, id)?, id)
        })
    }

    /// A candidate redeems a key, or completes, or lets it expire.
    pub fn set_candidate_key(
        &self,
        id: &str,
        change: &CandidateKeyChange,
    ) -> Result<(), SandboxError> {
        self.0.write(|connection| {
            let key = found(CandidateKey::find(connection, id)?, id)?;
            Ok(key.with(change)?.save(connection)?)
        })
    }

    /// Revokes a key.
    pub fn revoke_candidate_key(&self, id: &str) -> Result<(), SandboxError> {
        self.0.write(|connection| {
            let key = found(CandidateKey::find(connection, id)?, id)?;
            Ok(key.revoke(connection)?)
        })
    }

    /// A candidate completes the assessment of a key, with these scores (`[{dimension, score, notes?}]`); gives
    /// the session's id.
    pub fn complete(&self, key: &str, scores: &Value) -> Result<String, SandboxError> {
        self.0.write(|connection| {
            let mut key = found(CandidateKey::find(connection, key)?, key)?;
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

//! What somebody does in Promptster's dashboard: the library, the provider keys, what candidates do, and what
//! the API cannot change.

use serde_json::Value;

use super::super::SandboxError;
use super::super::promptster::candidate_key::CandidateKey;
use super::super::promptster::issues::Issue;
use super::super::promptster::provider_keys::{ProviderKey, StoredProviderKey};
use super::super::promptster::sessions::Session;
use super::super::store::{Database, Object as _};
use super::super::time::now;
use super::found;

/// Edits of the embedded Promptster. Each is applied whole, or on an error not at all.
#[derive(Debug, Clone, Copy)]
pub struct PromptsterApp<'s>(pub(super) &'s Database);

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

//! The edits: the library, the provider keys, what candidates do, and what the API cannot change.

use rusqlite::Connection;
use serde_json::Value;

use super::super::super::SandboxError;
use super::super::super::settings::{PromptsterChange, PromptsterSettings};
use super::super::super::store::{
    CandidateKeyChange, CodingAssessmentChange, Database, Issue, ProviderKey, table,
};
use super::super::super::system::System;
use super::super::super::time::now;
use super::super::known;

/// Edits of the embedded Promptster. Each is applied whole, or on an error not at all.
#[derive(Debug, Clone, Copy)]
pub struct PromptsterApp<'s>(pub(in crate::sandbox::web_app) &'s Database);

impl PromptsterApp<'_> {
    /// Changes how Promptster is set up: scopes, plan, subscription, quota, rate limit, branding.
    pub fn set(&self, change: &PromptsterChange) -> Result<(), SandboxError> {
        self.0.write(|connection| {
            let mut settings: PromptsterSettings =
                table::settings::of(connection, System::Promptster)?;
            change.apply(&mut settings);
            Ok(table::settings::set(
                connection,
                System::Promptster,
                &settings,
            )?)
        })
    }

    /// Adds an issue to the library and gives its id.
    pub fn add_issue(&self, issue: &Issue) -> Result<String, SandboxError> {
        self.0
            .write(|connection| Ok(table::promptster::issues::insert(connection, issue)?))
    }

    /// Takes an issue out of the library.
    pub fn delete_issue(&self, id: &str) -> Result<(), SandboxError> {
        self.edit("issue", id, |connection| {
            table::promptster::issues::delete(connection, id)
        })
    }

    /// Adds a key of a model provider and gives its id.
    pub fn add_provider_key(&self, key: &ProviderKey) -> Result<String, SandboxError> {
        self.0.write(|connection| {
            Ok(table::promptster::provider_keys::insert(
                connection,
                key,
                now(),
            )?)
        })
    }

    /// Deletes a key of a model provider.
    pub fn delete_provider_key(&self, id: &str) -> Result<(), SandboxError> {
        self.edit("provider key", id, |connection| {
            table::promptster::provider_keys::delete(connection, id)
        })
    }

    /// Changes fields of an assessment, which the API cannot.
    pub fn set_assessment(
        &self,
        id: &str,
        change: &CodingAssessmentChange,
    ) -> Result<(), SandboxError> {
        self.edit("assessment", id, |connection| {
            table::promptster::assessments::update(connection, id, change, now())
        })
    }

    /// Deletes an assessment with its keys.
    pub fn delete_assessment(&self, id: &str) -> Result<(), SandboxError> {
        self.edit("assessment", id, |connection| {
            table::promptster::keys::revoke_all(connection, id, now())?;
            table::promptster::assessments::delete(connection, id, now())
        })
    }

    /// A candidate redeems a key, or completes, or lets it expire.
    pub fn set_candidate_key(
        &self,
        id: &str,
        change: &CandidateKeyChange,
    ) -> Result<(), SandboxError> {
        self.edit("candidate key", id, |connection| {
            table::promptster::keys::update(connection, id, change)
        })
    }

    /// Revokes a key.
    pub fn revoke_candidate_key(&self, id: &str) -> Result<(), SandboxError> {
        self.edit("candidate key", id, |connection| {
            let Some(key) = table::promptster::keys::find(connection, id)? else {
                return Ok(false);
            };
            table::promptster::keys::revoke(connection, &key.assessment_id, id, now())
        })
    }

    /// A candidate completes the assessment of a key, with these scores (`[{dimension, score, notes?}]`); gives
    /// the session's id.
    pub fn complete(&self, key: &str, scores: &Value) -> Result<String, SandboxError> {
        self.0.write(|connection| {
            let Some(found) = table::promptster::keys::find(connection, key)? else {
                return known(false, "candidate key", &key).map(|()| String::new());
            };
            let now = now();
            let session = table::promptster::sessions::insert(
                connection,
                &found.assessment_id,
                key,
                scores,
                now,
                Some(now),
            )?;
            let change = CandidateKeyChange {
                status: Some("completed".to_owned()),
                redeemed_at: Some(now),
                completed_at: Some(now),
                session_id: Some(session.clone()),
                ..CandidateKeyChange::default()
            };
            table::promptster::keys::update(connection, key, &change)?;
            Ok(session)
        })
    }

    fn edit(
        self,
        kind: &'static str,
        id: &str,
        run: impl FnOnce(&Connection) -> rusqlite::Result<bool>,
    ) -> Result<(), SandboxError> {
        self.0
            .write(|connection| known(run(connection)?, kind, &id))
    }
}

//! Promptster's part of a seed: the library, the provider keys, the contract.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::super::promptster::issues::Issue;
use super::super::promptster::org::{ProviderKey, StoredProviderKey};
use super::super::settings::{Branding, Plan, PromptsterSettings, Subscription};
use super::super::store::Object as _;
use super::super::{SandboxError, settings};

/// Promptster's part.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct PromptsterSeed {
    /// The scopes of every key.
    pub scopes: Option<Vec<String>>,
    /// The plan.
    pub plan: Option<Plan>,
    /// Whether writes are paid for.
    pub subscription: Option<Subscription>,
    /// How many assessments may be created.
    pub quota: Option<u32>,
    /// Requests a minute; 0 for no limit.
    pub rate_limit: Option<u32>,
    /// Whether `rubricId` is kept.
    pub rubrics: Option<bool>,
    /// The branding.
    pub branding: Option<Branding>,
    /// The library: one an id, or one a title where no id is given.
    pub issues: Vec<Issue>,
    /// Keys of model providers, one a provider and name.
    pub provider_keys: Vec<ProviderKey>,
}

impl PromptsterSeed {
    pub(super) fn plant(&self, connection: &Connection) -> Result<(), SandboxError> {
        settings::change::<PromptsterSettings>(connection, self)?;
        for issue in &self.issues {
            let is_there = if issue.id.is_empty() {
                Issue::named(&issue.issue_title).any(connection)?
            } else {
                Issue::exists(connection, &issue.id)?
            };
            if !is_there {
                issue.add(connection)?;
            }
        }
        for key in &self.provider_keys {
            let there = StoredProviderKey::all().list(connection)?;
            let is_same = |one: &StoredProviderKey| {
                (&one.key.provider, &one.key.name) == (&key.provider, &key.name)
            };
            if !there.iter().any(is_same) {
                StoredProviderKey::add(connection, key)?;
            }
        }
        Ok(())
    }
}

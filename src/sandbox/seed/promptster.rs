//! Promptster's part of a seed: the library, the provider keys, the contract.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::super::SandboxError;
use super::super::settings::{Branding, Plan, PromptsterChange, PromptsterSettings, Subscription};
use super::super::store::{Issue, ProviderKey, table};
use super::super::system::System;
use super::super::time::now;

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
        let Self {
            issues,
            provider_keys,
            ..
        } = self;
        let change = self.change();
        if change != PromptsterChange::default() {
            let mut settings: PromptsterSettings =
                table::settings::of(connection, System::Promptster)?;
            change.apply(&mut settings);
            table::settings::set(connection, System::Promptster, &settings)?;
        }
        for issue in issues {
            let is_there = if issue.id.is_empty() {
                table::promptster::issues::titled(connection, &issue.issue_title)?.is_some()
            } else {
                table::promptster::issues::find(connection, &issue.id)?.is_some()
            };
            if !is_there {
                table::promptster::issues::insert(connection, issue)?;
            }
        }
        for key in provider_keys {
            if table::promptster::provider_keys::named(connection, key)?.is_none() {
                table::promptster::provider_keys::insert(connection, key, now())?;
            }
        }
        Ok(())
    }

    fn change(&self) -> PromptsterChange {
        PromptsterChange {
            scopes: self.scopes.clone(),
            plan: self.plan,
            subscription: self.subscription,
            quota: self.quota,
            rate_limit: self.rate_limit,
            rubrics: self.rubrics,
            branding: self.branding.clone(),
        }
    }
}

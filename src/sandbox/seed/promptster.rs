//! Promptster's part of a seed: the library, the provider keys, the contract.

use rusqlite::Connection;

use super::super::promptster::issues::Issue;
use super::super::promptster::provider_keys::StoredProviderKey;
use super::super::settings::{PromptsterSeed, PromptsterSettings};
use super::super::store::Object as _;
use super::super::{SandboxError, settings};

pub(super) fn plant(seed: &PromptsterSeed, connection: &Connection) -> Result<(), SandboxError> {
    settings::change::<PromptsterSettings>(connection, seed)?;
    for issue in &seed.issues {
        let is_there = if issue.id.is_empty() {
            Issue::named(&issue.issue_title).any(connection)?
        } else {
            Issue::exists(connection, &issue.id)?
        };
        if !is_there {
            issue.add(connection)?;
        }
    }
    for key in &seed.provider_keys {
        let same = StoredProviderKey::all()
            .field("provider", Some(&key.provider))
            .field("name", key.name.as_deref())
            .null("name", key.name.is_none());
        if !same.any(connection)? {
            StoredProviderKey::made(connection, key)?;
        }
    }
    Ok(())
}

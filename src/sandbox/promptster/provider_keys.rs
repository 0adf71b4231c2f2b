//! The organisation's keys of model providers (reviewers/api/keys/list): readable here, managed in the dashboard.

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::super::answer::object;
use super::super::kind::{Outcome, Record as _, record};
use super::super::store::{self, Object as _, ids, require_one_of};
use super::super::time::{iso, now};

record! {
    /// A key of the organisation for a model provider.
    pub(in crate::sandbox) struct StoredProviderKey,
    seed ProviderKey {
        /// Whether it is the one of `org_default`; else none is usable by default.
        #[serde(default = "yes")]
        pub is_default: bool,
    }
    with {
        id "id": String => Read "id";
        /// `anthropic` or `openai`.
        provider "provider": String, seed String => Read "provider";
        /// What people call it.
        name "name": Option<String>, seed Option<String> => Read "name";
        is_default "isDefault": bool => Read "isDefault";
        /// Milliseconds since 1970.
        created_at "createdAt": i64 = now() => Time "createdAt";
    }
}

const fn yes() -> bool {
    true
}

store::object!(StoredProviderKey, "promptster", "provider key", by ids::uuid, {
    fn check(&self, _: &Connection) -> rusqlite::Result<()> {
        require_one_of("provider", &self.provider, &["anthropic", "openai"])
    }
});

/// `GET /v1/org/keys`
pub(super) fn list(connection: &Connection) -> Outcome {
    let keys = StoredProviderKey::all().list(connection)?;
    let keys: Vec<_> = keys.iter().map(show).collect();
    Ok(json!({"keys": keys}))
}

fn show(key: &StoredProviderKey) -> Map<String, Value> {
    let mut shown = key.shown();
    shown.extend(object([
        ("prefix", "sk-…".into()),
        ("lastUsedAt", Value::Null),
        ("lastValidatedAt", iso(key.created_at).into()),
    ]));
    shown
}

//! The organisation: its provider keys (reviewers/api/keys/list), readable here, managed in the dashboard; and its
//! branding, the one thing that can be updated (reviewers/api/branding).

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::super::answer::object;
use super::super::call::Call;
use super::super::kind::{Outcome, Record as _, body, record};
use super::super::settings::{Branding, PromptsterSettings};
use super::super::store::{self, Object as _, ids, require_one_of};
use super::super::time::{iso, now};
use super::refusal::invalid;

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

/// `orgId` in every answer.
pub(super) const ORG_ID: &str = "org_sandbox";

/// `GET /v1/org/keys`
pub(super) fn provider_keys(connection: &Connection) -> Outcome {
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

/// `GET /v1/org/branding`
pub(super) fn branding(settings: &PromptsterSettings) -> Value {
    let mut shown = settings.branding.shown();
    shown.extend(object([
        (
            "maxRetentionDays",
            settings.plan.most_retention_days().into(),
        ),
        ("plan", json!(settings.plan)),
    ]));
    Value::Object(shown)
}

/// `PUT /v1/org/branding`: what is left out stays, null clears.
pub(super) fn update_branding(
    connection: &Connection,
    settings: &PromptsterSettings,
    call: &Call,
) -> Outcome {
    let change = body::change::<Branding>(call, |_| {})?;
    let changes_days = change.contains_key("retentionDays");
    let mut changed = settings.branding.body();
    changed.extend(change);
    let settings = PromptsterSettings {
        branding: body::typed(changed)?,
        ..settings.clone()
    };
    let most = settings.plan.most_retention_days();
    if changes_days && settings.branding.retention_days > most {
        let message = format!("retentionDays is above the limit of your plan ({most})");
        return Err(invalid(&message));
    }
    settings.put(connection)?;
    Ok(branding(&settings))
}

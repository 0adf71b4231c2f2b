//! The organisation, and its branding: the one thing of it that can be updated (reviewers/api/branding).

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::answer::object;
use super::super::call::Call;
use super::super::kind::{Outcome, Record as _, body};
use super::super::settings::{Branding, PromptsterSettings};
use super::super::store::Object as _;
use super::refusal::invalid;

/// `orgId` in every answer.
pub(super) const ORG_ID: &str = "org_sandbox";

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

//! The branding, the one thing that can be updated (reviewers/api/branding).

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::call::Call;
use super::super::fields::Fields;
use super::super::settings::{Branding, PromptsterSettings};
use super::super::store::Object as _;
use super::body::read_body;
use super::{Outcome, Refusal};

/// `GET /v1/org/branding`
pub(super) fn show(settings: &PromptsterSettings) -> Value {
    let Branding {
        logo_url,
        accent_color,
        retention_days,
    } = &settings.branding;
    json!({
        "logoUrl": logo_url,
        "accentColor": accent_color,
        "retentionDays": retention_days,
        "maxRetentionDays": settings.plan.most_retention_days(),
        "plan": settings.plan,
    })
}

/// `PUT /v1/org/branding`: what is left out stays, null clears.
pub(super) fn update(
    connection: &Connection,
    settings: &PromptsterSettings,
    call: &Call,
) -> Outcome {
    let mut settings = settings.clone();
    let branding = &mut settings.branding;
    let days = read_body(call, |fields| {
        fields.overwrite("logoUrl", &mut branding.logo_url, |fields, name| {
            fields.url(name, &["http", "https"])
        });
        fields.overwrite("accentColor", &mut branding.accent_color, Fields::any_text);
        fields.integer("retentionDays", 1..=i64::MAX)
    })?;
    branding.retention_days = days.unwrap_or(branding.retention_days);
    let most = settings.plan.most_retention_days();
    if days.is_some_and(|days| days > most) {
        let message = format!("retentionDays is above the limit of your plan ({most})");
        return Err(Refusal::invalid(&message));
    }
    settings.put(connection)?;
    Ok((200, show(&settings)))
}

//! Introspection of the key (the guide, 2.4).

use serde_json::{Value, json};

use super::super::settings::FlowmingoSettings;

/// `GET /integration/me/v1`: needs no scope.
pub(super) fn show(settings: &FlowmingoSettings) -> Value {
    json!({
        "api_key_id": "019c0000-5a4d-7b0c-8000-00000000000a",
        "organization_id": 4711,
        "scopes": settings.scopes,
        "expires_at": null,
    })
}

//! What a system said has happened.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::model::System;

/// A system that sends webhooks. Promptster documents none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum WebhookSystem {
    TapTalent,
    Flowmingo,
}

impl WebhookSystem {
    /// Every system that sends webhooks.
    pub const ALL: [Self; 2] = [Self::TapTalent, Self::Flowmingo];

    /// The same among all systems.
    pub const fn system(self) -> System {
        match self {
            Self::TapTalent => System::TapTalent,
            Self::Flowmingo => System::Flowmingo,
        }
    }

    /// The path that takes its webhooks.
    pub const fn path(self) -> &'static str {
        match self {
            Self::TapTalent => "/taptalent",
            Self::Flowmingo => "/flowmingo",
        }
    }

    /// The event's name. Flowmingo's page says `event_type`; one integration in the wild has met `event_name`.
    fn event_name(self, payload: &Map<String, Value>) -> Option<String> {
        let keys: &[&str] = match self {
            Self::TapTalent => &["event"],
            Self::Flowmingo => &["event_type", "event_name"],
        };
        keys.iter()
            .find_map(|key| payload.get(*key).and_then(Value::as_str))
            .map(str::to_owned)
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    pub system: WebhookSystem,
    /// Its name, for example `assessment.ready`; `None` if the payload has none where the documents put it.
    pub event: Option<String>,
    pub received_at: jiff::Timestamp,
    /// Whether its key or signature was checked: `false` if no secret is known for the system.
    pub verified: bool,
    /// The body as it came, every field of it.
    pub payload: Map<String, Value>,
}

impl Event {
    pub(super) fn new(
        system: WebhookSystem,
        verified: bool,
        payload: Map<String, Value>,
        received_at: jiff::Timestamp,
    ) -> Self {
        Self {
            system,
            event: system.event_name(&payload),
            received_at,
            verified,
            payload,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(system: WebhookSystem, payload: &str) -> Option<String> {
        let payload = serde_json::from_str(payload).unwrap();
        Event::new(system, true, payload, jiff::Timestamp::UNIX_EPOCH).event
    }

    #[test]
    fn an_event_has_the_name_that_its_system_gave_it() {
        let taptalent = named(WebhookSystem::TapTalent, r#"{"event":"assessment.ready"}"#);
        assert_eq!(taptalent.as_deref(), Some("assessment.ready"));
        let new = r#"{"event_type":"interview.status.update","event":"x"}"#;
        let new = named(WebhookSystem::Flowmingo, new);
        assert_eq!(new.as_deref(), Some("interview.status.update"));
        let old = named(WebhookSystem::Flowmingo, r#"{"event_name":"a"}"#);
        assert_eq!(old.as_deref(), Some("a"));
        assert_eq!(named(WebhookSystem::TapTalent, r#"{"event":1}"#), None);
    }
}

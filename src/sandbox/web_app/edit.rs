//! An edit as JSON: whose it is, and the rest for that system.

use serde_json::Value;

use super::super::SandboxError;
use super::super::system::System;
use super::{WebApp, flowmingo, promptster, taptalent};

/// An edit of one of the systems.
#[derive(Debug)]
pub(super) enum Edit {
    Taptalent(taptalent::Edit),
    Flowmingo(flowmingo::Edit),
    Promptster(promptster::Edit),
}

impl Edit {
    /// Reads `{"system": …, "action": …}`; without a system TapTalent is meant.
    pub(super) fn read(mut json: Value) -> Result<Self, serde_json::Error> {
        let system = json
            .as_object_mut()
            .and_then(|object| object.shift_remove("system"))
            .map_or(Ok(System::Taptalent), serde_json::from_value)?;
        Ok(match system {
            System::Taptalent => Self::Taptalent(serde_json::from_value(json)?),
            System::Flowmingo => Self::Flowmingo(serde_json::from_value(json)?),
            System::Promptster => Self::Promptster(serde_json::from_value(json)?),
        })
    }

    /// Applies the edit; the new id if it made something, else null.
    pub(super) fn apply(self, app: WebApp<'_>) -> Result<Value, SandboxError> {
        match self {
            Self::Taptalent(edit) => edit.apply(app),
            Self::Flowmingo(edit) => edit.apply(app.flowmingo()),
            Self::Promptster(edit) => edit.apply(app.promptster()),
        }
    }
}

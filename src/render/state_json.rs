//! What the state knows, for scripts. The shapes are a promise: schema/state-list.schema.json and schema/state-show.schema.json
//! are made from these types.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::state::{Part, Recorded};

/// `vetform state list --format json`
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StateListDocument {
    /// 1. Raised when fields are removed or change their meaning, not when fields are added.
    pub format_version: u32,
    /// The workspace whose state it is.
    pub workspace: String,
    /// By address.
    pub resources: Vec<KnownDocument>,
    /// Writes whose outcome is unknown; `vetform state settle` settles them.
    pub in_doubt: Vec<DoubtDocument>,
}

/// A resource that the state knows.
#[derive(Debug, Serialize, JsonSchema)]
pub struct KnownDocument {
    /// `system/Kind/name`
    pub address: String,
    /// The system's id.
    pub id: String,
    /// Whether it was adopted rather than created; adopted objects are never deleted.
    pub adopted: bool,
}

/// A write whose outcome is unknown.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DoubtDocument {
    /// `system/Kind/name`
    pub address: String,
    /// Part of the resource: `questions/NAME`, `candidates/NAME`, `rejections/NAME` or `generate`;
    /// null: the resource itself. For a person, the name is derived from the address, and is not
    /// the address.
    pub part: Option<String>,
    /// When the write began.
    pub since: String,
}

/// `vetform state show ADDRESS --format json`
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StateShowDocument {
    /// 1. Changes to `record`, which has the internal format of the state, do not raise it.
    pub format_version: u32,
    /// The workspace whose state it is.
    pub workspace: String,
    /// `system/Kind/name`
    pub address: String,
    /// Part of the resource: `questions/NAME` or `candidates/NAME`; null: the resource itself.
    pub part: Option<String>,
    /// The record as it is in the state: ids, and keyed fingerprints instead of texts and people.
    pub record: Value,
}

/// Everything that the state knows.
pub fn state_list_json(recorded: &Recorded, workspace: &str) -> StateListDocument {
    let resources = recorded.resources.iter();
    let pending = recorded.pending.iter();
    StateListDocument {
        format_version: 1,
        workspace: workspace.to_owned(),
        resources: resources
            .map(|(address, record)| KnownDocument {
                address: address.to_string(),
                id: record.id.clone(),
                adopted: record.adopted,
            })
            .collect(),
        in_doubt: pending
            .map(|(key, pending)| DoubtDocument {
                address: key.address.to_string(),
                part: part_of(&key.part),
                since: pending.since.clone(),
            })
            .collect(),
    }
}

/// Which part of a resource; `None`: the whole.
pub fn part_of(part: &Part) -> Option<String> {
    Some(part.to_string()).filter(|part| !part.is_empty())
}

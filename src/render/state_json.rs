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
    /// 1. A later number means that fields have gone or changed their meaning; new fields alone do not raise it.
    pub format_version: u32,
    /// The workspace whose state it is.
    pub workspace: String,
    /// By address.
    pub resources: Vec<KnownDocument>,
    /// Writes of which nobody knows whether they were made; `vetform state settle` ends a doubt.
    pub in_doubt: Vec<DoubtDocument>,
}

/// A resource that the state knows.
#[derive(Debug, Serialize, JsonSchema)]
pub struct KnownDocument {
    /// `system/Kind/name`
    pub address: String,
    /// The system's id.
    pub id: String,
    /// Whether it was live before anything was applied: then it is never deleted.
    pub adopted: bool,
}

/// A write of which nobody knows whether it was made.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DoubtDocument {
    /// `system/Kind/name`
    pub address: String,
    /// Which part of it: `questions/NAME`, `candidates/NAME`, `rejections/NAME` or `generate`; null: the resource itself. Of
    /// a person the name is made from the address, and is not a valid address.
    pub part: Option<String>,
    /// When it was begun.
    pub since: String,
}

/// `vetform state show ADDRESS --format json`
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StateShowDocument {
    /// 1. It does not count changes of what is in `record`: that is the state's own form.
    pub format_version: u32,
    /// The workspace whose state it is.
    pub workspace: String,
    /// `system/Kind/name`
    pub address: String,
    /// Which part of it: `questions/NAME` or `candidates/NAME`; null: the resource itself.
    pub part: Option<String>,
    /// As it stands in the state: ids, and keyed fingerprints in the place of texts and people.
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

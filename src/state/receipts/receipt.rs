//! One receipt: what a run did to one resource.

use std::collections::BTreeMap;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::fingerprint::Fingerprint;
use crate::model::Address;

/// What a run did to one resource. Its order of fields is that of the line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// Of the last write; UTC.
    pub time: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pull_request: Option<String>,
    pub run: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workspace: Option<String>,
    pub address: Address,
    /// The live object's; of a roster, that of what it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    pub what: What,
    /// Its address before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Address>,
    /// The fields that were written, as a plan names them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, FieldPrints>,
    #[serde(default, skip_serializing_if = "People::is_nobody")]
    pub people: People,
    /// Whether the outcome of some of it was unknown when the run ended.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub in_doubt: bool,
}

/// A value before and after, as keyed fingerprints; none where there was none, or where no read shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FieldPrints {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Fingerprint>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Fingerprint>,
}

/// How many people of a roster something was done with. Who they are stands nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct People {
    /// Invited, assigned, or given a key.
    #[serde(default, skip_serializing_if = "is_none")]
    pub entered: usize,
    /// Put into another stage.
    #[serde(default, skip_serializing_if = "is_none")]
    pub moved: usize,
    /// Rejected.
    #[serde(default, skip_serializing_if = "is_none")]
    pub rejected: usize,
    /// Whose key was revoked.
    #[serde(default, skip_serializing_if = "is_none")]
    pub revoked: usize,
    /// Of whom nobody knows whether the request arrived.
    #[serde(default, skip_serializing_if = "is_none")]
    pub in_doubt: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_none(count: &usize) -> bool {
    *count == 0
}

impl People {
    pub fn is_nobody(&self) -> bool {
        *self == Self::default()
    }
}

/// What was done, in a word: the one that matters most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    Created,
    /// Taken over as it was live.
    Adopted,
    Updated,
    /// A new object or version took the place of the one before.
    Replaced,
    /// The manifest got another name.
    Renamed,
    /// People were invited, assigned, or given a key.
    Invited,
    /// People were put into another stage.
    Moved,
    /// People were rejected.
    Rejected,
    /// Keys of people were taken away.
    Revoked,
    Deleted,
    /// It is not managed any more, and stays live.
    Forgotten,
    /// Sent, and nobody knows whether it was done.
    InDoubt,
}

impl What {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Adopted => "adopted",
            Self::Updated => "updated",
            Self::Replaced => "replaced",
            Self::Renamed => "renamed",
            Self::Invited => "invited",
            Self::Moved => "moved",
            Self::Rejected => "rejected",
            Self::Revoked => "revoked",
            Self::Deleted => "deleted",
            Self::Forgotten => "forgotten",
            Self::InDoubt => "in-doubt",
        }
    }
}

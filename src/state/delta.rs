//! The only way in which a state changes: one small fact at a time, in the order in which it became true.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::fingerprint::Fingerprint;
use super::pending::{Part, Pending};
use super::receipts::FieldPrints;
use super::record::{PersonRecord, Record};
use crate::model::{Address, Name};

/// One fact about one resource.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delta {
    pub address: Address,
    pub change: RecordChange,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RecordChange {
    /// It stands for this live object. If that is another than before, what was remembered of the other is dropped.
    #[serde(rename_all = "camelCase")]
    Identify {
        id: String,
        /// It was live before, and not made from here: nobody here deletes it (law 8).
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        adopted: bool,
    },
    /// It stands for another live object now, and what was remembered is kept: people stay where they were entered.
    #[serde(rename_all = "camelCase")]
    Retargeted { id: String },
    /// It was known by another address.
    #[serde(rename_all = "camelCase")]
    MovedFrom { from: Address },
    #[serde(rename_all = "camelCase")]
    Fields {
        fields: BTreeMap<String, Fingerprint>,
    },
    /// The system keeps other values than were sent.
    #[serde(rename_all = "camelCase")]
    Rewritten {
        fields: BTreeMap<String, Fingerprint>,
    },
    /// The system keeps other values of a step than were sent.
    #[serde(rename_all = "camelCase")]
    StepRewritten {
        /// Which, from 0.
        index: usize,
        fields: BTreeMap<String, Fingerprint>,
    },
    /// These fields are declared, no read shows them, and nothing was sent for them yet.
    #[serde(rename_all = "camelCase")]
    NeverSent { fields: BTreeSet<String> },
    /// A write about it was done: a read soon after need not show it.
    #[serde(rename_all = "camelCase")]
    Wrote {
        at: Timestamp,
        /// The live values that it took the place of, by the path of the difference.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        replaced: BTreeMap<String, Fingerprint>,
        /// The id of what it deleted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        removed: Option<String>,
        /// What it changed, by the path of the difference.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        changed: BTreeMap<String, FieldPrints>,
        /// How many people it put into another stage.
        #[serde(default, skip_serializing_if = "is_none")]
        moved: usize,
        /// Of how many people it took the key away.
        #[serde(default, skip_serializing_if = "is_none")]
        revoked: usize,
    },
    /// Whether the system was found not to keep the order in which questions are added.
    #[serde(rename_all = "camelCase")]
    OrderGivenUp { given_up: bool },
    /// This question was added or changed.
    #[serde(rename_all = "camelCase")]
    Question {
        name: Name,
        id: String,
        /// It was live before; said when it is first remembered, or by another name.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        adopted: bool,
        fields: BTreeMap<String, Fingerprint>,
    },
    /// The system keeps another question text than was sent.
    #[serde(rename_all = "camelCase")]
    QuestionRewritten {
        name: Name,
        fields: BTreeMap<String, Fingerprint>,
    },
    /// These fields of a question are declared, no read shows them, and nothing was sent for them yet.
    #[serde(rename_all = "camelCase")]
    QuestionNeverSent {
        name: Name,
        fields: BTreeSet<String>,
    },
    /// This question is no longer ours: deleted, or named otherwise now.
    #[serde(rename_all = "camelCase")]
    QuestionGone { name: Name },
    #[serde(rename_all = "camelCase")]
    Steps {
        /// In order; by field name.
        steps: Vec<BTreeMap<String, Fingerprint>>,
    },
    /// A new version of a flow stands for it now.
    #[serde(rename_all = "camelCase")]
    NewVersion {
        /// The new version's id.
        id: String,
        version: u32,
    },
    #[serde(rename_all = "camelCase")]
    Started {
        #[serde(default)]
        part: Part,
        #[serde(flatten)]
        pending: Pending,
    },
    /// A started write is known not to have happened.
    #[serde(rename_all = "camelCase")]
    NotDone {
        #[serde(default)]
        part: Part,
    },
    /// A person of a roster is entered: invited, assigned, holding a key.
    #[serde(rename_all = "camelCase")]
    Person {
        who: Fingerprint,
        /// The ids; those that are missing here are kept.
        #[serde(flatten)]
        person: PersonRecord,
    },
    /// A read has shown a person who was entered: missing in a later one, they are gone.
    #[serde(rename_all = "camelCase")]
    PersonSeen { who: Fingerprint },
    /// A person is not to be remembered: was not entered, or is to be entered again.
    #[serde(rename_all = "camelCase")]
    PersonForgotten { who: Fingerprint },
    /// The questions were asked for.
    #[serde(rename_all = "camelCase")]
    Generated { request: Fingerprint },
    /// A predecessor is deleted.
    #[serde(rename_all = "camelCase")]
    PreviousGone { id: String },
    /// What a pull had taken in, and the manifest says, is what counts from now on.
    #[serde(rename_all = "camelCase")]
    Based { record: Box<Record> },
    /// It is not managed any more.
    Forget,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_none(count: &usize) -> bool {
    *count == 0
}

impl RecordChange {
    /// As a fact about this resource.
    pub fn of(self, address: &Address) -> Delta {
        Delta {
            address: address.clone(),
            change: self,
        }
    }
}

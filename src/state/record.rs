//! What is remembered of one resource, its questions and its people: ids and fingerprints, never a value.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::field_records::FieldRecords;
use super::fingerprint::Fingerprint;
use crate::model::{Kind, Name};

/// What is remembered of one resource.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    pub id: String,
    /// It was live before anything was applied, and not made from here: it is never deleted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub adopted: bool,
    /// When it was created from here, as far as that is known: a read soon after need not show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    /// When it was last changed from here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<Timestamp>,
    /// What the writes of the last minutes took the place of, by the path of the difference.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub replaced: BTreeMap<String, BTreeSet<Fingerprint>>,
    /// Ids of parts that were deleted in the last minutes.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub removed: BTreeSet<String>,
    /// The system does not keep the order in which questions are added: they are not added again for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub order_given_up: bool,
    #[serde(flatten)]
    pub fields: FieldRecords,
    /// Its questions, by the manifest's names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub questions: BTreeMap<Name, QuestionRecord>,
    /// Its steps, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<FieldRecords>,
    /// Which version of a flow it is: 1 for the first; above it the flow's name ends in ` v<version>`.
    #[serde(default = "first_version", skip_serializing_if = "is_first_version")]
    pub version: u32,
    /// Ids of the versions before, oldest first. Of a replaced Promptster assessment: those that are still to be deleted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub previous_ids: Vec<String>,
    /// The people of a roster that were entered.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub people: BTreeMap<Fingerprint, PersonRecord>,
    /// Of a Flowmingo roster: the people that it had entered into what it was about before, by the id of that.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub earlier: BTreeMap<String, BTreeMap<Fingerprint, PersonRecord>>,
    /// People of whom somebody said that they are to be entered again, whatever the system has of them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub forgotten: BTreeSet<Fingerprint>,
    /// What the system was asked to write questions from, once it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generated: Option<Fingerprint>,
}

const fn first_version() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_first_version(version: &u32) -> bool {
    *version <= 1
}

impl Record {
    /// Whom a roster has entered, with the id of what they were entered into.
    pub fn entered(&self) -> impl Iterator<Item = (&str, &BTreeMap<Fingerprint, PersonRecord>)> {
        let earlier = self.earlier.iter();
        let earlier = earlier.map(|(id, people)| (id.as_str(), people));
        earlier.chain([(self.id.as_str(), &self.people)])
    }

    /// Makes it about another live object. Flowmingo shows nobody's address, so whom a roster of it had entered before must
    /// stay known.
    pub(super) fn replace(&mut self, kind: Kind, id: &str, adopted: bool) {
        let mut earlier = BTreeMap::new();
        if kind == Kind::FlowmingoRoster {
            earlier = std::mem::take(&mut self.earlier);
            let people = std::mem::take(&mut self.people);
            if !people.is_empty() {
                let before = std::mem::take(&mut self.id);
                earlier.entry(before).or_default().extend(people);
            }
        }
        *self = Self {
            id: id.to_owned(),
            adopted,
            version: 1,
            people: earlier.remove(id).unwrap_or_default(),
            earlier,
            ..Self::default()
        };
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QuestionRecord {
    pub id: String,
    /// It was live before anything was applied, and not added from here.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub adopted: bool,
    /// When it was added from here, as far as that is known: a read soon after need not show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    #[serde(flatten)]
    pub fields: FieldRecords,
}

/// What is remembered of a person in a roster. Who it is stands nowhere: the key is a fingerprint of the address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PersonRecord {
    /// The system's id of the invite, assignment, submission or key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The system's id of the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub talent: Option<String>,
    /// The system's id of the stage that the person was last seen in as declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rejected: bool,
    /// The key was taken away.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub revoked: bool,
    /// When the person was entered from here, until a read has shown them: one soon after need not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<Timestamp>,
    /// Was entered into an earlier version of what the roster is about, and stays there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stayed: bool,
}

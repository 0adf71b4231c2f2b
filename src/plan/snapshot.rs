//! What a change was computed from, as fingerprints part by part: enough to say right before a write which part of a
//! live object has moved since, without holding its text.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::{FieldKey, Fields};
use crate::state::{Fingerprint, FingerprintKey};

/// The part that stands for the order of questions.
const ORDER: &str = "question order";

/// Fingerprints of the parts of a live object.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Snapshot {
    /// Plain fields: those that only one of two reads carries are not compared.
    fields: BTreeMap<String, Fingerprint>,
    /// Questions or steps, by a name for people: one that only one of two reads has *is* a difference.
    parts: BTreeMap<String, Fingerprint>,
}

impl Snapshot {
    /// Of an object with these parts.
    pub(super) fn new<F: FieldKey>(
        fields: &Fields<F>,
        parts: impl IntoIterator<Item = (String, Fingerprint)>,
        key: &FingerprintKey,
    ) -> Self {
        let fields = fields.iter().map(|(field, value)| {
            let name = field.spec().name;
            (name.to_owned(), key.of(name, value))
        });
        Self {
            fields: fields.collect(),
            parts: parts.into_iter().collect(),
        }
    }

    /// And of the order of its parts. Only for what was computed from it: the documents promise no order of a read.
    #[must_use]
    pub(super) fn with_order(mut self, print: Fingerprint) -> Self {
        self.parts.insert(ORDER.into(), print);
        self
    }

    /// The parts that differ between this and a newer look, named for people.
    pub fn moved(&self, now: &Self) -> Vec<String> {
        let fields = self
            .fields
            .iter()
            .filter(|(name, then)| now.fields.get(*name).is_some_and(|now| now != *then))
            .map(|(name, _)| name.clone());
        let gone_or_changed = self
            .parts
            .iter()
            .filter(|(name, then)| now.parts.get(*name) != Some(then))
            .map(|(name, _)| name.clone());
        let new = now
            .parts
            .keys()
            .filter(|name| *name != ORDER && !self.parts.contains_key(*name))
            .map(|name| format!("{name} (new)"));
        fields.chain(gone_or_changed).chain(new).collect()
    }
}

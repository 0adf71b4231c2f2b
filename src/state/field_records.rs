//! What was applied of the fields of one thing, as fingerprints. Compares nothing: that is the plan's.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::fingerprint::Fingerprint;

/// Fingerprints of the fields of one thing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FieldRecords {
    /// What was last applied, by field name.
    #[serde(default, rename = "fields", skip_serializing_if = "BTreeMap::is_empty")]
    pub applied: BTreeMap<String, Fingerprint>,
    /// What the system made of it, where that differs from what was sent.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rewritten: BTreeMap<String, Fingerprint>,
    /// Declared when it was taken in from what was live, not shown by any read, and never sent: nobody knows what is live.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub never_sent: BTreeSet<String>,
}

impl FieldRecords {
    /// Only what was applied.
    pub const fn applied(applied: BTreeMap<String, Fingerprint>) -> Self {
        Self {
            applied,
            rewritten: BTreeMap::new(),
            never_sent: BTreeSet::new(),
        }
    }

    /// The fingerprint that a live value has if nobody touched it since the last apply.
    pub fn settled(&self, name: &str) -> Option<&Fingerprint> {
        self.rewritten.get(name).or_else(|| self.applied.get(name))
    }

    /// Notes what nothing was sent for.
    pub(super) fn leave(&mut self, fields: &BTreeSet<String>) {
        let unknown = fields
            .iter()
            .filter(|name| !self.applied.contains_key(*name));
        self.never_sent.extend(unknown.cloned());
    }

    /// Takes over newer fingerprints; what the system had made of the older value is void.
    pub(super) fn update(&mut self, newer: &BTreeMap<String, Fingerprint>) {
        for (name, fingerprint) in newer {
            self.never_sent.remove(name);
            if self
                .applied
                .insert(name.clone(), fingerprint.clone())
                .as_ref()
                != Some(fingerprint)
            {
                self.rewritten.remove(name);
            }
        }
    }
}

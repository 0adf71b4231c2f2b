//! How many live objects have a title, a name, or whatever else a manifest finds its live object by.

use std::collections::BTreeMap;

use crate::model::canonical_text;

/// Natural keys, in the form in which they are compared.
pub(super) struct NaturalKeys(BTreeMap<String, usize>);

impl FromIterator<String> for NaturalKeys {
    fn from_iter<I: IntoIterator<Item = String>>(keys: I) -> Self {
        let mut counts = BTreeMap::new();
        for key in keys {
            *counts.entry(canonical_text(&key)).or_default() += 1;
        }
        Self(counts)
    }
}

impl NaturalKeys {
    /// Whether more than one live object has it, so that only a pin says which is meant.
    pub(super) fn is_ambiguous(&self, key: &str) -> bool {
        self.0
            .get(&canonical_text(key))
            .is_some_and(|count| *count > 1)
    }
}

//! What is live of one kind, as identity looks at it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;

use crate::model::{FieldValue, Listing, Lookup, Resource, Spec, canonical_text};

/// A live object with an id.
pub(super) trait Identified {
    /// The id's text.
    fn id_text(&self) -> &str;
}

/// What one kind's live objects look like to identity.
pub(super) struct Population<'a, S: Spec, O> {
    /// All of them, as the complete list shows them.
    pub listed: &'a Listing<O>,
    /// Those that were read singly.
    pub details: &'a BTreeMap<S::Id, Lookup<O>>,
    /// Their id.
    pub id: fn(&O) -> &S::Id,
    /// The natural key of a manifest, for messages.
    pub key_of_manifest: fn(&Resource<S>) -> String,
    /// The natural key of a live object.
    pub key_of_live: fn(&O) -> Option<&FieldValue>,
    /// The plain key that a versioned key begins with, if it has that form.
    pub base_of_key: fn(&str) -> Option<&str>,
    /// Which version a live object is of a manifest's natural key; `None`: it has another key.
    pub version: fn(&Resource<S>, &O) -> Option<u32>,
    /// When the reading began.
    pub read_at: Option<Timestamp>,
    /// What tells a live object from another with the same key.
    pub describe: fn(&O) -> String,
    /// Makes an id of its text.
    pub make_id: fn(&str) -> S::Id,
    /// What the natural key is called.
    pub key_name: &'static str,
    /// Whether what takes the place of a live object has another version in its key, and not the same key.
    pub is_versioned: bool,
}

/// Live objects that no pin and no record gives to a manifest, by natural key: so that each manifest finds its own in one
/// look.
pub(super) struct Free<'a, O> {
    by_key: HashMap<String, Vec<&'a O>>,
    /// Those of which no read shows a key: each could be any manifest's.
    pub(super) nameless: Vec<&'a O>,
}

impl<'a, O> Free<'a, O> {
    pub(super) fn new<S: Spec>(
        population: &Population<'a, S, O>,
        claimed: &BTreeSet<S::Id>,
    ) -> Self {
        let mut free = Self {
            by_key: HashMap::new(),
            nameless: Vec::new(),
        };
        for object in population.listed.items() {
            if claimed.contains((population.id)(object)) {
                continue;
            }
            let Some(FieldValue::Text(key)) = (population.key_of_live)(object) else {
                free.nameless.push(object);
                continue;
            };
            let key = canonical_text(key);
            if let Some(base) = (population.base_of_key)(&key) {
                let of_base = free.by_key.entry(canonical_text(base));
                of_base.or_default().push(object);
            }
            free.by_key.entry(key).or_default().push(object);
        }
        free
    }

    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = &'a O> {
        self.by_key.values().flatten().copied()
    }

    /// Those that are some version of the manifest's key, with the version.
    pub(super) fn matches<S: Spec>(
        &self,
        resource: &Resource<S>,
        population: &Population<'a, S, O>,
    ) -> Vec<(u32, &'a O)> {
        let key = canonical_text(&(population.key_of_manifest)(resource));
        let objects = self.by_key.get(&key).into_iter().flatten().copied();
        objects
            .filter_map(|object| Some(((population.version)(resource, object)?, object)))
            .collect()
    }
}

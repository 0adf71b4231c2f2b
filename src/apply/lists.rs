//! The lists that creates are held against: before one, that there is none like it; after a lost answer, what is new; after a
//! success, that nobody else made the same. Reads nothing by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tokio::sync::Mutex;

use super::freshness::Glance;
use crate::clock::Moment;
use crate::model::{Kind, Made, Operation, alike_form, canonical_text, with_article};

/// Where a create shows, and by which name.
pub fn listed(operation: &Operation) -> Option<(Kind, String)> {
    match operation.facts().made {
        Made::Object { kind, name, .. } => Some((kind, name?)),
        _ => None,
    }
}

/// `an assessment with this title`
pub(super) fn one_like_it(kind: Kind) -> String {
    format!(
        "{} with this {}",
        with_article(&kind.noun()),
        kind.natural_key()
    )
}

/// One list, read to its end.
#[derive(Debug)]
pub struct Seen {
    pub(super) begun: Moment,
    pub(super) glance: Glance,
    /// Every id with its name in the form in which a server's other spelling is alike; `None`: the list shows no name.
    forms: BTreeMap<String, Option<String>>,
    by_form: BTreeMap<String, Vec<String>>,
    by_text: BTreeMap<String, Vec<String>>,
}

/// The last look at the list of each kind.
#[derive(Debug, Default)]
pub(super) struct SharedLists([Mutex<Option<Arc<Seen>>>; Kind::ALL.len()]);

impl Seen {
    pub fn new(begun: Moment, objects: impl IntoIterator<Item = (String, Option<String>)>) -> Self {
        let mut seen = Self {
            begun,
            glance: Glance::begun(begun),
            forms: BTreeMap::new(),
            by_form: BTreeMap::new(),
            by_text: BTreeMap::new(),
        };
        for (id, name) in objects {
            let form = name.as_deref().map(alike_form);
            if let (Some(name), Some(form)) = (&name, &form) {
                let text = seen.by_text.entry(canonical_text(name)).or_default();
                text.push(id.clone());
                seen.by_form
                    .entry(form.clone())
                    .or_default()
                    .push(id.clone());
            }
            seen.forms.insert(id, form);
        }
        seen
    }

    pub fn has(&self, id: &str) -> bool {
        self.forms.contains_key(id)
    }

    /// Every id with the form of its name.
    pub(super) fn objects(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        let objects = self.forms.iter();
        objects.map(|(id, form)| (id.as_str(), form.as_deref()))
    }

    /// Those that have exactly this name.
    pub(super) fn named(&self, name: &str) -> &[String] {
        self.by_text
            .get(&canonical_text(name))
            .map_or(&[], Vec::as_slice)
    }

    /// Those that have this name, however the server spells it.
    pub(super) fn alike(&self, name: &str) -> &[String] {
        self.by_form
            .get(&alike_form(name))
            .map_or(&[], Vec::as_slice)
    }
}

impl SharedLists {
    pub(super) const fn last(&self, of: Kind) -> &Mutex<Option<Arc<Seen>>> {
        &self.0[of as usize]
    }
}

/// What was live before a create of a change was sent, so that what is new can be told.
#[derive(Debug, Clone)]
pub enum Before {
    List(Arc<Seen>),
    Questions(BTreeSet<String>),
}

impl Before {
    pub(super) fn has(&self, id: &str) -> bool {
        match self {
            Self::List(seen) => seen.has(id),
            Self::Questions(ids) => ids.contains(id),
        }
    }
}

//! The search for live objects that no manifest stands for.

use std::collections::{BTreeMap, BTreeSet};

use super::new_manifest::{NewManifest, envelope, path_of};
use super::thing::Thing;
use crate::manifest::edit::{Line, document};
use crate::manifest::problems_of;
use crate::model::{Address, AssessmentId, Desired, Kind, Live};
use crate::pull::name::{Taken, name_of_title};
use crate::state::Recorded;

/// What was found that no manifest stands for.
#[derive(Debug, Default)]
pub struct Found {
    /// In order of kind and address.
    pub manifests: Vec<NewManifest>,
    /// In words: what cannot be declared, and why.
    pub left: Vec<String>,
    /// Names of assessments by their ids, those of manifests included.
    pub names: BTreeMap<AssessmentId, String>,
}

/// Works out the new manifests. `live` must hold every object one by one; `ids`: what the manifests stand for; `is_wanted`:
/// which addresses are asked for; `shares`: whether
/// questions that several assessments have become one manifest.
pub fn unmanaged(
    desired: &Desired,
    live: &Live,
    recorded: &Recorded,
    ids: &BTreeMap<Address, String>,
    is_wanted: &dyn Fn(&Address) -> bool,
    shares: bool,
) -> Found {
    let mut search = Search {
        desired,
        shares,
        recorded,
        is_wanted,
        managed: ids
            .iter()
            .map(|(address, id)| (address.kind(), id.as_str()))
            .collect(),
        taken: BTreeMap::new(),
        found: Found::default(),
    };
    let elsewhere = desired.elsewhere.iter();
    for address in elsewhere.clone() {
        if let Some(record) = recorded.record(address) {
            search.managed.insert((address.kind(), &record.id));
        }
    }
    for address in desired.addresses() {
        let Some(record) = recorded.record(address) else {
            continue;
        };
        // Deleted from here a moment ago: the read is an old one.
        let is_recent = record.written_recently(live.read_at).is_some();
        let removed = record.removed.iter().filter(|_| is_recent);
        let earlier = record.previous_ids.iter().chain(removed);
        search
            .managed
            .extend(earlier.map(|id| (address.kind(), id.as_str())));
    }
    for address in desired.addresses().chain(elsewhere) {
        let taken = search.taken.entry(address.kind()).or_default();
        taken.take(address.name().clone());
    }
    for resource in &desired.taptalent.assessments {
        if let Some(id) = ids.get(&resource.address) {
            let name = resource.address.name().to_string();
            search.found.names.insert(AssessmentId::new(id), name);
        }
    }
    search.assessments(live);
    search.flows(live);
    search.externals(live);
    search.tasks(live);
    if !desired.addresses().any(|one| one.kind() == Kind::Branding) {
        search.branding(live);
    }
    let manifests = &mut search.found.manifests;
    manifests.sort_by(|one, other| one.address.cmp(&other.address));
    search.found
}

/// Oldest first, so that names do not depend on the order of an answer.
pub(super) fn in_order<T, K: Ord>(all: &[T], key: impl Fn(&T) -> K) -> Vec<&T> {
    let mut all: Vec<&T> = all.iter().collect();
    all.sort_by_key(|one| key(one));
    all
}

pub(super) struct Search<'a> {
    pub(super) desired: &'a Desired,
    /// Whether what several assessments have becomes one manifest.
    pub(super) shares: bool,
    recorded: &'a Recorded,
    pub(super) is_wanted: &'a dyn Fn(&Address) -> bool,
    /// Ids, each of its kind: those of two kinds may be the same.
    managed: BTreeSet<(Kind, &'a str)>,
    taken: BTreeMap<Kind, Taken>,
    pub(super) found: Found,
}

impl Search<'_> {
    pub(super) fn is_managed(&self, kind: Kind, id: &str) -> bool {
        self.managed.contains(&(kind, id))
    }

    /// The name that the state knows it by, if that is free; else one from its title.
    fn address(&mut self, thing: &Thing<'_>) -> Option<Address> {
        let before = self.recorded.resources.iter().find(|(address, record)| {
            address.kind() == thing.kind && record.id == thing.id && !thing.id.is_empty()
        });
        let taken = self.taken.entry(thing.kind).or_default();
        if let Some((address, _)) = before
            && taken.take(address.name().clone())
        {
            return Some(address.clone());
        }
        let name = name_of_title(
            thing.title,
            thing.kind.folder().trim_end_matches('s'),
            taken,
        )?;
        Some(Address::new(thing.kind, name))
    }

    pub(super) fn add(
        &mut self,
        thing: &Thing<'_>,
        spec: &[Line],
        questions: Vec<Line>,
    ) -> Option<Address> {
        let Some(address) = self.address(thing) else {
            self.leave(thing, "no manifest name can be derived from its title");
            return None;
        };
        if !(self.is_wanted)(&address) {
            return None;
        }
        let path = path_of(&address);
        let text = |spec: Vec<Line>| {
            let text = document(&envelope(&address, thing, spec));
            match problems_of(&path, &text, None).first() {
                Some(problem) => Err(problem.message.clone()),
                None => Ok(text),
            }
        };
        let full = text(spec.iter().cloned().chain(questions).collect());
        match full.or_else(|_| text(spec.to_vec())) {
            Ok(text) => self.found.manifests.push(NewManifest {
                address: address.clone(),
                id: Some(thing.id.to_owned()).filter(|id| !id.is_empty()),
                path,
                text,
            }),
            Err(why) => {
                self.leave(thing, &why);
                return None;
            }
        }
        Some(address)
    }

    pub(super) fn leave(&mut self, thing: &Thing<'_>, why: &str) {
        let (system, kind) = (thing.kind.system(), thing.kind);
        self.found.left.push(format!(
            "the live {system} {kind} “{}” ({}) gets no manifest: {why}",
            thing.title, thing.id
        ));
    }
}

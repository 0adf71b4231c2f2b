//! What a manifest is compared with: what was applied last, or what a pull has taken in since, whichever it says.
//!
//! The manifests that a pull has written may lie on a branch, and the next plan may be of another one: with the old manifest,
//! what was changed in the web app is drift as before, and with the new one there is nothing to do.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::draft::fingerprints;
use super::taptalent::{step_prints, versioned};
use crate::model::taptalent::{Assessment, Flow};
use crate::model::{Address, Desired, FieldKey, Fields, Resource, Spec};
use crate::state::{Delta, FieldRecords, Fingerprint, Record, RecordChange, Recorded};

type Prints = BTreeMap<String, Fingerprint>;

/// The same with what pulls have taken in, wherever the manifests say it.
pub fn in_force<'r>(desired: &Desired, recorded: &'r Recorded) -> Cow<'r, Recorded> {
    if recorded.taken_in.is_empty() {
        return Cow::Borrowed(recorded);
    }
    let mut base = Base(recorded.clone());
    for resource in &desired.taptalent.assessments {
        base.assessment(resource);
    }
    for resource in &desired.taptalent.flows {
        base.flow(resource);
    }
    for resource in &desired.promptster.assessments {
        base.plain(resource, &resource.spec.fields);
    }
    for resource in &desired.promptster.branding {
        base.plain(resource, &resource.spec.fields);
    }
    for resource in &desired.externals {
        let key = &recorded.fingerprint_key;
        let title = resource.spec.title.as_deref();
        let title = title.map(|title| ("title".to_owned(), key.of_text("title", title)));
        base.put(resource, |applied, taken| {
            fields(&applied.fields, &taken.fields, &title.into_iter().collect())
        });
    }
    Cow::Owned(base.0)
}

/// What was taken in and is in force is what was applied, from the next apply on.
pub(super) fn facts(before: &Recorded, in_force: &Recorded) -> Vec<Delta> {
    let of = |address: &Address| {
        let record = in_force.record(address)?;
        let is_new = before.record(address) != Some(record);
        is_new.then(|| Delta {
            address: address.clone(),
            change: RecordChange::Based {
                record: Box::new(record.clone()),
            },
        })
    };
    before.taken_in.keys().filter_map(of).collect()
}

struct Base(Recorded);

impl Base {
    /// `merge` gives the fields that are in force.
    fn put<S: Spec>(
        &mut self,
        resource: &Resource<S>,
        merge: impl FnOnce(&Record, &Record) -> FieldRecords,
    ) {
        let Some((address, taken)) = self.taken(resource) else {
            return;
        };
        let fields = match self.same(&address, &taken) {
            Some(applied) => merge(applied, &taken),
            None => return drop(self.0.resources.insert(address, taken)),
        };
        if let Some(record) = self.0.resources.get_mut(&address) {
            record.fields = fields;
        }
    }

    fn plain<S: Spec, F: FieldKey>(&mut self, resource: &Resource<S>, declared: &Fields<F>) {
        let wanted = fingerprints(&self.0.fingerprint_key, declared);
        self.put(resource, |applied, taken| {
            fields(&applied.fields, &taken.fields, &wanted)
        });
    }

    fn assessment(&mut self, resource: &Resource<Assessment>) {
        let Some((address, taken)) = self.taken(resource) else {
            return;
        };
        self.plain(resource, &resource.spec.fields);
        let key = self.0.fingerprint_key.clone();
        let Some(record) = self.0.resources.get_mut(&address) else {
            return;
        };
        for question in resource.spec.questions.iter().flatten() {
            let Some(of_pull) = taken.questions.get(&question.name) else {
                continue;
            };
            let wanted = fingerprints(&key, &question.content.fields());
            match record.questions.get_mut(&question.name) {
                Some(known) if known.id == of_pull.id => {
                    known.fields = fields(&known.fields, &of_pull.fields, &wanted);
                }
                // The name may be that of another question there.
                Some(_) if !says_some(&of_pull.fields, &wanted) => {}
                _ => {
                    record.questions.retain(|_, known| known.id != of_pull.id);
                    let name = question.name.clone();
                    record.questions.insert(name, of_pull.clone());
                }
            }
        }
    }

    fn flow(&mut self, resource: &Resource<Flow>) {
        let Some((address, taken)) = self.taken(resource) else {
            return;
        };
        let declared = &resource.spec.fields;
        self.plain(resource, declared);
        self.plain(resource, &versioned(declared, taken.version));
        let id_of = |address: &Address| self.0.record(address).map(|record| record.id.clone());
        let wanted = step_prints(&self.0.fingerprint_key, &resource.spec.steps, &id_of);
        let Some(record) = self.0.resources.get_mut(&address) else {
            return;
        };
        if taken.steps.is_empty() {
            return;
        }
        let steps = wanted.iter().enumerate().filter_map(|(index, wanted)| {
            match (record.steps.get(index), taken.steps.get(index)) {
                (Some(applied), Some(taken)) => Some(fields(applied, taken, wanted)),
                (None, Some(taken)) => Some(taken.clone()),
                (Some(applied), None) => Some(applied.clone()),
                (None, None) => None,
            }
        });
        let mut steps: Vec<FieldRecords> = steps.collect();
        if wanted.len() != taken.steps.len() {
            // The manifest is not the one of the pull: what was there before tells who moved.
            steps.extend(record.steps.iter().skip(steps.len()).cloned());
        }
        record.steps = steps;
    }

    /// What a pull knows of a resource, under the address that it has, or had. Another live object than the one that was
    /// applied to counts only where the manifest pins it: the pull may have been of another branch's pin.
    fn taken<S: Spec>(&self, resource: &Resource<S>) -> Option<(Address, Record)> {
        let earlier = super::record::previous_addresses(resource);
        let mut all = std::iter::once(resource.address.clone()).chain(earlier);
        let (address, taken) = all.find_map(|address| {
            let taken = self.0.taken_in.get(&address)?.clone();
            Some((address, taken))
        })?;
        let is_other = self
            .0
            .record(&address)
            .is_some_and(|applied| !applied.id.is_empty() && applied.id != taken.id);
        let is_pinned = || {
            let pin = resource.pin.as_ref();
            pin.is_some_and(|pin| pin.to_string() == taken.id)
        };
        (!is_other || is_pinned()).then_some((address, taken))
    }

    /// What was applied, to the same live object.
    fn same(&self, address: &Address, taken: &Record) -> Option<&Record> {
        let applied = self.0.record(address);
        applied.filter(|applied| applied.id == taken.id)
    }
}

fn says_some(taken: &FieldRecords, wanted: &Prints) -> bool {
    let mut applied = taken.applied.iter();
    applied.any(|(name, print)| wanted.get(name) == Some(print))
}

/// Each field by whichever of the two the manifest says.
fn fields(applied: &FieldRecords, taken: &FieldRecords, wanted: &Prints) -> FieldRecords {
    let mut base = applied.clone();
    let said = |name: &String, print: &Fingerprint| wanted.get(name) == Some(print);
    for (name, print) in taken
        .applied
        .iter()
        .filter(|(name, print)| said(name, print))
    {
        if base.applied.insert(name.clone(), print.clone()).as_ref() != Some(print) {
            base.rewritten.remove(name);
        }
        base.never_sent.remove(name);
        let rewritten = taken.rewritten.get(name);
        base.rewritten
            .extend(rewritten.map(|print| (name.clone(), print.clone())));
    }
    let unknown = taken.never_sent.iter();
    let unknown =
        unknown.filter(|name| wanted.contains_key(*name) && !base.applied.contains_key(*name));
    base.never_sent.extend(unknown.cloned().collect::<Vec<_>>());
    base
}

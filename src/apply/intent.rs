//! What to write down before a create is sent: enough to find the thing again if the answer is lost, and how often it may
//! have arrived. Plain values, as in `decide`.

use std::collections::BTreeMap;

use super::decide::Ended;
use crate::model::{Address, Email, FieldKey as _, FieldValue, Made, Operation, alike_form};
use crate::state::{ALIKE, Delta, Fingerprint, FingerprintKey, Part, Pending, RecordChange};

/// What a create makes, and what it will be found by. `None` for writes that may simply be repeated.
pub fn begun(operation: &Operation, key: &FingerprintKey, since: &str) -> Option<(Part, Pending)> {
    let part = part(operation)?;
    let (fields, called) = match operation.facts().made {
        Made::Object {
            kind: _,
            key,
            name: Some(name),
        } => (vec![(key, FieldValue::Text(name.clone()))], Some(name)),
        Made::Question { name: _, content } => {
            let fields = content.fields().into_iter();
            let fields = fields.map(|(field, value)| (field.spec().name, value));
            (fields.collect(), Some(content.question.clone()))
        }
        // What the system writes by itself has a name of its choice: nothing to find it by.
        _ => (Vec::new(), None),
    };
    let prints = fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), key.of(name, &value)));
    let mut pending = Pending::begun(since.to_owned(), prints.collect());
    pending.alike = called.map(|name| key.of_text(ALIKE, &alike_form(&name)));
    Some((part, pending))
}

pub fn part(operation: &Operation) -> Option<Part> {
    match operation.facts().made {
        Made::Object { .. } => Some(Part::Whole),
        Made::Question { name, .. } => Some(Part::Question(name.clone())),
        Made::Questions => Some(Part::Generation),
        Made::Nothing | Made::Entry | Made::Rejection => None,
    }
}

/// The facts that a request about people was started: one for each. None for what reading can always settle.
/// `earlier` tells what is known of a request for the same that nobody heard the end of.
pub fn started_with_people(
    address: &Address,
    operation: &Operation,
    print: impl Fn(&Email) -> Fingerprint,
    since: &str,
    earlier: impl Fn(&Part) -> Option<Pending>,
) -> Vec<Delta> {
    let parts = parts(operation, print).into_iter();
    parts
        .map(|part| {
            let mut pending = Pending::begun(since.to_owned(), BTreeMap::new());
            if let Some(earlier) = earlier(&part) {
                pending.sends = earlier.sends.saturating_add(1);
            }
            RecordChange::Started { part, pending }.of(address)
        })
        .collect()
}

/// The facts that are left of the intents of a request about people that ended so.
pub fn left_with_people(
    address: &Address,
    operation: &Operation,
    print: impl Fn(&Email) -> Fingerprint,
    pending: impl Fn(&Part) -> Option<Pending>,
    ended: Ended,
) -> Vec<Delta> {
    let parts = parts(operation, print).into_iter();
    let left = parts.filter_map(|part| {
        let pending = pending(&part)?;
        ended.leaves(part, pending)
    });
    left.map(|change| change.of(address)).collect()
}

/// What a request about people makes: for each person one thing.
pub fn parts(operation: &Operation, print: impl Fn(&Email) -> Fingerprint) -> Vec<Part> {
    let part: fn(Fingerprint) -> Part = match operation.facts().made {
        Made::Entry => Part::Person,
        Made::Rejection => Part::Rejection,
        Made::Nothing | Made::Object { .. } | Made::Question { .. } | Made::Questions => {
            return Vec::new();
        }
    };
    let people = operation.people().into_iter();
    people.map(|who| part(print(who))).collect()
}

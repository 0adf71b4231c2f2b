//! What a list of assessments and single reads of some of them say together, and what does not fit. No I/O.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::promptster::{AssessmentField, ObservedAssessment, Wants, key_of};
use crate::model::{FieldValue, Listing, Lookup, TaskId, canonical_text, text_in};
use crate::provider::http::{Call, Path, ReadError};

/// Which of the listed assessments a plan wants to see alone: by id, by natural key, or because the list does not show
/// the key, so that it could be any manifest's.
pub(super) fn to_read(wants: &Wants, list: &Listing<ObservedAssessment>) -> BTreeSet<TaskId> {
    let keys: BTreeSet<String> = wants
        .natural_keys
        .iter()
        .map(|key| canonical_text(key))
        .collect();
    let listed = list.items().iter().filter(|item| match &item.natural_key {
        _ if wants.every_assessment => true,
        Some(FieldValue::Text(key)) => keys.contains(&canonical_text(key)),
        Some(_) => false,
        None => !keys.is_empty(),
    });
    let listed = listed.map(|item| item.id.clone());
    wants.assessments.iter().cloned().chain(listed).collect()
}

/// Completes list and single reads from each other.
///
/// # Errors
/// What contradicts itself: it must be read again, list and all.
pub(super) fn settle(
    list: &mut Listing<ObservedAssessment>,
    details: &mut BTreeMap<TaskId, Lookup<ObservedAssessment>>,
) -> Vec<ReadError> {
    let mut errors = Vec::new();
    for item in list.items_mut() {
        match details.get_mut(&item.id) {
            Some(Lookup::Found(found)) => {
                *found = found.clone().completed_by(item);
                name(item, found);
            }
            Some(Lookup::Gone) => errors.push(contradiction(
                item,
                "it is in the list, but does not exist when read alone",
            )),
            Some(Lookup::Denied(_)) | None => {}
        }
    }
    errors
}

/// Gives both the natural key that they know together.
fn name(item: &mut ObservedAssessment, found: &mut ObservedAssessment) {
    let text = |field| text_in(&found.fields, field);
    if found.natural_key.is_none()
        && let (Some(title), Some(role)) =
            (text(AssessmentField::Title), text(AssessmentField::Role))
    {
        let key = key_of(title, role);
        found.natural_key = Some(FieldValue::Text(key));
    }
    item.natural_key = item
        .natural_key
        .take()
        .or_else(|| found.natural_key.clone());
}

fn contradiction(item: &ObservedAssessment, what: &str) -> ReadError {
    match Path::of(&["v1", "assessments", item.id.as_str()]) {
        Ok(path) => ReadError::Incomplete {
            call: Call::get(&path),
            what: what.to_owned(),
        },
        Err(error) => error.into(),
    }
}

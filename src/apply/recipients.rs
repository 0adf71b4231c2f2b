//! Who a request is about, and where each stands – masked.

use crate::model::{Email, Operation, PersonSource};
use crate::plan::Change;

/// Most people that one message names.
const MOST_NAMED: usize = 5;

/// `a…x@e….com (cohort.csv:7)`
pub(super) fn one(change: &Change, who: &Email) -> String {
    let declared = change.people.iter().find(|person| person.who == *who);
    match declared.map(|person| &person.source) {
        Some(PersonSource::Row { file, line }) => format!("{who} ({file}:{line})"),
        Some(PersonSource::Manifest(_)) | None => who.to_string(),
    }
}

/// Everybody in a request, up to a bound.
pub(super) fn whom(change: &Change, operation: &Operation) -> String {
    let people = operation.people();
    let named = people.iter().take(MOST_NAMED).map(|who| one(change, who));
    let mut named: Vec<String> = named.collect();
    if people.len() > MOST_NAMED {
        named.push(format!("and {} more", people.len() - MOST_NAMED));
    }
    named.join(", ")
}

//! Who a request is about, and where each stands – masked.

use std::collections::BTreeSet;

use crate::model::{Email, Operation, PersonSource, flowmingo, promptster};
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

/// The request without some people. `None`: nobody is left.
pub(super) fn without(operation: &Operation, out: &BTreeSet<Email>) -> Option<Operation> {
    let mut rest = operation.clone();
    match &mut rest {
        Operation::Flowmingo(flowmingo::Operation::Invite { candidates, .. }) => {
            candidates.retain(|one| !out.contains(&one.email));
        }
        Operation::Promptster(promptster::Operation::GenerateKeys { candidates, .. }) => {
            candidates.retain(|one| !out.contains(&one.email));
        }
        // Everything else is about one person.
        other => {
            if other.people().into_iter().any(|who| out.contains(who)) {
                return None;
            }
        }
    }
    (!rest.people().is_empty()).then_some(rest)
}

//! A reviewed change: its calls and what it was computed from, as fingerprints. Decides nothing about whether it still fits.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::change::{Action, Change};
use super::precondition::Precondition;
use super::snapshot::Snapshot;
use crate::model::{Address, Operation};
use crate::state::FingerprintKey;

/// One reviewed change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SavedChange {
    /// Of which resource.
    pub address: Address,
    /// Its action, in one word.
    pub action: String,
    /// Its calls, in order: method, path and fingerprint of the body.
    pub calls: Vec<String>,
    /// The requests of its batches as if each were about one person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<String>,
    /// Changes of the same plan that it builds on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requires: Vec<Address>,
    /// What it was computed from, for live objects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snapshot: Option<Snapshot>,
}

impl SavedChange {
    pub(super) fn is_create(&self) -> bool {
        self.action == Action::Create.as_str()
    }

    /// Whether exactly this was reviewed. What it builds on is not part of it: that may be made by now.
    pub(super) fn is(&self, now: &Self) -> bool {
        let Self {
            address,
            action,
            calls,
            people: _,
            requires: _,
            snapshot,
        } = self;
        (address, action, calls, snapshot) == (&now.address, &now.action, &now.calls, &now.snapshot)
    }
}

/// What the fingerprints of calls are made with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prints<'a> {
    pub key: &'a FingerprintKey,
    /// Whether what a call says of people is fingerprinted as well. Where it is not, people are told apart as far as a
    /// review shows them, and the digest of the manifests says that they are the same.
    pub people: bool,
}

/// `created`: what an earlier run of the same plan created, by id; it is shown as it was planned.
pub(super) fn saved_change(
    change: &Change,
    prints: Prints<'_>,
    created: &BTreeMap<String, Address>,
) -> SavedChange {
    let calls = change
        .calls
        .iter()
        .map(|call| call_print(&call.operation, prints, created))
        .collect();
    let batches = change.calls.iter().map(|call| &call.operation);
    let people = batches
        .filter(|operation| operation.people().len() > 1)
        .flat_map(|operation| person_prints(operation, prints, created))
        .collect();
    let snapshot = match &change.precondition {
        Precondition::Unmoved { snapshot, .. } => Some(snapshot.clone()),
        Precondition::None
        | Precondition::Absent(_)
        | Precondition::NotYetAmong { .. }
        | Precondition::NoKeyYet { .. }
        | Precondition::Stages { .. } => None,
    };
    SavedChange {
        address: change.address.clone(),
        action: change.action.as_str().to_owned(),
        calls,
        people,
        requires: change.requires.clone(),
        snapshot,
    }
}

/// A call as a saved plan holds it: method, path and fingerprint of the body.
pub(super) fn call_print(
    operation: &Operation,
    Prints { key, people }: Prints<'_>,
    created: &BTreeMap<String, Address>,
) -> String {
    let operation = operation.before_creation(created);
    let route = operation.route();
    let about = operation.people();
    let body = if people || about.is_empty() {
        // The program's version is part of the file, so the body's debug form is the same on both sides.
        format!("{operation:?}")
    } else {
        let masked: Vec<String> = about.into_iter().map(ToString::to_string).collect();
        masked.join(", ")
    };
    let body = key.of_text("body", &body);
    format!("{route} {body}")
}

/// The requests of a batch, one for each of its people: what is left of a batch is a smaller one.
pub(super) fn person_prints(
    operation: &Operation,
    prints: Prints<'_>,
    created: &BTreeMap<String, Address>,
) -> Vec<String> {
    let people = operation.people();
    let alone = people
        .iter()
        .filter_map(|one| operation.for_people(|who| who == *one));
    alone
        .map(|operation| call_print(&operation, prints, created))
        .collect()
}

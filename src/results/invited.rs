//! Whom the state knows: people whom this project invited.

use std::collections::BTreeMap;

use super::row::Row;
use super::who::Who;
use crate::model::{Address, Desired, Person, TalentId, flowmingo};
use crate::state::{PersonRecord, Recorded};

/// What the state remembers of a person in a roster.
pub(super) fn memory<'r>(
    roster: &Address,
    recorded: &'r Recorded,
    person: &impl Person,
) -> Option<&'r PersonRecord> {
    let print = recorded.print_of(person.email());
    recorded.record(roster)?.people.get(&print)
}

/// Flowmingo shows nobody's address. Whom this project invited is known all the same, by the ids that the invites gave.
pub(super) struct Known<'a> {
    by_id: BTreeMap<&'a str, &'a flowmingo::Candidate>,
    by_talent: BTreeMap<&'a str, &'a flowmingo::Candidate>,
}

impl<'a> Known<'a> {
    pub(super) fn new(desired: &'a Desired, recorded: &'a Recorded) -> Self {
        let (mut by_id, mut by_talent) = (BTreeMap::new(), BTreeMap::new());
        for roster in &desired.flowmingo.rosters {
            for person in &roster.spec.candidates {
                if let Some(known) = memory(&roster.address, recorded, person) {
                    by_id.extend(known.id.as_deref().map(|id| (id, person)));
                    by_talent.extend(known.talent.as_deref().map(|id| (id, person)));
                }
            }
        }
        Self { by_id, by_talent }
    }

    pub(super) fn named(&self, mut row: Row, talent: Option<&TalentId>) -> Row {
        let by_id = row.id.as_deref().and_then(|id| self.by_id.get(id));
        let by_talent = talent.and_then(|id| self.by_talent.get(id.as_str()));
        if let Some(person) = by_id.or(by_talent) {
            row.who = Some(Who::from(&person.email));
            row.name = full_name(person.firstname.as_deref(), person.lastname.as_deref());
        }
        row
    }
}

pub(super) fn full_name(first: Option<&str>, last: Option<&str>) -> Option<String> {
    let parts: Vec<&str> = first.into_iter().chain(last).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

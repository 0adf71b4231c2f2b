//! Who stands in several rosters of one thing: one of them enters the person, and the others leave it at that (law 7). Rosters
//! of Flowmingo are not here: there a person in two of them is refused while the manifests are read.

use std::collections::HashMap;

use super::change::NoteSeverity;
use super::draft::Draft;
use super::system::SYSTEMS;
use crate::diagnostic::Code;
use crate::model::{Address, Desired, Email};

/// Rosters by what they invite to and whom they list, in the order of their addresses.
#[derive(Default)]
pub(super) struct Listed<'a> {
    rosters: HashMap<(&'a Address, &'a str), Vec<&'a Address>>,
}

impl<'a> Listed<'a> {
    /// Of everything declared.
    pub(super) fn of(desired: &'a Desired) -> Self {
        let mut listed = Self::default();
        for system in SYSTEMS {
            system.list_people(desired, &mut listed);
        }
        for rosters in listed.rosters.values_mut() {
            rosters.sort();
        }
        listed
    }

    pub(super) fn add(
        &mut self,
        roster: &'a Address,
        target: &'a Address,
        people: impl Iterator<Item = &'a Email>,
    ) {
        for email in people {
            let key = (target, email.canonical());
            self.rosters.entry(key).or_default().push(roster);
        }
    }

    /// The first roster that comes before `roster` and enters the same person by the same plan: one that does not know them.
    pub(super) fn first_to_enter(
        &self,
        roster: &Address,
        target: &Address,
        email: &Email,
        knows: impl Fn(&Address) -> bool,
    ) -> Option<&'a Address> {
        let all = self.rosters.get(&(target, email.canonical()))?;
        let before = all.iter().copied().take_while(|other| *other != roster);
        before.into_iter().find(|other| !knows(other))
    }
}

impl Draft<'_> {
    /// Says whom other rosters enter.
    pub(super) fn note_listed_elsewhere(&mut self, others: &[&Address]) {
        let mut rosters = others.to_vec();
        rosters.sort();
        for same in rosters.chunk_by(|one, next| one == next) {
            let people = match same.len() {
                1 => "1 person is".to_owned(),
                more => format!("{more} people are"),
            };
            self.note(
                Code::DuplicatePerson,
                NoteSeverity::Info,
                format!(
                    "{people} already entered by {}; nobody is entered twice",
                    same[0]
                ),
            );
        }
    }
}

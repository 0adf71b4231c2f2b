//! People whom somebody has had forgotten: no roster has them any more, whatever manifests and lists say.

use super::change::{Note, NoteSeverity, Plan};
use crate::diagnostic::Code;
use crate::model::{Address, Desired, Email, Person};
use crate::state::Recorded;

/// What is wanted without them.
pub(super) struct Without {
    pub desired: Desired,
    /// How many each roster has lost.
    lost: Vec<(Address, usize)>,
}

impl Without {
    /// `None`: there is nobody of them in it.
    pub(super) fn of(desired: &Desired, recorded: &Recorded) -> Option<Self> {
        if recorded.forgotten_people.people.is_empty() || !has_one(desired, recorded) {
            return None;
        }
        let mut desired = desired.clone();
        let mut lost = Vec::new();
        let mut keep = |address: &Address, left: usize| {
            if left > 0 {
                lost.push((address.clone(), left));
            }
        };
        for roster in &mut desired.taptalent.rosters {
            keep(
                &roster.address,
                drop_them(&mut roster.spec.candidates, recorded),
            );
        }
        for roster in &mut desired.flowmingo.rosters {
            keep(
                &roster.address,
                drop_them(&mut roster.spec.candidates, recorded),
            );
        }
        for roster in &mut desired.promptster.rosters {
            keep(
                &roster.address,
                drop_them(&mut roster.spec.candidates, recorded),
            );
        }
        Some(Self { desired, lost })
    }

    /// Says so in the plan. Who it is was asked to be forgotten.
    pub(super) fn note(self, plan: &mut Plan) {
        for (address, count) in self.lost {
            let who = match count {
                1 => "1 person was".to_owned(),
                count => format!("{count} people were"),
            };
            plan.notes.push(Note {
                address,
                code: Code::PersonForgotten,
                severity: NoteSeverity::Info,
                message: format!(
                    "{who} forgotten and will not be invited again; the list still has them"
                ),
            });
        }
    }
}

/// Most projects have nobody of them: then nothing is copied.
fn has_one(desired: &Desired, recorded: &Recorded) -> bool {
    let is_one = |email: &Email| recorded.is_forgotten(email);
    let taptalent = desired.taptalent.rosters.iter();
    let flowmingo = desired.flowmingo.rosters.iter();
    let promptster = desired.promptster.rosters.iter();
    taptalent
        .flat_map(|roster| &roster.spec.candidates)
        .any(|one| is_one(&one.email))
        || flowmingo
            .flat_map(|roster| &roster.spec.candidates)
            .any(|one| is_one(&one.email))
        || promptster
            .flat_map(|roster| &roster.spec.candidates)
            .any(|one| is_one(&one.email))
}

fn drop_them<P: Person>(people: &mut Vec<P>, recorded: &Recorded) -> usize {
    let before = people.len();
    people.retain(|person| !recorded.is_forgotten(person.email()));
    before - people.len()
}

//! What must hold in every state, and where every state must lead to.

use std::collections::BTreeSet;

use vetform::model::{Desired, Email, Person as _};
use vetform::state::{Delta, Part, PersonRecord, RecordChange, Recorded};

use super::kinds::address_of;
use super::memory::print;
use super::model::{Model, State, Yes};
use super::run::Planned;
use super::search::Model as _;
use super::step::Step;
use super::world::Who;

/// Which law is broken.
pub(crate) fn broken(model: &Model, state: &State) -> Option<String> {
    let twice = model
        .people()
        .find_map(|who| mailed_twice(model, state, who));
    let asked = || model.people().find_map(|who| asked_too_often(state, who));
    let again = || model.people().find_map(|who| asked_after_a_yes(state, who));
    twice
        .or_else(asked)
        .or_else(again)
        .or_else(|| ends_badly(model, state))
}

/// One mail a person and thing. Where a read shows who is there, a request that came later than vetform waits excuses a
/// second; where none does, nothing excuses it.
fn mailed_twice(model: &Model, state: &State, who: Who) -> Option<String> {
    let mails = state.world.entries_of(who).count();
    let is_excused = model.kind.shows && state.world.entries_of(who).any(|entry| entry.is_late);
    (mails > 1 && !is_excused).then(|| format!("=> {} is mailed {mails} times", address_of(who)))
}

/// What nobody heard the end of is sent once more at most.
fn asked_too_often(state: &State, who: Who) -> Option<String> {
    let times = state.unheard[who];
    (times > 2).then(|| format!("=> {times} requests for {} got lost", address_of(who)))
}

/// What the system has said yes to is not sent again.
fn asked_after_a_yes(state: &State, who: Who) -> Option<String> {
    let is_broken = state.yes[who] == Yes::AskedAgain;
    is_broken.then(|| {
        format!(
            "=> the system said yes, and is asked for {} again",
            address_of(who)
        )
    })
}

/// Without further faults, some runs later nothing is to be done any more, and everybody is mailed, or somebody is told to
/// look.
fn ends_badly(model: &Model, state: &State) -> Option<String> {
    if state.runs.iter().any(Option::is_some) {
        return None;
    }
    let key = print(&(&state.world, &state.store, state.edit));
    if let Some(known) = model.ends_well.borrow().get(&key) {
        return known.clone();
    }
    let end = [true, false].into_iter().find_map(|arrive| {
        let mut state = state.clone();
        state.left = state.left.calm();
        settle_requests(model, &mut state, arrive);
        calm_end(model, state)
    });
    model.ends_well.borrow_mut().insert(key, end.clone());
    end
}

fn settle_requests(model: &Model, state: &mut State, arrive: bool) {
    for request in std::mem::take(&mut state.world.requests) {
        if arrive {
            let refuses = model.kind.refuses_a_second;
            state
                .world
                .commit(&request.people, request.is_slow, refuses);
        }
    }
}

/// More runs than it may take.
const RUNS: usize = 4;

fn calm_end(model: &Model, mut state: State) -> Option<String> {
    let is_end = |step: &Step| matches!(step, Step::NothingToDo(..));
    for _ in 0..RUNS * 20 {
        let mut next = model.next(&state).into_iter();
        let run = next.find(|(step, _)| !matches!(step, Step::TimePasses));
        let (step, after) = run?;
        if is_end(&step) {
            return lost(model, &after);
        }
        state = after;
    }
    Some("=> run after run finds something to do".to_owned())
}

fn lost(model: &Model, state: &State) -> Option<String> {
    let plan = model.plan(state.edit, &state.world, &state.store.load());
    let is_told = |who: Who| tells_of(&plan, who);
    let mut people = model.people();
    let lost = people.find(|who| !state.world.has(*who) && !is_told(*who))?;
    Some(format!("=> {} is forgotten", address_of(lost)))
}

/// Whether a plan has a word about a person, or about a whole roster that cannot go on.
fn tells_of(plan: &Planned, who: Who) -> bool {
    let masked = Email::parse(&address_of(who)).unwrap().to_string();
    let mut notes = plan.plan.notes.iter();
    !plan.plan.blocked.is_empty() || notes.any(|note| note.message.contains(&masked))
}

/// What somebody says with `state settle`, of a person who is in doubt.
pub(crate) fn said(recorded: &Recorded, who: Who, is_there: bool) -> Option<Delta> {
    let email = Email::parse(&address_of(who)).unwrap();
    let print = recorded.print_of(&email);
    let part = Part::Person(print.clone());
    let key = recorded.pending.keys().find(|key| key.part == part)?;
    let change = if is_there {
        RecordChange::Person {
            who: print,
            person: PersonRecord::default(),
        }
    } else {
        RecordChange::PersonForgotten { who: print }
    };
    Some(change.of(&key.address))
}

/// Drops what a roster knows of people whom it does not list any more: the opposite of a rule.
pub(crate) fn forget_the_unlisted(desired: &Desired, recorded: &mut Recorded) {
    let taptalent = desired.taptalent.rosters.iter().map(|one| {
        let people = one.spec.candidates.iter().map(|one| one.email().clone());
        (one.address.clone(), people.collect::<Vec<_>>())
    });
    let flowmingo = desired.flowmingo.rosters.iter().map(|one| {
        let people = one.spec.candidates.iter().map(|one| one.email().clone());
        (one.address.clone(), people.collect::<Vec<_>>())
    });
    let promptster = desired.promptster.rosters.iter().map(|one| {
        let people = one.spec.candidates.iter().map(|one| one.email().clone());
        (one.address.clone(), people.collect::<Vec<_>>())
    });
    let rosters = taptalent.chain(flowmingo).chain(promptster);
    let listed: BTreeSet<_> = rosters
        .flat_map(|(address, people)| people.into_iter().map(move |who| (address.clone(), who)))
        .map(|(address, who)| (address, recorded.print_of(&who)))
        .collect();
    recorded.pending.retain(|key, _| {
        let who = key.part.person();
        who.is_none_or(|who| listed.contains(&(key.address.clone(), who.clone())))
    });
    for (address, record) in &mut recorded.resources {
        let people = &mut record.people;
        people.retain(|who, _| listed.contains(&(address.clone(), who.clone())));
    }
}

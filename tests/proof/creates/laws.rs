//! What must hold in every state, and where every state must lead to.

use super::super::search::Model as _;
use vetform::model::{Address, Role};

use super::model::{Model, State};
use super::step::Step;
use super::world::By;

pub(super) fn broken(model: &Model, state: &State) -> Option<String> {
    twice(state)
        .or_else(|| {
            state
                .asked_after_yes
                .then(|| "=> the system said yes, and is asked again".to_owned())
        })
        .or_else(|| (state.unheard > 2).then(|| format!("=> {} requests got lost", state.unheard)))
        .or_else(|| taken_for_ours(model, state))
        .or_else(|| deleted(model, state))
        .or_else(|| ends_badly(model, state))
}

fn twice(state: &State) -> Option<String> {
    let by = |who: By| {
        state
            .world
            .objects
            .iter()
            .filter(|one| one.by == who)
            .count()
    };
    let (made, late) = (by(By::Us), by(By::UsLate));
    (made > 1 && late == 0).then(|| format!("=> it is created {made} times"))
}

/// A stranger's object is recorded as one that was there, where that decides whether it may be deleted.
fn taken_for_ours(model: &Model, state: &State) -> Option<String> {
    let memory = state.store.load();
    let address: Address = model.kind.address.parse().unwrap();
    let record = memory.record(&address)?;
    let object = state.world.find(&record.id)?;
    let is_deletable = address.kind().role() == Role::Deletable;
    (is_deletable && object.by == By::Stranger && !record.adopted)
        .then(|| "=> a stranger's is recorded as ours".to_owned())
}

/// Once the manifest is gone, nothing that a stranger made is deleted.
fn deleted(model: &Model, state: &State) -> Option<String> {
    if state.run.is_some() {
        return None;
    }
    let plan = model.plan(&state.world, &state.store.load(), false);
    let calls = plan.plan.changes.iter().flat_map(|change| &change.calls);
    let mut removed = calls.filter_map(|call| call.operation.facts().removed);
    let of_stranger = |id: &String| {
        let object = state.world.find(id);
        object.is_some_and(|one| one.by == By::Stranger)
    };
    let id = removed.find(of_stranger)?;
    Some(format!("=> {id}, which a stranger made, is deleted"))
}

/// More steps than it may take.
const STEPS: usize = 60;

fn ends_badly(model: &Model, state: &State) -> Option<String> {
    if state.run.is_some() {
        return None;
    }
    let mut state = state.clone();
    state.world.requests.clear();
    state.left = super::model::Bounds {
        kills: 0,
        faults: 0,
        strangers: 0,
        losses: 0,
    };
    for _ in 0..STEPS {
        let (step, next) = model.next(&state).into_iter().next()?;
        if matches!(step, Step::NothingToDo) {
            let plan = model.plan(&next.world, &next.store.load(), true);
            let is_good = !next.world.objects.is_empty() || !plan.plan.blocked.is_empty();
            return (!is_good).then(|| "=> it is forgotten".to_owned());
        }
        state = next;
    }
    Some("=> run after run finds something to do".to_owned())
}

//! What befalls from outside: requests arrive, people edit and look, runs are killed or stand still, states are lost.

use std::time::Duration;

use super::kinds::EDITS;
use super::laws;
use super::model::{Model, State, Yes};
use super::run::At;
use super::step::{Lost, Step};
use super::store::RunNumber;
use super::world::World;

/// As long as a lease.
const LEASE: Duration = Duration::from_mins(1);

/// Long enough for everything to show.
const LONG: Duration = Duration::from_mins(15);

impl Model {
    pub(crate) fn befall(&self, state: &State, all: &mut Vec<(Step, State)>) {
        for (at, request) in state.world.requests.iter().enumerate() {
            let taken = |work: &dyn Fn(&mut World)| {
                let mut next = state.clone();
                next.world.requests.remove(at);
                work(&mut next.world);
                next
            };
            let people = request.people.clone();
            if !request.is_slow || request.is_overdue {
                let arrived = taken(&|world| {
                    world.commit(&people, request.is_overdue, self.kind.refuses_a_second);
                });
                all.push((Step::Arrives(people.clone()), arrived));
            }
            all.push((Step::IsLost(people.clone()), taken(&|_| {})));
        }
        let nobody_runs = state.runs.iter().all(Option::is_none);
        if !nobody_runs {
            return;
        }
        if state.left.edits > 0 {
            for edit in EDITS.into_iter().filter(|edit| *edit != state.edit) {
                let mut next = state.clone();
                next.edit = edit;
                next.left.edits -= 1;
                all.push((Step::Edited(edit), next));
            }
        }
        if state.left.losses > 0 && state.world.requests.is_empty() {
            let mut next = state.clone();
            next.left.losses -= 1;
            next.world.pass(LONG);
            next.unheard = [0; 3];
            next.yes = [Yes::None; 3];
            let mut older = next.clone();
            next.store.lose();
            all.push((Step::StateLost, next));
            // An older state says once more what somebody has said, which is not true any more.
            let nobody_spoke = state.left.looks == self.bounds.looks;
            if nobody_spoke && older.store.put_back() {
                all.push((Step::StatePutBack, older));
            }
        }
        let is_quiet = state.world.requests.iter().all(|one| one.is_overdue);
        let shows_more = state.world.entries.iter().any(|entry| entry.is_fresh)
            || state.world.requests.iter().any(|one| !one.is_overdue);
        if !state.world.is_awaited() && (shows_more || !is_quiet) {
            let mut next = state.clone();
            next.world.pass(LONG);
            all.push((Step::TimePasses, next));
        }
        self.say(state, all);
    }

    /// Somebody looks in the web app once nothing is on its way any more, and says what is there.
    fn say(&self, state: &State, all: &mut Vec<(Step, State)>) {
        if state.left.looks == 0 || !state.world.requests.is_empty() {
            return;
        }
        let memory = state.store.load();
        for who in self.people() {
            let is_there = state.world.has(who);
            if let Some(fact) = laws::said(&memory, who, is_there) {
                let mut next = state.clone();
                next.left.looks -= 1;
                next.store.save(memory.with(&[fact]));
                next.unheard[who] = 0;
                next.yes[who] = Yes::None;
                all.push((Step::SomebodySays(who, is_there), next));
            }
        }
    }

    pub(crate) fn meddle(state: &State, run: RunNumber, all: &mut Vec<(Step, State)>) {
        let Some(own) = &state.runs[run] else { return };
        if state.left.kills > 0 {
            let mut next = state.clone();
            next.left.kills -= 1;
            next.stop(run);
            let mut with_lines = next.clone();
            with_lines.store.append(run, own.noted.as_str());
            all.push((Step::Killed(run, Lost::Nothing), with_lines));
            if !own.noted.as_str().is_empty() {
                next.store.append_torn(run, own.noted.as_str());
                all.push((Step::Killed(run, Lost::Lines), next));
            }
        }
        if state.left.pauses == 0 || !own.has_lease || state.world.is_awaited() {
            return;
        }
        let mut next = state.clone();
        next.left.pauses -= 1;
        if matches!(own.at, At::Send(_)) {
            let mut still = next.clone();
            still.world.pass(LEASE / 2);
            all.push((Step::StandsStill(run), still));
        }
        next.world.pass(LEASE);
        next.store.holder = None;
        next.runs[run].as_mut().unwrap().has_lease = false;
        all.push((Step::LeaseRunsOut(run), next));
    }
}

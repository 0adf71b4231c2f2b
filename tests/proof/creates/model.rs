//! The model of creates: its states, and what befalls from outside.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::time::Duration;

use vetform::model::{Desired, Live};
use vetform::plan::{Policy, plan};

use super::super::kinds::read;
use super::super::memory::{Memory, print};
use super::super::run::Planned;
use super::super::search;
use super::super::store::Store;
use super::kinds::Kind;
use super::laws;
use super::mutants::Rule;
use super::run::Run;
use super::step::Step;
use super::world::{By, World};

/// How much may go wrong in one behaviour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Bounds {
    pub(super) kills: u8,
    pub(super) faults: u8,
    /// Objects of the same name that somebody makes in the web app.
    pub(super) strangers: u8,
    pub(super) losses: u8,
}

#[derive(Clone, Hash)]
pub(super) struct State {
    pub(super) world: World,
    pub(super) store: Store,
    pub(super) run: Option<Run>,
    pub(super) left: Bounds,
    /// How many requests had an end that nobody heard.
    pub(super) unheard: u8,
    /// The system has said yes.
    pub(super) yes: bool,
    pub(super) asked_after_yes: bool,
}

pub(super) struct Model {
    pub(super) kind: &'static Kind,
    pub(super) off: Option<Rule>,
    bounds: Bounds,
    desired: Desired,
    plans: RefCell<HashMap<u64, Rc<Planned>>>,
}

const LONG: Duration = Duration::from_mins(15);

impl Model {
    pub(super) fn new(kind: &'static Kind, bounds: Bounds, off: Option<Rule>) -> Self {
        Self {
            kind,
            off,
            bounds,
            desired: read(kind.manifest),
            plans: RefCell::default(),
        }
    }

    pub(super) fn has(&self, rule: Rule) -> bool {
        self.off != Some(rule)
    }

    pub(super) fn live(&self, world: &World) -> Live {
        Live {
            read_at: Some(world.now()),
            ..(self.kind.live)(&self.desired, world)
        }
    }

    /// The real plan; `is_declared`: the manifest is still there.
    pub(super) fn plan(&self, world: &World, memory: &Memory, is_declared: bool) -> Rc<Planned> {
        let key = print(&(&world.objects, world.seconds, memory, is_declared));
        if let Some(known) = self.plans.borrow().get(&key) {
            return Rc::clone(known);
        }
        let nothing = Desired::default();
        let desired = if is_declared { &self.desired } else { &nothing };
        let policy = Policy {
            max_destroy: 9,
            ..Policy::default()
        };
        let made = plan(desired, &self.live(world), memory, policy).unwrap();
        let made = Rc::new(Planned::new(made));
        self.plans.borrow_mut().insert(key, Rc::clone(&made));
        made
    }

    fn befall(state: &State, all: &mut Vec<(Step, State)>) {
        for (at, request) in state.world.requests.iter().enumerate() {
            let mut lost = state.clone();
            lost.world.requests.remove(at);
            if !request.is_slow || request.is_overdue {
                let mut arrived = lost.clone();
                let by = if request.is_overdue {
                    By::UsLate
                } else {
                    By::Us
                };
                arrived.world.make(by);
                all.push((Step::Arrives, arrived));
            }
            all.push((Step::IsLost, lost));
        }
        if state.left.strangers > 0 {
            let mut next = state.clone();
            next.left.strangers -= 1;
            next.world.make(By::Stranger);
            all.push((Step::StrangerMakes, next));
        }
        if let Some(run) = &state.run {
            return Self::kill(state, run, all);
        }
        if state.left.losses > 0 && state.world.requests.is_empty() {
            let mut next = state.clone();
            next.left.losses -= 1;
            next.world.pass(LONG);
            next.store.lose();
            (next.unheard, next.yes) = (0, false);
            all.push((Step::StateLost, next));
        }
        let has_news = state.world.requests.iter().any(|one| !one.is_overdue);
        if has_news && !state.world.is_awaited() {
            let mut next = state.clone();
            next.world.pass(LONG);
            all.push((Step::TimePasses, next));
        }
    }

    fn kill(state: &State, run: &Run, all: &mut Vec<(Step, State)>) {
        if state.left.kills == 0 {
            return;
        }
        let mut next = state.clone();
        next.left.kills -= 1;
        next.run = None;
        if !run.noted.as_str().is_empty() {
            let mut without = next.clone();
            without.store.append_torn(0, run.noted.as_str());
            all.push((Step::Killed { loses_lines: true }, without));
        }
        next.store.append(0, run.noted.as_str());
        all.push((Step::Killed { loses_lines: false }, next));
    }
}

impl search::Model for Model {
    type State = State;
    type Step = Step;

    fn start(&self) -> State {
        State {
            world: World::default(),
            store: Store::new(),
            run: None,
            left: self.bounds,
            unheard: 0,
            yes: false,
            asked_after_yes: false,
        }
    }

    fn next(&self, state: &State) -> Vec<(Step, State)> {
        let mut all = Vec::new();
        Self::befall(state, &mut all);
        self.act(state, &mut all);
        all
    }

    fn print(&self, state: &State) -> u64 {
        print(state)
    }

    fn broken(&self, state: &State) -> Option<String> {
        laws::broken(self, state)
    }
}

//! The model: its states, and everything that can come next. What a run does is in `acts`.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use jiff::{SignedDuration, Timestamp};
use vetform::model::{Desired, Live};
use vetform::plan::{Policy, plan};
use vetform::state::Recorded;

use super::bounds::Bounds;
use super::kinds::{EDITS, Edit, Kind};
use super::laws;
use super::memory::{Memory, print};
use super::rules::{Rule, Rules};
use super::run::{Planned, Run};
use super::search;
use super::step::Step;
use super::store::{RunNumber, Store};
use super::world::World;

#[derive(Clone, Hash)]
pub(crate) struct State {
    pub(crate) world: World,
    pub(crate) store: Store,
    pub(crate) runs: [Option<Run>; 2],
    pub(crate) edit: Edit,
    /// What may still go wrong.
    pub(crate) left: Bounds,
    /// By person, how many requests had an end that nobody heard, since somebody looked or the state was lost.
    pub(crate) unheard: [u8; 3],
    /// By person, what the system has said yes to since then, and whether it was asked once more all the same.
    pub(crate) yes: [Yes; 3],
}

/// What became of a yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Yes {
    None,
    Said,
    AskedAgain,
}

pub(crate) struct Model {
    pub(crate) kind: &'static Kind,
    pub(crate) rules: Rules,
    pub(crate) bounds: Bounds,
    desired: HashMap<Edit, Desired>,
    plans: RefCell<HashMap<u64, Rc<Planned>>>,
    /// What `laws` knows to come to a good end.
    pub(crate) ends_well: RefCell<HashMap<u64, Option<String>>>,
}

impl Model {
    pub(crate) fn new(kind: &'static Kind, bounds: Bounds, rules: Rules) -> Self {
        let edits = EDITS.into_iter();
        let desired = edits.map(|edit| (edit, kind.desired(edit, bounds.people, &rules)));
        Self {
            desired: desired.collect(),
            kind,
            rules,
            bounds,
            plans: RefCell::default(),
            ends_well: RefCell::default(),
        }
    }

    pub(crate) fn people(&self) -> std::ops::Range<usize> {
        0..self.bounds.people
    }

    pub(crate) fn desired(&self, edit: Edit) -> &Desired {
        &self.desired[&edit]
    }

    pub(crate) fn live(&self, edit: Edit, world: &World) -> Live {
        Live {
            read_at: Some(moment(world)),
            ..(self.kind.live)(self.desired(edit), world)
        }
    }

    /// The real plan. What it is made from is seen by many states.
    pub(crate) fn plan(&self, edit: Edit, seen: &World, memory: &Memory) -> Rc<Planned> {
        let key = print(&(edit, &seen.entries, seen.now, memory));
        if let Some(known) = self.plans.borrow().get(&key) {
            return Rc::clone(known);
        }
        let desired = self.desired(edit);
        let live = self.live(edit, seen);
        let recorded = self.remembered(desired, memory);
        let made = plan(desired, &live, &recorded, Policy::default()).unwrap();
        let made = Rc::new(Planned::new(made));
        self.plans.borrow_mut().insert(key, Rc::clone(&made));
        made
    }

    /// What the planner is told of the state: all, unless it is to know nothing of what a roster knows of people whom it does
    /// not list any more.
    fn remembered(&self, desired: &Desired, memory: &Memory) -> Recorded {
        let mut recorded = Recorded::clone(memory);
        if !self.rules.has(Rule::DoubtByThing) {
            laws::forget_the_unlisted(desired, &mut recorded);
        }
        recorded
    }
}

impl State {
    /// A run is no more.
    pub(crate) fn stop(&mut self, run: RunNumber) {
        if self.store.holder == Some(run) {
            self.store.holder = None;
        }
        self.runs[run] = None;
    }
}

pub(crate) fn moment(world: &World) -> Timestamp {
    let start: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
    start + SignedDuration::from_secs(i64::try_from(world.now).unwrap())
}

impl search::Model for Model {
    type State = State;
    type Step = Step;

    fn start(&self) -> State {
        State {
            world: World::default(),
            store: Store::new(),
            runs: [None, None],
            edit: Edit::AsWritten,
            left: self.bounds,
            unheard: [0; 3],
            yes: [Yes::None; 3],
        }
    }

    fn next(&self, state: &State) -> Vec<(Step, State)> {
        let mut all = Vec::new();
        self.befall(state, &mut all);
        for run in 0..state.runs.len() {
            self.act(state, run, &mut all);
            Self::meddle(state, run, &mut all);
        }
        all
    }

    fn print(&self, state: &State) -> u64 {
        print(state)
    }

    fn broken(&self, state: &State) -> Option<String> {
        laws::broken(self, state)
    }
}

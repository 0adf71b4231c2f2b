//! A breadth-first search through all states: the first trace to a broken law that it finds is among the shortest.

use std::collections::HashMap;
use std::collections::VecDeque;
use std::collections::hash_map::Entry;
use std::fmt::Display;

/// What can be explored.
pub(crate) trait Model {
    type State;
    type Step: Display;

    fn start(&self) -> Self::State;

    /// Everything that can come next.
    fn next(&self, state: &Self::State) -> Vec<(Self::Step, Self::State)>;

    /// States of one print are one state.
    fn print(&self, state: &Self::State) -> u64;

    /// Which law a state breaks.
    fn broken(&self, state: &Self::State) -> Option<String>;
}

pub(crate) struct Explored {
    pub(crate) states: usize,
    pub(crate) transitions: usize,
    /// A broken law, after the steps that led to it.
    pub(crate) broken: Option<String>,
}

/// Explores until a law is broken, or there is nothing more.
pub(crate) fn explore<M: Model>(model: &M) -> Explored {
    let start = model.start();
    let mut before: HashMap<u64, Option<(u64, M::Step)>> = HashMap::new();
    before.insert(model.print(&start), None);
    let mut waiting = VecDeque::from([start]);
    let mut transitions = 0;
    let mut broken = None;
    while let Some(state) = waiting.pop_front() {
        let print = model.print(&state);
        if let Some(law) = model.broken(&state) {
            broken = Some(format!("{}{law}", trace(&before, print)));
            break;
        }
        for (step, next) in model.next(&state) {
            transitions += 1;
            if let Entry::Vacant(unknown) = before.entry(model.print(&next)) {
                unknown.insert(Some((print, step)));
                waiting.push_back(next);
            }
        }
    }
    Explored {
        states: before.len(),
        transitions,
        broken,
    }
}

fn trace<S: Display>(before: &HashMap<u64, Option<(u64, S)>>, end: u64) -> String {
    let mut steps = Vec::new();
    let mut at = end;
    while let Some(Some((earlier, step))) = before.get(&at) {
        steps.push(format!("{step}\n"));
        at = *earlier;
    }
    steps.reverse();
    steps.concat()
}

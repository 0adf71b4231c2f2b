//! What is declared once is created once, and a stranger's is not taken for ours.

mod acts;
mod kinds;
mod laws;
mod model;
mod mutants;
mod run;
mod step;
mod world;

use std::time::Instant;

use super::search::explore;
use kinds::{ASSESSMENT, Kind, TASK};
use model::{Bounds, Model};

const SHALLOW: Bounds = Bounds {
    kills: 2,
    faults: 2,
    strangers: 1,
    losses: 0,
};

const WITH_LOSS: Bounds = Bounds {
    kills: 1,
    faults: 1,
    strangers: 1,
    losses: 1,
};

fn made_once(kind: &'static Kind) {
    for bounds in [SHALLOW, WITH_LOSS] {
        let begun = Instant::now();
        let explored = explore(&Model::new(kind, bounds, None));
        let (states, transitions) = (explored.states, explored.transitions);
        let took = begun.elapsed().as_secs_f32();
        println!(
            "{}: {states} states, {transitions} transitions, {took:.1} s, {bounds:?}",
            kind.name
        );
        if let Some(trace) = explored.broken {
            panic!("{}:\n{trace}", kind.name);
        }
    }
}

#[test]
fn an_assessment_is_created_once() {
    made_once(&ASSESSMENT);
}

#[test]
fn a_task_is_created_once_and_no_stranger_s_is_deleted() {
    made_once(&TASK);
}

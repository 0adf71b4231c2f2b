//! What is declared once is created once, and a stranger's is not taken for ours.

mod acts;
mod kinds;
mod laws;
mod model;
mod mutants;
mod run;
mod seen;
mod step;
mod world;

use std::collections::BTreeSet;
use std::time::Instant;

use super::behaviours;
use super::journals_left;
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

const AT_THE_WIRE: Bounds = Bounds {
    strangers: 0,
    ..SHALLOW
};

/// What can be told apart at the wire, by kind.
pub(crate) fn behaviours() -> [String; 2] {
    [&ASSESSMENT, &TASK].map(|kind| {
        let name = format!("create of {}", kind.name);
        behaviours::of(&name, &Model::new(kind, AT_THE_WIRE, None))
    })
}

/// The journals that the model leaves, by kind.
pub(crate) fn journals() -> [BTreeSet<String>; 2] {
    [&ASSESSMENT, &TASK].map(|kind| journals_left::of(&Model::new(kind, SHALLOW, None)))
}

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

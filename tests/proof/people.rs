//! Everybody of a roster is mailed once, whatever befalls.

use std::time::Instant;

use super::bounds::{self, Bounds};
use super::kinds::{ASSESSMENT, FLOW, INTERVIEW_SET, Kind, TASK};
use super::model::Model;
use super::rules::Rules;
use super::search::explore;

fn nobody_is_mailed_twice(kind: &'static Kind, all: &[Bounds]) {
    for bounds in all {
        let begun = Instant::now();
        let explored = explore(&Model::new(kind, *bounds, Rules::default()));
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
fn nobody_of_a_flow_is_mailed_twice() {
    nobody_is_mailed_twice(&FLOW, &bounds::all());
}

#[test]
fn nobody_of_an_assessment_is_mailed_twice() {
    nobody_is_mailed_twice(&ASSESSMENT, &bounds::all());
}

#[test]
fn nobody_of_an_interview_set_is_mailed_twice() {
    nobody_is_mailed_twice(&INTERVIEW_SET, &bounds::all());
}

#[test]
fn nobody_gets_two_keys_of_a_task() {
    nobody_is_mailed_twice(&TASK, &bounds::all());
}

//! `--target`: some resources, and what they need.

use super::sketch::{assessment, assessment_address, flow, flow_address, text};
use super::world::{World, shown};
use crate::model::taptalent::AssessmentField;
use crate::plan::Selection;
use insta::assert_snapshot;

/// Two flows that share nothing, one blocked assessment beside them.
fn world() -> World {
    World::new()
        .declares(assessment("blocked").pinned("a99"))
        .declares(assessment("quiz"))
        .declares(assessment("voice"))
        .declares(assessment("written"))
        .declares_flow(flow("other").takes("written", 50))
        .declares_flow(flow("screen").takes("quiz", 60).takes("voice", 70))
}

fn addresses(plan: &crate::plan::Plan) -> Vec<String> {
    let changes = plan.changes.iter();
    changes
        .map(|change| change.address.name().to_string())
        .collect()
}

#[test]
fn a_target_comes_with_what_it_requires_and_nothing_else() {
    let plan = world()
        .plan()
        .narrowed_to(&Selection::of([flow_address("screen")]));
    assert_eq!(addresses(&plan), ["quiz", "voice", "screen"]);
    assert_eq!(plan.blocked, []);
    world().execute(&plan, super::world::Kill::No);
}

#[test]
fn a_target_that_is_blocked_stays_blocked() {
    let plan = world()
        .plan()
        .narrowed_to(&Selection::of([assessment_address("blocked")]));
    assert_snapshot!(shown(&plan), @"
    ✗ blocked taptalent/Assessment/blocked
        `metadata.id` is `a99`, but no live Assessment has this id [unknown-pin]
        help: look up the id in the web app, or remove `id`: then taptalent/Assessment/blocked is found
          by its name or created
    ");
}

#[test]
fn what_is_live_already_does_not_come_along() {
    let mut world = World::new()
        .declares(assessment("voice"))
        .declares_flow(flow("screen").takes("voice", 60))
        .applied();
    world.edits("voice", AssessmentField::Title, text("Phone screen"));
    world.flow_manifest("screen").spec.steps[0].pass_threshold = 65.into();
    let plan = world
        .plan()
        .narrowed_to(&Selection::of([flow_address("screen")]));
    assert_eq!(addresses(&plan), ["screen"]);
}

#[test]
fn several_targets_that_share_a_need_bring_it_once() {
    let world = World::new()
        .declares(assessment("voice"))
        .declares_flow(flow("other").takes("voice", 50))
        .declares_flow(flow("screen").takes("voice", 60));
    let targets = [flow_address("other"), flow_address("screen")];
    assert_eq!(
        addresses(&world.plan().narrowed_to(&Selection::of(targets))),
        ["voice", "other", "screen"]
    );
}

//! The plain fields of a flow, and what its one PATCH restates.

use super::sketch::{assessment, flow, text};
use super::world::World;
use crate::model::taptalent::{Flow, FlowField};
use crate::model::{FieldValue, Resource};
use insta::assert_snapshot;

fn world(screen: Resource<Flow>) -> World {
    World::new()
        .declares(assessment("voice"))
        .declares_flow(screen)
}

fn applied() -> World {
    world(flow("screen").takes("voice", 60)).applied()
}

#[test]
fn a_flow_that_is_created_inactive_takes_a_second_call() {
    let screen = flow("screen")
        .takes("voice", 60)
        .with(FlowField::Status, text("INACTIVE"));
    assert_snapshot!(world(screen).shown(), @"
    + create taptalent/Assessment/voice
        + title: Voice
        + hiringForRole: Engineer
        + purposeOfInterview: See how they think.
        → POST /assessment/audio-interviews

    + create taptalent/Flow/screen
        + flowName: Screen
        + status: INACTIVE
        + steps[0]
            assessment: voice
            passThreshold: 60
        → POST /assessment-flows
        → PATCH /assessment-flows/{taptalent/Flow/screen}
    ");
}

#[test]
fn a_flow_that_is_created_active_does_not() {
    let screen = flow("screen")
        .takes("voice", 60)
        .with(FlowField::Status, text("ACTIVE"));
    assert_eq!(world(screen).calls().len(), 2);
}

#[test]
fn a_renamed_flow_keeps_its_id() {
    let mut world = applied();
    world.edits_flow("screen", FlowField::FlowName, text("Phone screen"));
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Flow/screen (2)
        ~ flowName: Screen → Phone screen  (edited here)
        → PATCH /assessment-flows/2
    ");
}

#[test]
fn a_description_that_is_not_declared_is_restated_as_it_is_live() {
    let mut world = applied();
    world.someone_sets_flow("screen", FlowField::Description, text("Theirs."));
    world.flow_manifest("screen").spec.steps[0].pass_threshold = 70.into();
    world.apply();
    assert_eq!(
        world.live_flow("screen").fields[&FlowField::Description],
        text("Theirs.")
    );
}

#[test]
fn a_description_that_is_null_is_empty_and_one_that_no_read_carries_is_unknown() {
    let screen = flow("screen")
        .takes("voice", 60)
        .with(FlowField::Description, text(""));
    let mut world = world(screen).applied();
    world.someone_sets_flow("screen", FlowField::Description, FieldValue::Null);
    assert_eq!(world.calls(), [""; 0]);
    world.edits_flow("screen", FlowField::Description, text("Ours."));
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Flow/screen (2)
        ~ description: (empty) → Ours.  (edited here)
        → PATCH /assessment-flows/2
    ");
}

#[test]
fn a_status_that_somebody_changed_is_put_back() {
    let screen = flow("screen")
        .takes("voice", 60)
        .with(FlowField::Status, text("ACTIVE"));
    let mut world = world(screen).applied();
    world.someone_sets_flow("screen", FlowField::Status, text("INACTIVE"));
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Flow/screen (2)
        ~ status: INACTIVE → ACTIVE  (changed in the web app)
        → PATCH /assessment-flows/2
    ");
}

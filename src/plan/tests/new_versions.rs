//! `lifecycle.onImmutableChange: newVersion`.

use super::sketch::{assessment, flow, flow_address, step};
use super::world::{Kill, World};
use crate::model::taptalent::{FlowField, StepTarget};
use crate::model::{FieldValue, FlowId, OnImmutableChange};
use insta::assert_snapshot;

/// The flow `screen` of quiz and voice, which may take new versions.
fn applied() -> World {
    let mut screen = flow("screen").takes("quiz", 60).takes("voice", 70);
    screen.lifecycle.on_immutable_change = OnImmutableChange::NewVersion;
    World::new()
        .declares(assessment("quiz"))
        .declares(assessment("voice"))
        .declares_flow(screen)
        .applied()
}

fn swapped() -> World {
    let mut world = applied();
    world.live_flow("screen").candidate_count = Some(4);
    world.flow_manifest("screen").spec.steps.swap(0, 1);
    world
}

fn flows(world: &World) -> Vec<String> {
    let shown = |value: &FieldValue| match value {
        FieldValue::Text(text) => text.clone(),
        other => format!("{other:?}"),
    };
    let describe = |live: &crate::model::taptalent::ObservedFlow| {
        let (name, status) = (
            &live.fields[&FlowField::FlowName],
            &live.fields[&FlowField::Status],
        );
        format!("{} {}", shown(name), shown(status))
    };
    world.api.flows.values().map(describe).collect()
}

#[test]
fn candidates_inside_are_counted_in_words_that_fit() {
    for (count, words) in [
        (Some(1), "keeps its 1 candidate:"),
        (Some(0), "keeps its 0 candidates:"),
        (None, "keeps its candidates:"),
    ] {
        let mut world = swapped();
        world.live_flow("screen").candidate_count = count;
        let note = &world.plan().notes[0].message;
        assert!(note.contains(words), "{note}");
    }
}

#[test]
fn a_new_flow_takes_the_place_of_the_old_one() {
    let mut world = swapped();
    assert_snapshot!(world.shown(), @"
    ± replace taptalent/Flow/screen (3)
        ~ flowName: Screen → Screen v2  (edited here)
        ~ steps: [“Quiz” (`quiz`), pass at 60, “Voice” (`voice`), pass at 70] → [“Voice” (`voice`), pass
          at 70, “Quiz” (`quiz`), pass at 60]  (edited here)
        → POST /assessment-flows
        → PATCH /assessment-flows/3

    ! warning taptalent/Flow/screen
        a new flow “Screen v2” replaces flow 3, which is set INACTIVE and keeps its 4 candidates: the
          steps are in another order than live (“Quiz” (`quiz`), “Voice” (`voice`)), and live steps
          cannot be reordered [new-version]
    ");
    world.apply();
    assert_eq!(flows(&world), ["Screen INACTIVE", "Screen v2 ACTIVE"]);
}

#[test]
fn after_a_new_version_there_is_nothing_to_do_with_and_without_the_state() {
    let mut world = swapped();
    world.apply();
    assert_eq!(world.calls(), [""; 0]);
    assert_eq!(world.without_state().calls(), [""; 0]);
}

#[test]
fn a_third_version_follows_the_second() {
    let mut world = swapped();
    world.apply();
    world.flow_manifest("screen").spec.steps.swap(0, 1);
    world.apply();
    assert_eq!(
        flows(&world),
        ["Screen INACTIVE", "Screen v2 INACTIVE", "Screen v3 ACTIVE"]
    );
    let record = world.recorded.record(&flow_address("screen")).unwrap();
    assert_eq!((record.version, record.previous_ids.len()), (3, 2));
}

#[test]
fn what_the_api_can_do_takes_no_new_version() {
    let mut world = applied();
    world.flow_manifest("screen").spec.steps[0].pass_threshold = 65.into();
    assert_eq!(world.calls(), ["PATCH /assessment-flows/3"]);
}

#[test]
fn a_new_version_may_be_called_otherwise() {
    let mut world = swapped();
    world.apply();
    let name = FieldValue::Text("Phone screen".into());
    world.edits_flow("screen", FlowField::FlowName, name);
    world.apply();
    assert_eq!(flows(&world), ["Screen INACTIVE", "Phone screen v2 ACTIVE"]);
    assert_eq!(world.without_state().calls(), [""; 0]);
}

#[test]
fn an_unknown_assessment_is_what_stands_in_the_way_of_a_new_version() {
    let mut world = swapped();
    let unknown = StepTarget::Id(crate::model::AssessmentId::new("a99"));
    world
        .flow_manifest("screen")
        .spec
        .steps
        .push(step(unknown, 50));
    assert_snapshot!(world.shown(), @"
    ✗ blocked taptalent/Flow/screen
        no live assessment has the id `a99` of step 3 [unknown-assessment-id]
        help: look up the id in the web app, or refer to a manifest of this project with `assessment:`
    ");
}

#[test]
fn a_pinned_flow_that_got_a_new_version_does_not_get_another_one() {
    let mut world = swapped();
    let id = world.live_flow("screen").id.clone();
    world.flow_manifest("screen").pin = Some(id);
    world.apply();
    assert_eq!(world.calls(), [""; 0]);
    assert_eq!(flows(&world), ["Screen INACTIVE", "Screen v2 ACTIVE"]);
}

#[test]
fn a_new_version_does_not_take_a_name_that_is_taken() {
    let mut world = swapped();
    let mut other = world.live_flow("screen").clone();
    other.id = FlowId::new("99");
    other
        .fields
        .insert(FlowField::FlowName, FieldValue::Text("Screen v2".into()));
    world.api.flows.insert(other.id.clone(), other);
    assert_snapshot!(world.shown(), @"
    ✗ blocked taptalent/Flow/screen
        the step changes need a new version of the flow, but its name “Screen v2” is taken by 99
          [ambiguous-match]
        help: if that is the new version, pin it: put `id: <its id>` under `metadata` of the manifest;
          otherwise rename it in the web app, or give this manifest another `flowName`

    ! warning taptalent/Flow/screen
        a new flow “Screen v2” replaces flow 3, which is set INACTIVE and keeps its 4 candidates: the
          steps are in another order than live (“Quiz” (`quiz`), “Voice” (`voice`)), and live steps
          cannot be reordered [new-version]
    ");
    // The way out that it names.
    world.flow_manifest("screen").pin = Some(FlowId::new("99"));
    world.live_flow("screen").steps.as_mut().unwrap().swap(0, 1);
    world
        .api
        .flows
        .get_mut(&FlowId::new("99"))
        .unwrap()
        .steps
        .as_mut()
        .unwrap()
        .swap(0, 1);
    assert_snapshot!(world.shown(), @"
    = adopt taptalent/Flow/screen (99)
        ~ status of the old version 3: ACTIVE → INACTIVE  (changed in the web app)
        → PATCH /assessment-flows/3

    i note taptalent/Flow/screen
        the live object 99 is adopted by its pinned id [adopted]
    ");
}

#[test]
fn a_run_that_is_killed_anywhere_in_a_new_version_is_finished_by_the_next() {
    for kill in [
        Kill::Before(0),
        Kill::After(0),
        Kill::Before(1),
        Kill::After(1),
    ] {
        let mut world = swapped();
        let plan = world.plan();
        world.execute(&plan, kill);
        world.apply();
        assert_eq!(
            flows(&world),
            ["Screen INACTIVE", "Screen v2 ACTIVE"],
            "{kill:?}"
        );
        let record = world.recorded.record(&flow_address("screen")).unwrap();
        assert_eq!(
            (record.version, record.previous_ids.len()),
            (2, 1),
            "{kill:?}"
        );
    }
}

#[test]
fn an_adopted_version_has_no_version_before_it_that_nobody_knows() {
    let mut world = swapped();
    world.apply();
    world.lose_state();
    world.apply();
    let record = world.recorded.record(&flow_address("screen")).unwrap();
    assert_eq!(
        (record.version, record.previous_ids.as_slice()),
        (2, &[][..])
    );
}

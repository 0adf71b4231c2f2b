//! The steps of a live flow: a prefix law. Thresholds change, the end grows, nothing else.

use super::sketch::{assessment, assessment_address, flow, step, text};
use super::world::World;
use crate::model::taptalent::{ObservedStep, Step, StepField, StepTarget};
use crate::plan::Cause;
use insta::assert_snapshot;

/// The assessments `quiz`, `voice` and `coding`; the flow `screen` takes the first two.
pub(super) fn applied() -> World {
    World::new()
        .declares(assessment("coding"))
        .declares(assessment("quiz"))
        .declares(assessment("voice"))
        .declares_flow(
            flow("screen")
                .takes("quiz", 60)
                .called("Quiz")
                .takes("voice", 70),
        )
        .applied()
}

pub(super) fn steps(world: &mut World) -> &mut Vec<Step> {
    &mut world.flow_manifest("screen").spec.steps
}

pub(super) fn coding() -> Step {
    step(StepTarget::Manifest(assessment_address("coding")), 80)
}

/// What can be done instead, as every blocked step says it.
const WAYS_OUT: &str = "\
steps of a live flow cannot be changed, moved or removed: revert the manifest and append
      at the end; or set `lifecycle.onImmutableChange: newVersion` to create a new flow and set this
      one INACTIVE; or give the manifest a new `metadata.name` and `flowName`";

/// A plan with `[the ways out]` for these words; others stay as they are, and show.
pub(super) fn briefly(shown: &str) -> String {
    shown.replace(WAYS_OUT, "[the ways out]")
}

/// What stands in the way of the edited steps.
fn obstacle(edit: impl FnOnce(&mut Vec<Step>)) -> String {
    let mut world = applied();
    edit(steps(&mut world));
    briefly(&world.shown())
}

#[test]
fn a_step_at_the_end_is_appended() {
    let mut world = applied();
    steps(&mut world).push(coding());
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Flow/screen (4)
        ! cannot be undone: an appended step cannot be removed
        + steps[2]  (edited here)
            assessment: coding
            passThreshold: 80
        → PATCH /assessment-flows/4
    ");
}

#[test]
fn a_threshold_changes_in_place() {
    let mut world = applied();
    steps(&mut world)[1].pass_threshold = 75.into();
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Flow/screen (4)
        ~ steps[1].passThreshold: 70 → 75  (edited here)
        → PATCH /assessment-flows/4
    ");
}

#[test]
fn a_threshold_that_somebody_changed_is_put_back() {
    let mut world = applied();
    world.live_steps("screen")[0].pass_threshold = Some(10.into());
    let plan = world.plan();
    assert_eq!(plan.changes[0].fields[0].cause, Cause::Drifted);
    assert_eq!(world.calls(), ["PATCH /assessment-flows/4"]);
}

#[test]
fn steps_in_another_order_are_blocked() {
    assert_snapshot!(obstacle(|steps| steps.swap(0, 1)), @"
    ✗ blocked taptalent/Flow/screen
        the steps are in another order than live (“Quiz” (`quiz`), “Voice” (`voice`)), and live steps
          cannot be reordered [immutable-step]
             live                           manifest
           1 “Quiz” (`quiz`), pass at 60    “Voice” (`voice`), pass at 70  ✗ not possible
           2 “Voice” (`voice`), pass at 70  “Quiz” (`quiz`), pass at 60    ✗ not possible
        help: [the ways out]
    ");
}

#[test]
fn a_step_inserted_before_a_live_one_is_blocked() {
    assert_snapshot!(obstacle(|steps| steps.insert(1, coding())), @"
    ✗ blocked taptalent/Flow/screen
        “Coding” (`coding`) is inserted as step 2, before live steps; a new step can only be appended at
          the end [immutable-step]
             live                           manifest
           1 “Quiz” (`quiz`), pass at 60    “Quiz” (`quiz`), pass at 60      = same
           2 “Voice” (`voice`), pass at 70  “Coding” (`coding`), pass at 80  ✗ not possible
           3 –                              “Voice” (`voice`), pass at 70    + appended
        help: [the ways out]
    ");
}

#[test]
fn a_step_that_the_manifest_dropped_is_blocked() {
    assert_snapshot!(obstacle(|steps| _ = steps.pop()), @"
    ✗ blocked taptalent/Flow/screen
        live step 2 (“Voice” (a3)) is not in the manifest, and steps cannot be removed [immutable-step]
             live                         manifest
           1 “Quiz” (`quiz`), pass at 60  “Quiz” (`quiz`), pass at 60  = same
           2 “Voice” (a3), pass at 70     –                            ✗ not possible
        help: [the ways out]
    ");
}

#[test]
fn a_step_on_another_assessment_is_blocked() {
    assert_snapshot!(obstacle(|steps| steps[1] = coding()), @"
    ✗ blocked taptalent/Flow/screen
        step 2 is “Coding” (`coding`) in the manifest, but “Voice” (a3) live [immutable-step]
             live                         manifest
           1 “Quiz” (`quiz`), pass at 60  “Quiz” (`quiz`), pass at 60      = same
           2 “Voice” (a3), pass at 70     “Coding” (`coding`), pass at 80  ✗ not possible
        help: [the ways out]
    ");
}

#[test]
fn metadata_of_a_live_step_cannot_change() {
    let mut world = applied();
    steps(&mut world)[0]
        .metadata
        .insert(StepField::Name, text("Technical quiz"));
    steps(&mut world)[1]
        .metadata
        .insert(StepField::Instructions, text("Find a quiet room."));
    assert_snapshot!(briefly(&world.shown()), @"
    ✗ blocked taptalent/Flow/screen
        `name` of step 1 cannot be changed; live: “Quiz”, manifest: “Technical quiz” [immutable-step]
             live                           manifest
           1 “Quiz” (`quiz`), pass at 60    “Quiz” (`quiz`), pass at 60    ✗ not possible
           2 “Voice” (`voice`), pass at 70  “Voice” (`voice`), pass at 70  ✗ not possible
        help: [the ways out]

    ✗ blocked taptalent/Flow/screen
        `instructions` of step 2 cannot be changed; live: empty, manifest: “Find a quiet room.”
          [immutable-step]
        help: [the ways out]
    ");
}

#[test]
fn metadata_that_the_manifest_leaves_out_is_restated() {
    let mut world = applied();
    steps(&mut world)[0].metadata.clear();
    assert_eq!(world.calls(), [""; 0]);
    steps(&mut world)[0].pass_threshold = 65.into();
    world.apply();
    assert_eq!(
        world.live_steps("screen")[0].metadata[&StepField::Name],
        text("Quiz")
    );
}

#[test]
fn a_step_that_somebody_appended_is_blocked_with_the_way_out() {
    let mut world = applied();
    let id = world.live("coding").id.clone();
    world.live_steps("screen").push(ObservedStep {
        assessment: Some(id),
        pass_threshold: Some(50.into()),
        assessment_name: Some("Coding".into()),
        ..ObservedStep::default()
    });
    assert_snapshot!(briefly(&world.shown()), @"
    ✗ blocked taptalent/Flow/screen
        live step 3 (“Coding” (a1)) is not in the manifest, and steps cannot be removed [immutable-step]
             live                           manifest
           1 “Quiz” (`quiz`), pass at 60    “Quiz” (`quiz`), pass at 60    = same
           2 “Voice” (`voice`), pass at 70  “Voice” (`voice`), pass at 70  = same
           3 “Coding” (a1), pass at 50      –                              ✗ not possible
        help: [the ways out]
    ");
}

#[test]
fn a_step_that_is_gone_live_is_appended_again() {
    let mut world = applied();
    world.live_steps("screen").pop();
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Flow/screen (4)
        ! cannot be undone: an appended step cannot be removed
        + steps[1]  (changed in the web app)
            assessment: voice
            passThreshold: 70
        → PATCH /assessment-flows/4
    ");
}

#[test]
fn a_flow_that_lost_all_its_steps_gets_them_again() {
    let mut world = applied();
    world.live_steps("screen").clear();
    assert_eq!(world.calls(), ["PATCH /assessment-flows/4"]);
}

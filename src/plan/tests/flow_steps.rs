//! The steps of a live flow: a prefix law. Thresholds change, the end grows, nothing else.

use super::sketch::{assessment, assessment_address, flow, step, text};
use super::world::World;
use crate::model::AssessmentId;
use crate::model::taptalent::{AssessmentField, ObservedStep, Step, StepField, StepTarget};
use crate::plan::Cause;
use insta::assert_snapshot;

/// The assessments `quiz`, `voice` and `coding`; the flow `screen` takes the first two.
fn applied() -> World {
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

fn steps(world: &mut World) -> &mut Vec<Step> {
    &mut world.flow_manifest("screen").spec.steps
}

fn coding() -> Step {
    step(StepTarget::Manifest(assessment_address("coding")), 80)
}

fn hide(world: &mut World, fields: &[StepField]) {
    world.api.hidden_of_steps = fields.iter().copied().collect();
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

    Plan for workspace test: 1 to update, 3 unchanged.
    1 call: 1 × PATCH /assessment-flows/:id.
    ");
}

#[test]
fn a_step_on_an_assessment_that_the_plan_creates_waits_for_it() {
    let mut world = applied().declares(assessment("new"));
    steps(&mut world).push(step(StepTarget::Manifest(assessment_address("new")), 80));
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Flow/screen (4)
        ! cannot be undone: an appended step cannot be removed
        + steps[2]  (edited here)
            assessment: new
            passThreshold: 80
        → PATCH /assessment-flows/4

    + create taptalent/Assessment/new
        + title: New
        + hiringForRole: Engineer
        + purposeOfInterview: See how they think.
        → POST /assessment/audio-interviews

    Plan for workspace test: 1 to create, 1 to update, 3 unchanged.
    2 calls: 1 × PATCH /assessment-flows/:id, 1 × POST /assessment/audio-interviews.
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

    Plan for workspace test: 1 to update, 3 unchanged.
    1 call: 1 × PATCH /assessment-flows/:id.
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
    let mut world = applied();
    steps(&mut world).swap(0, 1);
    assert_snapshot!(world.shown(), @"
    ✗ blocked taptalent/Flow/screen
        the steps stand in another order; live they are `quiz`, `voice`, and the order of live steps
          cannot change [immutable-step]
             live                 manifest
           1 `quiz`, pass at 60   `voice`, pass at 70  ✗ not possible
           2 `voice`, pass at 70  `quiz`, pass at 60   ✗ not possible
        help: steps of a live flow cannot be changed, moved or removed: put the manifest back and append
          at the end; or set `lifecycle.onImmutableChange: newVersion` to make a new flow and set this
          one INACTIVE; or give the manifest a new `metadata.name` and `flowName`

    Plan for workspace test: 1 blocked, 3 unchanged.
    Nothing can be applied while something is blocked; `--target ADDRESS` narrows the plan.
    ");
}

#[test]
fn a_step_inserted_before_a_live_one_is_blocked() {
    let mut world = applied();
    steps(&mut world).insert(1, coding());
    assert_snapshot!(world.shown(), @"
    ✗ blocked taptalent/Flow/screen
        `coding` is inserted as step 2, before steps that are live; a new step can only come at the
          end [immutable-step]
             live                 manifest
           1 `quiz`, pass at 60   `quiz`, pass at 60    = same
           2 `voice`, pass at 70  `coding`, pass at 80  ✗ not possible
           3 –                    `voice`, pass at 70   + appended
        help: steps of a live flow cannot be changed, moved or removed: put the manifest back and append
          at the end; or set `lifecycle.onImmutableChange: newVersion` to make a new flow and set this
          one INACTIVE; or give the manifest a new `metadata.name` and `flowName`

    Plan for workspace test: 1 blocked, 3 unchanged.
    Nothing can be applied while something is blocked; `--target ADDRESS` narrows the plan.
    ");
}

#[test]
fn a_step_that_the_manifest_dropped_is_blocked() {
    let mut world = applied();
    steps(&mut world).pop();
    assert_snapshot!(world.shown(), @"
    ✗ blocked taptalent/Flow/screen
        live step 2 (“Voice” (a3)) is not in the manifest, and a step cannot be removed [immutable-step]
             live                      manifest
           1 `quiz`, pass at 60        `quiz`, pass at 60  = same
           2 “Voice” (a3), pass at 70  –                   ✗ not possible
        help: steps of a live flow cannot be changed, moved or removed: put the manifest back and append
          at the end; or set `lifecycle.onImmutableChange: newVersion` to make a new flow and set this
          one INACTIVE; or give the manifest a new `metadata.name` and `flowName`

    Plan for workspace test: 1 blocked, 3 unchanged.
    Nothing can be applied while something is blocked; `--target ADDRESS` narrows the plan.
    ");
}

#[test]
fn a_step_on_another_assessment_is_blocked() {
    let mut world = applied();
    steps(&mut world)[1] = coding();
    assert_snapshot!(world.shown(), @"
    ✗ blocked taptalent/Flow/screen
        step 2 would have to become `coding`; live it is “Voice” (a3) [immutable-step]
             live                      manifest
           1 `quiz`, pass at 60        `quiz`, pass at 60    = same
           2 “Voice” (a3), pass at 70  `coding`, pass at 80  ✗ not possible
        help: steps of a live flow cannot be changed, moved or removed: put the manifest back and append
          at the end; or set `lifecycle.onImmutableChange: newVersion` to make a new flow and set this
          one INACTIVE; or give the manifest a new `metadata.name` and `flowName`

    Plan for workspace test: 1 blocked, 3 unchanged.
    Nothing can be applied while something is blocked; `--target ADDRESS` narrows the plan.
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
    assert_snapshot!(world.shown(), @"
    ✗ blocked taptalent/Flow/screen
        `name` of step 1 cannot change: live it is “Quiz”, the manifest says “Technical quiz”
          [immutable-step]
             live                 manifest
           1 `quiz`, pass at 60   `quiz`, pass at 60   ✗ not possible
           2 `voice`, pass at 70  `voice`, pass at 70  ✗ not possible
        help: steps of a live flow cannot be changed, moved or removed: put the manifest back and append
          at the end; or set `lifecycle.onImmutableChange: newVersion` to make a new flow and set this
          one INACTIVE; or give the manifest a new `metadata.name` and `flowName`

    ✗ blocked taptalent/Flow/screen
        `instructions` of step 2 cannot change: live it is empty, the manifest says “Find a quiet room.”
          [immutable-step]
        help: steps of a live flow cannot be changed, moved or removed: put the manifest back and append
          at the end; or set `lifecycle.onImmutableChange: newVersion` to make a new flow and set this
          one INACTIVE; or give the manifest a new `metadata.name` and `flowName`

    Plan for workspace test: 1 blocked, 3 unchanged.
    Nothing can be applied while something is blocked; `--target ADDRESS` narrows the plan.
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
    assert_snapshot!(world.shown(), @"
    ✗ blocked taptalent/Flow/screen
        live step 3 (“Coding” (a1)) is not in the manifest, and a step cannot be removed
          [immutable-step]
             live                       manifest
           1 `quiz`, pass at 60         `quiz`, pass at 60   = same
           2 `voice`, pass at 70        `voice`, pass at 70  = same
           3 “Coding” (a1), pass at 50  –                    ✗ not possible
        help: steps of a live flow cannot be changed, moved or removed: put the manifest back and append
          at the end; or set `lifecycle.onImmutableChange: newVersion` to make a new flow and set this
          one INACTIVE; or give the manifest a new `metadata.name` and `flowName`

    Plan for workspace test: 1 blocked, 3 unchanged.
    Nothing can be applied while something is blocked; `--target ADDRESS` narrows the plan.
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

    Plan for workspace test: 1 to update, 3 unchanged.
    1 call: 1 × PATCH /assessment-flows/:id.
    ");
}

#[test]
fn a_flow_that_lost_all_its_steps_gets_them_again() {
    let mut world = applied();
    world.live_steps("screen").clear();
    assert_eq!(world.calls(), ["PATCH /assessment-flows/4"]);
}

#[test]
fn steps_that_the_read_does_not_name_are_those_that_were_sent() {
    let mut world = applied();
    hide(&mut world, &[StepField::Target]);
    assert_eq!(world.calls(), [""; 0]);
    steps(&mut world).push(coding());
    assert_eq!(world.calls(), ["PATCH /assessment-flows/4"]);
    steps(&mut world).swap(0, 1);
    assert_snapshot!(world.shown(), @"
    ✗ blocked taptalent/Flow/screen
        step 1 would have to become `voice`; live it is “Quiz” [immutable-step]
             live                 manifest
           1 “Quiz”, pass at 60   `voice`, pass at 70   ✗ not possible
           2 “Voice”, pass at 70  `quiz`, pass at 60    ✗ not possible
           3 –                    `coding`, pass at 80  + appended
        help: steps of a live flow cannot be changed, moved or removed: put the manifest back and append
          at the end; or set `lifecycle.onImmutableChange: newVersion` to make a new flow and set this
          one INACTIVE; or give the manifest a new `metadata.name` and `flowName`

    ✗ blocked taptalent/Flow/screen
        step 2 would have to become `quiz`; live it is “Voice” [immutable-step]
        help: steps of a live flow cannot be changed, moved or removed: put the manifest back and append
          at the end; or set `lifecycle.onImmutableChange: newVersion` to make a new flow and set this
          one INACTIVE; or give the manifest a new `metadata.name` and `flowName`

    Plan for workspace test: 1 blocked, 3 unchanged.
    Nothing can be applied while something is blocked; `--target ADDRESS` narrows the plan.
    ");
}

#[test]
fn steps_that_neither_read_nor_record_names_are_not_restated() {
    let mut world = applied().without_state();
    hide(&mut world, &[StepField::Target]);
    assert_snapshot!(world.shown(), @"
    = adopt taptalent/Assessment/coding (a1)

    = adopt taptalent/Assessment/quiz (a2)

    = adopt taptalent/Assessment/voice (a3)

    = adopt taptalent/Flow/screen (4)

    i note taptalent/Assessment/coding
        the live object a1 is taken over by its name [adopted]

    i note taptalent/Assessment/quiz
        the live object a2 is taken over by its name [adopted]

    i note taptalent/Assessment/voice
        the live object a3 is taken over by its name [adopted]

    i note taptalent/Flow/screen
        the live object 4 is taken over by its name [adopted]

    Plan for workspace test: 4 to adopt.
    0 calls: nothing is sent.
    ");
    steps(&mut world)[0].pass_threshold = 65.into();
    assert_snapshot!(world.shown(), @"
    ✗ blocked taptalent/Flow/screen
        no read shows which assessment is taken in live step 1 and 2; an update must restate every live
          step, and guessing one could change it [unreadable-steps]
        help: change the flow in the web app; if the system has changed what it shows, a newer version
          of this program may help

    = adopt taptalent/Assessment/coding (a1)

    = adopt taptalent/Assessment/quiz (a2)

    = adopt taptalent/Assessment/voice (a3)

    i note taptalent/Assessment/coding
        the live object a1 is taken over by its name [adopted]

    i note taptalent/Assessment/quiz
        the live object a2 is taken over by its name [adopted]

    i note taptalent/Assessment/voice
        the live object a3 is taken over by its name [adopted]

    i note taptalent/Flow/screen
        the live object 4 is taken over by its name [adopted]

    Plan for workspace test: 1 blocked, 3 to adopt.
    Nothing can be applied while something is blocked; `--target ADDRESS` narrows the plan.
    ");
}

#[test]
fn what_neither_read_nor_record_named_is_not_known_after_the_adoption_either() {
    let mut world = applied().without_state();
    hide(&mut world, &[StepField::Target]);
    world.apply();
    steps(&mut world)[0].pass_threshold = 65.into();
    let codes: Vec<_> = world
        .plan()
        .blocked
        .iter()
        .map(|b| b.code.as_str())
        .collect();
    assert_eq!(codes, ["unreadable-steps"]);
}

#[test]
fn metadata_that_no_read_shows_is_trusted_to_be_what_was_sent() {
    let mut world = applied();
    hide(&mut world, &StepField::ALL_METADATA);
    assert_eq!(world.calls(), [""; 0]);
    steps(&mut world)[0].pass_threshold = 65.into();
    assert_eq!(world.calls(), ["PATCH /assessment-flows/4"]);
}

#[test]
fn metadata_that_neither_read_nor_record_shows_is_noted() {
    let mut world = applied().without_state();
    hide(&mut world, &StepField::ALL_METADATA);
    assert_snapshot!(world.shown(), @"
    = adopt taptalent/Assessment/coding (a1)

    = adopt taptalent/Assessment/quiz (a2)

    = adopt taptalent/Assessment/voice (a3)

    = adopt taptalent/Flow/screen (4)

    i note taptalent/Assessment/coding
        the live object a1 is taken over by its name [adopted]

    i note taptalent/Assessment/quiz
        the live object a2 is taken over by its name [adopted]

    i note taptalent/Assessment/voice
        the live object a3 is taken over by its name [adopted]

    i note taptalent/Flow/screen
        no read shows, and no record covers: step 1: name; taken to be as declared [unverified-step]

    i note taptalent/Flow/screen
        the live object 4 is taken over by its name [adopted]

    Plan for workspace test: 4 to adopt.
    0 calls: nothing is sent.
    ");
}

#[test]
fn metadata_that_no_read_shows_and_that_is_declared_anew_is_a_change() {
    let mut world = applied();
    hide(&mut world, &StepField::ALL_METADATA);
    steps(&mut world)[1]
        .metadata
        .insert(StepField::Name, text("Talk"));
    steps(&mut world).push(coding());
    assert_snapshot!(world.shown(), @"
    ✗ blocked taptalent/Flow/screen
        `name` of step 2 cannot change: live it is what was last applied, the manifest says “Talk”
          [immutable-step]
             live                 manifest
           1 `quiz`, pass at 60   `quiz`, pass at 60    = same
           2 `voice`, pass at 70  `voice`, pass at 70   ✗ not possible
           3 –                    `coding`, pass at 80  + appended
        help: steps of a live flow cannot be changed, moved or removed: put the manifest back and append
          at the end; or set `lifecycle.onImmutableChange: newVersion` to make a new flow and set this
          one INACTIVE; or give the manifest a new `metadata.name` and `flowName`

    Plan for workspace test: 1 blocked, 3 unchanged.
    Nothing can be applied while something is blocked; `--target ADDRESS` narrows the plan.
    ");
}

#[test]
fn a_threshold_that_no_read_shows_and_no_record_covers_is_sent_once() {
    let mut world = applied().without_state();
    hide(&mut world, &[StepField::PassThreshold]);
    assert_eq!(world.calls(), ["PATCH /assessment-flows/4"]);
}

#[test]
fn a_step_may_name_a_live_assessment_by_its_id() {
    let mut world = World::new();
    let id = world.someone_makes("Theirs");
    let world = world.declares_flow(flow("screen").takes_id(id.as_str(), 60));
    assert_eq!(world.calls(), ["POST /assessment-flows"]);
}

#[test]
fn a_step_on_an_id_that_nothing_has_is_blocked() {
    let world = World::new().declares_flow(flow("screen").takes_id("a99", 60));
    assert_snapshot!(world.shown(), @"
    ✗ blocked taptalent/Flow/screen
        step 1 names the assessment id `a99`, and no live assessment has it [unknown-assessment-id]
        help: look the id up in the web app, or name a manifest of this project with `assessment:`

    Plan for workspace test: 1 blocked.
    Nothing can be applied while something is blocked; `--target ADDRESS` narrows the plan.
    ");
}

#[test]
fn a_step_on_an_assessment_that_is_blocked_is_blocked_too() {
    let world = World::new()
        .declares(assessment("voice").pinned("a99"))
        .declares_flow(flow("screen").takes("voice", 60));
    assert_snapshot!(world.shown(), @"
    ✗ blocked taptalent/Assessment/voice
        `metadata.id` is `a99`, and no live Assessment has this id [unknown-pin]
        help: look the id up in the web app, or take `id` away to let taptalent/Assessment/voice be
          found by its name or created

    ✗ blocked taptalent/Flow/screen
        step 1 needs taptalent/Assessment/voice, which is blocked itself [blocked-dependency]
        help: fix taptalent/Assessment/voice first

    Plan for workspace test: 2 blocked.
    Nothing can be applied while something is blocked; `--target ADDRESS` narrows the plan.
    ");
}

#[test]
fn a_step_on_a_live_assessment_whose_change_is_blocked_is_not() {
    let mut world = applied();
    world
        .manifest("quiz")
        .set(AssessmentField::HiringForRole, text("Designer"));
    steps(&mut world).push(coding());
    assert_eq!(world.calls(), ["PATCH /assessment-flows/4"]);
}

#[test]
fn a_step_on_an_assessment_that_was_created_anew_cannot_follow_it() {
    let mut world = applied();
    let id = world.live("voice").id.clone();
    world.api.assessments.remove(&id);
    assert_snapshot!(world.plan_shown(), @"
    ✗ blocked taptalent/Flow/screen
        step 2 would have to become `voice`; live it is “Voice” (a3) [immutable-step]
             live                      manifest
           1 `quiz`, pass at 60        `quiz`, pass at 60   = same
           2 “Voice” (a3), pass at 70  `voice`, pass at 70  ✗ not possible
        help: steps of a live flow cannot be changed, moved or removed: put the manifest back and append
          at the end; or set `lifecycle.onImmutableChange: newVersion` to make a new flow and set this
          one INACTIVE; or give the manifest a new `metadata.name` and `flowName`

    + create taptalent/Assessment/voice
        + title: Voice
        + hiringForRole: Engineer
        + purposeOfInterview: See how they think.
        → POST /assessment/audio-interviews

    ! warning taptalent/Assessment/voice
        the recorded live object a3 is gone: it is created anew [recreated]

    Plan for workspace test: 1 blocked, 1 to create, 2 unchanged.
    Nothing can be applied while something is blocked; `--target ADDRESS` narrows the plan.
    ");
}

#[test]
fn one_assessment_may_be_two_steps() {
    let mut world = applied();
    steps(&mut world).push(step(StepTarget::Manifest(assessment_address("quiz")), 90));
    world.apply();
    let ids: Vec<_> = world
        .live_steps("screen")
        .iter()
        .map(|s| s.assessment.clone())
        .collect();
    let id = |text: &str| Some(AssessmentId::new(text));
    assert_eq!(ids, [id("a2"), id("a3"), id("a2")]);
}

impl StepField {
    const ALL_METADATA: [Self; 4] = [
        Self::Name,
        Self::Instructions,
        Self::PassAction,
        Self::AssessmentType,
    ];
}

#[test]
fn a_step_that_the_read_does_not_name_is_known_by_the_record_to_be_another() {
    let mut world = applied();
    hide(&mut world, &[StepField::Target]);
    steps(&mut world)[1] = coding();
    steps(&mut world)[1].pass_threshold = 70.into();
    assert_snapshot!(world.shown(), @"
    ✗ blocked taptalent/Flow/screen
        step 2 would have to become `coding`; live it is “Voice” [immutable-step]
             live                 manifest
           1 “Quiz”, pass at 60   `quiz`, pass at 60    = same
           2 “Voice”, pass at 70  `coding`, pass at 70  ✗ not possible
        help: steps of a live flow cannot be changed, moved or removed: put the manifest back and append
          at the end; or set `lifecycle.onImmutableChange: newVersion` to make a new flow and set this
          one INACTIVE; or give the manifest a new `metadata.name` and `flowName`

    Plan for workspace test: 1 blocked, 3 unchanged.
    Nothing can be applied while something is blocked; `--target ADDRESS` narrows the plan.
    ");
}

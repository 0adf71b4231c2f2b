//! What no read shows of a live step: the record knows it, or nobody does.

use super::flow_steps::{applied, briefly, coding, steps};
use super::sketch::text;
use super::world::World;
use crate::model::taptalent::StepField;
use insta::assert_snapshot;

impl StepField {
    const ALL_METADATA: [Self; 4] = [
        Self::Name,
        Self::Instructions,
        Self::PassAction,
        Self::AssessmentType,
    ];
}

fn hide(world: &mut World, fields: &[StepField]) {
    world.api.hidden_of_steps = fields.iter().copied().collect();
}

#[test]
fn steps_that_the_read_does_not_name_are_those_that_were_sent() {
    let mut world = applied();
    hide(&mut world, &[StepField::Target]);
    assert_eq!(world.calls(), [""; 0]);
    steps(&mut world).push(coding());
    assert_eq!(world.calls(), ["PATCH /assessment-flows/4"]);
    steps(&mut world).swap(0, 1);
    assert_snapshot!(briefly(&world.shown()), @"
    ✗ blocked taptalent/Flow/screen
        step 1 is “Voice” (`voice`) in the manifest, but “Quiz” live [immutable-step]
             live                 manifest
           1 “Quiz”, pass at 60   “Voice” (`voice`), pass at 70    ✗ not possible
           2 “Voice”, pass at 70  “Quiz” (`quiz`), pass at 60      ✗ not possible
           3 –                    “Coding” (`coding`), pass at 80  + appended
        help: [the ways out]

    ✗ blocked taptalent/Flow/screen
        step 2 is “Quiz” (`quiz`) in the manifest, but “Voice” live [immutable-step]
        help: [the ways out]
    ");
}

#[test]
fn a_step_that_the_read_does_not_name_is_known_by_the_record_to_be_another() {
    let mut world = applied();
    hide(&mut world, &[StepField::Target]);
    steps(&mut world)[1] = coding();
    steps(&mut world)[1].pass_threshold = 70.into();
    assert_snapshot!(briefly(&world.shown()), @"
    ✗ blocked taptalent/Flow/screen
        step 2 is “Coding” (`coding`) in the manifest, but “Voice” live [immutable-step]
             live                 manifest
           1 “Quiz”, pass at 60   “Quiz” (`quiz`), pass at 60      = same
           2 “Voice”, pass at 70  “Coding” (`coding`), pass at 70  ✗ not possible
        help: [the ways out]
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
        the live object a1 is adopted by its name [adopted]

    i note taptalent/Assessment/quiz
        the live object a2 is adopted by its name [adopted]

    i note taptalent/Assessment/voice
        the live object a3 is adopted by its name [adopted]

    i note taptalent/Flow/screen
        the live object 4 is adopted by its name [adopted]
    ");
    steps(&mut world)[0].pass_threshold = 65.into();
    assert_snapshot!(world.shown(), @"
    ✗ blocked taptalent/Flow/screen
        the system does not show the assessment of live step 1 and 2, and an update must restate every
          live step [unreadable-steps]
        help: change the flow in the web app; if the system's API has changed, update vetform

    = adopt taptalent/Assessment/coding (a1)

    = adopt taptalent/Assessment/quiz (a2)

    = adopt taptalent/Assessment/voice (a3)

    i note taptalent/Assessment/coding
        the live object a1 is adopted by its name [adopted]

    i note taptalent/Assessment/quiz
        the live object a2 is adopted by its name [adopted]

    i note taptalent/Assessment/voice
        the live object a3 is adopted by its name [adopted]

    i note taptalent/Flow/screen
        the live object 4 is adopted by its name [adopted]
    ");
}

#[test]
fn what_neither_read_nor_record_named_is_not_known_after_the_adoption_either() {
    let mut world = applied().without_state();
    hide(&mut world, &[StepField::Target]);
    world.apply();
    steps(&mut world)[0].pass_threshold = 65.into();
    assert_eq!(world.obstacles(), ["unreadable-steps"]);
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
        the live object a1 is adopted by its name [adopted]

    i note taptalent/Assessment/quiz
        the live object a2 is adopted by its name [adopted]

    i note taptalent/Assessment/voice
        the live object a3 is adopted by its name [adopted]

    i note taptalent/Flow/screen
        these cannot be read and are not in the state, so they are assumed to be as declared: step 1:
          name [unverified-step]

    i note taptalent/Flow/screen
        the live object 4 is adopted by its name [adopted]
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
    assert_snapshot!(briefly(&world.shown()), @"
    ✗ blocked taptalent/Flow/screen
        `name` of step 2 cannot be changed; live: what was last applied, manifest: “Talk”
          [immutable-step]
             live                           manifest
           1 “Quiz” (`quiz`), pass at 60    “Quiz” (`quiz`), pass at 60      = same
           2 “Voice” (`voice`), pass at 70  “Voice” (`voice`), pass at 70    ✗ not possible
           3 –                              “Coding” (`coding`), pass at 80  + appended
        help: [the ways out]
    ");
}

#[test]
fn a_threshold_that_no_read_shows_and_no_record_covers_is_sent_once() {
    let mut world = applied().without_state();
    hide(&mut world, &[StepField::PassThreshold]);
    assert_eq!(world.calls(), ["PATCH /assessment-flows/4"]);
}

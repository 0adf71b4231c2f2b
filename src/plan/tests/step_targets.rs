//! What a step takes: a manifest, an id, something that is created, blocked or gone.

use super::flow_steps::{applied, briefly, coding, steps};
use super::sketch::{assessment, assessment_address, flow, step, text};
use super::world::World;
use crate::model::AssessmentId;
use crate::model::taptalent::{AssessmentField, StepTarget};
use insta::assert_snapshot;

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
    ");
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
        no live assessment has the id `a99` of step 1 [unknown-assessment-id]
        help: look up the id in the web app, or refer to a manifest of this project with `assessment:`
    ");
}

#[test]
fn a_step_on_an_assessment_that_is_blocked_is_blocked_too() {
    let world = World::new()
        .declares(assessment("voice").pinned("a99"))
        .declares_flow(flow("screen").takes("voice", 60));
    assert_snapshot!(world.shown(), @"
    ✗ blocked taptalent/Assessment/voice
        `metadata.id` is `a99`, but no live Assessment has this id [unknown-pin]
        help: look up the id in the web app, or remove `id`: then taptalent/Assessment/voice is found by
          its name or created

    ✗ blocked taptalent/Flow/screen
        step 1 needs taptalent/Assessment/voice, which is blocked [blocked-dependency]
        help: fix taptalent/Assessment/voice first
    ");
}

#[test]
fn a_step_on_a_live_assessment_whose_change_is_blocked_is_not() {
    let mut world = applied();
    world.edits("quiz", AssessmentField::HiringForRole, text("Designer"));
    steps(&mut world).push(coding());
    assert_eq!(world.calls(), ["PATCH /assessment-flows/4"]);
}

#[test]
fn a_step_on_an_assessment_that_was_created_anew_cannot_follow_it() {
    let mut world = applied();
    let id = world.live("voice").id.clone();
    world.api.assessments.remove(&id);
    assert_snapshot!(briefly(&world.plan_shown()), @"
    ✗ blocked taptalent/Flow/screen
        step 2 is `voice` in the manifest, but “Voice” (a3) live [immutable-step]
             live                         manifest
           1 “Quiz” (`quiz`), pass at 60  “Quiz” (`quiz`), pass at 60  = same
           2 “Voice” (a3), pass at 70     `voice`, pass at 70          ✗ not possible
        help: [the ways out]

    + create taptalent/Assessment/voice
        + title: Voice
        + hiringForRole: Engineer
        + purposeOfInterview: See how they think.
        → POST /assessment/audio-interviews

    ! warning taptalent/Assessment/voice
        the recorded live object a3 no longer exists; it is created again [recreated]
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

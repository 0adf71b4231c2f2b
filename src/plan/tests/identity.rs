//! Which live object a manifest stands for (design §3).

use super::sketch::{assessment, assessment_address, flow, name, text};
use super::world::World;
use crate::model::Resource;
use crate::model::taptalent::AssessmentField;
use insta::assert_snapshot;

fn voice() -> Resource<crate::model::taptalent::Assessment> {
    assessment("voice").asks(
        "debugging",
        "Describe a bug that you are proud of having found.",
    )
}

#[test]
fn what_is_live_as_declared_is_left_alone() {
    let world = World::new()
        .declares(voice())
        .declares_flow(flow("screen").takes("voice", 60))
        .applied();
    assert_snapshot!(world.shown(), @"Nothing to do in workspace test: 2 resources are as declared.");
}

#[test]
fn a_manifest_that_nothing_stands_for_is_created() {
    let world = World::new()
        .declares(voice())
        .declares_flow(flow("screen").takes("voice", 60));
    assert_snapshot!(world.shown(), @"
    + create taptalent/Assessment/voice
        + title: Voice
        + hiringForRole: Engineer
        + purposeOfInterview: See how they think.
        + questions[debugging]
            question: Describe a bug that you are proud of having found.
        → POST /assessment/audio-interviews
        → POST /assessment/{taptalent/Assessment/voice}/questions

    + create taptalent/Flow/screen
        + flowName: Screen
        + steps[0]
            assessment: voice
            passThreshold: 60
        → POST /assessment-flows
    ");
}

#[test]
fn without_a_state_what_has_the_title_is_adopted_without_a_call() {
    let world = World::new()
        .declares(voice())
        .declares_flow(flow("screen").takes("voice", 60))
        .applied()
        .without_state();
    assert_snapshot!(world.shown(), @"
    = adopt taptalent/Assessment/voice (a1)

    = adopt taptalent/Flow/screen (3)

    i note taptalent/Assessment/voice
        the live object a1 is adopted by its name [adopted]

    i note taptalent/Flow/screen
        the live object 3 is adopted by its name [adopted]
    ");
}

#[test]
fn a_title_that_differs_in_letter_case_is_another_one() {
    let mut world = World::new().declares(voice());
    world.someone_makes("VOICE");
    assert_eq!(world.calls().len(), 2);
}

#[test]
fn several_live_assessments_with_the_title_are_told_apart_by_a_person() {
    let mut world = World::new().declares(voice());
    let first = world.someone_makes("Voice");
    let second = world.someone_makes("Voice ");
    world
        .api
        .assessments
        .get_mut(&second)
        .unwrap()
        .submission_count = Some(3);
    assert_snapshot!(world.shown(), @"
    ✗ blocked taptalent/Assessment/voice
        2 live objects have the title “Voice”, and the state does not say which one it is:
            a1 (created 2023-11-14 22:13 UTC, submissions: 0)
            a2 (created 2023-11-14 22:13 UTC, submissions: 3) [ambiguous-match]
        help: pin one: put `id: <its id>` under `metadata` of the manifest
    ");
    world.manifest("voice").pin = Some(first);
    assert_snapshot!(world.shown(), @"
    = adopt taptalent/Assessment/voice (a1)
        + questions[debugging]  (no record of a last apply)
            question: Describe a bug that you are proud of having found.
        → POST /assessment/a1/questions

    ! warning taptalent/Assessment/voice
        other live objects have the same title “Voice” as the one of this manifest: a2 (created
          2023-11-14 22:13 UTC, submissions: 3) [live-twice]

    i note taptalent/Assessment/voice
        the live object a1 is adopted by its pinned id [adopted]
    ");
}

#[test]
fn a_pin_finds_its_live_object_whatever_that_is_called() {
    let mut world = World::new();
    let id = world.someone_makes("Phone screen");
    let world = world.declares(assessment("voice").pinned(id.as_str()));
    assert_snapshot!(world.shown(), @"
    = adopt taptalent/Assessment/voice (a1)
        ~ title: Phone screen → Voice  (no record of a last apply)
        → PUT /assessment/a1

    i note taptalent/Assessment/voice
        the live object a1 is adopted by its pinned id [adopted]
    ");
}

#[test]
fn a_pin_that_names_nothing_is_blocked() {
    let world = World::new().declares(voice().pinned("a99"));
    assert_snapshot!(world.shown(), @"
    ✗ blocked taptalent/Assessment/voice
        `metadata.id` is `a99`, but no live Assessment has this id [unknown-pin]
        help: look up the id in the web app, or remove `id`: then taptalent/Assessment/voice is found by
          its name or created
    ");
}

#[test]
fn a_pin_that_the_key_may_not_see_is_blocked_and_nothing_is_created() {
    let mut world = World::new().declares(voice());
    let id = world.someone_makes("Voice");
    world.api.denied.insert(id.clone());
    world.manifest("voice").pin = Some(id);
    assert_snapshot!(world.shown(), @"
    ✗ blocked taptalent/Assessment/voice
        the key may not see `a1`: no access [access-denied]
        help: use a key of the company that owns it, or remove its pin (`metadata.id`) or its record
          (`vetform state rm`)
    ");
}

#[test]
fn a_pin_is_stronger_than_the_record() {
    let mut world = World::new().declares(voice()).applied();
    let id = world.someone_makes("Phone screen");
    world.manifest("voice").pin = Some(id);
    assert_snapshot!(world.shown(), @"
    = adopt taptalent/Assessment/voice (a3)
        ~ title: Phone screen → Voice  (no record of a last apply)
        + questions[debugging]  (no record of a last apply)
            question: Describe a bug that you are proud of having found.
        → PUT /assessment/a3
        → POST /assessment/a3/questions

    i note taptalent/Assessment/voice
        the live object a3 is adopted by its pinned id [adopted]
    ");
}

#[test]
fn a_recorded_object_that_is_gone_is_created_anew_and_said_so() {
    let mut world = World::new().declares(voice()).applied();
    world.api.assessments.clear();
    assert_snapshot!(world.shown(), @"
    + create taptalent/Assessment/voice
        + title: Voice
        + hiringForRole: Engineer
        + purposeOfInterview: See how they think.
        + questions[debugging]
            question: Describe a bug that you are proud of having found.
        → POST /assessment/audio-interviews
        → POST /assessment/{taptalent/Assessment/voice}/questions

    ! warning taptalent/Assessment/voice
        the recorded live object a1 no longer exists; it is created again [recreated]
    ");
}

#[test]
fn a_recorded_object_that_the_key_may_not_see_is_not_created_anew() {
    let mut world = World::new().declares(voice()).applied();
    let id = world.live("voice").id.clone();
    world.api.denied.insert(id);
    assert_snapshot!(world.shown(), @"
    ✗ blocked taptalent/Assessment/voice
        the key may not see `a1`: no access [access-denied]
        help: use a key of the company that owns it, or remove its pin (`metadata.id`) or its record
          (`vetform state rm`)
    ");
}

#[test]
fn when_the_recorded_object_is_gone_another_with_its_title_is_adopted() {
    let mut world = World::new().declares(assessment("voice")).applied();
    world.api.assessments.clear();
    world.someone_makes("Voice");
    assert_snapshot!(world.shown(), @"
    = adopt taptalent/Assessment/voice (a2)

    i note taptalent/Assessment/voice
        the live object a2 is adopted by its name [adopted]
    ");
}

#[test]
fn two_manifests_with_one_title_cannot_be_created() {
    let same = assessment("other").with(AssessmentField::Title, text("Voice\n"));
    let world = World::new().declares(assessment("voice")).declares(same);
    assert_snapshot!(world.shown(), @"
    ✗ blocked taptalent/Assessment/other
        taptalent/Assessment/other and taptalent/Assessment/voice have the same title “Voice”, by which
          live objects are found; after a lost response, one could be created twice [shared-natural-key]
        help: give each its own title, or pin each to its live object with `metadata.id`

    ✗ blocked taptalent/Assessment/voice
        taptalent/Assessment/other and taptalent/Assessment/voice have the same title “Voice”, by which
          live objects are found; after a lost response, one could be created twice [shared-natural-key]
        help: give each its own title, or pin each to its live object with `metadata.id`
    ");
}

#[test]
fn a_second_manifest_does_not_take_what_the_first_one_stands_for() {
    let same = assessment("other").with(AssessmentField::Title, text("Voice"));
    let world = World::new()
        .declares(assessment("voice"))
        .applied()
        .declares(same);
    assert_eq!(world.calls(), ["POST /assessment/audio-interviews"]);
}

#[test]
fn two_manifests_that_mean_one_live_object_are_both_blocked() {
    let mut world = World::new().declares(assessment("voice")).applied();
    let id = world.live("voice").id.clone();
    let world = world.declares(assessment("other").pinned(id.as_str()));
    assert_snapshot!(world.shown(), @"
    ✗ blocked taptalent/Assessment/other
        taptalent/Assessment/other and taptalent/Assessment/voice refer to the same live object `a1`
          [claimed-twice]
        help: remove one of the manifests or its pin; if one was renamed, list the old name under
          `metadata.previousNames` of the other

    ✗ blocked taptalent/Assessment/voice
        taptalent/Assessment/other and taptalent/Assessment/voice refer to the same live object `a1`
          [claimed-twice]
        help: remove one of the manifests or its pin; if one was renamed, list the old name under
          `metadata.previousNames` of the other
    ");
}

#[test]
fn a_renamed_manifest_keeps_its_live_object() {
    let mut world = World::new().declares(voice()).applied();
    world.manifest("voice").previous_names = vec![name("voice")];
    world.manifest("voice").address = assessment_address("speech");
    assert_snapshot!(world.shown(), @"> move taptalent/Assessment/speech (a1)");
    world.apply();
    assert!(
        world
            .recorded
            .record(&assessment_address("voice"))
            .is_none()
    );
    assert!(
        world
            .recorded
            .record(&assessment_address("speech"))
            .is_some()
    );
}

#[test]
fn a_manifest_can_be_renamed_and_edited_at_once() {
    let mut world = World::new().declares(voice()).applied();
    let renamed = world.manifest("voice");
    renamed.previous_names = vec![name("voice")];
    renamed.address = assessment_address("speech");
    renamed.set(AssessmentField::Title, text("Speech"));
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Assessment/speech (a1)
        ~ title: Voice → Speech  (edited here)
        → PUT /assessment/a1
    ");
}

#[test]
fn a_changed_title_is_a_rename_and_no_new_assessment() {
    let mut world = World::new().declares(voice()).applied();
    world.edits("voice", AssessmentField::Title, text("Phone screen"));
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Assessment/voice (a1)
        ~ title: Voice → Phone screen  (edited here)
        → PUT /assessment/a1
    ");
}

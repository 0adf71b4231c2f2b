//! `lifecycle.questionOrder`: the API appends only.

use super::questions::{DEBUG, DESIGN, TEAM, applied};
use super::world::World;
use crate::model::taptalent::QuestionField;
use crate::model::{FieldValue, QuestionOrder};
use insta::assert_snapshot;

fn enforced() -> World {
    let mut world = applied();
    world.manifest("voice").lifecycle.question_order = QuestionOrder::Enforce;
    world
}

fn texts(world: &mut World) -> Vec<String> {
    let questions = world.live_questions("voice").iter();
    questions.map(|question| question.text.clone()).collect()
}

#[test]
fn another_order_is_a_note_by_default() {
    let mut world = applied();
    world.manifest("voice").questions().swap(1, 2);
    assert_snapshot!(world.shown(), @"
    i note taptalent/Assessment/voice
        from question `team` on, the live order differs from the manifest; the API can only append:
          `lifecycle.questionOrder: enforce` deletes the questions from there on and adds them again
          [question-order]

    Nothing to do in workspace test: 1 resource is as declared.
    ");
}

#[test]
fn an_enforced_order_deletes_and_adds_again_from_the_first_misplaced_question() {
    let mut world = enforced();
    world.manifest("voice").questions().swap(1, 2);
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Assessment/voice (a1)
        ! cannot be undone: deletes 2 questions
        + questions[team]  (no record of a last apply)
            question: How do you settle a technical disagreement with a colleague?
        + questions[design]  (no record of a last apply)
            question: Walk us through a complex system that you designed from scratch.
        → DELETE /assessment/a1/questions/q4
        → POST /assessment/a1/questions
        → DELETE /assessment/a1/questions/q3
        → POST /assessment/a1/questions
    ");
    world.apply();
    assert_eq!(texts(&mut world), [DEBUG, TEAM, DESIGN]);
}

#[test]
fn an_enforced_order_that_somebody_changed_is_brought_back() {
    let mut world = enforced();
    world.live_questions("voice").rotate_left(1);
    world.apply();
    assert_eq!(texts(&mut world), [DEBUG, DESIGN, TEAM]);
}

#[test]
fn a_new_question_takes_its_enforced_place() {
    let mut world = enforced();
    let new = "What would you like to learn next?";
    world.asks_at(1, "voice", "next", new);
    world.apply();
    assert_eq!(texts(&mut world), [DEBUG, new, DESIGN, TEAM]);
}

#[test]
fn an_enforced_order_does_not_count_what_somebody_added_between() {
    let mut world = enforced();
    world.someone_asks("voice", "What would you like to learn next?");
    world.live_questions("voice").rotate_right(2);
    world.live_questions("voice").rotate_left(1);
    world.live_questions("voice").swap(0, 3);
    world.apply();
    assert_eq!(world.calls(), [""; 0]);
}

#[test]
fn prevent_destroy_forbids_to_enforce_an_order() {
    let mut world = enforced();
    world.manifest("voice").questions().swap(1, 2);
    world.manifest("voice").lifecycle.prevent_destroy = true;
    assert_snapshot!(world.shown(), @"
    ✗ blocked taptalent/Assessment/voice
        question `team` is in another position live and would be deleted and added again, but
          `lifecycle.preventDestroy` is set [prevent-destroy]
        help: set `questionOrder: ignore`, or remove `preventDestroy` for this run

    ✗ blocked taptalent/Assessment/voice
        question `design` is in another position live and would be deleted and added again, but
          `lifecycle.preventDestroy` is set [prevent-destroy]
        help: set `questionOrder: ignore`, or remove `preventDestroy` for this run
    ");
}

#[test]
fn a_moved_question_keeps_what_a_read_shows_of_it() {
    let mut world = enforced();
    world.live_questions("voice")[2].others.insert(
        QuestionField::IdealAnswer,
        FieldValue::Text("Theirs.".into()),
    );
    world.manifest("voice").questions().swap(1, 2);
    world.apply();
    let id = world.live_questions("voice")[1].id.clone();
    assert_eq!(
        world.api.written[&id].ideal_answer.as_deref(),
        Some("Theirs.")
    );
}

#[test]
fn a_moved_question_of_which_nothing_more_is_known_is_said_to_be_at_risk() {
    let mut world = enforced().without_state();
    world.manifest("voice").questions().swap(1, 2);
    assert_snapshot!(world.shown(), @"
    = adopt taptalent/Assessment/voice (a1)
        ! cannot be undone: deletes 2 questions
        ~ questions[debugging]  (cannot be verified)
            idealAnswer: (not readable) → Reproduction, cause, fix.
        + questions[team]  (no record of a last apply)
            question: How do you settle a technical disagreement with a colleague?
        + questions[design]  (no record of a last apply)
            question: Walk us through a complex system that you designed from scratch.
        → PUT /assessment/a1/questions/q2
        → DELETE /assessment/a1/questions/q4
        → POST /assessment/a1/questions
        → DELETE /assessment/a1/questions/q3
        → POST /assessment/a1/questions

    ! warning taptalent/Assessment/voice
        question `debugging` is updated without `systemInstruction` (not in the manifest, and cannot
          be read); the API does not say whether an update keeps such values: declare any that matter
          [field-at-risk]

    i note taptalent/Assessment/voice
        1 question has values that cannot be read and are not in the state: they are sent once and
          recorded [unverifiable]

    ! warning taptalent/Assessment/voice
        question `team` is deleted and added again without `systemInstruction` and `idealAnswer`
          (not in the manifest, and cannot be read); such values are lost: declare any that matter
          [field-at-risk]

    ! warning taptalent/Assessment/voice
        question `design` is deleted and added again without `systemInstruction` and `idealAnswer`
          (not in the manifest, and cannot be read); such values are lost: declare any that matter
          [field-at-risk]

    i note taptalent/Assessment/voice
        the live object a1 is adopted by its name [adopted]
    ");
}

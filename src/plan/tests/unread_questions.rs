//! What no read shows of a question, or no state knows.

use super::questions::{DEBUG, DEBUG_2, applied};
use super::sketch::assessment;
use super::world::World;
use crate::model::FieldValue;
use crate::model::taptalent::QuestionField;
use insta::assert_snapshot;

#[test]
fn without_a_state_what_no_read_shows_is_sent_once() {
    let mut world = applied().without_state();
    assert_snapshot!(world.shown(), @"
    = adopt taptalent/Assessment/voice (a1)
        ~ questions[debugging]  (cannot be verified)
            idealAnswer: (not readable) → Reproduction, cause, fix.
        → PUT /assessment/a1/questions/q2

    ! warning taptalent/Assessment/voice
        question `debugging` is updated without `systemInstruction` (not in the manifest, and cannot
          be read); the API does not say whether an update keeps such values: declare any that matter
          [field-at-risk]

    i note taptalent/Assessment/voice
        1 question has values that cannot be read and are not in the state: they are sent once and
          recorded [unverifiable]

    i note taptalent/Assessment/voice
        the live object a1 is adopted by its name [adopted]
    ");
    world.apply();
    assert_eq!(world.calls(), [""; 0]);
}

#[test]
fn without_a_state_a_reworded_question_keeps_its_id() {
    let mut world = applied().without_state();
    let content = world.content("voice", "debugging");
    content.question = DEBUG_2.into();
    content.ideal_answer = None;
    assert_snapshot!(world.shown(), @"
    = adopt taptalent/Assessment/voice (a1)
        ~ questions[debugging]  (no record of a last apply)
            question: …when you had to debug a [-critical-]{+severe+} production issue.
        → PUT /assessment/a1/questions/q2

    ! warning taptalent/Assessment/voice
        question `debugging` is updated without `systemInstruction` and `idealAnswer` (not in the
          manifest, and cannot be read); the API does not say whether an update keeps such values:
          declare any that matter [field-at-risk]

    i note taptalent/Assessment/voice
        the live object a1 is adopted by its name [adopted]
    ");
}

#[test]
fn an_adopted_question_may_have_what_nobody_declared() {
    let mut world = World::new()
        .declares(assessment("voice").asks("debugging", DEBUG))
        .applied();
    let reworded = |world: &mut World| {
        world.rewords("voice", "debugging", DEBUG_2);
        world.plan_shown().contains("field-at-risk")
    };
    assert!(!reworded(&mut world.clone()), "it was added without");
    world.lose_state();
    world.apply();
    assert!(reworded(&mut world), "a colleague may have given it one");
}

#[test]
fn a_value_that_is_declared_anew_for_a_recorded_question_is_an_edit() {
    let mut world = applied();
    world.live("voice").submission_count = Some(3);
    world.content("voice", "design").ideal_answer = Some("Trade-offs.".into());
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Assessment/voice (a1)
        ~ questions[design]  (edited here)
            idealAnswer: (not readable) → Trade-offs.
        → PUT /assessment/a1/questions/q3

    ! warning taptalent/Assessment/voice
        3 candidates have already taken part: question `design` changes [fairness]
    ");
}

#[test]
fn a_value_that_an_update_left_out_is_sent_again_when_it_is_declared_again() {
    let mut world = applied();
    let content = world.content("voice", "debugging");
    content.question = DEBUG_2.into();
    let ideal = content.ideal_answer.take();
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Assessment/voice (a1)
        ~ questions[debugging]  (edited here)
            question: …when you had to debug a [-critical-]{+severe+} production issue.
        → PUT /assessment/a1/questions/q2

    ! warning taptalent/Assessment/voice
        question `debugging` is updated without `idealAnswer` (not in the manifest, and cannot be
          read); the API does not say whether an update keeps such values: declare any that matter
          [field-at-risk]
    ");
    world.apply();
    world
        .content("voice", "debugging")
        .ideal_answer
        .clone_from(&ideal);
    assert_eq!(world.calls(), ["PUT /assessment/a1/questions/q2"]);
    world.apply();
    let id = world.live_questions("voice")[0].id.clone();
    assert_eq!(world.api.written[&id].ideal_answer, ideal);
}

#[test]
fn what_a_read_shows_after_all_is_restated() {
    let mut world = applied();
    world.content("voice", "debugging").ideal_answer = None;
    world.live_questions("voice")[0].others.insert(
        QuestionField::IdealAnswer,
        FieldValue::Text("Theirs.".into()),
    );
    world.rewords("voice", "debugging", DEBUG_2);
    world.apply();
    let id = world.live_questions("voice")[0].id.clone();
    assert_eq!(
        world.api.written[&id].ideal_answer.as_deref(),
        Some("Theirs.")
    );
}

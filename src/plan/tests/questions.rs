//! The questions of a live assessment (design §4, "Questions").

use super::sketch::assessment;
use super::world::World;
use crate::model::taptalent::{Assessment, QuestionType};
use crate::model::{Prune, Resource};
use insta::assert_snapshot;

pub(super) const DEBUG: &str = "Describe a time when you had to debug a critical production issue.";
pub(super) const DEBUG_2: &str = "Describe a time when you had to debug a severe production issue.";
pub(super) const DESIGN: &str = "Walk us through a complex system that you designed from scratch.";
pub(super) const TEAM: &str = "How do you settle a technical disagreement with a colleague?";
pub(super) const OTHER: &str = "What would you like to learn next?";

/// `voice`, with three questions.
pub(super) fn voice() -> Resource<Assessment> {
    assessment("voice")
        .asks_with_ideal("debugging", DEBUG, "Reproduction, cause, fix.")
        .asks("design", DESIGN)
        .asks("team", TEAM)
}

pub(super) fn applied() -> World {
    World::new().declares(voice()).applied()
}

pub(super) fn texts(world: &mut World) -> Vec<String> {
    let questions = world.live_questions("voice").iter();
    questions.map(|question| question.text.clone()).collect()
}

#[test]
fn a_reworded_question_keeps_its_id() {
    let mut world = applied();
    world.rewords("voice", "debugging", DEBUG_2);
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Assessment/voice (a1)
        ~ questions[debugging]  (edited here)
            question: …when you had to debug a [-critical-]{+severe+} production issue.
        → PUT /assessment/a1/questions/q2
    ");
}

#[test]
fn a_question_reworded_beyond_recognition_keeps_its_id_by_its_name() {
    let mut world = applied();
    world.rewords("voice", "design", OTHER);
    assert_eq!(world.calls(), ["PUT /assessment/a1/questions/q3"]);
}

#[test]
fn an_update_says_all_that_is_declared_of_the_question() {
    let mut world = applied();
    let content = world.content("voice", "debugging");
    content.ideal_answer = Some("Cause, fix, prevention.".into());
    content.system_instruction = Some("Look for method.".into());
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Assessment/voice (a1)
        ~ questions[debugging]  (edited here)
            systemInstruction: (not readable) → Look for method.
            idealAnswer: (not readable) → Cause, fix, prevention.
        → PUT /assessment/a1/questions/q2
    ");
    let wanted = world.content("voice", "debugging").clone();
    world.apply();
    let id = world.live_questions("voice")[0].id.clone();
    assert_eq!(world.api.written[&id], wanted);
}

#[test]
fn a_question_changed_in_the_web_app_is_put_back() {
    let mut world = applied();
    world.live_questions("voice")[1].text = OTHER.into();
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Assessment/voice (a1)
        ~ questions[design]  (changed in the web app)
            question: [-What would-]{+Walk us through a complex system that+} you [-like to learn
              next?-]{+designed from scratch.+}
        → PUT /assessment/a1/questions/q3
    ");
}

#[test]
fn a_question_deleted_in_the_web_app_is_added_again() {
    let mut world = applied();
    world.live_questions("voice").remove(2);
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Assessment/voice (a1)
        + questions[team]  (changed in the web app)
            question: How do you settle a technical disagreement with a colleague?
        → POST /assessment/a1/questions
    ");
}

#[test]
fn a_question_at_the_end_is_added() {
    let mut world = applied();
    world.asks("voice", "next", OTHER);
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Assessment/voice (a1)
        + questions[next]  (edited here)
            question: What would you like to learn next?
        → POST /assessment/a1/questions
    ");
}

#[test]
fn a_question_in_the_middle_is_added_at_the_end_and_the_order_is_noted() {
    let mut world = applied();
    world.asks_at(1, "voice", "next", OTHER);
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Assessment/voice (a1)
        + questions[next]  (edited here)
            question: What would you like to learn next?
        → POST /assessment/a1/questions

    i note taptalent/Assessment/voice
        from question `next` on, the live order differs from the manifest; the API can only append:
          `lifecycle.questionOrder: enforce` deletes the questions from there on and adds them again
          [question-order]
    ");
}

#[test]
fn a_list_that_shifted_by_one_rewords_nothing() {
    let mut world = applied();
    world.asks_at(0, "voice", "next", OTHER);
    assert_eq!(world.calls(), ["POST /assessment/a1/questions"]);
    let mut world = applied();
    world.manifest("voice").questions().remove(0);
    assert_eq!(world.calls(), ["DELETE /assessment/a1/questions/q2"]);
}

#[test]
fn a_list_that_shifted_by_one_rewords_nothing_without_a_state_either() {
    let mut world = applied().without_state();
    world.content("voice", "debugging").ideal_answer = None;
    world.asks_at(0, "voice", "next", OTHER);
    assert_eq!(world.calls(), ["POST /assessment/a1/questions"]);
}

/// Somebody asked for debugging in the web app; then the manifest asks this.
fn also_asked_in_the_web_app(declared: &str) -> World {
    let mut world = World::new()
        .declares(assessment("voice").asks("design", DESIGN))
        .applied();
    world.someone_asks("voice", DEBUG);
    world.asks("voice", "debugging", declared);
    world
}

#[test]
fn a_foreign_question_that_reads_like_a_new_one_is_not_written_over() {
    assert_snapshot!(also_asked_in_the_web_app(DEBUG_2).shown(), @"
    ~ update taptalent/Assessment/voice (a1)
        + questions[debugging]  (edited here)
            question: Describe a time when you had to debug a severe production issue.
        → POST /assessment/a1/questions

    ! warning taptalent/Assessment/voice
        live questions that are not declared and were not added by vetform are kept: web3 (“Describe a
          time when you had to debug a critical production…”); declare them, or set `lifecycle.prune:
          all` to delete them [unmanaged-question]
    ");
}

#[test]
fn a_foreign_question_with_the_very_text_of_a_new_one_is_taken_for_it() {
    assert_eq!(also_asked_in_the_web_app(DEBUG).calls(), [""; 0]);
}

#[test]
fn a_question_with_a_new_name_keeps_its_id_without_a_call() {
    let mut world = applied();
    world.manifest("voice").question("debugging").name = "incidents".parse().unwrap();
    assert_eq!(world.calls(), [""; 0]);
    world.apply();
    world.manifest("voice").questions().remove(0);
    assert_eq!(world.calls(), ["DELETE /assessment/a1/questions/q2"]);
}

#[test]
fn a_question_with_a_new_name_and_new_words_keeps_its_id() {
    let mut world = applied();
    let renamed = world.manifest("voice").question("debugging");
    renamed.name = "incidents".parse().unwrap();
    renamed.content.question = DEBUG_2.into();
    assert_eq!(world.calls(), ["PUT /assessment/a1/questions/q2"]);
}

#[test]
fn a_shared_question_that_is_edited_touches_every_assessment_that_uses_it() {
    let asking = |manifest: &str| assessment(manifest).asks("debugging", DEBUG);
    let mut world = World::new()
        .declares(asking("voice"))
        .declares(asking("written"))
        .applied();
    for manifest in ["voice", "written"] {
        world.rewords(manifest, "debugging", DEBUG_2);
    }
    assert_eq!(
        world.calls(),
        [
            "PUT /assessment/a1/questions/q2",
            "PUT /assessment/a3/questions/q4"
        ]
    );
}

#[test]
fn a_question_of_another_type_is_never_touched() {
    let mut world = applied();
    let other = world.someone_asks("voice", OTHER);
    let questions = world.live_questions("voice");
    let quiz = questions.iter_mut().find(|question| question.id == other);
    quiz.unwrap().question_type = QuestionType::Other("MCQ".into());
    questions.rotate_right(1);
    assert_snapshot!(world.shown(), @"Nothing to do in workspace test: 1 resource is as declared.");
    world.manifest("voice").lifecycle.prune = Prune::All;
    assert_eq!(world.calls(), [""; 0]);
}

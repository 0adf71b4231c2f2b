//! Questions that the manifest does not hold: ours go, those of others stay, unless it says otherwise.

use super::questions::{OTHER, applied, texts};
use crate::model::Prune;
use insta::assert_snapshot;

#[test]
fn a_question_of_ours_that_the_manifest_dropped_is_deleted() {
    let mut world = applied();
    world.manifest("voice").questions().remove(1);
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Assessment/voice (a1)
        ! cannot be undone: deletes 1 question
        - questions[design]  (edited here)
            question: Walk us through a complex system that you designed from scratch.
        → DELETE /assessment/a1/questions/q3
    ");
}

#[test]
fn a_question_that_was_only_adopted_is_not_ours_to_delete() {
    let mut world = applied().without_state();
    world.apply();
    world.manifest("voice").questions().remove(1);
    assert_snapshot!(world.shown(), @"
    ! warning taptalent/Assessment/voice
        live questions that are not declared and were not added by vetform are kept: q3 (“Walk us
          through a complex system that you designed from scr…”); declare them, or set `lifecycle.prune:
          all` to delete them [unmanaged-question]

    Nothing to do in workspace test: 1 resource is as declared.
    ");
    // Nor under another name, nor when it was reworded from here.
    let mut world = applied().without_state();
    world.apply();
    let questions = world.manifest("voice").questions();
    questions[1].name = "renamed".parse().unwrap();
    questions[1].content.question.push_str(" Why so?");
    world.apply();
    world.manifest("voice").questions().remove(1);
    assert_eq!(world.calls(), Vec::<String>::new());
    world.manifest("voice").lifecycle.prune = Prune::All;
    assert_eq!(world.calls(), ["DELETE /assessment/a1/questions/q3"]);
}

#[test]
fn a_question_that_somebody_added_stays_and_is_reported() {
    let mut world = applied();
    world.someone_asks("voice", OTHER);
    assert_snapshot!(world.shown(), @"
    ! warning taptalent/Assessment/voice
        live questions that are not declared and were not added by vetform are kept: web5 (“What
          would you like to learn next?”); declare them, or set `lifecycle.prune: all` to delete them
          [unmanaged-question]

    Nothing to do in workspace test: 1 resource is as declared.
    ");
    assert_eq!(texts(&mut world).len(), 4);
}

#[test]
fn prune_all_deletes_what_somebody_added() {
    let mut world = applied();
    world.someone_asks("voice", OTHER);
    world.manifest("voice").lifecycle.prune = Prune::All;
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Assessment/voice (a1)
        ! cannot be undone: deletes 1 question
        - questions[web5]  (changed in the web app)
            question: What would you like to learn next?
        → DELETE /assessment/a1/questions/web5
    ");
}

#[test]
fn without_a_state_nothing_is_deleted() {
    let mut world = applied().without_state();
    world.manifest("voice").questions().truncate(1);
    world.content("voice", "debugging").ideal_answer = None;
    assert_snapshot!(world.shown(), @"
    = adopt taptalent/Assessment/voice (a1)

    ! warning taptalent/Assessment/voice
        live questions that are not declared and were not added by vetform are kept: q3 (“Walk us
          through a complex system that you designed from scr…”), q4 (“How do you settle a technical
          disagreement with a colleague?”); declare them, or set `lifecycle.prune: all` to delete them
          [unmanaged-question]

    i note taptalent/Assessment/voice
        the live object a1 is adopted by its name [adopted]
    ");
}

#[test]
fn prevent_destroy_keeps_a_dropped_question_from_being_deleted() {
    let mut world = applied();
    world.manifest("voice").questions().remove(1);
    world.manifest("voice").lifecycle.prevent_destroy = true;
    assert_snapshot!(world.shown(), @"
    ✗ blocked taptalent/Assessment/voice
        question `design` is not in the manifest and would be deleted, but `lifecycle.preventDestroy` is
          set [prevent-destroy]
        help: declare the question, or remove `preventDestroy` for this run
    ");
}

#[test]
fn questions_are_left_alone_where_the_manifest_has_none() {
    let mut world = applied();
    world.manifest("voice").spec.questions = None;
    world.live_questions("voice").remove(0);
    assert_eq!(world.calls(), [""; 0]);
}

#[test]
fn an_empty_list_of_questions_drops_all_of_ours() {
    let mut world = applied();
    world.someone_asks("voice", OTHER);
    world.manifest("voice").questions().clear();
    assert_eq!(world.calls().len(), 3);
}

//! `guards.fairness`: changes that meet candidates who are already inside.

use super::questions::applied;
use super::sketch::{assessment, flow, number, question};
use super::world::World;
use crate::model::FairnessPolicy;
use crate::model::taptalent::AssessmentField;
use insta::assert_snapshot;

/// Two candidates have answered; the manifest rewords a question, drops one, and adds one.
fn with_submissions(fairness: FairnessPolicy) -> World {
    let mut world = applied();
    world.judges(fairness);
    world.live("voice").submission_count = Some(2);
    let questions = world.manifest("voice").questions();
    questions[1].content.question = "Walk us through a small system that you designed.".into();
    questions.remove(2);
    questions.push(question("next", "What would you like to learn next?"));
    world
}

#[test]
fn by_default_it_is_said() {
    assert_snapshot!(with_submissions(FairnessPolicy::Warn).shown(), @"
    ~ update taptalent/Assessment/voice (a1)
        ! cannot be undone: deletes 1 question; 2 candidates are in it
        ~ questions[design]  (edited here)
            question: Walk us through a [-complex-]{+small+} system that you [-designed from
              scratch.-]{+designed.+}
        + questions[next]  (edited here)
            question: What would you like to learn next?
        - questions[team]  (edited here)
            question: How do you settle a technical disagreement with a colleague?
        → PUT /assessment/a1/questions/q3
        → POST /assessment/a1/questions
        → DELETE /assessment/a1/questions/q4

    ! warning taptalent/Assessment/voice
        2 candidates have already taken part: question `design` changes; question `team` is deleted
          [fairness]
    ");
}

#[test]
fn a_workspace_can_forbid_it() {
    assert_snapshot!(with_submissions(FairnessPolicy::Deny).shown(), @"
    ✗ blocked taptalent/Assessment/voice
        2 candidates have already taken part: question `design` changes; question `team` is deleted
          [fairness-denied]
        help: this workspace has `guards.fairness: deny`: create a new assessment or flow for new
          candidates, or set `fairness: warn` for this run
    ");
}

#[test]
fn a_workspace_can_switch_it_off() {
    let plan = with_submissions(FairnessPolicy::Off).plan();
    assert_eq!((plan.notes.len(), plan.blocked.len()), (0, 0));
}

#[test]
fn what_no_candidate_has_met_may_change() {
    let mut world = with_submissions(FairnessPolicy::Deny);
    world.live("voice").submission_count = Some(0);
    assert_eq!(world.plan().blocked, []);
    world.apply();
}

#[test]
fn a_number_of_candidates_that_no_read_shows_is_not_taken_for_none() {
    let mut world = with_submissions(FairnessPolicy::Deny);
    world.live("voice").submission_count = None;
    assert_snapshot!(world.shown(), @"
    ✗ blocked taptalent/Assessment/voice
        no read shows how many candidates have already taken part: question `design` changes; question
          `team` is deleted [fairness-denied]
        help: this workspace has `guards.fairness: deny`: create a new assessment or flow for new
          candidates, or set `fairness: warn` for this run
    ");
}

#[test]
fn adding_questions_and_changing_other_fields_is_fair() {
    let mut world = applied();
    world.judges(FairnessPolicy::Deny);
    world.live("voice").submission_count = Some(2);
    let voice = world.manifest("voice");
    voice.set(AssessmentField::Duration, number(30));
    voice
        .questions()
        .push(question("next", "What would you like to learn next?"));
    assert_eq!(world.plan().blocked, []);
    world.apply();
}

#[test]
fn sending_once_what_no_record_covers_is_no_change_for_candidates() {
    let mut world = applied();
    world.live("voice").submission_count = Some(2);
    world.judges(FairnessPolicy::Deny);
    world.lose_state();
    assert_eq!(world.plan().blocked, []);
    world.apply();
}

#[test]
fn a_threshold_that_changes_under_candidates_is_a_finding() {
    let mut world = World::new()
        .declares(assessment("voice"))
        .declares_flow(flow("screen").takes("voice", 60))
        .applied();
    world.live_flow("screen").candidate_count = Some(1);
    world.flow_manifest("screen").spec.steps[0].pass_threshold = 70.into();
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Flow/screen (2)
        ~ steps[0].passThreshold: 60 → 70  (edited here)
        → PATCH /assessment-flows/2

    ! warning taptalent/Flow/screen
        1 candidate has already taken part: the threshold of step 1 changes [fairness]
    ");
    world.judges(FairnessPolicy::Deny);
    assert_eq!(world.plan().blocked.len(), 1);
}

//! Runs that were killed: what they began is found, or done again, never doubled (law 6).

use super::questions::{DEBUG, applied};
use super::sketch::{assessment, flow, number, question, text};
use super::world::{Kill, World};
use crate::model::taptalent::{AssessmentField, FlowField};
use insta::assert_snapshot;

const NEXT: &str = "What would you like to learn next?";

/// A question was to be added when the run was killed.
fn killed(kill: Kill) -> World {
    let mut world = applied();
    let mut next = question("next", NEXT);
    next.content.ideal_answer = Some("Anything.".into());
    world.manifest("voice").questions().push(next);
    let plan = world.plan();
    world.execute(&plan, kill);
    world
}

#[test]
fn an_add_that_was_done_is_found_and_what_no_read_shows_is_not_sent_again() {
    let mut world = killed(Kill::After(0));
    assert_eq!(world.calls(), [""; 0]);
    world.apply();
    assert!(world.recorded.pending.is_empty());
}

#[test]
fn an_add_that_was_not_done_is_done() {
    let world = killed(Kill::Before(0));
    assert_eq!(world.calls(), ["POST /assessment/a1/questions"]);
}

#[test]
fn an_add_that_was_done_and_is_edited_since_is_updated() {
    let mut world = killed(Kill::After(0));
    world.rewords("voice", "next", "What would you like to learn after that?");
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Assessment/voice (a1)
        ~ questions[next]  (edited here)
            question: What would you like to learn [-next?-]{+after that?+}
        → PUT /assessment/a1/questions/q5
    ");
}

#[test]
fn what_somebody_else_asked_is_not_taken_for_the_add_in_doubt() {
    let mut world = killed(Kill::Before(0));
    let other = "What do you expect of a manager?";
    world.someone_asks("voice", other);
    world.rewords("voice", "next", other);
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Assessment/voice (a1)
        ~ questions[next]  (cannot be verified)
            idealAnswer: (not readable) → Anything.
        → PUT /assessment/a1/questions/web5

    ! warning taptalent/Assessment/voice
        question `next` is updated without `systemInstruction` (not in the manifest, and cannot be
          read); the API does not say whether an update keeps such values: declare any that matter
          [field-at-risk]

    i note taptalent/Assessment/voice
        1 question has values that cannot be read and are not in the state: they are sent once and
          recorded [unverifiable]
    ");
}

#[test]
fn of_two_questions_that_could_be_the_add_in_doubt_none_is_trusted() {
    let mut world = killed(Kill::After(0));
    world.someone_asks("voice", NEXT);
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Assessment/voice (a1)
        ~ questions[next]  (cannot be verified)
            idealAnswer: (not readable) → Anything.
        → PUT /assessment/a1/questions/q5

    ! warning taptalent/Assessment/voice
        question `next` is updated without `systemInstruction` (not in the manifest, and cannot be
          read); the API does not say whether an update keeps such values: declare any that matter
          [field-at-risk]

    i note taptalent/Assessment/voice
        1 question has values that cannot be read and are not in the state: they are sent once and
          recorded [unverifiable]

    ! warning taptalent/Assessment/voice
        candidates are asked these questions twice: `next`, also as web6 (“What would you like to learn
          next?”); delete the duplicates in the web app, or set `lifecycle.prune: all` to delete them
          [live-twice]
    ");
}

/// Everything that one run can create, at once.
fn everything() -> World {
    let voice = assessment("voice")
        .with(AssessmentField::Duration, number(150))
        .asks_with_ideal("debugging", DEBUG, "Cause, fix.")
        .asks("next", NEXT);
    let screen = flow("screen").takes("voice", 60).takes("written", 50);
    let screen = screen.with(FlowField::Status, text("INACTIVE"));
    World::new()
        .declares(voice)
        .declares(assessment("written"))
        .declares_flow(screen)
}

#[test]
fn a_run_that_is_killed_anywhere_is_finished_by_the_next_without_a_double() {
    let mut whole = everything();
    whole.apply();
    let count = whole.api.received.len();
    for at in 0..count {
        for kill in [Kill::Before(at), Kill::After(at)] {
            let mut world = everything();
            let plan = world.plan();
            assert!(!world.execute(&plan, kill));
            world.apply();
            assert_eq!(world.api.assessments.len(), 2, "{kill:?}");
            assert_eq!(world.api.flows.len(), 1, "{kill:?}");
            assert_eq!(world.live_questions("voice").len(), 2, "{kill:?}");
            assert!(world.recorded.pending.is_empty(), "{kill:?}");
        }
    }
}

#[test]
fn what_a_killed_run_made_under_an_earlier_title_is_shown_and_not_made_again() {
    let mut world = World::new().declares(assessment("voice"));
    let plan = world.plan();
    assert!(!world.execute(&plan, Kill::After(0)));
    let fields = &mut world.manifest("voice").spec.fields;
    fields.insert(AssessmentField::Title, text("Another title now"));
    assert_snapshot!(world.shown(), @"
    ✗ blocked taptalent/Assessment/voice
        the run of 2026-01-01T00:00:00Z was killed while creating this under another title, and what it
          sent is live:
            a1 (created 2023-11-14 22:13 UTC, submissions: 0) [ambiguous-match]
        help: to continue with it, put `id: <its id>` under `metadata` of the manifest; to create
          another one beside it, rename it in the web app
    ");
    let id = world.api.assessments.keys().next().unwrap().clone();
    world.manifest("voice").pin = Some(id);
    world.apply();
    assert_eq!(world.api.assessments.len(), 1);
    assert!(world.recorded.pending.is_empty());
    // Where it was not made, nothing stands in the way.
    let mut world = World::new().declares(assessment("voice"));
    let plan = world.plan();
    assert!(!world.execute(&plan, Kill::Before(0)));
    let fields = &mut world.manifest("voice").spec.fields;
    fields.insert(AssessmentField::Title, text("Another title now"));
    assert_eq!(world.calls(), ["POST /assessment/audio-interviews"]);
}

#[test]
fn what_a_killed_run_began_and_no_manifest_describes_any_more_is_said_once() {
    let mut world = World::new().declares(assessment("voice"));
    let plan = world.plan();
    assert!(!world.execute(&plan, Kill::After(0)));
    world.desired.taptalent.assessments.clear();
    assert_snapshot!(world.shown(), @"
    ! warning taptalent/Assessment/voice
        the run of 2026-01-01T00:00:00Z was killed while creating this, and it no longer has a manifest:
          check in the web app whether it exists; apply removes it from the state [forgotten]

    Nothing to do in workspace test: 0 resources are as declared.
    ");
    world.apply();
    assert!(world.recorded.pending.is_empty());
}

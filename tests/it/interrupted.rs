//! Ctrl-C at a terminal: what did not happen is said, what is in flight ends, the screen is clean.

use super::binary::{applied, planned};
use super::person::send;
use super::terminal::{INTERRUPT, Terminal};
use super::terminals::{QUESTION, asked, at_a_terminal, busy_with_a_write, slow, slow_write};

#[test]
fn an_interrupted_question_is_answered_with_what_did_not_happen() {
    let person = planned();
    let terminal = asked(&person);
    terminal.types(INTERRUPT);
    let ended = terminal.ends().exits(1);
    let end = |key: &str| format!("{QUESTION}{key}\ninterrupted; nothing was applied\n");
    assert!(ended.to_string().ends_with(&end(" ^C")), "{ended}");
    let terminal = asked(&person);
    send("TERM", &terminal.child);
    let ended = terminal.ends().exits(1);
    assert!(ended.to_string().ends_with(&end("")), "{ended}");
    assert_eq!(person.writes(), Vec::<String>::new());
}

#[test]
fn reading_can_be_interrupted() {
    let person = planned();
    person.play(&[slow("/assessment-flows", 60_000)]);
    let mut terminal = Terminal::running(at_a_terminal(&person, "apply"));
    terminal.shows("reading what is live");
    terminal.types(INTERRUPT);
    let ended = terminal.ends().exits(1);
    insta::assert_snapshot!(ended, @"
    exit 1
    interrupted; nothing was applied
    ");
}

#[test]
fn a_plan_can_be_interrupted_and_leaves_the_screen_clean() {
    let person = planned();
    person.play(&[slow("/assessment-flows", 60_000)]);
    let mut terminal = Terminal::running(at_a_terminal(&person, "plan"));
    terminal.shows("reading what is live: 1 answer");
    terminal.types(INTERRUPT);
    let ended = terminal.ends().exits(130);
    assert_eq!(ended.screen.trim(), "");
}

#[test]
fn an_interrupted_apply_finishes_what_is_in_flight_and_the_next_one_the_rest() {
    let person = planned();
    person.play(&[slow_write("/assessment/audio-interviews", 900)]);
    let mut terminal = asked(&person);
    terminal.types("yes\n");
    busy_with_a_write(&person);
    terminal.types(INTERRUPT);
    terminal.shows("finishing the calls in flight; press again to exit now");
    let ended = terminal.ends().exits(1);
    insta::assert_snapshot!(ended, @"
    exit 1
    + create taptalent/Assessment/backend
        + title: Backend interview
        + hiringForRole: Backend Engineer
        + purposeOfInterview: See how the candidate finds causes.
        + questions[debug]
            question: How do you debug a production issue?
            idealAnswer: With a method.
        → POST /assessment/audio-interviews
        → POST /assessment/{taptalent/Assessment/backend}/questions

    + create taptalent/Flow/screen
        + flowName: Engineering screen
        + steps[0]
            assessment: backend
            passThreshold: 60
            name: Technical
        → POST /assessment-flows

    Plan for workspace lab: 2 to create.
    3 calls: 1 × POST /assessment-flows, 1 × POST /assessment/:id/questions, 1 × POST
      /assessment/audio-interviews.
    Apply this to workspace lab? Type `yes` to continue: yes
    every call is logged in [project]/.vetform/log/[run].jsonl
      create taptalent/Assessment/backend (2 calls) …
    finishing the calls in flight; press again to exit now
      taptalent/Assessment/backend: the run was asked to end before this was finished; apply again to go on
    ✗ failed taptalent/Assessment/backend
        the run was asked to end before this was finished; apply again to go on
        1 of its calls was done before that
    - skipped taptalent/Flow/screen: it needs taptalent/Assessment/backend, which was not made
    Not everything was applied: 0 done, 1 failed, 1 skipped. Finished changes are kept; fix the cause and apply again to continue.
    ");
    assert_eq!(person.writes(), ["POST /assessment/audio-interviews"]);
    person.play(&[]);
    person.does("apply --auto-approve");
    let undisturbed = applied();
    assert_eq!(person.world(), undisturbed.world());
}

#[test]
fn a_second_interrupt_ends_at_once_and_clears_the_bar() {
    let person = planned();
    person.play(&[slow_write("/assessment/audio-interviews", 60_000)]);
    let mut terminal = asked(&person);
    terminal.types("yes\n");
    terminal.shows("0 of 2 changes");
    busy_with_a_write(&person);
    terminal.types(INTERRUPT);
    terminal.shows("press again to exit now");
    terminal.types(INTERRUPT);
    let ended = terminal.ends().exits(1);
    let last = ended.screen.lines().last().unwrap();
    assert!(
        last.ends_with("exiting now; the next apply settles what was in flight"),
        "{ended}"
    );
    person.play(&[]);
    person.does("apply --auto-approve");
    assert_eq!(person.world(), applied().world());
}

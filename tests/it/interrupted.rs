//! Ctrl-C at a terminal: what did not happen is said, what is in flight ends, the screen is clean.

use super::binary::{applied, planned};
use super::person::send;
use super::terminal::{Ended, INTERRUPT, Terminal};
use super::terminals::{
    QUESTION, asked, at_a_terminal, busy_with_a_write, but_for_the_plan, slow, slow_write,
};

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

/// Where the reading hangs, once this is on the screen.
fn interrupted_while_reading(line: &str, shown: &str) -> Ended {
    let person = planned();
    person.play(&[slow("/assessment-flows", 60_000)]);
    let mut terminal = Terminal::running(at_a_terminal(&person, line));
    terminal.shows(shown);
    terminal.types(INTERRUPT);
    terminal.ends()
}

#[test]
fn reading_can_be_interrupted() {
    insta::assert_snapshot!(interrupted_while_reading("apply", "reading what is live"), @"
    exit 1
    interrupted; nothing was applied
    ");
}

#[test]
fn a_plan_can_be_interrupted_and_leaves_the_screen_clean() {
    let ended = interrupted_while_reading("plan", "reading what is live: 1 answer").exits(130);
    assert_eq!(ended.screen.trim(), "");
}

#[test]
fn an_interrupted_apply_finishes_what_is_in_flight_and_the_next_one_the_rest() {
    let person = planned();
    let plan = person.runs("plan").exits(0).stdout;
    person.play(&[slow_write("/assessment/audio-interviews", 900)]);
    let mut terminal = asked(&person);
    terminal.types("yes\n");
    busy_with_a_write(&person);
    terminal.types(INTERRUPT);
    terminal.shows("finishing the calls in flight; press again to exit now");
    let ended = terminal.ends().exits(1);
    insta::assert_snapshot!(but_for_the_plan(&ended, &plan), @"
    exit 1
    [the plan]
    Apply this to workspace lab? Type `yes` to continue: yes
    every call is logged in [project]/.vetform/log/[run].jsonl
      create taptalent/Assessment/backend (2 calls) …
    finishing the calls in flight; press again to exit now
      taptalent/Assessment/backend: the run was asked to end before this was finished; apply again to continue
    ✗ failed taptalent/Assessment/backend
        the run was asked to end before this was finished; apply again to continue
        1 of its calls was done before that
    - skipped taptalent/Flow/screen: it needs taptalent/Assessment/backend, which was not applied
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

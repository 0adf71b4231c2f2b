//! Killed at any write of an apply, with and without its state: the next runs finish it, and the end is the same as
//! without the kill, nothing doubled and nothing lost.

use std::io::{BufRead as _, BufReader};
use std::process::Child;

use vetform::sandbox::{Fault, FaultRule, Match};

use super::at_once::each_in_a_thread;
use super::fault_rules::on_write;
use super::history::History;
use super::person::{Outcome, Person, send, wait_until};

const CREATED: &str = concat!(
    manifest!("backend"),
    "  duration: 150
  questions:
    - { name: debug, question: How do you debug a production issue?, idealAnswer: With a method. }
    - { name: design, question: Which system did you design from scratch?, systemInstruction: Look for trade-offs. }
---
",
    manifest!("culture"),
    "  questions:
    - { name: conflict, question: Tell me about a conflict in your team., idealAnswer: Listens first. }
---
",
    manifest!("engineering-screen"),
    "  steps:
    - { assessment: backend, passThreshold: 60, name: Technical }
",
);

/// The writes that make `CREATED`: two assessments, three questions, a duration above 120, a flow.
const CREATING: u64 = 7;

/// Updates that can be told without a state: fields, a reworded and a new question, a threshold and a new step. The
/// names stay, since without a state they are all that ties a manifest to what is live.
const UPDATED: &str = concat!(
    "\
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: backend }
spec:
  title: Backend interview
  hiringForRole: Backend Engineer
  purposeOfInterview: See how the candidate finds causes, and proves them.
  duration: 45
  questions:
    - { name: debug, question: How do you debug a severe production issue?, idealAnswer: With a method and a log. }
    - { name: design, question: Which system did you design from scratch?, systemInstruction: Look for its limits. }
    - { name: estimate, question: How do you estimate work that nobody has done before? }
---
",
    manifest!("culture-and-screen-of-the-next-day"),
);

/// The writes that make `UPDATED` of `CREATED`: fields, four questions, the flow.
const UPDATING: u64 = 6;

/// Milliseconds; longer than any test waits.
const FOREVER: u64 = 600_000;

#[derive(Clone, Copy, PartialEq)]
enum State {
    Kept,
    Deleted,
}

/// A person about to apply `CREATED`.
fn creating() -> Person {
    Person::new().at_a_system().with_manifests(CREATED)
}

/// A person about to apply `UPDATED` where `CREATED` is live.
fn updating() -> Person {
    let person = creating();
    person.does("apply --auto-approve");
    person.write("all.yaml", UPDATED);
    let _ = person.calls();
    person
}

/// The same, and what only a state can tell: a new title, another flow name, a question less.
fn renaming() -> Person {
    let person = updating();
    person.changes(
        "title: Backend interview",
        "title: Senior backend interview",
    );
    person.changes(
        "flowName: Engineering screen",
        "flowName: Senior engineering screen",
    );
    let text = person.read("all.yaml");
    let without: Vec<&str> = text
        .lines()
        .filter(|line| !line.contains("name: design"))
        .collect();
    person.write("all.yaml", &without.join("\n"));
    person
}

/// Starts an apply and waits until its write `nth` is done but not answered.
fn start_until_write(person: &Person, nth: u64, millis: u64) -> Child {
    start_until(person, nth, Fault::Hang { millis })
}

/// Starts an apply and waits until its write `nth` meets the fault.
fn start_until(person: &Person, nth: u64, fault: Fault) -> Child {
    person.play(&[on_write(nth, fault)]);
    let child = person.starts("apply --auto-approve --send-invites");
    person.waits_for_a_fault();
    child
}

fn kill_at_every_write(about_to: fn() -> Person, writes: u64, state: State) {
    let undisturbed = about_to();
    undisturbed.does("apply --auto-approve");
    assert_eq!(undisturbed.writes().len() as u64, writes);
    let wanted = undisturbed.world();
    each_in_a_thread(1..=writes, |nth| {
        let person = about_to();
        let history = History::before_a_kill(&person);
        let mut child = start_until_write(&person, nth, FOREVER);
        child.kill().unwrap();
        child.wait().unwrap();
        if state == State::Deleted {
            person.lose_state();
        }
        apply_until_done(&person, history);
        assert_eq!(person.world(), wanted, "killed at write {nth}");
    });
}

/// Applies again until there is nothing left to do, as somebody does who sees a red build. Each run sends what it planned,
/// and none what another one sent.
#[track_caller]
fn apply_until_done(person: &Person, mut history: History) {
    for _ in 0..4 {
        let applied = history.applies(person, "");
        if applied.code == Some(0) {
            person.does("plan --detailed-exitcode");
            return;
        }
    }
    panic!("not done: {}", person.runs("apply --auto-approve"));
}

#[test]
fn a_creation_killed_at_any_write_is_finished_by_the_next_apply() {
    kill_at_every_write(creating, CREATING, State::Kept);
}

#[test]
fn a_creation_killed_at_any_write_is_finished_without_its_state_too() {
    kill_at_every_write(creating, CREATING, State::Deleted);
}

#[test]
fn an_update_killed_at_any_write_is_finished_by_the_next_apply() {
    kill_at_every_write(updating, UPDATING, State::Kept);
}

#[test]
fn a_renaming_killed_at_any_write_is_finished_by_the_next_apply() {
    kill_at_every_write(renaming, UPDATING, State::Kept);
}

#[test]
fn an_update_killed_at_any_write_is_finished_without_its_state_too() {
    kill_at_every_write(updating, UPDATING, State::Deleted);
}

#[test]
fn what_was_done_when_a_run_was_killed_is_saved_by_the_next_that_has_nothing_to_do() {
    let person = Person::new()
        .at_a_system()
        .with_manifests(manifest!("voice"));
    // Reads what it has made once more, at its end.
    let reads = Match {
        method: Some("GET".to_owned()),
        path_contains: Some("/assessment/".to_owned()),
        ..Match::default()
    };
    let fault = Fault::Hang { millis: FOREVER };
    person.play(&[FaultRule { when: reads, fault }]);
    let mut child = person.starts("apply --auto-approve");
    let journal = || std::fs::read_to_string(person.path("vetform.state/lab.journal"));
    wait_until("what was made is written down", || {
        journal().is_ok_and(|text| text.contains("\"identify\""))
    });
    person.waits_for_a_fault();
    child.kill().unwrap();
    child.wait().unwrap();
    person.play(&[]);
    let _ = person.calls();

    let next = person.runs("apply --auto-approve").exits(0);
    next.shows("Nothing to do");
    assert_eq!(person.writes(), Vec::<String>::new());
    assert!(journal().is_err(), "the state has what the journal had");
    person
        .runs("history")
        .exits(0)
        .shows("created taptalent/Assessment/voice");
}

/// A request that the system works on for a second more, whatever became of its sender.
const LATE: Fault = Fault::CommitLate { millis: 1_000 };

#[test]
fn what_arrives_after_its_sender_was_killed_is_not_made_twice_by_a_run_that_starts_at_once() {
    let undisturbed = creating();
    undisturbed.does("apply --auto-approve");
    let wanted = undisturbed.world();
    each_in_a_thread(1..=CREATING, |nth| {
        let person = creating();
        let history = History::before_a_kill(&person);
        let mut child = start_until(&person, nth, LATE);
        child.kill().unwrap();
        child.wait().unwrap();
        apply_until_done(&person, history);
        assert_eq!(person.world(), wanted, "killed at write {nth}");
    });
}

const INVITED: &str = concat!(
    manifest!("sales-assessment"),
    "---\n",
    manifest!("april-of-sales"),
    "  candidates: [{ email: a@example.com }]
---
",
    manifest!("task"),
    "---\n",
    manifest!("keys-of-task"),
    "  candidates: [{ email: b@example.com }]
",
);

/// The writes of `INVITED`: an invite, a coding task, a key.
const INVITING: u64 = 3;

#[test]
fn nobody_is_mailed_twice_by_a_run_that_was_killed_at_any_write() {
    let done = Fault::Hang { millis: FOREVER };
    let cases = (1..=INVITING).flat_map(|nth| [(nth, done.clone()), (nth, LATE)]);
    each_in_a_thread(cases, |(nth, fault)| {
        let person = Person::new().at_all_systems().with_manifests(INVITED);
        person.authors_a_set("Sales Assessment");
        let mut history = History::before_a_kill(&person);
        let mut child = start_until(&person, nth, fault);
        child.kill().unwrap();
        child.wait().unwrap();
        for _ in 0..3 {
            let _ = history.applies(&person, "--send-invites");
        }
        assert_eq!(person.mails(), 2, "killed at write {nth}: one mail each");
        let state = person.live();
        let tasks = state["promptster"]["assessments"].as_array().unwrap();
        assert_eq!(tasks.len(), 1, "killed at write {nth}");
    });
}

/// `creating`, one call at a time, so that it is known how far a run came.
fn creating_one_by_one() -> Person {
    creating().with_settings("    limits: { concurrency: 1 }\n")
}

#[test]
fn a_signal_lets_the_call_in_flight_end_and_sends_no_other() {
    for signal in ["TERM", "INT"] {
        let person = creating_one_by_one();
        let history = History::before_a_kill(&person);
        let child = start_until_write(&person, 2, 3_000);
        send(signal, &child);
        let ended: Outcome = child.wait_with_output().unwrap().into();
        let ended = ended.exits(1);
        let lines = ended
            .stdout
            .lines()
            .skip_while(|line| !line.starts_with(['✓', '✗']));
        let report: Vec<&str> = lines.collect();
        insta::allow_duplicates! {
            insta::assert_snapshot!(report.join("\n"), @"
            ✗ failed taptalent/Assessment/backend
                the run was asked to end before this was finished; apply again to continue
                2 of its calls were done before that
            - skipped taptalent/Flow/screen: it needs taptalent/Assessment/backend, which was not applied
            - skipped taptalent/Assessment/culture: the run was asked to end
            Not everything was applied: 0 done, 1 failed, 2 skipped. Finished changes are kept; fix the cause and apply again to continue.
            ");
            insta::assert_snapshot!(ended.stderr, @"
            every call is logged in [project]/.vetform/log/[run].jsonl
              create taptalent/Assessment/backend (4 calls) …
            finishing the calls in flight; press again to exit now
              taptalent/Assessment/backend: the run was asked to end before this was finished; apply again to continue
            ");
        }
        assert_eq!(person.writes().len(), 2);
        apply_until_done(&person, history);
        assert_eq!(person.writes().len() as u64, CREATING - 2);
    }
}

#[test]
fn a_second_signal_ends_it_at_once_and_the_next_apply_settles_what_was_in_flight() {
    for signal in ["TERM", "INT"] {
        let person = creating_one_by_one();
        let history = History::before_a_kill(&person);
        let mut child = start_until_write(&person, 2, FOREVER);
        let mut lines = BufReader::new(child.stderr.take().unwrap())
            .lines()
            .map(Result::unwrap);
        send(signal, &child);
        assert!(lines.any(|line| line == "finishing the calls in flight; press again to exit now"));
        send(signal, &child);
        let rest: Vec<String> = lines.collect();
        assert_eq!(
            rest,
            ["exiting now; the next apply settles what was in flight"]
        );
        assert_eq!(child.wait().unwrap().code(), Some(1));
        apply_until_done(&person, history);
        let undisturbed = creating();
        undisturbed.does("apply --auto-approve");
        assert_eq!(person.world(), undisturbed.world());
    }
}

//! One apply at a time on one state, whoever starts it.

use std::process::Child;

use vetform::sandbox::{Fault, FaultRule};

use super::binary::{applied, planned};
use super::fault_rules::on_write;
use super::person::{Outcome, Person};

/// Longer than any test waits: the answer comes when the system stops, or never.
const FOREVER: Fault = Fault::Hang { millis: 600_000 };

fn hang_on_the_first_write() -> FaultRule {
    on_write(1, FOREVER)
}

/// An apply that holds the lock, and hangs.
fn busy(person: &Person) -> Child {
    person.play(&[hang_on_the_first_write()]);
    let child = person.starts("apply --auto-approve");
    person.waits_for_a_fault();
    child
}

fn end(child: Child) -> Outcome {
    child.wait_with_output().unwrap().into()
}

#[test]
fn of_ten_at_once_one_works_and_nine_say_who_does() {
    let person = planned();
    let mut first = busy(&person);
    let others: Vec<Child> = (0..9)
        .map(|_| person.starts("apply --auto-approve"))
        .collect();
    for other in others.into_iter().map(end) {
        insta::allow_duplicates! {
            insta::assert_snapshot!(other, @"
            exit 6
            ── stderr
            error: the state is locked by kim on [host] (process [pid], run [run]) since [time]
            help: wait for it to end, or use `--lock-timeout SECONDS`; a local lock ends with its process, a remote one within 60 s of it, and `vetform state unlock` shows who holds it
            ");
        }
    }
    first.kill().unwrap();
    first.wait().unwrap();
}

#[test]
fn of_ten_that_race_for_it_every_one_works_alone_or_not_at_all() {
    let alone = planned();
    alone.does("apply --auto-approve");

    let person = planned();
    let all: Vec<Child> = (0..10)
        .map(|_| person.starts("apply --auto-approve"))
        .collect();
    let codes: Vec<Option<i32>> = all.into_iter().map(|child| end(child).code).collect();
    assert!(codes.contains(&Some(0)), "{codes:?}");
    assert!(
        codes.iter().all(|code| matches!(code, Some(0 | 6))),
        "{codes:?}"
    );
    assert_eq!(person.world(), alone.world());
    assert_eq!(person.writes().len(), 3);
}

#[test]
fn a_lock_can_be_waited_for() {
    let person = planned();
    let all: Vec<Child> = (0..3)
        .map(|_| person.starts("apply --auto-approve --lock-timeout 60"))
        .collect();
    for child in all {
        let _ = end(child).exits(0);
    }
    assert_eq!(person.writes().len(), 3);
}

#[test]
fn a_lock_dies_with_its_process() {
    let person = planned();
    let mut killed = busy(&person);
    killed.kill().unwrap();
    killed.wait().unwrap();
    person.does("apply --auto-approve");
}

#[test]
fn a_plan_needs_no_lock() {
    let person = applied();
    person.changes("passThreshold: 60", "passThreshold: 70");
    let mut busy = busy(&person);
    person.does("plan");
    busy.kill().unwrap();
    busy.wait().unwrap();
}

#[test]
fn a_state_folder_that_cannot_be_written_is_1_before_any_call() {
    let person: Person = planned();
    // A file in its place: a folder without permission to write would not stop the superuser.
    person.write("vetform.state", "");
    insta::assert_snapshot!(person.runs("apply --auto-approve"), @"
    exit 1
    ── stderr
    error: cannot use the lock [project]/vetform.state/lab.json.lock: File exists (yours to fix)
    help: something else is in its place, or in place of a folder in its path: move that away; nothing was sent
    ");
    assert_eq!(person.calls(), Vec::<String>::new());
}

//! A run that is stopped for longer than its lease (a laptop that sleeps, a machine that is moved) between the intent of a
//! write and its send, while another run takes over and finishes: when it goes on it sends nothing.

use std::process::Child;

use super::at_once::each_in_a_thread;
use super::bucket::Bucket;
use super::person::{Outcome, Person, send, wait_until};

/// An assessment, a flow, and somebody who is mailed: three writes that must not be done twice.
const MANIFESTS: &str = concat!(
    manifest!("voice"),
    "---\n",
    manifest!("screen-of-voice"),
    "---\n",
    manifest!("spring"),
    "  candidates: [{ email: alex@example.com, firstName: Alex, lastName: Doe }]\n",
);

const APPLY: &str = "apply --auto-approve --send-invites";

/// Stops the process, and waits until it stands still.
fn stop(child: &Child) {
    send("STOP", child);
    wait_until("it is stopped", || {
        let status = std::fs::read_to_string(format!("/proc/{}/stat", child.id())).unwrap();
        let (_, state) = status.rsplit_once(") ").unwrap();
        state.starts_with('T')
    });
}

#[test]
fn who_was_stopped_between_an_intent_and_its_send_sends_nothing_after_another_took_over() {
    let alone = Bucket::new();
    let alone = Person::new()
        .at_a_system()
        .with_state_in(&alone)
        .with_manifests(MANIFESTS);
    alone.does(APPLY);
    let (wanted, writes) = (alone.world(), alone.writes());
    assert_eq!((writes.len(), alone.mails()), (3, 1), "{writes:?}");

    each_in_a_thread(1..=writes.len(), |nth| {
        let bucket = Bucket::new();
        let person = Person::new()
            .at_a_system()
            .with_state_in(&bucket)
            .with_manifests(MANIFESTS);
        // The intent is there, and the run hears of it once it has been stopped.
        bucket.keeps_back(&format!("/{nth}.jsonl"));
        let first = person.starts(APPLY);
        bucket.waits_until_one_is_kept_back();
        stop(&first);
        bucket.answers();
        assert_eq!(
            person
                .system()
                .received()
                .iter()
                .filter(|one| one.method != "GET")
                .count(),
            nth - 1
        );

        let second = person.runs(APPLY).exits(0);
        second.tells("took over the lock of kim on ");
        assert_eq!(person.world(), wanted, "stopped at write {nth}");
        assert_eq!(
            person.writes().len(),
            writes.len(),
            "stopped at write {nth}"
        );

        send("CONT", &first);
        let first: Outcome = first.wait_with_output().unwrap().into();
        assert_eq!(person.writes(), Vec::<String>::new(), "{first}");
        let first = first.exits(1);
        if nth == 1 {
            // Two tasks speak, in any order.
            let mut lines: Vec<&str> = first.stderr.lines().collect();
            lines.sort_unstable();
            insta::assert_snapshot!(lines.join("\n"), @"
              create taptalent/Assessment/voice (1 call) …
              taptalent/Assessment/voice: the run was asked to end before this was finished; apply again to continue
            error: the lock was lost during the run: it was taken over by kim on [host] (process [pid], run [run]) since [time]; the run stopped and did not save the state
            every call is logged in [project]/.vetform/log/[run].jsonl
            help: what it did is live and in its journal; plan again when no other run is in progress
            the lock is lost: it was taken over by kim on [host] (process [pid], run [run]) since [time]; finishing the calls in flight
            ");
        }
        assert_eq!((person.world(), person.mails()), (wanted.clone(), 1));
        person.does("plan --detailed-exitcode");
    });
}

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

/// What was written last before the run was stopped, and how many writes it had sent by then.
const STOPPED_AFTER: [(&str, usize); 5] = [
    ("lab.json", 0),
    ("/0.jsonl", 0),
    ("/1.jsonl", 0),
    ("/2.jsonl", 1),
    ("/3.jsonl", 2),
];

#[test]
fn who_was_stopped_between_an_intent_and_its_send_sends_nothing_after_another_took_over() {
    let bucket = Bucket::new();
    let alone = about_to_apply(&bucket);
    alone.does(APPLY);
    let (wanted, writes) = (alone.world(), alone.writes().len());
    assert_eq!((writes, alone.mails()), (3, 1));

    each_in_a_thread(STOPPED_AFTER, |(last, sent)| {
        let bucket = Bucket::new();
        let person = about_to_apply(&bucket);
        // It is written, and the run hears of it once it goes on.
        bucket.keeps_back(last);
        let first = person.starts(APPLY);
        bucket.waits_until_one_is_kept_back();
        stop(&first);
        bucket.answers();
        assert_eq!(person.writes().len(), sent, "stopped after {last}");

        let second = person.runs(APPLY).exits(0);
        second.tells("took over the lock of kim on ");
        assert_eq!(person.writes().len(), writes - sent, "stopped after {last}");

        send("CONT", &first);
        let first: Outcome = first.wait_with_output().unwrap().into();
        let nothing = Vec::<String>::new();
        assert_eq!(person.writes(), nothing, "stopped after {last}: {first}");
        let first = first.exits(1);
        if last == "/1.jsonl" {
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
        first.tells("error: the lock was lost ");
        first.tells(": it was taken over by kim on ");
        assert_eq!((person.world(), person.mails()), (wanted.clone(), 1));
        person.does("plan --detailed-exitcode");
    });
}

fn about_to_apply(bucket: &Bucket) -> Person {
    Person::new()
        .at_a_system()
        .with_state_in(bucket)
        .with_manifests(MANIFESTS)
}

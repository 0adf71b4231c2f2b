//! A run that is stopped for longer than its lease (a laptop that sleeps, a machine that is moved) between the intent of a
//! write and its send, while another run takes over and finishes: when it goes on it sends nothing. And one that works on
//! while somebody takes its lock away.

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

/// An apply that has written an object whose name ends so, and hears of that once it goes on.
fn stopped_after(end: &str, bucket: &Bucket, person: &Person) -> Child {
    bucket.keeps_back(end);
    let run = person.starts(APPLY);
    bucket.waits_until_one_is_kept_back();
    stop(&run);
    bucket.answers();
    run
}

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
        let first = stopped_after(last, &bucket, &person);
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
            help: what it did is live, and the next run finds it; plan again when no other run is in progress
            the lock is lost: it was taken over by kim on [host] (process [pid], run [run]) since [time]; finishing the calls in flight
            ");
        }
        first.tells("error: the lock was lost ");
        first.tells(": it was taken over by kim on ");
        assert_eq!((person.world(), person.mails()), (wanted.clone(), 1));
        person.does("plan --detailed-exitcode");
    });
}

/// Its next renewal, with which it notices, is twenty seconds away.
#[test]
fn who_is_unlocked_while_it_works_and_has_not_noticed_yet_sends_nothing_after_its_next_intent() {
    let bucket = Bucket::new();
    let person = about_to_apply(&bucket);
    let first = stopped_after("/1.jsonl", &bucket, &person);
    person.does("state unlock --yes");
    // Whoever takes the lock will do.
    let _ = person.runs("doctor");
    send("CONT", &first);
    let first: Outcome = first.wait_with_output().unwrap().into();
    let first = first.exits(1);
    assert_eq!(person.writes().len(), 1, "{first}");
    insta::assert_snapshot!(first, @"
    exit 1
    ── stdout
    @ invite taptalent/Roster/spring
        ! cannot be undone: mails 1 person
        + invite a…x@e….com  (all.yaml:19)
        → POST /assessment-flows/{taptalent/Flow/screen}/assign

    + create taptalent/Assessment/voice
        + title: Voice interview
        + hiringForRole: Engineer
        + purposeOfInterview: See how the candidate finds causes.
        → POST /assessment/audio-interviews

    + create taptalent/Flow/screen
        + flowName: Screen
        + steps[0]
            assessment: voice
            passThreshold: 60
        → POST /assessment-flows

    Plan for workspace lab: 2 to create, 1 to invite people to.
    3 calls: 1 × POST /assessment-flows, 1 × POST /assessment-flows/:id/assign, 1 × POST
      /assessment/audio-interviews.
    ✓ created taptalent/Assessment/voice ([id]) 1 call
    ✗ failed taptalent/Flow/screen
        cannot write the journal s3://states/team/lab.journal/1-[run]: it was taken over by kim on [host] (process [pid], run [run]) since [time]; nothing was sent for this, since a lost response could not be settled later
    - skipped taptalent/Roster/spring: it needs taptalent/Flow/screen, which was not applied
    Not everything was applied: 1 done, 1 failed, 1 skipped. Finished changes are kept; fix the cause and apply again to continue.
    ── stderr
    every call is logged in [project]/.vetform/log/[run].jsonl
      create taptalent/Assessment/voice (1 call) …
      create taptalent/Flow/screen (1 call) …
      taptalent/Flow/screen: cannot write the journal s3://states/team/lab.journal/1-[run]: it was taken over by kim on [host] (process [pid], run [run]) since [time]; nothing was sent for this, since a lost response could not be settled later
    error: the lock was lost during the run: it was taken over by kim on [host] (process [pid], run [run]) since [time]; the run stopped and did not save the state
    help: what it did is live, and the next run finds it; plan again when no other run is in progress
    ");
    person.does(APPLY);
    assert_eq!((person.writes().len(), person.mails()), (2, 1));
}

fn about_to_apply(bucket: &Bucket) -> Person {
    Person::new()
        .at_a_system()
        .with_state_in(bucket)
        .with_manifests(MANIFESTS)
}

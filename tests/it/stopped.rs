//! Asked to end, it sends nothing more: what waits for the rate, a pause or its next try has not been sent, and is dropped.

use std::time::{Duration, Instant};

use super::fault_rules::{on_writes_to, throttled};
use super::person::{Outcome, Person, send, wait_until};
use super::resumed_plans::KEYS;

fn twelve_assessments() -> String {
    let one = |n: usize| {
        format!(
            "apiVersion: taptalent/v1\nkind: Assessment\nmetadata: {{ name: interview-{n} }}\nspec:\n  title: Interview {n}\n  \
             hiringForRole: Engineer\n  purposeOfInterview: See how the candidate finds causes.\n"
        )
    };
    (1..=12).map(one).collect::<Vec<_>>().join("---\n")
}

#[test]
fn what_waits_for_the_rate_is_not_sent_after_a_signal() {
    for signal in ["INT", "TERM"] {
        let person = Person::new()
            .at_a_system()
            .with_manifests(&twelve_assessments())
            .with_settings("    limits: { concurrency: 8, requestsPerSecond: 4 }\n");
        let child = person.starts("apply --auto-approve");
        wait_until("a write was sent", || !person.writes().is_empty());
        send(signal, &child);
        let asked = Instant::now();
        let sent = person.writes().len();
        let ended: Outcome = child.wait_with_output().unwrap().into();
        let ended = ended.exits(1);
        assert!(asked.elapsed() < Duration::from_secs(10), "{ended}");
        // One more may have passed the last check in the instant before the signal was heard.
        assert!(person.writes().len() <= sent + 1, "{ended}");
        ended.shows("the run was asked to end before this was finished");
        assert!(!ended.stdout.contains("not sent"), "{ended}");
    }
}

#[test]
fn nobody_is_mailed_by_a_request_that_waits_out_a_pause_when_the_signal_comes() {
    let person = Person::new().at_all_systems().with_manifests(KEYS);
    let mut rule = on_writes_to("/keys", throttled(3));
    rule.when.times = Some(1);
    person.play(&[rule]);
    let child = person.starts("apply --auto-approve --send-invites");
    person.waits_for_a_fault();
    send("TERM", &child);
    let asked = Instant::now();
    let ended: Outcome = child.wait_with_output().unwrap().into();
    let ended = ended.exits(1);
    assert!(asked.elapsed() < Duration::from_secs(3), "{ended}");
    assert_eq!(person.mails(), 0, "{ended}");

    person.does("apply --auto-approve --send-invites");
    assert_eq!(person.mails(), 2);
}

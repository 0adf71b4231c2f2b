//! A reviewed plan that an outage cut short, applied again: what is done is done, what is left of it is made, and nothing is
//! made over what was not.

use vetform::sandbox::{FaultRule, Match};

use super::fault_rules::{on_writes_to, status};
use super::person::Person;

const HIRING: &str = concat!(
    manifest!("backend"),
    "  duration: 150
  questions:
    - { name: debug, question: How do you debug a production issue?, idealAnswer: With a method. }
    - { name: design, question: Which system did you design from scratch?, idealAnswer: Names trade-offs. }
---
",
    manifest!("engineering-screen"),
    "  steps:
    - { assessment: backend, passThreshold: 60 }
---
",
    manifest!("spring"),
    "  candidates: [{ email: alex@example.com }, { email: sam@example.com }]
",
);

pub(super) const KEYS: &str = "\
apiVersion: promptster/v1
kind: Assessment
metadata: { name: webhooks }
spec: { title: Webhooks, role: Engineer, taskBrief: Build a webhook endpoint., repoUrl: https://github.com/acme/challenge, timeLimitMinutes: 60 }
---
apiVersion: promptster/v1
kind: Roster
metadata: { name: april }
spec:
  assessment: webhooks
  candidates:
    - { email: alex@example.com, name: Alex }
    - { email: sam@example.com, name: Sam }
";

fn out(path: &str, nth: Option<u64>, times: Option<u64>) -> FaultRule {
    let mut rule = on_writes_to(path, status(400));
    rule.when = Match {
        nth,
        times,
        ..rule.when
    };
    rule
}

fn flows(person: &Person) -> usize {
    person.live()["flows"].as_array().map_or(0, Vec::len)
}

#[test]
fn after_an_outage_the_same_saved_plan_adds_the_questions_before_it_makes_the_flow() {
    let person = Person::new().at_a_system().with_manifests(HIRING);
    person.does("plan --out change.plan");
    person.play(&[out("/questions", None, None)]);
    person.ends("apply change.plan --send-invites", 1);
    // Still out: nothing is made over an assessment without questions, and nobody is mailed.
    let again = person.runs("apply change.plan --send-invites").exits(1);
    assert_eq!((flows(&person), person.mails()), (0, 0), "{again}");
    person.play(&[]);
    let _ = person.calls();
    person.does("apply change.plan --send-invites");
    let writes = person.writes();
    let kinds: Vec<&str> = writes
        .iter()
        .map(|call| match call {
            add if add.ends_with("/questions") => "question",
            flow if flow.ends_with("/assessment-flows") => "flow",
            _ => "assign",
        })
        .collect();
    assert_eq!(kinds, ["question", "question", "flow", "assign", "assign"]);
    person.does("plan --detailed-exitcode");
    let _ = person.calls();
    person.does("apply change.plan --send-invites");
    assert_eq!(person.writes(), Vec::<String>::new());
}

#[test]
fn a_fresh_plan_makes_no_flow_over_an_assessment_whose_questions_fail_again() {
    let person = Person::new().at_a_system().with_manifests(HIRING);
    person.play(&[out("/questions", None, None)]);
    for _ in 0..2 {
        let ended = person.runs("apply --auto-approve --send-invites").exits(1);
        assert_eq!((flows(&person), person.mails()), (0, 0), "{ended}");
    }
    person.play(&[]);
    person.does("apply --auto-approve --send-invites");
    assert_eq!((flows(&person), person.mails()), (1, 2));
}

#[test]
fn nobody_is_led_into_a_live_flow_while_the_questions_of_its_assessment_fail() {
    let person = Person::new().at_a_system().with_manifests(HIRING);
    person.does("apply --auto-approve");
    person.changes("from scratch?", "for others?");
    person.play(&[out("/questions", None, None)]);
    let ended = person.runs("apply --auto-approve --send-invites").exits(1);
    ended.shows("it needs taptalent/Assessment/backend");
    assert_eq!(person.mails(), 0, "{ended}");
}

#[test]
fn what_is_left_of_a_batch_is_a_smaller_one_and_is_sent() {
    let person = Person::new().at_all_systems().with_manifests(KEYS);
    person.does("plan --out change.plan");
    // Somebody issues one of the two keys meanwhile: the rest of the reviewed batch is one person.
    person.play(&[out("/keys", None, None)]);
    person.ends("apply change.plan --send-invites", 1);
    person.play(&[]);
    let whole = person.read("all.yaml");
    person.changes("    - { email: sam@example.com, name: Sam }\n", "");
    person.does("apply --auto-approve --send-invites");
    assert_eq!(person.mails(), 1);
    person.write("all.yaml", &whole);
    person.does("apply change.plan --send-invites");
    assert_eq!(person.mails(), 2);
}

#[test]
fn a_strangers_object_of_the_same_name_is_not_what_was_reviewed() {
    let person = Person::new().at_a_system().with_manifests(HIRING);
    person.does("plan --out change.plan");
    let other = person
        .read("all.yaml")
        .replace("name: backend }", "name: other }");
    person.write(
        "all.yaml",
        &other.replace("assessment: backend", "assessment: other"),
    );
    person.play(&[
        out("/questions", Some(2), None),
        out("/assessment-flows", None, None),
    ]);
    person.ends("apply --auto-approve", 1);
    person.play(&[]);
    person.lose_state();
    person.write("all.yaml", HIRING);
    let _ = person.calls();
    let ended = person.runs("apply change.plan").exits(5);
    assert_eq!(person.writes(), Vec::<String>::new(), "{ended}");
}

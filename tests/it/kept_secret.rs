//! What files and memory of a run give away to those who come by them.

use serde_json::Value;

use super::binary::SCREEN;
use super::person::Person;

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

const ROSTER: &str = "---
apiVersion: taptalent/v1
kind: Roster
metadata: { name: spring }
spec: { flow: screen, candidates: [ { email: alex@example.com, firstName: Alex, lastName: Doe } ] }
";

fn with_people() -> Person {
    let person = Person::new().at_a_system();
    let flow = "metadata: { name: screen }";
    assert!(SCREEN.contains(flow), "{SCREEN}");
    person.with_manifests(&format!("{SCREEN}{ROSTER}"))
}

#[test]
fn the_key_of_a_plan_without_a_state_never_becomes_that_of_the_state() {
    let person = with_people();
    person.does("plan --out saved.plan");
    let saved = value(&person.read("saved.plan"));
    assert_eq!(saved["fingerprintKey"], Value::Null);
    let of_plan = saved["planKey"].as_str().unwrap().to_owned();
    person.does("apply saved.plan --send-invites");
    assert_eq!(person.mails(), 1);
    let state = person.read("vetform.state/lab.json");
    assert!(!state.contains(&of_plan), "{state}");
    // And with a state, the file holds none.
    person.changes("firstName: Alex", "firstName: Alexa");
    person.does("plan --out later.plan");
    let later = person.read("later.plan");
    assert!(!later.contains("Key\""), "{later}");
    let key = value(&state)["fingerprintKey"].as_str().unwrap().to_owned();
    assert!(!later.contains(&key));
}

#[test]
fn a_plan_without_a_state_can_be_applied_again_after_its_first_half() {
    let person = with_people();
    person.does("plan --out saved.plan");
    // What mails people is held the first time.
    person.does("apply saved.plan");
    assert_eq!(person.mails(), 0);
    person.does("apply saved.plan --send-invites");
    assert_eq!(person.mails(), 1);
    let again = person.runs("apply saved.plan --send-invites");
    assert_eq!(again.code, Some(0), "{again:?}");
    assert_eq!(person.mails(), 1);
}

#[cfg(target_os = "linux")]
#[test]
fn a_run_leaves_no_core_dump() {
    let person = Person::new();
    let ear = super::webhooks::heard_from(person.starts("listen --port 0"));
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", ear.child.id())).unwrap();
    let core = limits
        .lines()
        .find(|line| line.starts_with("Max core file size"))
        .unwrap();
    let numbers: Vec<&str> = core.split_whitespace().skip(4).take(2).collect();
    assert_eq!(numbers, ["0", "0"]);
    let _ = ear.ends_on("TERM");
}

const OTHERS: &str = concat!(
    "---\n",
    manifest!("sales"),
    "---\n",
    manifest!("april-of-sales"),
    "  candidates:
    - { email: lee@example.com, firstname: Leonora, lastname: Lindgren, cvLink: 'https://cv.example.com/of-lee' }
---
",
    manifest!("idempotent-task"),
    "---\n",
    manifest!("keys-of-task"),
    "  candidates: [{ email: kim@example.com, name: Kimberly }]\n",
);

#[test]
fn a_saved_plan_names_nobody_and_quotes_nothing_with_a_state_or_without() {
    let person = Person::new()
        .at_all_systems()
        .with_manifests(&format!("{SCREEN}{ROSTER}{OTHERS}"));
    person.authors_a_set("Sales");
    for name in ["first.plan", "second.plan"] {
        person.does(&format!("plan --out {name}"));
        let text = person.read(name).to_lowercase();
        assert!(text.contains("taptalent/roster/spring"), "{text}");
        for word in [
            "alex",
            "doe",
            "lee",
            "leonora",
            "lindgren",
            "cv.",
            "kim",
            "example.com",
            "production",
        ] {
            assert!(!text.contains(word), "{word} in {text}");
        }
        // The second is made with a state, which knows nobody yet.
        person.does("apply --auto-approve");
    }
}

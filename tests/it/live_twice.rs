//! What is managed and live twice, made by a second run without a common lock: plan, drift and doctor say so of every kind,
//! and go on saying it.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use vetform::sandbox::{API_KEY, FLOWMINGO_KEY, PROMPTSTER_KEY, Received, System};

use super::at_once::each_in_a_thread;
use super::person::Person;
use super::told_exactly::in_doubt;

const ALL: &str = concat!(
    manifest!("backend"),
    "  questions: [{ name: debug, question: How do you debug a production issue?, idealAnswer: With a method. }]
---
",
    manifest!("screen-of-backend"),
    "\
---
apiVersion: taptalent/v1
kind: Roster
metadata: { name: cohort }
spec: { flow: screen, candidates: [{ email: alex@example.com, firstName: Alex, lastName: Doe }] }
---
",
    manifest!("idempotent-task"),
    "---\n",
    manifest!("keys-of-task"),
    "  candidates: [{ email: sam@example.com, name: Sam }]
---
",
    manifest!("sales"),
    "\
---
apiVersion: flowmingo/v1
kind: Roster
metadata: { name: april }
spec: { interviewSet: sales, sendInvite: true, candidates: [{ email: kim@example.com, firstname: Kim, lastname: Lee }] }
",
);

/// By the end of the path of the write that made it, whose it is.
const KINDS: [(&str, &str); 7] = [
    (
        "/assessment/audio-interviews",
        "taptalent/Assessment/backend",
    ),
    ("/questions", "taptalent/Assessment/backend"),
    ("/assessment-flows", "taptalent/Flow/screen"),
    ("/assign", "taptalent/Roster/cohort"),
    ("/v1/assessments", "promptster/Assessment/task"),
    ("/keys", "promptster/Roster/keys"),
    ("/invite/v1", "flowmingo/Roster/april"),
];

/// Sends what was received once more; whether it was done.
fn send_again(person: &Person, theirs: &Received) -> bool {
    let sandbox = person.system();
    let (base, key) = match theirs.system {
        Some(System::Flowmingo) => (sandbox.flowmingo_url(), FLOWMINGO_KEY),
        Some(System::Promptster) => (sandbox.promptster_url(), PROMPTSTER_KEY),
        _ => (sandbox.taptalent_url(), API_KEY),
    };
    let (host, base) = base
        .strip_prefix("http://")
        .unwrap()
        .split_once('/')
        .unwrap();
    let body = theirs.body.to_string();
    let mut stream = TcpStream::connect(host).unwrap();
    write!(
        stream,
        "{} /{base}{} HTTP/1.1\r\nhost: {host}\r\nx-api-key: {key}\r\nauthorization: Bearer {key}\r\ncontent-type: \
         application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        theirs.method,
        theirs.path,
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.starts_with("HTTP/1.1 2")
}

#[test]
fn every_kind_that_is_live_twice_is_said_by_plan_drift_and_doctor() {
    each_in_a_thread(KINDS, |(end, address)| {
        let person = Person::new().at_all_systems().with_manifests(ALL);
        person.authors_a_set("Sales");
        person.does("apply --auto-approve --send-invites");
        let received = person.system().received();
        let mut writes = received.iter().filter(|one| one.method == "POST");
        let theirs = writes.find(|one| one.path.ends_with(end)).unwrap();
        if !send_again(&person, theirs) {
            println!("{end}: the system refuses a second one");
            return;
        }
        for later in [false, true] {
            if later {
                person.some_time_passes();
            }
            for line in [
                "plan",
                "plan --format json",
                "drift",
                "doctor",
                "doctor --format json",
            ] {
                let said = person.runs(line);
                let is_said = said.stdout.contains(address) && said.stdout.contains("twice")
                    || said.stdout.contains("other live objects have the same");
                assert!(
                    is_said,
                    "{line}, {address} by {end}, later: {later}: {said}"
                );
            }
        }
    });
}

#[test]
fn doctor_names_what_is_in_doubt_and_nobodys_address() {
    let person = in_doubt();
    let said = person.runs("doctor").exits(0);
    let mut told = said
        .stdout
        .lines()
        .skip_while(|line| !line.starts_with("warning  in doubt"));
    let (what, way_out) = (told.next().unwrap(), told.next().unwrap());
    assert!(
        what.contains("#candidates/") && what.contains("begun 2"),
        "{said}"
    );
    assert!(way_out.contains("`vetform state settle`"), "{said}");
    assert!(!said.stdout.contains("@example.com"), "{said}");
}

/// A flow whose assessment asks the same twice, and people who are not in it yet.
fn asked_twice() -> Person {
    let person = Person::new().at_all_systems().with_manifests(ALL);
    person.authors_a_set("Sales");
    person.does("apply --auto-approve");
    let received = person.system().received();
    let is_question = |one: &&Received| one.method == "POST" && one.path.ends_with("/questions");
    assert!(send_again(
        &person,
        received.iter().find(is_question).unwrap()
    ));
    person.system().clear_received();
    person
}

const TARGETED: &str = "apply --auto-approve --send-invites --target taptalent/Roster/cohort";

#[test]
fn a_target_leads_nobody_into_what_a_run_has_stopped_at() {
    let person = asked_twice();
    let live = person.live();
    let questions = live["assessments"][0]["questions"].as_array().unwrap();
    let ids: Vec<&str> = questions
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), 2);
    // As a run leaves it that has found the other one.
    let mut state: serde_json::Value =
        serde_json::from_str(&person.read("vetform.state/lab.json")).unwrap();
    state["pending"]["taptalent/Assessment/backend#questions/debug"] =
        serde_json::json!({ "since": "2026-01-01T00:00:00Z", "fields": {}, "among": ids });
    person.write("vetform.state/lab.json", &state.to_string());
    for line in ["apply --auto-approve --send-invites", TARGETED] {
        let said = person.runs(line).exits(4);
        assert!(said.stdout.contains("[create-in-doubt]"), "{line}: {said}");
        assert_eq!(person.writes(), Vec::<String>::new(), "{line}");
        assert_eq!(person.mails(), 0, "{line}");
    }
    // What leads nobody in is not held up.
    person.changes("flowName: Screen", "flowName: Screening");
    person.does("apply --auto-approve --target taptalent/Flow/screen");
}

#[test]
fn a_targeted_roster_tells_what_is_asked_twice() {
    let person = asked_twice();
    let said = person
        .runs("plan --target taptalent/Roster/cohort")
        .exits(0);
    said.shows("candidates are asked these questions twice");
}

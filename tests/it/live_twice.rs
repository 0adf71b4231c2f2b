//! What is managed and live twice, made by a second run without a common lock: plan, drift and doctor say so of every kind,
//! and go on saying it.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use vetform::sandbox::{API_KEY, FLOWMINGO_KEY, PROMPTSTER_KEY, Received, System};

use super::person::Person;
use super::told_exactly::in_doubt;

const ALL: &str = "\
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: backend }
spec:
  title: Backend interview
  hiringForRole: Backend Engineer
  purposeOfInterview: See how the candidate finds causes.
  questions: [{ name: debug, question: How do you debug a production issue?, idealAnswer: With a method. }]
---
apiVersion: taptalent/v1
kind: Flow
metadata: { name: screen }
spec: { flowName: Screen, steps: [{ assessment: backend, passThreshold: 60 }] }
---
apiVersion: taptalent/v1
kind: Roster
metadata: { name: cohort }
spec: { flow: screen, candidates: [{ email: alex@example.com, firstName: Alex, lastName: Doe }] }
---
apiVersion: promptster/v1
kind: Assessment
metadata: { name: task }
spec: { title: Task, role: Engineer, taskBrief: Build a webhook ingestion endpoint that is idempotent., repoUrl: 'https://github.com/a/b' }
---
apiVersion: promptster/v1
kind: Roster
metadata: { name: keys }
spec: { assessment: task, candidates: [{ email: sam@example.com, name: Sam }] }
---
apiVersion: flowmingo/v1
kind: InterviewSet
metadata: { name: sales }
spec: { title: Sales }
---
apiVersion: flowmingo/v1
kind: Roster
metadata: { name: april }
spec: { interviewSet: sales, sendInvite: true, candidates: [{ email: kim@example.com, firstname: Kim, lastname: Lee }] }
";

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
    let mut silent = Vec::new();
    for (end, address) in KINDS {
        let person = Person::new().at_all_systems().with_manifests(ALL);
        let app = person.system().web_app();
        app.flowmingo().create_interview_set("Sales").unwrap();
        let _ = person.runs("apply --auto-approve --send-invites").exits(0);
        let received = person.system().received();
        let mut writes = received.iter().filter(|one| one.method == "POST");
        let theirs = writes.find(|one| one.path.ends_with(end)).unwrap();
        if !send_again(&person, theirs) {
            println!("{end}: the system refuses a second one");
            continue;
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
                    || said.stdout.contains("live more than once");
                if !is_said {
                    silent.push(format!(
                        "{line}, {address} by {end}, later: {later}: {said}"
                    ));
                }
            }
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n\n"));
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

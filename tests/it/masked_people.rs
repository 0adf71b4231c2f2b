//! Nobody's name or address is in anything that is printed or written, whatever the command and the format; and at a terminal
//! only where somebody asked for it.

use super::person::Person;
use super::terminal::Terminal;
use super::terminals::at_a_terminal;

const MANIFESTS: &str = concat!(
    manifest!("voice"),
    "  questions: [{ name: debug, question: How do you debug a production issue?, idealAnswer: By its cause. }]
---
",
    manifest!("screen-of-voice"),
    "---
",
    manifest!("sales-assessment"),
    "---
",
    manifest!("task"),
    "---
apiVersion: taptalent/v1
kind: Roster
metadata: { name: spring }
spec: { flow: screen, candidates: [{ email: zebra@example.com, firstName: Zebulon, lastName: Quuxley }] }
---
apiVersion: taptalent/v1
kind: Roster
metadata: { name: invited }
spec: { assessment: voice, candidates: [{ email: zebra@example.com, firstName: Zebulon, lastName: Quuxley }] }
---
apiVersion: flowmingo/v1
kind: Roster
metadata: { name: april }
spec:
  interviewSet: sales
  sendInvite: true
  candidates:
    - { email: zebra@example.com, firstname: Zebulon, lastname: Quuxley, cvLink: https://cv.example.com/zebulon }
---
apiVersion: promptster/v1
kind: Roster
metadata: { name: keys }
spec: { assessment: task, orgName: Acme, candidates: [{ email: zebra@example.com, name: Zebulon Quuxley }] }
",
);

fn at_systems() -> Person {
    let person = Person::new().with_manifests(MANIFESTS).at_all_systems();
    person.authors_a_set("Sales Assessment");
    person
}

#[track_caller]
fn names_nobody(text: &str, what: &str) {
    let text = text.to_lowercase();
    for word in ["zebra", "zebulon", "quuxley"] {
        assert!(!text.contains(word), "{what}: {text}");
    }
}

fn says_nobodys_name(person: &Person, line: &str) {
    let said = person.runs(line);
    names_nobody(&said.stdout, line);
    names_nobody(&said.stderr, line);
}

#[test]
fn no_command_names_anybody_in_any_format() {
    let person = at_systems();
    let each = |person: &Person, command: &str, formats: &[&str]| {
        for format in formats {
            says_nobodys_name(person, &format!("{command} --format {format}"));
        }
    };
    let reviews = [
        "text", "json", "markdown", "html", "github", "gitlab", "junit", "sarif",
    ];
    each(&person, "plan -vv", &reviews);
    says_nobodys_name(&person, "plan --out change.plan --show-candidates");
    says_nobodys_name(
        &person,
        "apply change.plan --send-invites -vv --report report.json",
    );
    assert_eq!(person.mails(), 4);
    each(&person, "drift", &reviews);
    each(&person, "pull", &["text", "json"]);
    each(&person, "state list", &["text", "json"]);
    for roster in [
        "taptalent/Roster/spring",
        "taptalent/Roster/invited",
        "flowmingo/Roster/april",
        "promptster/Roster/keys",
    ] {
        each(
            &person,
            &format!("results {roster}"),
            &["table", "json", "csv"],
        );
        says_nobodys_name(&person, &format!("results {roster} --show-candidates"));
        says_nobodys_name(&person, &format!("state show {roster}"));
    }
    each(&person, "people find zebra@example.com", &["text", "json"]);
    for line in ["doctor", "graph", "validate -vv"] {
        says_nobodys_name(&person, line);
    }
    // Also where a person is what is wrong.
    for (right, wrong) in [
        ("firstName: Zebulon", "frstName: Zebulon"),
        ("lastName: Quuxley", "lastName: [Quuxley]"),
        ("email: zebra@example.com,", "email: zebra(at)example.com,"),
        ("firstName: Zebulon,", "firstName: \"Zebulon,"),
    ] {
        person.write("all.yaml", &MANIFESTS.replace(right, wrong));
        each(&person, "validate", &["text", "json", "github", "sarif"]);
        each(&person, "plan", &["text", "json", "markdown", "github"]);
    }
    for file in ["change.plan", "report.json", "vetform.state/lab.json"] {
        names_nobody(&person.read(file), file);
    }
    for log in person.path(".vetform/log").read_dir_utf8().unwrap() {
        names_nobody(
            &std::fs::read_to_string(log.unwrap().path()).unwrap(),
            "log",
        );
    }
}

#[test]
fn at_a_terminal_names_are_shown_to_who_asks_for_them() {
    let person = at_systems();
    person.does("apply --auto-approve --send-invites");
    let results = "results taptalent/Roster/spring";
    let masked = Terminal::running(at_a_terminal(&person, results))
        .ends()
        .exits(0);
    names_nobody(&masked.screen, results);
    let shown = Terminal::running(at_a_terminal(
        &person,
        &format!("{results} --show-candidates"),
    ));
    let shown = shown.ends().exits(0).screen;
    assert!(
        shown.contains("zebra@example.com") && shown.contains("Zebulon"),
        "{shown}"
    );
}

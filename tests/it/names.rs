//! People's names, which are masked in every output as their addresses are: nothing that a command says or writes for others
//! has one in clear.

use serde_json::{Value, json};

use super::person::{Outcome, Person};
use super::proxy::Proxy;

/// Nobody's title, and no word of ours.
const NAMES: [&str; 6] = [
    "Zebulon",
    "Quixwood",
    "Xanthippe",
    "Vandermolen",
    "Ørnulf",
    "Wojtkiewicz",
];

const ALL: &str = concat!(
    manifest!("backend"),
    "  questions: [{ name: debug, question: How do you debug a production issue? }]
---
",
    manifest!("screen-of-backend"),
    "\
---
apiVersion: taptalent/v1
kind: Roster
metadata: { name: spring }
spec:
  assessment: backend
  candidates: [{ email: zq@example.com, firstName: Zebulon, lastName: Quixwood }]
---
apiVersion: taptalent/v1
kind: Roster
metadata: { name: cohort }
spec: { flow: screen, from: cohort.csv }
---
",
    manifest!("idempotent-task"),
    "---\n",
    manifest!("keys-of-task"),
    "  candidates: [{ email: ow@example.com, name: Ørnulf Wojtkiewicz }]
",
);

const COHORT: &str = "email,firstName,lastName\nxv@example.com,Xanthippe,Vandermolen\n";

fn person() -> Person {
    let person = Person::new().at_all_systems().with_manifests(ALL);
    person.write("cohort.csv", COHORT);
    person
}

#[track_caller]
fn tells_nobody(text: &str, of: &str) {
    for name in NAMES {
        assert!(!text.contains(name), "{name} in {of}: {text}");
    }
    assert!(!text.contains("@example.com"), "{of}: {text}");
}

/// What it says of whom.
fn named(said: &Outcome) -> Vec<&str> {
    let names = NAMES
        .into_iter()
        .chain(["zq@example.com", "xv@example.com", "ow@example.com"]);
    names
        .filter(|name| said.stdout.contains(name) || said.stderr.contains(name))
        .collect()
}

#[track_caller]
fn says_nobody(said: &Outcome, line: &str) {
    tells_nobody(&said.stdout, line);
    tells_nobody(&said.stderr, line);
}

/// Every file but the manifests themselves, the saved plan – which is what will be sent – and the embedded systems.
#[track_caller]
fn files_tell_nobody(person: &Person) {
    for (path, (bytes, _)) in person.files() {
        let name = path.file_name().unwrap();
        if !["all.yaml", "cohort.csv", "change.plan"].contains(&name) {
            tells_nobody(&String::from_utf8_lossy(&bytes), path.as_str());
        }
    }
}

#[test]
fn no_command_says_a_name_in_any_format() {
    let person = person();
    let formats = |of: &[&str]| {
        let formats = of
            .iter()
            .map(|one| format!(" --format {one}=out-{one}.txt"));
        formats.collect::<String>()
    };
    let plan = formats(&[
        "json", "markdown", "html", "github", "sarif", "gitlab", "junit",
    ]);
    for line in [
        "validate".to_owned(),
        format!("plan -v --out change.plan{plan}"),
        "apply change.plan --send-invites -v --format text --format json=r.json --format markdown=r.md --format github=r.txt"
            .to_owned(),
        format!("plan{plan} --force"),
        format!("drift{plan} --force"),
        "pull".to_owned(),
        "pull --format json".to_owned(),
        "state list".to_owned(),
        "state list --format json".to_owned(),
        "state show taptalent/Roster/spring".to_owned(),
        "doctor".to_owned(),
        "graph".to_owned(),
    ] {
        let said = person.runs(&line);
        assert_ne!(said.code, Some(3), "{line}: {said}");
        says_nobody(&said, &line);
        files_tell_nobody(&person);
    }
    for of in [
        "Assessment/backend",
        "Flow/screen",
        "Roster/spring",
        "Roster/cohort",
    ] {
        for format in ["table", "csv", "json"] {
            let line = format!("results taptalent/{of} --format {format}");
            says_nobody(&person.runs(&line).exits(0), &line);
        }
    }
    let said = person.runs("results promptster/Roster/keys").exits(0);
    says_nobody(&said, "results");
    said.shows("Ø… W…");
}

#[test]
fn a_system_that_repeats_a_name_is_not_quoted_with_it() {
    for (status, words) in [
        (
            400,
            json!({"error": {"code": "INVALID", "message": "Zebulon Quixwood cannot be invited",
                "details": [{"field": "firstName", "message": "zebulon is taken"}]}}),
        ),
        (
            409,
            json!({"message": "QUIXWOOD, Zebulon (Z. Quixwood) is there"}),
        ),
        (500, json!({"error": "while inviting Zebulon Quixwood"})),
        (200, json!({"error": "no mail to Zebulon"})),
    ] {
        let person = person();
        let proxy = Proxy::before(&person.system().taptalent_url());
        person.configure(&proxy.url(), "");
        person.write(
            "all.yaml",
            ALL.split("---\napiVersion: promptster").next().unwrap(),
        );
        let words = words.to_string();
        proxy.answers(move |answer| {
            if answer.method == "POST" && answer.path.ends_with("/invite") {
                answer.status = status;
                answer.body.clone_from(&words);
            }
        });
        let line = "apply --auto-approve --send-invites --format text --format json=r.json --format markdown=r.md";
        let said = person.runs(line);
        assert_ne!(said.code, Some(3), "{said}");
        says_nobody(&said, line);
        files_tell_nobody(&person);
        if status == 400 {
            said.shows("Z… Q… cannot be invited");
        }
    }
}

#[test]
fn a_mistake_beside_a_name_does_not_show_it() {
    let mut wrong = Vec::new();
    for (from, to) in [
        ("firstName: Zebulon", "firstName: [Zebulon]"),
        (
            "firstName: Zebulon",
            "firstName: Zebulon, firstName: Quixwood",
        ),
        ("firstName: Zebulon", "frstName: Zebulon"),
        ("firstName: Zebulon,", "Zebulon: Quixwood,"),
        ("firstName: Zebulon", "firstName: \"Zebulon\\q\""),
        ("firstName: Zebulon", "firstName: 'Zebulon"),
        ("lastName: Quixwood", "lastName: *Quixwood"),
        ("lastName: Quixwood", "lastName: !Quixwood x"),
        (
            "email: zq@example.com, firstName: Zebulon",
            "email: Zebulon Quixwood",
        ),
        (
            "email: zq@example.com",
            "email: Zebulon Quixwood <zq@example.com>",
        ),
        (
            "candidates: [{ email: zq",
            "candidates: [Zebulon, { email: zq",
        ),
        (
            "candidates: [{ email: zq@example.com, firstName: Zebulon, lastName: Quixwood }]",
            "candidates: Zebulon",
        ),
        (
            "lastName: Quixwood }]",
            "lastName: Quixwood }, { email: zq@example.com, firstName: Zebulon, lastName: Quixwood }]",
        ),
        ("name: Ørnulf Wojtkiewicz", "name: Ørnulf Wojtkiewicz #1"),
        ("name: Ørnulf Wojtkiewicz", "name: [Ørnulf, Wojtkiewicz]"),
    ] {
        let person = person();
        person.changes(from, to);
        for line in [
            "validate",
            "validate --format json",
            "validate --format sarif",
            "plan",
        ] {
            let said = person.runs(line);
            if !named(&said).is_empty() {
                wrong.push(format!("{line} with {to}: {said}"));
            }
        }
    }
    for cohort in [
        "email,firstName,lastName\nxv@example.com,Xanthippe,Vandermolen,x\n",
        "email,firstName,lastName\nXanthippe,xv@example.com,Vandermolen\n",
        "email,firstName,lastName\n\"xv@example.com\"Xanthippe,Vandermolen\n",
        "Xanthippe,Vandermolen,xv@example.com\n",
        "Xanthippe,Vandermolen\n",
        "email,firstName,lastName\nxv@example.com,,Vandermolen\nxv@example.com,Xanthippe,Vandermolen\n",
        "email,firstName,lastName\nxv@example.com,\u{200b}Xanthippe,Vandermolen\n",
    ] {
        let person = person();
        person.write("cohort.csv", cohort);
        for line in [
            "validate",
            "validate --format json",
            "validate --format github",
            "plan",
        ] {
            let said = person.runs(line);
            if !named(&said).is_empty() {
                wrong.push(format!("{line} with {cohort}: {said}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn whoever_asks_at_a_terminal_is_the_only_one_who_sees_a_name() {
    let person = person();
    person.does("apply --auto-approve --send-invites");
    let said = person
        .runs("results taptalent/Roster/spring --show-candidates --format json")
        .exits(0);
    says_nobody(&said, "not at a terminal");
    let found: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(found["candidates"][0]["name"], "Z… Q…");
}

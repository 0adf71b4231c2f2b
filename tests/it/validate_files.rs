//! `validate FILE…` and `validate -`: what an editor, a hook and a linter's frame ask for.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::Stdio;

use serde_json::Value;

use super::person::{Outcome, Person};

const QUESTION: &str = "apiVersion: taptalent/v1
kind: Question
metadata: { name: incident }
spec: { question: What do you do in an incident?, idealAnswer: Calm down. }
";

const ASSESSMENT: &str = concat!(manifest!("backend"), "  questions: [{ use: incident }]\n",);

/// Two that are right and belong together, and one that is wrong.
fn project() -> Person {
    let person = Person::new();
    person.configure("http://127.0.0.1:1", "");
    person.write("questions/incident.yaml", QUESTION);
    person.write("assessments/backend.yaml", ASSESSMENT);
    person.write(
        "assessments/wrong.yaml",
        &ASSESSMENT
            .replace("name: backend", "name: wrong")
            .replace("  title:", "  titel:"),
    );
    person
}

fn with_stdin(person: &Person, line: &str, text: &[u8]) -> Outcome {
    let mut command = person.command(line);
    let mut run = command.stdin(Stdio::piped()).spawn().unwrap();
    run.stdin.take().unwrap().write_all(text).unwrap();
    Outcome::from(run.wait_with_output().unwrap())
}

fn problems(said: &Outcome) -> Vec<Value> {
    let document: Value = serde_json::from_str(&said.stdout).unwrap();
    document["problems"].as_array().unwrap().clone()
}

#[test]
fn only_the_problems_of_the_named_files_are_told_and_count() {
    let person = project();
    person.ends("validate", 3);
    insta::assert_snapshot!(person.runs("validate assessments/backend.yaml"), @"
    exit 0
    ── stdout
    1 resource in 1 file: no problems
    ");
    let said = person
        .runs("validate assessments/wrong.yaml questions --format json")
        .exits(3);
    assert!(
        problems(&said)
            .iter()
            .all(|one| one["file"] == "assessments/wrong.yaml"),
        "{said}"
    );
    let document: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(
        (&document["files"], &document["resources"]),
        (&2.into(), &2.into())
    );
    // From another folder, and by another way.
    let said = person.script("cd assessments && vetform validate ./backend.yaml ../questions/incident.yaml && vetform validate \"$PWD/backend.yaml\"");
    assert!(
        said.exits(0)
            .stdout
            .contains("2 resources in 2 files: no problems")
    );
    std::os::unix::fs::symlink(person.path(""), person.neighbour("link")).unwrap();
    person.does_script("vetform validate ../link/assessments/backend.yaml");
    let _ = person
        .script("vetform -C ../link validate assessments/wrong.yaml")
        .exits(3);
}

#[test]
fn a_problem_between_two_files_is_one_of_both() {
    let person = project();
    person.write("assessments/twice.yaml", ASSESSMENT);
    for file in ["assessments/backend.yaml", "assessments/twice.yaml"] {
        let said = person
            .runs(&format!("validate {file} --format json"))
            .exits(3);
        assert_eq!(problems(&said)[0]["code"], "duplicate-name", "{said}");
    }
    person.does("validate questions");
}

#[test]
fn people_and_the_configuration_are_files_too() {
    let person = project();
    person.write("cohort.csv", "email,firstName\nnot-an-address,Alex\n");
    person.write(
        "roster.yaml",
        "apiVersion: taptalent/v1
kind: Roster
metadata: { name: spring }
spec: { assessment: backend, from: cohort.csv }
",
    );
    let said = person.runs("validate cohort.csv --format json").exits(3);
    assert!(
        problems(&said)
            .iter()
            .all(|one| one["file"] == "cohort.csv"),
        "{said}"
    );
    person.does("validate vetform.yaml");
    // A configuration that is wrong leaves nothing checked: that is not "no problems".
    person.edit("vetform.yaml", "kind: Config", "kind: Config\nmanifest: x");
    let said = person
        .runs("validate assessments/backend.yaml --format json")
        .exits(3);
    assert_eq!(problems(&said)[0]["file"], "vetform.yaml", "{said}");
}

#[test]
fn what_is_no_manifest_is_not_called_right() {
    let person = project();
    person.write(".gitignore", "ignored.yaml\n");
    person.write("ignored.yaml", QUESTION);
    person.write("notes.txt", "x");
    std::fs::create_dir(person.path("empty")).unwrap();
    std::fs::write(person.neighbour("outside.yaml"), QUESTION).unwrap();
    for (file, why) in [
        ("ignored.yaml", "is ignored by .gitignore"),
        ("notes.txt", "is not a manifest"),
        ("empty", "it has no manifests of this project"),
        ("../outside.yaml", "is not in the project"),
        ("nowhere.yaml", "there is no file nowhere.yaml"),
    ] {
        let said = person.runs(&format!("validate {file}")).exits(3);
        assert!(said.stderr.contains(why), "{file}: {said}");
        assert_eq!(said.stdout, "", "{said}");
    }
    // Beside one that is, it is a remark: a hook hands over whatever was changed.
    let said = person
        .runs("validate notes.txt assessments/backend.yaml")
        .exits(0);
    said.tells("warning: notes.txt was not checked");
}

#[test]
fn stdin_is_a_manifest_among_the_others() {
    let person = project();
    let new = ASSESSMENT.replace("name: backend", "name: another");
    insta::assert_snapshot!(with_stdin(&person, "validate -", new.as_bytes()), @"
    exit 0
    ── stdout
    1 resource in 1 file: no problems
    ");
    insta::assert_snapshot!(with_stdin(&person, "validate -", new.replace("incident", "incidnet").as_bytes()), @"
    exit 3
    ── stdout
    error[unknown-reference]: there is no manifest of kind Question named `incidnet`
     --> <stdin>:8:22
      |
    7 |   purposeOfInterview: See how the candidate finds causes.
    8 |   questions: [{ use: incidnet }]
      |                      ^^^^^^^^
      |
      = help: did you mean `incident`?

    1 error in 1 file
    ");
    // What is piped from the project itself is not there twice.
    let _ = with_stdin(&person, "validate -", ASSESSMENT.as_bytes()).exits(0);
    let said = with_stdin(&person, "validate --format json -", b"kind: [").exits(3);
    assert!(
        problems(&said).iter().all(|one| one["file"] == "<stdin>"),
        "{said}"
    );
    let said = with_stdin(&person, "validate --format github -", b"kind: Assessment\n").exits(3);
    said.begins("::error file=<stdin>,line=1");
    let said = with_stdin(&person, "validate -", b"").exits(0);
    said.shows("0 resources in 1 file");
    let said = with_stdin(&person, "validate - --format json", &[0xff, 0xfe, b'a']).exits(3);
    assert_eq!(problems(&said)[0]["file"], "<stdin>", "{said}");
    let _ = with_stdin(&person, "validate - -", b"").exits(3);
}

#[test]
fn stdin_stands_for_the_file_that_an_editor_has_open() {
    let person = project();
    person.write(
        "rosters/cohort.csv",
        "email,firstName\nalex@example.com,Alex\n",
    );
    let roster = "apiVersion: taptalent/v1
kind: Roster
metadata: { name: spring }
spec: { assessment: backend, from: cohort.csv }
";
    person.write("rosters/spring.yaml", "not saved yet: [");
    let said = with_stdin(
        &person,
        "validate - --stdin-filename rosters/spring.yaml --format json",
        roster.as_bytes(),
    )
    .exits(0);
    assert_eq!(problems(&said), Vec::<Value>::new(), "{said}");
    let said = with_stdin(
        &person,
        "validate - --stdin-filename rosters/spring.yaml --format json",
        roster.replace("assessment:", "asessment:").as_bytes(),
    )
    .exits(3);
    assert!(
        problems(&said)
            .iter()
            .all(|one| one["file"] == "rosters/spring.yaml"),
        "{said}"
    );
    for name in ["vetform.yaml", "../outside.yaml"] {
        let _ = with_stdin(
            &person,
            &format!("validate - --stdin-filename {name}"),
            roster.as_bytes(),
        )
        .exits(3);
    }
}

#[test]
fn of_a_hundred_problems_the_first_of_each_sort_is_shown_at_length_and_all_are_counted() {
    let person = Person::new();
    person.configure("http://127.0.0.1:1", "");
    let mut text = String::new();
    for number in 0..60 {
        let _ = write!(
            text,
            "---\napiVersion: taptalent/v1\nkind: Assessment\nmetadata: {{ name: a{number} }}\nspec: {{ title: Interview {number}, \
             hiringForRole: Engineer, purposeOfInterview: Find out who asks., duratoin: 5 }}\n"
        );
    }
    person.write("all.yaml", &text);
    let said = person.runs("validate").exits(3);
    let lines: Vec<&str> = said.stderr.lines().chain(said.stdout.lines()).collect();
    assert_eq!(
        lines
            .iter()
            .filter(|line| line.contains("did you mean `duration`?"))
            .count(),
        1,
        "{said}"
    );
    assert!(
        lines.contains(&"all.yaml:10:94: error[unknown-field]: `spec` has no field `duratoin`"),
        "{said}"
    );
    assert!(lines.contains(&"60 errors in 1 file"), "{said}");
    assert!(lines.len() < 80, "{said}");
}

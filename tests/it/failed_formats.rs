//! A command that fails tells it in the place of its result, in the form that was asked for; and what `-` stands for.

use std::io::Write as _;
use std::process::Stdio;

use serde_json::Value;

use super::binary::{SCREEN, planned};
use super::person::{Outcome, Person};

/// Nobody answers there.
fn unreachable() -> Person {
    let person = Person::new()
        .with_manifests(SCREEN)
        .with_env("LAB_KEY", "a-key-of-the-lab");
    person.configure("http://127.0.0.1:1/v1/partner", "");
    person
}

pub(crate) fn error_of(outcome: &Outcome) -> Value {
    let document: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(document["formatVersion"], 1, "{outcome}");
    assert_eq!(
        document["error"]["exitCode"].as_i64(),
        outcome.code.map(i64::from),
        "{outcome}"
    );
    assert!(!document["error"]["message"].as_str().unwrap().is_empty());
    document["error"].clone()
}

#[test]
fn json_is_a_whole_document_whatever_fails() {
    let person = unreachable();
    for (line, code) in [
        ("plan --format json", 1),
        ("drift --format json", 1),
        ("results taptalent/Assessment/backend --format json", 1),
        ("plan --format json -w nowhere", 3),
        ("plan --format json --target taptalent/Flow/scren", 3),
        ("plan --format=json --bogus", 3),
        ("validate --format json --config-from nowhere", 1),
    ] {
        let _ = error_of(&person.runs(line).exits(code));
    }
    person.write("wrong.yaml", "kind: Assessment\n");
    let error = error_of(&person.runs("plan --format json").exits(3));
    assert_eq!(
        error["help"],
        "`vetform validate` shows what to do about each"
    );
    // With a file, it is there, and may be replaced by the next result.
    person.ends("plan --format json --output plan.json", 3);
    let held: Value = serde_json::from_str(&person.read("plan.json")).unwrap();
    assert_eq!(held["error"]["exitCode"], 3);
}

#[test]
fn a_blocked_plan_is_a_document_and_no_error_object() {
    let person = planned();
    person.changes(
        "title: Backend interview",
        "title: Backend interview\n  jobId: \"1\"",
    );
    let said = person.runs("plan --format json");
    let document: Value = serde_json::from_str(&said.stdout).unwrap();
    assert!(document["error"].is_null(), "{said}");
}

#[test]
fn a_runner_gets_exactly_one_error() {
    let person = unreachable();
    for line in [
        "plan --format github",
        "drift --format github",
        "plan --format github -w nowhere",
        "validate --format github --config-from nowhere",
        "plan --format github --bogus",
    ] {
        let said = person.runs(line);
        let errors = said
            .stdout
            .lines()
            .filter(|line| line.starts_with("::error "));
        assert_eq!(errors.count(), 1, "{line}: {said}");
        assert_eq!(said.stdout.lines().count(), 1, "{line}: {said}");
    }
    person.write("wrong.yaml", "kind: Assessment\n");
    for line in ["plan --format github", "drift --format github"] {
        let said = person.runs(line).exits(3);
        said.begins("::error file=wrong.yaml,line=1");
    }
}

#[test]
fn the_comment_holds_the_error() {
    let person = unreachable();
    person.ends("plan --format markdown --output comment.md", 1);
    let comment = person.read("comment.md");
    assert!(comment.starts_with("### vetform plan failed"), "{comment}");
    assert!(
        comment.contains("taptalent cannot be reached: the connection was refused"),
        "{comment}"
    );
    // The next run replaces it.
    person.ends("plan --format markdown --output comment.md", 1);
    let said = person.runs("drift --format markdown").exits(1);
    said.begins("### vetform drift failed");
}

#[test]
fn the_comment_names_the_errors_of_the_manifests() {
    let person = planned();
    person.write("wrong.yaml", "kind: Assessment\n");
    person.changes("passThreshold: 60", "passThreshold: 160");
    insta::assert_snapshot!(person.runs("plan --format markdown").exits(3).stdout, @"
    ### vetform plan failed

    <p><b>the manifests or the configuration have 2 errors</b></p>

    - <code>all.yaml:17:45</code>: <code>passThreshold</code> is 160; it must be from 0 to 100 &#91;out-of-bounds&#93;
    - <code>wrong.yaml:1:1</code>: <code>apiVersion</code> is missing &#91;unknown-kind&#93;

    <p>What to do: <code>vetform validate</code> shows what to do about each</p>

    <sub>Exit code 3; no changes are shown, because the plan could not be made.</sub>
    ");
    insta::assert_snapshot!(person.runs("plan --format json").exits(3).stdout, @r#"
    {
      "formatVersion": 1,
      "error": {
        "message": "the manifests or the configuration have 2 errors\n`all.yaml:17:45`: `passThreshold` is 160; it must be from 0 to 100 [out-of-bounds]\n`wrong.yaml:1:1`: `apiVersion` is missing [unknown-kind]",
        "help": "`vetform validate` shows what to do about each",
        "exitCode": 3
      }
    }
    "#);
    let page = person
        .runs("plan --format html --output plan.html")
        .exits(3);
    assert!(
        person
            .read("plan.html")
            .contains("<code>wrong.yaml:1:1</code>"),
        "{page}"
    );
}

#[test]
fn a_plan_is_applied_from_stdin_and_its_report_is_on_stdout() {
    let person = planned();
    person.does("plan --out change.plan");
    let mut command = person.command("apply - --report -");
    let mut run = command.stdin(Stdio::piped()).spawn().unwrap();
    let plan = person.read("change.plan");
    run.stdin
        .take()
        .unwrap()
        .write_all(plan.as_bytes())
        .unwrap();
    let said = Outcome::from(run.wait_with_output().unwrap()).exits(0);
    let report: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(report["outcome"], "complete");
    said.tells("Applied: 2 done");
    assert!(!person.path("-").exists());
    let empty = person.runs("apply -").exits(3);
    empty.tells("it is not a saved plan");
}

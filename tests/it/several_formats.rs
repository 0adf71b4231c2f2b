//! One run, several results: `--format FORMAT[=FILE]` given more than once, on every command that has `--format`.

use serde_json::Value;

use super::apply_formats::with_people;
use super::binary::{SCREEN, applied, planned};
use super::person::Person;

#[test]
fn one_plan_has_many_outputs_and_they_are_of_one_reading() {
    let person = planned();
    let _ = person.calls();
    let said = person
        .runs(
            "plan --format text --format markdown=comment.md --format html=plan.html --format json=plan.json --out \
             change.plan",
        )
        .exits(0);
    let of_many = person.calls().len();
    said.shows("Plan for workspace lab");
    assert!(person.read("comment.md").starts_with('#'));
    assert!(person.read("plan.html").starts_with("<!DOCTYPE html>"));
    let plan: Value = serde_json::from_str(&person.read("plan.json")).unwrap();
    assert_eq!(plan["summary"]["create"], 2);
    assert!(!person.read("change.plan").is_empty());
    person.does("plan");
    assert_eq!(person.calls().len(), of_many);
    // The next run replaces them all.
    person.does("plan --format markdown=comment.md --format html=plan.html --format json=plan.json --out change.plan");
}

#[test]
fn with_files_alone_nothing_is_on_stdout_and_a_dash_is_stdout() {
    let person = planned();
    let said = person.runs("plan --format markdown=comment.md").exits(0);
    assert_eq!(said.stdout, "", "{said}");
    let said = person
        .runs("plan --format markdown=comment.md --format json=-")
        .exits(0);
    let _: Value = serde_json::from_str(&said.stdout).unwrap();
    assert!(!person.path("-").exists());
    person.does("plan --format json --output plan.json --format text=plan.txt");
    assert!(person.read("plan.txt").contains("Plan for workspace"));
    assert!(person.read("plan.json").starts_with('{'));
}

#[test]
fn two_results_in_one_place_are_refused_before_anything_is_read() {
    let person = planned();
    let _ = person.calls();
    for line in [
        "plan --format json --format markdown",
        "plan --format json=- --format markdown",
        "plan --format json=a --format text=./a",
        "plan --format json=a --out a",
        "plan --format json --output a --format text=x/../a",
        "plan --format json --format markdown --output a",
        "plan --format json=a --output b",
        "plan --format json=",
        "drift --format json --format text",
        "validate --format json=a --format sarif=a",
        "results taptalent/Assessment/backend --format json --format csv",
        "doctor --format json --format text",
        "graph --format dot --format svg",
    ] {
        let said = person.runs(line).exits(3);
        assert!(said.stderr.contains("error: "), "{line}: {said}");
        assert!(!person.path("a").exists() && !person.path("b").exists());
    }
    assert_eq!(person.calls(), Vec::<String>::new());
    insta::assert_snapshot!(person.runs("plan --format text --format markdown --format json=a"), @"
    exit 3
    ── stderr
    error: several outputs would go to stdout: text, markdown
    help: send all but one to files: `--format text --format markdown=FILE`
    ");
    insta::assert_snapshot!(person.runs("plan --format json=a --out ./a"), @r#"
    exit 3
    ── stdout
    {
      "formatVersion": 1,
      "error": {
        "message": "`--format json` and `--out` would both be written to ./a",
        "help": "give each its own file",
        "exitCode": 3
      }
    }
    ── stderr
    error: `--format json` and `--out` would both be written to ./a
    help: give each its own file
    "#);
    insta::assert_snapshot!(person.runs("plan --format json=a --output b"), @r#"
    exit 3
    ── stdout
    {
      "formatVersion": 1,
      "error": {
        "message": "`--output b` has no format left: every `--format` names its own file",
        "help": "write `--format FORMAT=b`",
        "exitCode": 3
      }
    }
    ── stderr
    error: `--output b` has no format left: every `--format` names its own file
    help: write `--format FORMAT=b`
    "#);
    insta::assert_snapshot!(person.runs("plan --format markdown="), @"
    exit 3
    ── stderr
    error: `--format markdown=` names no file

      tip: write `--format markdown=FILE`, or `--format markdown` for stdout
    ");
    insta::assert_snapshot!(person.runs("plan --format makdown=a"), @"
    exit 3
    ── stderr
    error: invalid value 'makdown' for '--format <FORMAT[=FILE]>'
      [possible values: text, json, markdown, html, github, gitlab, junit, sarif]

      tip: a similar value exists: 'markdown'

    For more information, try '--help'.
    ");
}

#[test]
fn every_command_with_a_format_takes_a_file_and_may_replace_its_own() {
    let person = applied();
    for _ in 0..2 {
        for (line, file) in [
            ("drift --format text=o/drift.txt", "o/drift.txt"),
            ("drift --format html=o/drift.html", "o/drift.html"),
            ("validate --format text=o/v.txt", "o/v.txt"),
            ("validate --format sarif=o/v.sarif", "o/v.sarif"),
            (
                "results taptalent/Assessment/backend --format table=o/r.txt",
                "o/r.txt",
            ),
            (
                "results taptalent/Assessment/backend --format csv=o/r.csv",
                "o/r.csv",
            ),
            (
                "results taptalent/Assessment/backend --format json=o/r.json",
                "o/r.json",
            ),
            ("doctor --format text=o/d.txt", "o/d.txt"),
            ("doctor --format json=o/d.json", "o/d.json"),
            ("graph --format svg=o/g.svg", "o/g.svg"),
            ("graph --format dot=o/g.dot", "o/g.dot"),
            ("graph --format mermaid=o/g.mmd", "o/g.mmd"),
        ] {
            std::fs::create_dir_all(person.path("o")).unwrap();
            let said = person.runs(line).exits(0);
            assert_eq!(said.stdout, "", "{line}: {said}");
            assert!(!person.read(file).is_empty(), "{line}");
            assert!(!person.read(file).contains('\u{1b}'), "{line}");
        }
    }
}

#[test]
fn no_result_is_written_over_a_manifest_a_configuration_a_link_or_another_file() {
    let person = applied();
    person.write("mine.txt", "mine\n");
    std::os::unix::fs::symlink(person.path("mine.txt"), person.path("link.txt")).unwrap();
    let before = person.files();
    for command in [
        "plan --format json",
        "drift --format html",
        "validate --format sarif",
        "results taptalent/Assessment/backend --format csv",
        "doctor --format json",
        "graph --format svg",
    ] {
        for file in [
            "all.yaml",
            "vetform.yaml",
            "mine.txt",
            "link.txt",
            "vetform.state/x",
        ] {
            let said = person.runs(&format!("{command}={file}")).exits(3);
            assert!(said.stderr.contains("was not written"), "{command}: {said}");
        }
    }
    let after = person.files();
    for (path, content) in &before {
        if !path.as_str().contains(".vetform") {
            assert_eq!(after.get(path), Some(content), "{path}");
        }
    }
}

#[test]
fn a_failure_is_told_in_the_place_of_every_result() {
    let person = Person::new()
        .with_manifests(SCREEN)
        .with_env("LAB_KEY", "a-key-of-the-lab");
    person.configure("http://127.0.0.1:1/v1/partner", "");
    let said = person
        .runs("plan --format github --format json=plan.json --format markdown=c.md --format html=p.html --format text=p.txt")
        .exits(1);
    assert_eq!(said.stdout.lines().count(), 1, "{said}");
    said.begins("::error ");
    let document: Value = serde_json::from_str(&person.read("plan.json")).unwrap();
    assert_eq!(document["error"]["exitCode"], 1);
    assert!(person.read("c.md").starts_with("### vetform plan failed"));
    assert!(person.read("p.html").contains("vetform plan failed"));
    assert!(
        person
            .read("p.txt")
            .starts_with("error: taptalent cannot be reached")
    );
    // What cannot be two results is no reason for none.
    let said = person.runs("plan --format json --format markdown").exits(3);
    let document: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(document["error"]["exitCode"], 3);
}

#[test]
fn no_address_of_a_person_goes_into_a_file_in_clear() {
    let person = with_people();
    person.does("plan --format text=a.txt --format json=a.json --format html=a.html --format markdown=a.md --show-candidates");
    for file in ["a.txt", "a.json", "a.html", "a.md"] {
        assert!(!person.read(file).contains("alex@example.com"), "{file}");
    }
}

#[test]
fn a_place_that_cannot_be_written_takes_no_result_from_the_others() {
    let person = Person::with_example("quickstart");
    let said = person.runs("apply --auto-approve --format json=/dev/full --format markdown=report.md --format text=report.txt");
    said.exits(1).tells("cannot write /dev/full");
    assert!(person.read("report.md").contains("<b>Applied</b>: 3 done"));
    assert!(person.read("report.txt").contains("Applied: 3 done"));
}

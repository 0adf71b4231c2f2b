//! `state list` and `state show` for scripts.

use serde_json::Value;

use super::binary::applied;
use super::person::Outcome;
use super::told_exactly::in_doubt;

/// The document, which is as its schema says.
fn document(said: &Outcome, schema: &str) -> Value {
    let document: Value = serde_json::from_str(&said.stdout).unwrap();
    let schema = std::fs::read_to_string(format!("schema/{schema}.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    jsonschema::validate(&schema, &document).unwrap();
    document
}

#[test]
fn what_the_state_knows_is_a_document() {
    let person = applied();
    let listed = person.runs("state list --format json").exits(0);
    let listed = document(&listed, "state-list");
    assert_eq!(listed["formatVersion"], 1);
    assert_eq!(listed["workspace"], "lab");
    assert_eq!(listed["inDoubt"], Value::Array(Vec::new()));
    let resources = listed["resources"].as_array().unwrap();
    assert_eq!(resources.len(), 2);
    assert_eq!(resources[0]["address"], "taptalent/Assessment/backend");
    assert_eq!(resources[0]["adopted"], false);

    let shown = person
        .runs("state show taptalent/Assessment/backend --format json")
        .exits(0);
    let shown = document(&shown, "state-show");
    assert_eq!(shown["record"]["id"], resources[0]["id"]);
    assert_eq!(shown["part"], Value::Null);
    let text = person
        .runs("state show taptalent/Assessment/backend")
        .exits(0);
    let text: Value = serde_json::from_str(&text.stdout).unwrap();
    assert_eq!(text, shown["record"]);
    let part = person
        .runs("state show taptalent/Assessment/backend#questions/debug --format json")
        .exits(0);
    let part = document(&part, "state-show");
    assert_eq!(part["part"], "questions/debug");
    assert_eq!(part["record"], shown["record"]["questions"]["debug"]);
}

#[test]
fn a_doubt_is_in_the_document_and_nobodys_address() {
    let person = in_doubt();
    let said = person.runs("state list --format json").exits(0);
    let listed = document(&said, "state-list");
    let doubts = listed["inDoubt"].as_array().unwrap();
    assert!(!doubts.is_empty(), "{listed:#}");
    for doubt in doubts {
        assert!(doubt["part"].as_str().unwrap().starts_with("candidates/"));
        assert!(!doubt["since"].as_str().unwrap().is_empty());
    }
    assert!(!said.stdout.contains('@'), "{said}");
}

#[test]
fn what_the_state_does_not_know_is_an_error_in_the_place_of_the_document() {
    let person = applied();
    for (line, exit) in [
        ("state show taptalent/Flow/scren --format json", 3),
        (
            "state show taptalent/Flow/screen#questions/x --format json",
            3,
        ),
        ("-w nowhere state list --format json", 3),
    ] {
        let said = person.runs(line).exits(exit);
        let error = document(&said, "error");
        assert_eq!(error["error"]["exitCode"], exit, "{said}");
    }
    assert_eq!(
        person
            .runs("state show taptalent/Flow/scren")
            .exits(3)
            .stdout,
        ""
    );
}

#[test]
fn both_go_into_files_which_they_may_replace() {
    let person = applied();
    for _ in 0..2 {
        person.does("state list --format json=list.json --format text=list.txt");
        person.does(
            "state show taptalent/Flow/screen --format json=show.json --format text=show.txt",
        );
        person.does("state show taptalent/Assessment/backend#questions/debug --output part.txt");
    }
    assert!(
        person
            .read("list.txt")
            .starts_with("taptalent/Assessment/backend\t")
    );
    person.ends("state list --format json=all.yaml", 3);
}

//! `pull` for scripts: one document that says what was found, written and left, and why; and an error in its place.

use serde_json::{Value, json};

use super::binary::applied;
use super::failed_formats::error_of;
use super::person::{Outcome, Person};
use super::pull::{at_a_sandbox, texts};

/// The document, which is as its schema says.
fn document(said: &Outcome) -> Value {
    let document: Value = serde_json::from_str(&said.stdout).unwrap();
    let schema = std::fs::read_to_string("schema/pull.schema.json").unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    jsonschema::validate(&schema, &document).unwrap();
    document
}

fn rename(person: &Person, title: &str) {
    person.retitles_live(title);
    person.some_time_passes();
}

#[test]
fn what_is_not_managed_is_in_the_document_and_written_says_whether_it_was() {
    let person = at_a_sandbox(
        "taptalent:\n  assessments:\n    - { title: Rust, hiringForRole: Engineer, purposeOfInterview: Find out who writes sound \
         code. }\n    - { title: SQL, hiringForRole: Analyst, purposeOfInterview: See who knows joins. }\n",
    );
    let shown = document(&person.runs("pull --format json").exits(0));
    assert_eq!(shown["written"], false);
    assert_eq!(texts(&person).matches("kind: Assessment").count(), 0);
    let said = person.runs("pull --write --format json").exits(0);
    let written = document(&said);
    assert_eq!(written["written"], true);
    assert_eq!(shown["files"], written["files"]);
    for found in written["unmanaged"].as_array().unwrap() {
        let file = found["file"].as_str().unwrap();
        assert!(person.path(file).exists(), "{said}");
        let state = person.read("vetform.state/lab.json");
        assert!(
            found["id"].as_str().is_none_or(|id| state.contains(id)),
            "{state}"
        );
        let files = written["files"].as_array().unwrap();
        let of_file = files.iter().find(|one| one["file"] == file).unwrap();
        assert_eq!(of_file["new"], true);
        assert!(of_file["diff"].as_str().unwrap().contains("+kind: "));
    }
    let ids: Vec<bool> = written["unmanaged"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].is_string())
        .collect();
    // A branding has none.
    assert_eq!(ids, [true, true, false], "{said}");
    let nothing = document(&person.runs("pull --write --format json").exits(0));
    for list in [
        "files",
        "unmanaged",
        "drifted",
        "conflicts",
        "left",
        "notes",
    ] {
        assert_eq!(nothing[list], json!([]), "{list}");
    }
}

#[test]
fn what_has_drifted_is_told_place_by_place_and_so_is_what_is_left() {
    let person = applied();
    rename(&person, "Backend talk");
    let said = person.runs("pull --format json").exits(0);
    let shown = document(&said);
    assert_eq!(
        shown["drifted"],
        json!([{
            "address": "taptalent/Assessment/backend", "path": "spec.title",
            "source": { "file": "all.yaml", "line": 5, "column": 10 },
        }])
    );
    assert_eq!(shown["left"], json!([]));
    person.changes("title: Backend interview", "title: &t Backend interview");
    person.changes("hiringForRole: Backend Engineer", "hiringForRole: *t");
    let left = document(&person.runs("pull --write --format json").exits(1));
    assert_eq!(left["drifted"], json!([]));
    assert_eq!(left["files"], json!([]));
    let place = &left["left"][0];
    assert_eq!(place["byHand"], true);
    assert_eq!(place["source"]["line"], 5);
    assert!(place["why"].as_str().unwrap().contains("Backend talk"));
}

#[test]
fn a_conflict_says_what_is_kept() {
    let person = applied();
    rename(&person, "Backend talk");
    person.changes("Backend interview", "Our interview");
    for (option, kept) in [("", "manifest"), (" --take-live", "live")] {
        let said = person.runs(&format!("pull --format json{option}")).exits(0);
        let conflict = &document(&said)["conflicts"][0];
        assert_eq!(conflict["path"], "spec.title");
        assert_eq!(conflict["kept"], kept);
    }
}

#[test]
fn an_error_stands_in_the_place_of_the_document() {
    let person = applied();
    for (line, exit) in [
        ("pull --format json nowhere/Flow/x", 3),
        ("pull --format json taptalent/Flow/scren", 3),
        ("pull --write --format json flowmingo", 3),
        ("-w nowhere pull --format json", 3),
    ] {
        let said = person.runs(line).exits(exit);
        let _ = error_of(&said);
    }
    // The lock is somebody's, or the system cannot be reached: for a file, too.
    person.configure("http://127.0.0.1:1/v1/partner", "");
    let said = person.runs("pull --write --format json=pull.json").exits(1);
    assert_eq!(said.stdout, "", "{said}");
    let error: Value = serde_json::from_str(&person.read("pull.json")).unwrap();
    assert_eq!(error["error"]["exitCode"], 1);
}

#[test]
fn what_was_written_before_something_failed_is_in_the_error() {
    let person = applied();
    rename(&person, "Backend talk");
    // Room for the manifest, and none for the state.
    let said = person.script("ulimit -f 1; vetform pull --write --format json");
    let error = error_of(&said);
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("all.yaml is written"), "{said}");
    assert!(person.read("all.yaml").contains("Backend talk"));
}

#[test]
fn each_format_has_its_file_which_the_next_may_replace() {
    let person = applied();
    rename(&person, "Backend talk");
    let line = "pull --format json=pull.json --format text=pull.txt";
    let said = person.runs(line).exits(0);
    assert_eq!(said.stdout, "", "{said}");
    insta::assert_snapshot!(person.read("pull.txt"), @"
    Pull from workspace lab: 1 file to write
    --- a/all.yaml
    +++ b/all.yaml
    @@ -2,7 +2,7 @@
     kind: Assessment
     metadata: { name: backend }
     spec:
    -  title: Backend interview
    +  title: Backend talk
       hiringForRole: Backend Engineer
       purposeOfInterview: See how the candidate finds causes.
       questions:
    ");
    for (line, text) in [
        (
            "pull --write --output pull.txt",
            "1 file written\nall.yaml\n",
        ),
        ("pull --output pull.txt", "no file to write\n"),
    ] {
        let said = person.runs(line).exits(0);
        assert!(person.read("pull.txt").ends_with(text), "{said}");
    }
    person.does(line);
    for line in [
        "pull --write --output all.yaml",
        "pull --format json=vetform.state/lab.json",
        "pull --format json --format text",
    ] {
        person.ends(line, 3);
    }
    // Somebody's patch.
    person.write("mine.patch", "--- a/all.yaml\n+++ b/all.yaml\n");
    person.ends("pull --output mine.patch", 3);
}

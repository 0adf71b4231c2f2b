//! `vetform history`: who changed what, when, from which pull request; and that whoever edits that is found out.

use serde_json::Value;

use super::binary::{applied, planned};
use super::bucket::Bucket;
use super::person::{Outcome, Person};
use super::receipts::killed;

const FIRST: &str = "vetform.state/lab.json.receipts/00000001.jsonl";
const SECOND: &str = "vetform.state/lab.json.receipts/00000002.jsonl";

/// Two applies, the second of a pull request.
fn twice(person: Person) -> Person {
    person.does("apply --auto-approve");
    person.changes("passThreshold: 60", "passThreshold: 70");
    let person = person
        .with_env("GITHUB_ACTOR", "kim")
        .with_env("GITHUB_SHA", "0123456789abcdef0123456789abcdef01234567")
        .with_env("VETFORM_PULL_REQUEST", "12");
    person.does("apply --auto-approve");
    person
}

fn document(said: &Outcome) -> Value {
    let document: Value = serde_json::from_str(&said.stdout).unwrap();
    let schema = std::fs::read_to_string("schema/history.schema.json").unwrap();
    jsonschema::validate(&serde_json::from_str(&schema).unwrap(), &document).unwrap();
    document
}

fn without_times(text: &str) -> String {
    let lines = text.lines().map(|line| match line.split_once(" UTC  ") {
        Some((_, rest)) => rest.to_owned(),
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_newest_change_is_first_with_who_made_it_and_why() {
    let person = twice(planned());
    let said = person.runs("history").exits(0);
    insta::assert_snapshot!(without_times(&said.stdout), @"
    updated taptalent/Flow/screen ([id]), by kim, pull request 12, commit 0123456789ab
        spec.steps[0].passThreshold
    created taptalent/Flow/screen ([id]), by kim
        spec.flowName, spec.steps[0]
    created taptalent/Assessment/backend ([id]), by kim
        spec.hiringForRole, spec.purposeOfInterview, spec.questions[debug], spec.title
    ");
    let told = document(&person.runs("history --format json").exits(0));
    assert_eq!(told["verified"], true);
    let entries = told["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 3);
    assert_eq!(entries[0]["pullRequest"], "12");
    assert_eq!(
        entries[0]["fields"][0]["path"],
        "spec.steps[0].passThreshold"
    );
    assert_eq!(entries[0]["place"]["line"], 1);
}

#[test]
fn an_address_is_meant_as_a_target_is_and_followed_through_its_earlier_names() {
    let person = twice(planned());
    for of in [
        "screen",
        "taptalent/Flow/screen",
        "taptalent/Flow/*",
        "scr*",
    ] {
        let said = person.runs(&format!("history {of}")).exits(0);
        assert_eq!(said.stdout.matches(" UTC  ").count(), 2, "{said}");
        assert!(!said.stdout.contains("backend ("), "{said}");
    }
    let said = person.runs("history scren").exits(3);
    said.tells("nothing in the history is named `scren`");
    said.tells("did you mean screen?");

    person.changes(
        "metadata: { name: screen }",
        "metadata: { name: filter, previousNames: [screen] }",
    );
    person.does("apply --auto-approve");
    let said = person.runs("history filter").exits(0);
    assert_eq!(said.stdout.matches(" UTC  ").count(), 3, "{said}");
    said.shows("was taptalent/Flow/screen");
}

#[test]
fn a_line_that_was_changed_or_removed_is_told_with_its_place() {
    let person = twice(planned());
    let (first, second) = (person.read(FIRST), person.read(SECOND));
    let told = |person: &Person| {
        let said = person.runs("history").exits(1);
        // What is there is shown all the same.
        said.shows("created taptalent/Assessment/backend");
        let told = document(&person.runs("history --format json").exits(1));
        assert_eq!(told["verified"], false);
        said.stderr
    };
    person.write(FIRST, &first.replace("Flow/screen", "Flow/other"));
    insta::assert_snapshot!(told(&person), @"
    error: the history is not as it was written: line 2 of [project]/vetform.state/lab.json.receipts/00000001.jsonl was changed after it was written
    help: find out who changed it, and restore the files from version control, from the bucket's versions or from a backup; until then what is listed from there on proves nothing
    ");

    let cut: Vec<&str> = first.lines().take(1).collect();
    person.write(FIRST, &(cut.join("\n") + "\n"));
    insta::assert_snapshot!(told(&person), @"
    error: the history is not as it was written: line 1 of [project]/vetform.state/lab.json.receipts/00000002.jsonl does not follow the line before it: a line was removed, inserted or moved there
    help: find out who changed it, and restore the files from version control, from the bucket's versions or from a backup; until then what is listed from there on proves nothing
    ");

    person.write(FIRST, &first);
    std::fs::remove_file(person.path(SECOND)).unwrap();
    insta::assert_snapshot!(told(&person), @"
    error: the history is not as it was written: [project]/vetform.state/lab.json.receipts/00000002.jsonl is missing
    help: find out who changed it, and restore the files from version control, from the bucket's versions or from a backup; until then what is listed from there on proves nothing
    ");

    person.write(SECOND, &second);
    person.does("history");
}

#[test]
fn what_a_killed_run_did_is_in_the_history_before_and_after_it_is_written_down() {
    let person = killed();
    let said = person.runs("history").exits(0);
    said.shows("created taptalent/Assessment/backend");
    said.shows("not yet written beside the state: the next apply does it");
    said.shows("in doubt taptalent/Flow/screen");
    person.play(&[]);
    person.does("apply --auto-approve");
    let said = person.runs("history").exits(0);
    assert!(!said.stdout.contains("not yet written"), "{said}");
    said.shows("created taptalent/Flow/screen");
}

#[test]
fn without_a_receipt_there_is_nothing_to_show() {
    let person = planned();
    let said = person.runs("history").exits(0);
    assert_eq!(said.stdout, "", "{said}");
    said.tells("no changes are recorded beside");
}

#[test]
fn the_history_of_a_state_in_a_bucket_is_there_as_well() {
    let bucket = Bucket::new();
    let person = twice(planned().with_state_in(&bucket));
    let said = person.runs("history").exits(0);
    assert_eq!(said.stdout.matches(" UTC  ").count(), 3, "{said}");
    said.shows("by kim, pull request 12");
}

#[test]
fn people_are_counted_and_after_somebody_was_forgotten_nothing_else_is_there() {
    let person = super::apply_formats::with_people();
    person.does("apply --auto-approve --send-invites");
    let said = person.runs("history spring").exits(0);
    said.shows("invited taptalent/Roster/spring");
    said.shows("1 person entered");
    let receipts = person.read(FIRST);
    person.does("people forget alex@example.com --yes");
    assert_eq!(person.read(FIRST), receipts);
    for trace in ["alex", "Alex", "example.com", "candidates/"] {
        assert!(!receipts.contains(trace), "{trace}: {receipts}");
    }
    person.does("history");
}

#[test]
fn manifests_that_are_wrong_hide_no_history() {
    let person = applied();
    person.write("all.yaml", "kind: [");
    let said = person.runs("history").exits(0);
    said.shows("created taptalent/Flow/screen");
}

//! Each apply leaves a receipt for what it changed, beside the state; a killed one leaves it by the next.

use serde_json::Value;
use vetform::sandbox::Fault;

use super::binary::{applied, planned};
use super::fault_rules::on_write;
use super::person::Person;

const PAGES: &str = "vetform.state/lab.json.receipts";

/// The lines of a page; none if it is not there.
pub(super) fn page(person: &Person, number: u64) -> Vec<Value> {
    let path = person.path(&format!("{PAGES}/{number:08}.jsonl"));
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let lines = text.lines().map(serde_json::from_str);
    lines.map(Result::unwrap).collect()
}

fn what(lines: &[Value]) -> Vec<String> {
    let words = |line: &Value| {
        let [what, address] = ["what", "address"].map(|key| line[key].as_str().unwrap());
        format!("{what} {address}")
    };
    lines.iter().map(words).collect()
}

/// A person whose apply was killed while the system worked on its last write.
pub(super) fn killed() -> Person {
    let person = planned();
    person.play(&[on_write(3, Fault::Hang { millis: 600_000 })]);
    let mut child = person.starts("apply --auto-approve");
    person.waits_for_a_fault();
    child.kill().unwrap();
    child.wait().unwrap();
    person
}

#[test]
fn each_apply_leaves_a_page_that_goes_on_where_the_one_before_ends() {
    let person = applied()
        .with_env("GITHUB_ACTOR", "kim")
        .with_env("VETFORM_PULL_REQUEST", "12");
    let first = page(&person, 1);
    assert_eq!(
        what(&first),
        [
            "created taptalent/Assessment/backend",
            "created taptalent/Flow/screen"
        ]
    );
    person.changes("passThreshold: 60", "passThreshold: 70");
    person.does("apply --auto-approve");
    let second = page(&person, 2);
    assert_eq!(what(&second), ["updated taptalent/Flow/screen"]);
    let line = &second[0];
    assert_eq!(line["previous"], first[1]["hash"]);
    assert_eq!(line["actor"], "kim");
    assert_eq!(line["pullRequest"], "12");
    assert_eq!(line["workspace"], "lab");
    assert_eq!(line["id"], first[1]["id"]);
    let fields = line["fields"].as_object().unwrap();
    let (path, prints) = fields.iter().next().unwrap();
    assert_eq!(path, "spec.steps[0].passThreshold");
    assert_ne!(prints["before"], prints["after"]);
    assert!(line["time"].as_str().unwrap().ends_with('Z'), "{line}");
    let state: Value = serde_json::from_str(&person.read("vetform.state/lab.json")).unwrap();
    assert_eq!(state["receipts"]["last"], line["hash"]);
    assert_eq!(state["receipts"]["pages"], 2);

    // Where nothing is done, nothing is written.
    person.does("apply --auto-approve");
    assert_eq!(page(&person, 3), Vec::<Value>::new());
}

#[test]
fn a_killed_run_gets_its_receipts_from_its_journal_before_the_next_one_sends_anything() {
    let person = killed();
    assert_eq!(page(&person, 1), Vec::<Value>::new());
    person.play(&[]);
    person.does("apply --auto-approve");
    let first = page(&person, 1);
    assert_eq!(what(&first)[0], "created taptalent/Assessment/backend");
    let second = page(&person, 2);
    assert_eq!(
        what(&second).last().unwrap(),
        "created taptalent/Flow/screen"
    );
    assert_ne!(first[0]["run"], second[0]["run"]);
    assert_eq!(second[0]["previous"], first.last().unwrap()["hash"]);
}

#[test]
fn a_command_that_saves_the_state_saves_the_receipts_of_a_killed_run_too() {
    let person = killed();
    person.does("state mv taptalent/Assessment/backend taptalent/Assessment/other");
    assert_eq!(
        what(&page(&person, 1))[0],
        "created taptalent/Assessment/backend"
    );
}

#[test]
fn a_run_that_was_killed_between_its_receipts_and_its_state_writes_none_twice() {
    let person = killed();
    let state = person.read("vetform.state/lab.json");
    let journal = person.read("vetform.state/lab.journal");
    person.does("state mv taptalent/Assessment/backend taptalent/Assessment/other");
    let first = page(&person, 1);
    person.write("vetform.state/lab.json", &state);
    person.write("vetform.state/lab.journal", &journal);
    person.play(&[]);
    person.does("apply --auto-approve");
    assert_eq!(page(&person, 1), first);
    let second = page(&person, 2);
    assert_ne!(second[0]["run"], first[0]["run"]);
}

#[test]
fn receipts_that_cannot_be_written_hide_no_result_and_the_next_run_writes_them() {
    let person = planned();
    person.write(PAGES, "a file where the folder would be");
    let outcome = person
        .runs("apply --auto-approve --format json=r.json")
        .exits(1);
    outcome.tells("created taptalent/Flow/screen");
    let told = outcome
        .stderr
        .lines()
        .skip_while(|line| !line.starts_with("error: "));
    insta::assert_snapshot!(told.collect::<Vec<_>>().join("\n"), @"
    error: the receipts of what was done cannot be written: cannot use [project]/vetform.state/lab.json.receipts: File exists (yours to fix)
    help: something else is in its place, or in place of a folder in its path: move that away; the state is saved and keeps the receipts: the next run writes them before it sends anything
    ");
    let report: Value = serde_json::from_str(&person.read("r.json")).unwrap();
    assert_eq!(report["outcome"], "complete");
    // The state is saved, and keeps what it could not leave beside itself.
    let state: Value = serde_json::from_str(&person.read("vetform.state/lab.json")).unwrap();
    assert_eq!(state["resources"].as_object().unwrap().len(), 2);
    assert_eq!(state["unwrittenReceipts"].as_array().unwrap().len(), 2);
    // Nothing more is sent before what was done is on record.
    person.changes("passThreshold: 60", "passThreshold: 70");
    let _ = person.calls();
    let _ = person.runs("apply --auto-approve").exits(1);
    assert!(person.writes().is_empty());
    std::fs::remove_file(person.path(PAGES)).unwrap();
    person.does("apply --auto-approve");
    assert_eq!(page(&person, 1).len(), 2);
    assert_eq!(what(&page(&person, 2)), ["updated taptalent/Flow/screen"]);
}

#[test]
fn receipts_move_with_their_state() {
    let person = applied();
    person.does("state migrate vetform.state/lab.json elsewhere/lab.json");
    let path = person.path("elsewhere/lab.json.receipts/00000001.jsonl");
    assert_eq!(
        std::fs::read_to_string(path).unwrap(),
        person.read(&format!("{PAGES}/00000001.jsonl"))
    );
}

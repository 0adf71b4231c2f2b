//! What came of an apply, for people, scripts, comments and runners; and that every place that was named says so, however
//! the run ended.

use serde_json::Value;

use super::binary::{SCREEN, planned};
use super::fault_rules::{on_writes, status};
use super::person::{Outcome, Person};

const ALL: &str = "apply --auto-approve --format json=r.json --format markdown=r.md --format github=r.txt --format text=t.txt";

fn report(person: &Person) -> Value {
    serde_json::from_str(&person.read("r.json")).unwrap()
}

/// With people whom nobody agreed to mail.
pub(super) fn with_people() -> Person {
    let person = planned();
    person.write(
        "roster.yaml",
        "apiVersion: taptalent/v1
kind: Roster
metadata: { name: spring }
spec:
  assessment: backend
  candidates: [{ email: alex@example.com, firstName: Alex, lastName: Doe }]
",
    );
    person
}

#[test]
fn what_was_done_and_what_is_held_is_told_in_every_format() {
    let person = with_people();
    let said = person.runs(ALL).exits(0);
    assert_eq!(said.stdout, "", "{said}");
    // People read it all the same.
    said.tells("Applied: 2 done");
    assert_eq!(report(&person)["outcome"], "complete");
    assert!(person.read("t.txt").contains("Applied: 2 done"));
    insta::assert_snapshot!(person.read("r.md"), @"
    ## vetform apply lab

    <b>Applied</b>: 2 done, 0 failed, 0 skipped, 1 held.

    ### Held until --send-invites, because they mail people

    - <b>“Backend interview”</b> <sub><code>taptalent/Roster/spring</code></sub>

    ### Done

    - created <b>“Backend interview”</b> <sub><code>taptalent/Assessment/backend</code></sub> <sub>2 calls ([id])</sub>
    - created <b>“Engineering screen”</b> <sub><code>taptalent/Flow/screen</code></sub> <sub>1 call (1)</sub>
    ");
    insta::assert_snapshot!(person.read("r.txt"), @"
    ::notice title=held taptalent/Roster/spring::people are mailed only with `--send-invites`
    ::notice title=vetform apply lab::Applied: 2 done, 0 failed, 0 skipped, 1 held.%0Acreated taptalent/Assessment/backend%0Acreated taptalent/Flow/screen
    ");
}

#[test]
fn what_failed_and_what_was_skipped_is_told_in_every_format() {
    let person = planned();
    person.play(&[on_writes(status(422))]);
    person.ends(ALL, 1);
    assert_eq!(report(&person)["outcome"], "failed");
    insta::assert_snapshot!(person.read("r.md"), @"
    ## vetform apply lab

    <b>Not everything was applied</b>: 0 done, 1 failed, 1 skipped.

    Finished changes are kept; fix the cause and apply again to continue.

    ### Failed

    - <b>“Backend interview”</b> <sub><code>taptalent/Assessment/backend</code></sub>: refused: 422 Unprocessable Entity, REFUSED (api&#95;error): The service could not answer<br><sub><code>POST /assessment/audio-interviews</code></sub>

    ### Skipped

    - it needs taptalent/Assessment/backend, which was not applied<br>Not tried: <b>“Engineering screen”</b> <sub><code>taptalent/Flow/screen</code></sub>.
    ");
    insta::assert_snapshot!(person.read("r.txt"), @"
    ::error file=all.yaml,line=3,title=failed taptalent/Assessment/backend::POST /assessment/audio-interviews: refused: 422 Unprocessable Entity, REFUSED (api_error): The service could not answer
    ::warning file=all.yaml,line=13,title=skipped taptalent/Flow/screen::it needs taptalent/Assessment/backend, which was not applied
    ::notice title=vetform apply lab::Not everything was applied: 0 done, 1 failed, 1 skipped.%0AFinished changes are kept; fix the cause and apply again to continue.
    ");
}

#[test]
fn one_format_has_stdout_for_itself_and_text_goes_to_stderr() {
    for format in ["json", "markdown", "github"] {
        let person = planned();
        let said = person
            .runs(&format!("apply --auto-approve --format {format}"))
            .exits(0);
        assert!(!said.stdout.contains("+ create"), "{said}");
        said.tells("+ create taptalent/");
        match format {
            "json" => {
                let report: Value = serde_json::from_str(&said.stdout).unwrap();
                assert_eq!(report["verified"], true);
            }
            "markdown" => said.begins("## vetform apply lab\n"),
            _ => assert!(
                said.stdout.lines().all(|line| line.starts_with("::")),
                "{said}"
            ),
        }
    }
}

#[test]
fn json_is_the_report_that_report_writes() {
    let person = planned();
    person.does("apply --auto-approve --format json=a.json --report b.json");
    assert_eq!(person.read("a.json"), person.read("b.json"));
    for line in [
        "apply --auto-approve --format json --report -",
        "apply --auto-approve --format json=a.json --report a.json",
        "apply --auto-approve --format markdown --format github",
        "apply --auto-approve --format markdown=all.yaml",
        "apply --auto-approve --format markdown=nowhere/a.md",
    ] {
        person.ends(line, 3);
    }
    let said = person.runs("apply --auto-approve --report -").exits(0);
    let _: Value = serde_json::from_str(&said.stdout).unwrap();
}

#[track_caller]
fn says_why(person: &Person, said: &Outcome, word: &str) {
    let report = person.read("r.json");
    assert!(report.contains(word), "{report}\n{said}");
    let comment = person.read("r.md");
    assert!(comment.contains(word), "{comment}\n{said}");
    let commands = person.read("r.txt");
    let mut errors = commands.lines().filter(|line| line.starts_with("::error"));
    assert!(errors.next().unwrap().contains(word), "{commands}\n{said}");
    assert_eq!(errors.next(), None, "{commands}\n{said}");
}

#[test]
fn a_run_that_ends_early_says_so_in_every_place() {
    // Nothing can be read.
    let person = Person::new()
        .with_manifests(SCREEN)
        .with_env("LAB_KEY", "a-key-of-the-lab");
    person.configure("http://127.0.0.1:1/v1/partner", "");
    let said = person.runs(ALL).exits(1);
    says_why(&person, &said, "taptalent cannot be reached");
    // A manifest is wrong; and the earlier report is not left to be taken for this one's.
    person.write("wrong.yaml", "kind: Assessment\n");
    let said = person.runs(ALL).exits(3);
    assert!(
        person.read("r.txt").contains("file=wrong.yaml,line=1"),
        "{said}"
    );
    for file in ["r.json", "r.md"] {
        assert!(person.read(file).contains("have an error"), "{said}");
    }
    // Nobody agreed, and there is nobody to ask.
    let _ = std::fs::remove_file(person.path("wrong.yaml"));
    let said = person.runs(&ALL.replace("--auto-approve", "")).exits(3);
    says_why(&person, &said, "cannot ask for approval without a terminal");
    // And it can be replaced by the next.
    let said = person.runs(ALL).exits(1);
    says_why(&person, &said, "taptalent cannot be reached");
}

#[test]
fn a_blocked_plan_is_told_in_every_place() {
    let person = planned();
    person.does("apply --auto-approve");
    person.changes(
        "title: Backend interview",
        "title: Backend interview\n  jobId: \"1\"",
    );
    let said = person.runs(ALL).exits(4);
    says_why(&person, &said, "create-only-field");
}

#[test]
fn nothing_to_do_is_a_report_too() {
    let person = planned();
    person.does("apply --auto-approve");
    person.does(ALL);
    assert_eq!(report(&person)["outcome"], "complete");
    insta::assert_snapshot!(person.read("r.md"), @"
    ## vetform apply lab

    <b>Nothing to do</b>: everything is as declared.
    ");
    insta::assert_snapshot!(person.read("r.txt"), @"::notice title=vetform apply lab::Nothing to do: everything is as declared.");
}

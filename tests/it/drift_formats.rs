//! `drift` in every format, and what counts as drift.

use vetform::sandbox::{AssessmentChange, QuestionContent};

use super::binary::applied;
use super::fault_rules::{on_path, status};
use super::person::Person;

const FORMATS: [&str; 8] = [
    "text", "json", "markdown", "html", "github", "gitlab", "junit", "sarif",
];

/// The title and a create-only field were changed live, another question was edited here, and the title here and live.
fn drifted() -> Person {
    let person = applied();
    person.changes_live(&AssessmentChange {
        title: Some("Renamed live".into()),
        hiring_for_role: Some("Somebody else".into()),
        ..AssessmentChange::default()
    });
    person.changes("title: Backend interview", "title: Renamed here");
    person.changes(
        "How do you debug a production issue?",
        "How do you debug it in production?",
    );
    person.changes("passThreshold: 60", "passThreshold: 70");
    person
}

#[test]
fn drift_is_what_moved_live_and_a_conflict_what_moved_on_both_sides() {
    let person = drifted();
    insta::assert_snapshot!(person.runs("drift"), @"
    exit 0
    ── stdout
    “Renamed live” taptalent/Assessment/backend ([id])
        ~ changed in the web app, last on 3 May 2099: the title is now “Renamed live”; the manifest was
          edited as well, and says “Renamed here”  (all.yaml:5:10)
        ~ changed in the web app, last on 3 May 2099: the role was changed from “Backend Engineer” to
          “Somebody else”  (all.yaml:6:18)

    Changed outside the manifests of workspace lab: 1 resource (2 changes).
    `vetform pull --write` copies the change into the manifests.
    What was edited in the manifests as well stays as they say: `vetform pull --write --take-live` takes
      what is live.
    ");
    let json = person.runs("drift --format json").exits(0);
    let json: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    let fields: Vec<(String, String)> = json["changes"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|change| change["fields"].as_array().unwrap())
        .map(|field| (field["path"].to_string(), field["cause"].to_string()))
        .collect();
    insta::assert_debug_snapshot!(fields, @r#"
    [
        (
            "\"spec.title\"",
            "\"conflict\"",
        ),
        (
            "\"spec.hiringForRole\"",
            "\"drifted\"",
        ),
    ]
    "#);
    assert_eq!(json["calls"]["total"], 0);
}

#[test]
fn every_format_says_it_and_the_exit_code_is_that_of_the_drift_alone() {
    let person = drifted();
    for format in FORMATS {
        person.does(&format!("drift --format {format}"));
        let shown = person
            .runs(&format!("drift --format {format} --detailed-exitcode"))
            .exits(2);
        assert!(
            shown.stdout.contains("Somebody else") || shown.stdout.contains("hiringForRole"),
            "{format}: {shown}"
        );
        assert!(
            !shown.stdout.contains("How do you debug"),
            "{format}: {shown}"
        );
        person.ends(
            &format!("drift --format {format} --output drift.out --detailed-exitcode"),
            2,
        );
        assert_eq!(person.read("drift.out"), shown.stdout, "{format}");
    }
    assert!(person.writes().is_empty());
}

#[test]
fn without_drift_every_format_says_so() {
    let person = applied();
    person.changes("Backend interview", "Backend talk");
    for format in FORMATS {
        let shown = person
            .runs(&format!("drift --format {format} --detailed-exitcode"))
            .exits(0);
        assert!(!shown.stdout.contains("Backend talk"), "{format}: {shown}");
    }
    insta::assert_snapshot!(person.runs("drift --format markdown"), @"
    exit 0
    ── stdout
    ## Drift of workspace lab

    <b>No drift</b>: nothing was changed outside the manifests.
    ");
    insta::assert_snapshot!(person.runs("drift --format github"), @"exit 0");
}

#[test]
fn the_formats_for_people_read_well() {
    let person = drifted();
    insta::assert_snapshot!(person.runs("drift --format markdown"), @"
    exit 0
    ── stdout
    ## Drift of workspace lab

    <b>Drift</b>: Changed outside the manifests of workspace lab: 1 resource (2 changes).

    <code>vetform pull --write</code> copies the change into the manifests.

    What was edited in the manifests as well stays as they say: <code>vetform pull --write --take-live</code> takes what is live.

    ### Changed in the web app

    <b>“Renamed live”</b> <code>taptalent/Assessment/backend</code> ([id])

    - changed in the web app, last on 3 May 2099: the title is now “Renamed live”; the manifest was edited as well, and says “Renamed here” <code>all.yaml:&#8203;5:&#8203;10</code>
    - changed in the web app, last on 3 May 2099: the role was changed from “Backend Engineer” to “Somebody else” <code>all.yaml:&#8203;6:&#8203;18</code>
    ");
    insta::assert_snapshot!(person.runs("drift --format github"), @"
    exit 0
    ── stdout
    ::warning file=all.yaml,line=5,col=10,endLine=5,endColumn=21,title=changed-live taptalent/Assessment/backend::changed in the web app, last on 3 May 2099: the title is now “Renamed live”; the manifest was edited as well, and says “Renamed here”%0Ahelp: What was edited in the manifests as well stays as they say: `vetform pull --write --take-live` takes what is live.
    ::warning file=all.yaml,line=6,col=18,endLine=6,endColumn=33,title=changed-live taptalent/Assessment/backend::changed in the web app, last on 3 May 2099: the role was changed from “Backend Engineer” to “Somebody else”%0Ahelp: `vetform pull --write` copies the change into the manifests.
    ");
}

#[test]
fn a_read_that_failed_is_no_drift() {
    let person = drifted();
    person.play(&[on_path("", status(403))]);
    for format in FORMATS {
        let failed = person
            .runs(&format!("drift --format {format} --detailed-exitcode"))
            .exits(1);
        // What stands there is the error, in the forms that have one.
        let is_told = matches!(
            format,
            "json" | "markdown" | "github" | "gitlab" | "junit" | "sarif"
        );
        assert_eq!(!failed.stdout.is_empty(), is_told, "{format}: {failed}");
        assert!(!failed.stdout.contains("changed-live"), "{failed}");
        assert!(!failed.stdout.contains("in the web app"), "{failed}");
    }
}

#[test]
fn a_question_of_the_web_app_is_drift_and_taken_in_by_pull() {
    let person = applied();
    let live = person.live();
    let assessment = live["assessments"][0]["assessmentId"].as_str().unwrap();
    let question = QuestionContent::new("A question of the web app?");
    let _ = person
        .system()
        .web_app()
        .add_question(assessment, &question)
        .unwrap();
    person.ends("drift --detailed-exitcode", 2);
    person.does("pull --write");
    person.does("drift --detailed-exitcode");
}

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

    <sub>read [when] · vetform 0.1.0</sub>

    <b>No drift.</b> nothing was changed outside the manifests.

    <details>
    <summary>Calls, causes and counts</summary>

    | kind | unchanged |
    | --- | ---: |
    | taptalent/Flow | 1 |

    </details>
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

    <sub>read [when] · vetform 0.1.0</sub>

    <b>Drift.</b> 1 resource was changed outside the manifests. <code>vetform pull</code> copies the changes into the manifests; <code>vetform apply</code> reverts them where possible.

    ### Cannot be reverted by apply

    <details open>
    <summary><b>“Renamed here”</b> <sub><code>taptalent/Assessment/backend</code> <code>all.yaml:6:18</code> <code>create-only-field</code></sub></summary>

    <p><code>hiringForRole</code> can be set only at creation; live: &#34;Somebody else&#34;, manifest: &#34;Backend Engineer&#34;</p>

    <p>What to do: revert the manifest; or change it in the web app; or give the manifest a new <code>metadata.name</code> and <code>title</code> to create a new assessment, but the steps of flow “Engineering screen” would still refer to the old one</p>

    </details>


    ### Details

    <details>
    <summary><code>&#126; update</code> <b>“Renamed live”</b> <sub><code>taptalent/Assessment/backend</code> ([id])</sub></summary>

    - <code>&#126;</code> <b>title</b> (edited here and changed in the web app, <code>all.yaml:5:10</code>): <del>Renamed live</del> → Renamed here
    - <code>&#126;</code> <b>hiringForRole</b> (changed in the web app, <code>all.yaml:6:18</code>): <del>Somebody else</del> → Backend Engineer

    </details>


    <details>
    <summary>Calls, causes and counts</summary>

    | kind | blocked | update |
    | --- | ---: | ---: |
    | taptalent/Assessment | 1 | 1 |

    2 differences: 1 edited here and changed in the web app, 1 changed in the web app.

    </details>
    ");
    insta::assert_snapshot!(person.runs("drift --format github"), @r#"
    exit 0
    ── stdout
    ::error file=all.yaml,line=6,col=18,endLine=6,endColumn=33,title=create-only-field taptalent/Assessment/backend::`hiringForRole` can be set only at creation; live: "Somebody else", manifest: "Backend Engineer"%0Ahelp: revert the manifest; or change it in the web app; or give the manifest a new `metadata.name` and `title` to create a new assessment, but the steps of flow “Engineering screen” would still refer to the old one
    ::warning file=all.yaml,line=5,col=10,endLine=5,endColumn=21,title=changed-live taptalent/Assessment/backend::`title` was changed here and in the web app: live is “Renamed live”, the manifest says “Renamed here”%0Ahelp: `vetform pull` copies the change into the manifest; `vetform apply` reverts it where possible
    "#);
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

//! What a plan and a validation leave for a review: a comment, a page, annotations on manifest lines.

use vetform::sandbox::AssessmentChange;

use super::binary::{applied, planned};
use super::person::Person;

/// `applied()`, with a reworded question, a step's threshold changed, and a title that somebody wrote in the web app.
fn edited(title: &str) -> Person {
    let person = applied();
    person.changes("a production issue", "a severe production issue");
    person.changes("passThreshold: 60", "passThreshold: 65");
    person.changes_live(&AssessmentChange {
        title: Some(title.to_owned()),
        submission_count: Some(3),
        ..AssessmentChange::default()
    });
    person
}

/// `applied()`, with what can only be set at creation changed, and a step in another order.
fn blocked() -> Person {
    let person = applied();
    person.changes("Backend Engineer\n", "Frontend Engineer\n");
    person
}

#[test]
fn a_plan_is_a_comment_with_the_changed_words_marked() {
    let person = edited("Backend talk");
    insta::assert_snapshot!(person.runs("plan --format markdown"), @r#"
    exit 0
    ── stdout
    ## Plan for workspace lab

    <sub>read [when] · vetform 0.1.0</sub>

    <b>3 changes; candidates can notice 2 of them.</b> 1 warning to read.

    - <b>Mail</b>: nobody is mailed.
    - <b>Already begun</b>: “Backend talk” (3 candidates have taken it).
    - <b>Undo</b>: by reverting this change, except: an edit in the web app is lost (“Backend talk”).

    ### Overwrites what was changed in the web app

    - <b>“Backend talk”</b> (3 candidates have taken it) is renamed “Backend interview”; <i>the edit in the web app (3 May 2099) is lost</i>.

    ### What candidates notice

    - <b>“Backend talk”</b> (3 candidates have taken it) asks a question in other words: “How do you debug a <ins>severe </ins>production issue?”.

    ### How answers are judged

    - <b>“Engineering screen”</b> lets candidates pass step 1 “Technical” at <ins>65</ins> instead of <del>60</del>.

    ### Warnings

    - <b>“Backend interview”</b> <sub><code>taptalent/Assessment/backend</code></sub>: 3 candidates have already taken part: question <code>debug</code> changes <code>fairness</code>

    ### Details

    <details>
    <summary><code>&#126; update</code> <b>“Backend talk”</b> <sub><code>taptalent/Assessment/backend</code> ([id])</sub></summary>

    - <code>&#126;</code> <b>title</b> (changed in the web app, <code>all.yaml:5:10</code>): <del>Backend talk</del> → Backend interview
    - <code>&#126;</code> <b>questions&#91;debug&#93;</b> (edited here, <code>all.yaml:9:7</code>)
      - <i>question</i>: How do you debug a <ins>severe </ins>production issue?
    - → <code>PUT /assessment/[id]</code>
    - → <code>PUT /assessment/[id]/questions/[id]</code>

    </details>

    <details>
    <summary><code>&#126; update</code> <b>“Engineering screen”</b> <sub><code>taptalent/Flow/screen</code> ([id])</sub></summary>

    - <code>&#126;</code> <b>steps&#91;0&#93;.passThreshold</b> (edited here, <code>all.yaml:17:45</code>): <del>60</del> → 65
    - → <code>PATCH /assessment-flows/[id]</code>

    ```mermaid
    flowchart LR
      s0(["candidates"])
      s0 --> s1["step 1<br/>Technical<br/>takes Backend interview<br/>pass at 65 instead of 60"]
      class s1 changed
      classDef new stroke:#2da44e,stroke-width:3px
      classDef changed stroke:#bf8700,stroke-width:3px
    ```

    </details>


    <details>
    <summary>Calls, causes and counts</summary>

    | kind | update |
    | --- | ---: |
    | taptalent/Assessment | 1 |
    | taptalent/Flow | 1 |
    | <b>all</b> | 2 |

    3 calls:

    - 1 × <code>PATCH /assessment-flows/&#58;id</code>
    - 1 × <code>PUT /assessment/&#58;id</code>
    - 1 × <code>PUT /assessment/&#58;id/questions/&#58;questionId</code>

    3 differences: 1 changed in the web app, 2 edited here.

    </details>
    "#);
    assert_eq!(person.writes(), Vec::<String>::new());
}

#[test]
fn a_blocked_plan_is_a_comment_too_and_still_4() {
    let page = blocked().runs("plan --format markdown").exits(4).stdout;
    assert!(
        page.contains("<b>Blocked.</b> 1 resource has a change that cannot be made."),
        "{page}"
    );
    assert!(page.contains("### Blocked"), "{page}");
    assert!(page.contains("<code>all.yaml:6:18</code>"), "{page}");
}

#[test]
fn a_live_text_cannot_leave_its_place_in_a_comment_or_a_page() {
    let person = edited("</details><script>alert(1)</script>\n@octocat https://evil.example");
    let comment = person.runs("plan --format markdown").exits(0).stdout;
    let page = person.runs("plan --format html").exits(0).stdout;
    for text in [&comment, &page] {
        assert!(!text.contains("<script>alert"), "{text}");
        assert_eq!(
            text.matches("<details").count(),
            text.matches("</details>").count()
        );
    }
    assert!(
        !comment.contains("@octocat") && !comment.contains("https://"),
        "{comment}"
    );
    assert!(
        page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
        "{page}"
    );
}

#[test]
fn a_page_is_one_file_that_may_load_nothing() {
    let person = edited("Backend talk");
    person.does("plan --format html --output plan.html");
    let page = person.read("plan.html");
    assert!(page.starts_with("<!DOCTYPE html>"), "{page}");
    assert!(
        page.contains("content=\"default-src 'none'; style-src 'sha256-"),
        "{page}"
    );
    assert!(page.contains("pass at 65, was 60"), "{page}");
    for loads in ["<link", "<img", " src=", "url("] {
        assert!(!page.contains(loads), "{loads} in {page}");
    }
}

#[test]
fn annotations_of_a_plan_stand_on_the_manifest_lines() {
    insta::assert_snapshot!(blocked().runs("plan --format github"), @r#"
    exit 4
    ── stdout
    ::error file=all.yaml,line=6,col=18,endLine=6,endColumn=34,title=create-only-field taptalent/Assessment/backend::`hiringForRole` can be set only at creation; live: "Backend Engineer", manifest: "Frontend Engineer"%0Ahelp: revert the manifest; or change it in the web app; or give the manifest a new `metadata.name` and `title` to create a new assessment, but the steps of flow “Engineering screen” would still refer to the old one
    "#);
    insta::assert_snapshot!(edited("Backend talk").runs("plan --format github"), @"
    exit 0
    ── stdout
    ::warning file=all.yaml,line=3,col=19,endLine=3,endColumn=25,title=fairness taptalent/Assessment/backend::3 candidates have already taken part: question `debug` changes
    ");
}

#[test]
fn annotations_of_a_wrong_manifest_are_the_same_for_plan_and_validate() {
    let person = planned();
    person.changes("idealAnswer", "idealAnswr: none, idealAnswer");
    let validated = person.runs("validate --format github").exits(3);
    insta::assert_snapshot!(validated, @"
    exit 3
    ── stdout
    ::error file=all.yaml,line=9,col=70,endLine=9,endColumn=79,title=unknown-field::an item of `questions` has no field `idealAnswr`%0Ahelp: did you mean `idealAnswer`?
    ");
    let planned = person.runs("plan --format github").exits(3);
    assert_eq!(planned.stdout, validated.stdout);
    let sarif = person.runs("validate --format sarif").exits(3).stdout;
    assert_eq!(person.runs("plan --format sarif").exits(3).stdout, sarif);
}

/// Holds a log against the standard.
pub(crate) fn assert_is_sarif(log: &serde_json::Value) {
    // One pattern of the standard is none to strict readers: it ends a class that it has not begun.
    let standard = include_str!("../sarif-schema-2.1.0.json").replace("{2}]?$", "{2}\\\\]?$");
    let standard: serde_json::Value = serde_json::from_str(&standard).unwrap();
    let errors: Vec<String> = jsonschema::validator_for(&standard)
        .unwrap()
        .iter_errors(log)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(errors, Vec::<String>::new());
}

#[test]
fn a_sarif_log_has_what_its_standard_requires() {
    for person in [blocked(), edited("Backend talk"), planned()] {
        let _ = person.runs("plan --format sarif --output plan.sarif");
        let log: serde_json::Value = serde_json::from_str(&person.read("plan.sarif")).unwrap();
        assert_eq!(log["version"], "2.1.0");
        assert_is_sarif(&log);
        let [run] = log["runs"].as_array().unwrap().as_slice() else {
            panic!("{log:#}");
        };
        assert_eq!(run["tool"]["driver"]["name"], "vetform");
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        for result in run["results"].as_array().unwrap() {
            let rule = rules.iter().find(|rule| rule["id"] == result["ruleId"]);
            let page = rule.unwrap()["help"]["markdown"].as_str().unwrap();
            assert!(page.contains("## What to do"), "{log:#}");
            assert!(
                ["error", "warning"].contains(&result["level"].as_str().unwrap()),
                "{log:#}"
            );
            assert!(
                !result["message"]["text"].as_str().unwrap().is_empty(),
                "{log:#}"
            );
            let place = &result["locations"][0]["physicalLocation"];
            assert_eq!(place["artifactLocation"]["uri"], "all.yaml");
            assert!(
                place["region"]["startLine"].as_u64().unwrap() >= 1,
                "{log:#}"
            );
        }
    }
}

#[test]
fn places_count_from_the_folder_of_the_repository() {
    let person = blocked();
    std::fs::create_dir(person.path("../.git")).unwrap();
    let said = person.runs("plan --format github").exits(4).stdout;
    assert!(
        said.starts_with("::error file=project/all.yaml,line=6,"),
        "{said}"
    );
    let workspace = person.path("").to_string();
    let person = person.with_env("GITHUB_WORKSPACE", &workspace);
    let said = person.runs("plan --format github").exits(4).stdout;
    assert!(said.starts_with("::error file=all.yaml,line=6,"), "{said}");
}

#[test]
fn every_format_goes_into_a_file_as_it_goes_to_stdout() {
    let person = edited("Backend talk");
    let of_validate = ["text", "json", "github", "gitlab", "junit", "sarif"];
    let of_plan = of_validate.into_iter().chain(["markdown", "html"]);
    let of_plan = of_plan.map(|format| format!("plan --format {format}"));
    let of_validate = of_validate.map(|format| format!("validate --format {format}"));
    for line in of_plan.chain(of_validate) {
        let shown = person.runs(&line).exits(0);
        let kept = person.runs(&format!("{line} --output out")).exits(0);
        assert_eq!(
            (kept.stdout.as_str(), person.read("out")),
            ("", shown.stdout),
            "{line}"
        );
    }
}

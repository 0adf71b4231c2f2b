//! Manifests that are YAML and say something wrong.

use super::world::{World, assessment, flow, say};

#[test]
fn an_unknown_field_asks_for_the_near_one() {
    insta::assert_snapshot!(say(&assessment("a", "durration: 20")), @"
    error[unknown-field]: `spec` has no field `durration`
     --> a.yaml:8:3
      |
    7 |   purposeOfInterview: Evaluate technical depth.
    8 |   durration: 20
      |   ^^^^^^^^^
      |
      = help: did you mean `duration`?
    ");
}

#[test]
fn everything_that_is_missing_is_named_at_once() {
    insta::assert_snapshot!(say("apiVersion: taptalent/v1\nkind: Assessment\nmetadata: {}\nspec: {}\n"), @"
    error[missing-field]: `metadata` has no `name`
     --> a.yaml:3:1
      |
    2 | kind: Assessment
    3 | metadata: {}
      | ^^^^^^^^
    4 | spec: {}
      |
      = help: add `name: …`: 1 to 63 lower-case letters, digits and dashes

    error[missing-field]: `spec` has no `title`
     --> a.yaml:4:1
      |
    3 | metadata: {}
    4 | spec: {}
      | ^^^^
      |
      = help: add `title: …`: Title of the assessment. Without a recorded or pinned id, the live
              assessment is found by it.

    error[missing-field]: `spec` has no `hiringForRole`
     --> a.yaml:4:1
      |
    3 | metadata: {}
    4 | spec: {}
      | ^^^^
      |
      = help: add `hiringForRole: …`: Role to hire for.

    error[missing-field]: `spec` has no `purposeOfInterview`
     --> a.yaml:4:1
      |
    3 | metadata: {}
    4 | spec: {}
      | ^^^^
      |
      = help: add `purposeOfInterview: …`: What the interview should find out.
    ");
}

#[test]
fn two_ways_to_name_the_job_conflict() {
    insta::assert_snapshot!(say(&assessment("a", "jobId: 12\njob: { title: Backend }")), @"
    error[conflicting-fields]: `jobId` and `job` both say which job it is
     --> a.yaml:9:3
      |
    7 |   purposeOfInterview: Evaluate technical depth.
    8 |   jobId: 12
      |   ----- the other one
    9 |   job: { title: Backend }
      |   ^^^
      |
      = help: keep `jobId` for a known id, or `job` to look it up
    ");
}

#[test]
fn a_job_with_an_unknown_key_is_told_at_that_key() {
    insta::assert_snapshot!(say(&assessment("a", "job: { name: backend }")), @"
    error[unknown-field]: `job` has no field `name`
     --> a.yaml:8:10
      |
    7 |   purposeOfInterview: Evaluate technical depth.
    8 |   job: { name: backend }
      |          ^^^^
      |
      = help: fields: title
    ");
    insta::assert_snapshot!(say(&assessment("a", "job: { tilte: Backend, name: backend }")), @"
    error[unknown-field]: `job` has no field `tilte`
     --> a.yaml:8:10
      |
    7 |   purposeOfInterview: Evaluate technical depth.
    8 |   job: { tilte: Backend, name: backend }
      |          ^^^^^
      |
      = help: did you mean `title`?
    ");
}

#[test]
fn generate_asks_for_the_job() {
    insta::assert_snapshot!(say(&assessment("a", "generate: { questionCount: 5 }")), @"
    error[missing-field]: `spec.generate` has no `jobDescription`
     --> a.yaml:8:3
      |
    7 |   purposeOfInterview: Evaluate technical depth.
    8 |   generate: { questionCount: 5 }
      |   ^^^^^^^^
      |
      = help: add `jobDescription: …`: Description of the job that the questions are for.
    ");
}

#[test]
fn a_question_without_a_name_shows_one_to_paste() {
    insta::assert_snapshot!(say(&assessment("a", "questions:\n  - question: Describe a time when you had to debug.")), @"
    error[missing-field]: `spec.questions[0]` has no `name`
     --> a.yaml:9:7
      |
    8 |   questions:
    9 |     - question: Describe a time when you had to debug.
      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: add `name: describe-a-time-when-you`; it identifies the question when its text changes
    ");
}

#[test]
fn two_questions_of_one_name_show_both_places() {
    insta::assert_snapshot!(say(&assessment("a", "questions:\n  - name: debug\n    question: How do you debug a race?\n  - use: debug")), @"
    error[duplicate-name]: two questions of this assessment are named `debug`
      --> a.yaml:11:7
       |
     8 |   questions:
     9 |     - name: debug
       |             ----- the first
    10 |       question: How do you debug a race?
    11 |     - use: debug
       |       ^^^^^^^^^^
       |
       = help: give one of them another `name`

    error[unknown-reference]: there is no manifest of kind Question named `debug`
      --> a.yaml:11:12
       |
    10 |       question: How do you debug a race?
    11 |     - use: debug
       |            ^^^^^
       |
       = help: there are no Question manifests
    ");
}

#[test]
fn a_question_is_either_here_or_shared() {
    insta::assert_snapshot!(say(&assessment("a", "questions:\n  - use: shared\n    idealAnswer: None.")), @"
    error[unknown-reference]: there is no manifest of kind Question named `shared`
      --> a.yaml:9:12
       |
     8 |   questions:
     9 |     - use: shared
       |            ^^^^^^
    10 |       idealAnswer: None.
       |
       = help: there are no Question manifests

    error[conflicting-fields]: `idealAnswer` and `use` exclude each other: `idealAnswer` comes from the Question manifest
      --> a.yaml:10:7
       |
     8 |   questions:
     9 |     - use: shared
       |       --- shared question used here
    10 |       idealAnswer: None.
       |       ^^^^^^^^^^^
       |
       = help: remove `idealAnswer`, or write the whole question here without `use`
    ");
}

#[test]
fn a_step_takes_exactly_one_assessment_and_needs_a_threshold() {
    insta::assert_snapshot!(say(&flow("f", "- passThreshold: 60\n- { assessment: a, assessmentId: 7, passThreshold: 60 }\n- assessmentId: 7")), @"
    error[missing-field]: `spec.steps[0]` has no `assessment`
     --> a.yaml:7:7
      |
    6 |   steps:
    7 |     - passThreshold: 60
      |       ^^^^^^^^^^^^^^^^^
    8 |     - { assessment: a, assessmentId: 7, passThreshold: 60 }
      |
      = help: add `assessment: <name of a manifest>`, or `assessmentId: <id>` for a live one

    error[conflicting-fields]: `assessment` and `assessmentId` both say which assessment the step takes
     --> a.yaml:8:24
      |
    7 |     - passThreshold: 60
    8 |     - { assessment: a, assessmentId: 7, passThreshold: 60 }
      |         ----------     ^^^^^^^^^^^^
      |         |
      |         the other one
    9 |     - assessmentId: 7
      |
      = help: keep `assessment` for a manifest of this project, or `assessmentId` for a live one

    error[missing-field]: `spec.steps[2]` has no `passThreshold`
     --> a.yaml:9:7
      |
    8 |     - { assessment: a, assessmentId: 7, passThreshold: 60 }
    9 |     - assessmentId: 7
      |       ^^^^^^^^^^^^^^^
      |
      = help: add `passThreshold: …`: Score that a candidate needs to pass the step, 0 to 100. The
              only field of a live step that can change.
    ");
}

#[test]
fn a_flow_needs_a_step() {
    insta::assert_snapshot!(say("apiVersion: taptalent/v1\nkind: Flow\nmetadata: { name: f }\nspec: { flowName: Screen, steps: [] }\n"), @"
    error[out-of-bounds]: `steps` has 0 items; a flow needs at least one step
     --> a.yaml:4:34
      |
    3 | metadata: { name: f }
    4 | spec: { flowName: Screen, steps: [] }
      |                                  ^^
      |
      = help: add a step: `- { assessment: …, passThreshold: 60 }`
    ");
}

#[test]
fn an_unknown_use_asks_for_the_near_one() {
    let question = "apiVersion: taptalent/v1\nkind: Question\nmetadata: { name: incident-response }\nspec: { question: How do you debug? }\n";
    let world = World::new().file("q.yaml", question).file(
        "a.yaml",
        assessment("a", "questions:\n  - use: incident-respons"),
    );
    insta::assert_snapshot!(world.say(), @"
    error[unknown-reference]: there is no manifest of kind Question named `incident-respons`
     --> a.yaml:9:12
      |
    8 |   questions:
    9 |     - use: incident-respons
      |            ^^^^^^^^^^^^^^^^
      |
      = help: did you mean `incident-response`?
    ");
}

#[test]
fn an_unknown_assessment_of_a_step_lists_what_there_is() {
    let world = World::new().file("a.yaml", assessment("backend", "")).file(
        "f.yaml",
        flow("f", "- { assessment: sales, passThreshold: 60 }"),
    );
    insta::assert_snapshot!(world.say(), @"
    error[unknown-reference]: there is no manifest of kind Assessment named `sales`
     --> f.yaml:7:21
      |
    6 |   steps:
    7 |     - { assessment: sales, passThreshold: 60 }
      |                     ^^^^^
      |
      = help: available: backend; reference a live assessment without a manifest with `assessmentId`
    ");
}

#[test]
fn a_reference_into_a_broken_file_is_not_called_unknown() {
    let world = World::new().file("a.yaml", "kind: [").file(
        "f.yaml",
        flow("f", "- { assessment: sales, passThreshold: 60 }"),
    );
    assert!(!world.say().contains("unknown-reference"));
}

#[test]
fn a_bad_value_hides_no_unknown_reference_of_the_same_manifest() {
    let roster = |api: &str, spec: &str| {
        format!("apiVersion: {api}/v1\nkind: Roster\nmetadata: {{ name: r }}\nspec:\n{spec}")
    };
    let bad = "  candidates: [ { email: nobody } ]\n";
    for (manifest, missing) in [
        (
            flow(
                "f",
                "- { assessment: sales, passThreshold: 400 }\n- { assessment: more, passThreshold: no }",
            ),
            vec!["sales", "more"],
        ),
        (flow("f", "- { assessment: sales }"), vec!["sales"]),
        (
            assessment(
                "a",
                "duration: 4000\nquestions: [ { use: nowhere }, { name: Bad Name } ]",
            ),
            vec!["nowhere"],
        ),
        (
            roster("taptalent", &format!("  flow: screen\n{bad}")),
            vec!["screen"],
        ),
        (
            roster("promptster", &format!("  assessment: task\n{bad}")),
            vec!["task"],
        ),
        (
            roster(
                "flowmingo",
                &format!("  interviewSet: sales\n  project: other\n{bad}"),
            ),
            vec!["sales", "other"],
        ),
    ] {
        let said = say(&manifest);
        for name in missing {
            assert!(
                said.contains(&format!("named `{name}`")),
                "{manifest}\n{said}"
            );
        }
        assert!(
            said.matches("error[").count() > said.matches("error[unknown-reference]").count(),
            "{said}"
        );
    }
}

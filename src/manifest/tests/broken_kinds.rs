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

    1 error in 1 file
    ");
}

#[test]
fn a_missing_kind_says_how_a_manifest_starts() {
    insta::assert_snapshot!(say("services:\n  web: {}\n"), @"
    error[unknown-kind]: `apiVersion` and `kind` are missing
     --> a.yaml:1:1
      |
    1 | services:
      | ^^^^^^^^^
    2 |   web: {}
      |
      = help: a manifest starts with, for example, `apiVersion: taptalent/v1` and `kind: Assessment`;
              if this file is not a manifest, name the folders that hold manifests under
              `manifests:` in vetform.yaml

    1 error in 1 file
    ");
}

#[test]
fn an_unknown_kind_asks_for_the_near_one() {
    insta::assert_snapshot!(say("apiVersion: taptalent/v1\nkind: Assesment\n"), @"
    error[unknown-kind]: taptalent/v1 has no kind `Assesment`
     --> a.yaml:2:7
      |
    1 | apiVersion: taptalent/v1
    2 | kind: Assesment
      |       ^^^^^^^^^
      |
      = help: did you mean `Assessment`?

    1 error in 1 file
    ");
}

#[test]
fn an_unknown_api_version_asks_for_the_near_one() {
    insta::assert_snapshot!(say("apiVersion: taptalent/v2\nkind: Assessment\n"), @"
    error[unknown-kind]: `taptalent/v2` is no `apiVersion` that this version knows
     --> a.yaml:1:13
      |
    1 | apiVersion: taptalent/v2
      |             ^^^^^^^^^^^^
    2 | kind: Assessment
      |
      = help: did you mean `taptalent/v1`?

    1 error in 1 file
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
      = help: add `title: …`: Title of the assessment. Without a recorded or pinned id it is how the
              live one is found.

    error[missing-field]: `spec` has no `hiringForRole`
     --> a.yaml:4:1
      |
    3 | metadata: {}
    4 | spec: {}
      | ^^^^
      |
      = help: add `hiringForRole: …`: Role that is hired for.

    error[missing-field]: `spec` has no `purposeOfInterview`
     --> a.yaml:4:1
      |
    3 | metadata: {}
    4 | spec: {}
      | ^^^^
      |
      = help: add `purposeOfInterview: …`: What the interview is to find out.

    4 errors in 1 file
    ");
}

#[test]
fn missing_metadata_and_spec_are_named() {
    insta::assert_snapshot!(say("apiVersion: taptalent/v1\nkind: Flow\n"), @"
    error[missing-field]: `spec` is missing
     --> a.yaml:1:1
      |
    1 | apiVersion: taptalent/v1
      | ^^^^^^^^^^^^^^^^^^^^^^^^
    2 | kind: Flow
      |
      = help: add `spec:` with what is wanted

    error[missing-field]: `metadata` is missing
     --> a.yaml:1:1
      |
    1 | apiVersion: taptalent/v1
      | ^^^^^^^^^^^^^^^^^^^^^^^^
    2 | kind: Flow
      |
      = help: add `metadata: { name: … }`: 1 to 63 lower-case letters, digits and dashes

    2 errors in 1 file
    ");
}

#[test]
fn a_key_without_a_value_is_never_ignored() {
    insta::assert_snapshot!(say(&assessment("a", "jobId:\nskills: ~")), @"
    error[wrong-type]: `jobId` has no value
     --> a.yaml:8:8
      |
    7 |   purposeOfInterview: Evaluate technical depth.
    8 |   jobId:
      |        ^
    9 |   skills: ~
      |
      = help: leave the key out, or give a value

    error[wrong-type]: `skills` has no value
     --> a.yaml:9:11
      |
    8 |   jobId:
    9 |   skills: ~
      |           ^
      |
      = help: leave the key out, or give a value

    2 errors in 1 file
    ");
}

#[test]
fn every_bound_is_said_with_what_was_found() {
    let lines = format!(
        "duration: 240\nstatus: ACTVE\nskills: [{}]\naiLanguage: ''",
        (0..21)
            .map(|i| i.to_string())
            .collect::<Vec<_>>()
            .join(", ")
    );
    insta::assert_snapshot!(say(&assessment("a", &lines)), @"
    error[out-of-bounds]: `duration` is 240; it must be from 1 to 180
     --> a.yaml:8:13
      |
    7 |   purposeOfInterview: Evaluate technical depth.
    8 |   duration: 240
      |             ^^^
    9 |   status: ACTVE
      |
      = help: lower it to 180 or less

    error[out-of-bounds]: `status` is `ACTVE`; it must be `ACTIVE` or `INACTIVE`
      --> a.yaml:9:11
       |
     8 |   duration: 240
     9 |   status: ACTVE
       |           ^^^^^
    10 |   skills: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]
       |
       = help: did you mean `ACTIVE`?

    error[out-of-bounds]: `skills` has 21 items; it must have at most 20 items
      --> a.yaml:10:11
       |
     9 |   status: ACTVE
    10 |   skills: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]
       |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    11 |   aiLanguage: ''
       |
       = help: take 1 item away

    error[out-of-bounds]: `aiLanguage` is empty; it must have at least 1 character
      --> a.yaml:11:15
       |
    10 |   skills: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]
    11 |   aiLanguage: ''
       |               ^^
       |
       = help: write a text after `aiLanguage:`

    4 errors in 1 file
    ");
}

#[test]
fn a_text_that_is_too_short_or_too_long_is_counted() {
    let long = "x".repeat(1001);
    let text = format!(
        "questions:\n  - {{ name: short, question: Why? }}\n  - {{ name: long, question: {long} }}"
    );
    insta::assert_snapshot!(say(&assessment("a", &text)), @"
    error[out-of-bounds]: `question` has 4 characters; it must have from 10 to 1000 characters
      --> a.yaml:9:32
       |
     8 |   questions:
     9 |     - { name: short, question: Why? }
       |                                ^^^^
    10 |     - { name: long, question: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...
       |
       = help: lengthen it by 6 characters

    error[out-of-bounds]: `question` has 1001 characters; it must have from 10 to 1000 characters
      --> a.yaml:10:31
       |
     9 | ...on: Why? }
    10 | ...n: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx }
       |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^...^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: shorten it by 1 character

    2 errors in 1 file
    ");
}

#[test]
fn only_true_and_false_are_booleans() {
    insta::assert_snapshot!(say(&assessment("a", "isEmailVerificationRequired: yes\nshouldEvaluateCEFR: True")), @"
    error[wrong-type]: `isEmailVerificationRequired` must be `true` or `false`, not `yes`
     --> a.yaml:8:32
      |
    7 |   purposeOfInterview: Evaluate technical depth.
    8 |   isEmailVerificationRequired: yes
      |                                ^^^
    9 |   shouldEvaluateCEFR: True
      |
      = help: write `true`

    error[wrong-type]: `shouldEvaluateCEFR` must be `true` or `false`, not `True`
     --> a.yaml:9:23
      |
    8 |   isEmailVerificationRequired: yes
    9 |   shouldEvaluateCEFR: True
      |                       ^^^^
      |
      = help: write `true`

    2 errors in 1 file
    ");
}

#[test]
fn a_number_in_quotes_and_a_word_are_no_numbers() {
    let text = flow(
        "f",
        "- { assessmentId: 7, passThreshold: \"60\" }\n- { assessmentId: 8, passThreshold: ten }\n- { assessmentId: 9, passThreshold: 101 }",
    );
    insta::assert_snapshot!(say(&text), @r#"
    error[wrong-type]: `passThreshold` must be a number, not the text `60`
     --> a.yaml:7:41
      |
    6 |   steps:
    7 |     - { assessmentId: 7, passThreshold: "60" }
      |                                         ^^^^
    8 |     - { assessmentId: 8, passThreshold: ten }
      |
      = help: take the quotes away

    error[wrong-type]: `passThreshold` must be a number, not `ten`
     --> a.yaml:8:41
      |
    7 |     - { assessmentId: 7, passThreshold: "60" }
    8 |     - { assessmentId: 8, passThreshold: ten }
      |                                         ^^^
    9 |     - { assessmentId: 9, passThreshold: 101 }
      |
      = help: write a plain number, like `20`

    error[out-of-bounds]: `passThreshold` is 101; it must be from 0 to 100
     --> a.yaml:9:41
      |
    8 |     - { assessmentId: 8, passThreshold: ten }
    9 |     - { assessmentId: 9, passThreshold: 101 }
      |                                         ^^^
      |
      = help: lower it to 100 or less

    3 errors in 1 file
    "#);
}

#[test]
fn a_list_a_mapping_and_a_text_are_not_taken_for_each_other() {
    insta::assert_snapshot!(say(&assessment("a", "skills: Rust\nbuckets: { name: Good }\naiLanguage: [english]\njob: 12")), @"
    error[wrong-type]: `skills` must be a list, not `Rust`
     --> a.yaml:8:11
      |
    7 |   purposeOfInterview: Evaluate technical depth.
    8 |   skills: Rust
      |           ^^^^
    9 |   buckets: { name: Good }
      |
      = help: write one item a line, each after `- `

    error[wrong-type]: `buckets` must be a list, not a mapping
      --> a.yaml:9:12
       |
     8 |   skills: Rust
     9 |   buckets: { name: Good }
       |            ^^^^^^^^^^^^^^
    10 |   aiLanguage: [english]
       |
       = help: write one item a line, each after `- `

    error[wrong-type]: `aiLanguage` must be text, not a list
      --> a.yaml:10:15
       |
     9 |   buckets: { name: Good }
    10 |   aiLanguage: [english]
       |               ^^^^^^^^^
    11 |   job: 12
       |
       = help: write the text after the key; one that begins with `{`, `[` or `- ` must stand in
               quotes

    error[wrong-type]: `job` must be a mapping, not `12`
      --> a.yaml:11:8
       |
    10 |   aiLanguage: [english]
    11 |   job: 12
       |        ^^
       |
       = help: write one `key: value` a line below it, indented

    4 errors in 1 file
    ");
}

#[test]
fn wrong_buckets_are_named() {
    insta::assert_snapshot!(say(&assessment("a", "buckets:\n  - { name: '', status: pass }\n  - { status: maybe }\n  - { name: Weak, colour: red }")), @"
    error[out-of-bounds]: the name of a bucket is empty
      --> a.yaml:9:15
       |
     8 |   buckets:
     9 |     - { name: '', status: pass }
       |               ^^
    10 |     - { status: maybe }
       |
       = help: say what reviewers see

    error[missing-field]: `spec.buckets[1]` has no `name`
      --> a.yaml:10:7
       |
     9 |     - { name: '', status: pass }
    10 |     - { status: maybe }
       |       ^^^^^^^^^^^^^^^^^
    11 |     - { name: Weak, colour: red }
       |
       = help: say what reviewers see

    error[out-of-bounds]: `spec.buckets[1].status` is `maybe`; it must be `pass` or `fail`
      --> a.yaml:10:17
       |
     9 |     - { name: '', status: pass }
    10 |     - { status: maybe }
       |                 ^^^^^
    11 |     - { name: Weak, colour: red }
       |
       = help: write one of these, letter by letter

    error[unknown-field]: an item of `buckets` has no field `colour`
      --> a.yaml:11:21
       |
    10 |     - { status: maybe }
    11 |     - { name: Weak, colour: red }
       |                     ^^^^^^
       |
       = help: it can have: name, description, status

    4 errors in 1 file
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
      = help: keep `jobId` for a known id, or `job: { title: … }` to look it up

    1 error in 1 file
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
      = help: add `jobDescription: …`: The job that the questions are for.

    1 error in 1 file
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
      = help: add `name: describe-a-time-when-you`; by its name a question is known when its text
              changes

    1 error in 1 file
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
       = help: there is no Question manifest at all

    2 errors in 1 file
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
       = help: there is no Question manifest at all

    error[conflicting-fields]: `idealAnswer` and `use` cannot stand together: the Question manifest says it
      --> a.yaml:10:7
       |
     8 |   questions:
     9 |     - use: shared
       |       --- taken from there
    10 |       idealAnswer: None.
       |       ^^^^^^^^^^^
       |
       = help: take `idealAnswer` away here, or write the whole question here without `use`

    2 errors in 1 file
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
      = help: add `passThreshold: …`: Score from which a candidate goes on, 0 to 100. The one thing
              of an existing step that can change.

    3 errors in 1 file
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

    1 error in 1 file
    ");
}

#[test]
fn lifecycle_entries_belong_to_a_kind() {
    let text = format!(
        "{}lifecycle: {{ questionOrder: enforce, onImmutableChange: newversion }}\n",
        flow("f", "- { assessmentId: 7, passThreshold: 60 }")
    );
    insta::assert_snapshot!(say(&text), @"
    error[unknown-field]: `lifecycle` has no field `questionOrder`
     --> a.yaml:8:14
      |
    7 |     - { assessmentId: 7, passThreshold: 60 }
    8 | lifecycle: { questionOrder: enforce, onImmutableChange: newversion }
      |              ^^^^^^^^^^^^^
      |
      = help: it can have: preventDestroy, onImmutableChange

    error[out-of-bounds]: `lifecycle.onImmutableChange` is `newversion`; it must be `block` or `newVersion`
     --> a.yaml:8:57
      |
    7 |     - { assessmentId: 7, passThreshold: 60 }
    8 | lifecycle: { questionOrder: enforce, onImmutableChange: newversion }
      |                                                         ^^^^^^^^^^
      |
      = help: did you mean `newVersion`?

    2 errors in 1 file
    ");
}

#[test]
fn a_wrong_name_shows_a_right_one() {
    insta::assert_snapshot!(say(&assessment("Backend_Voice", "")), @"
    error[invalid-name]: `Backend_Voice` is not a valid name: use 1 to 63 lower-case letters, digits and dashes, with no dash first or last
     --> a.yaml:3:19
      |
    2 | kind: Assessment
    3 | metadata: { name: Backend_Voice }
      |                   ^^^^^^^^^^^^^
    4 | spec:
      |
      = help: write `backend-voice`

    1 error in 1 file
    ");
}

#[test]
fn an_id_that_no_system_can_have_given_is_refused_where_it_stands() {
    let pinned = |id: &str| say(&assessment(&format!("voice, id: {id}"), ""));
    insta::assert_snapshot!(pinned("\"..\""), @r#"
    error[out-of-bounds]: `metadata.id` is not a valid id: in a path it means a folder
     --> a.yaml:3:30
      |
    2 | kind: Assessment
    3 | metadata: { name: voice, id: ".." }
      |                              ^^^^
    4 | spec:
      |
      = help: give the id as the system shows it, or take the key away

    1 error in 1 file
    "#);
    for (id, why) in [
        (".", "in a path it means a folder"),
        ("''", "is empty"),
        ("a b", "it has blanks"),
        ("\"a\\nb\"", "it has control characters"),
        ("\" a\"", "it has blanks"),
    ] {
        let said = pinned(id);
        assert!(
            said.contains(why) && said.contains("a.yaml:3:"),
            "{id}: {said}"
        );
    }
    insta::assert_snapshot!(say(&flow("screen", "- { assessmentId: .., passThreshold: 60 }")), @"
    error[out-of-bounds]: `assessmentId` is not a valid id: in a path it means a folder
     --> a.yaml:7:23
      |
    6 |   steps:
    7 |     - { assessmentId: .., passThreshold: 60 }
      |                       ^^
      |
      = help: give the id as the system shows it, or take the key away

    1 error in 1 file
    ");
    let set =
        "apiVersion: flowmingo/v1\nkind: InterviewSet\nmetadata: { name: a }\nspec: { id: a b }\n";
    insta::assert_snapshot!(say(set), @"
    error[out-of-bounds]: `id` is not a valid id: it has blanks
     --> a.yaml:4:13
      |
    3 | metadata: { name: a }
    4 | spec: { id: a b }
      |             ^^^
      |
      = help: give the id as the system shows it, or take the key away

    1 error in 1 file
    ");
}

#[test]
fn a_question_manifest_has_no_id_and_no_lifecycle() {
    insta::assert_snapshot!(say("apiVersion: taptalent/v1\nkind: Question\nmetadata: { name: q, id: 7 }\nspec: { question: How do you debug? }\nlifecycle: { preventDestroy: true }\n"), @"
    error[unknown-field]: a Question has no live object of its own, so it can have no `id`
     --> a.yaml:3:22
      |
    2 | kind: Question
    3 | metadata: { name: q, id: 7 }
      |                      ^^
    4 | spec: { question: How do you debug? }
      |
      = help: take `id` away

    error[unknown-field]: `lifecycle` has no field `preventDestroy`
     --> a.yaml:5:14
      |
    4 | spec: { question: How do you debug? }
    5 | lifecycle: { preventDestroy: true }
      |              ^^^^^^^^^^^^^^
      |
      = help: take the key away

    2 errors in 1 file
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

    1 error in 1 file
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
      = help: there are: backend; a live assessment without a manifest goes under `assessmentId`

    1 error in 1 file
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

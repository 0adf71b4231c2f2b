//! Manifests with values out of bounds or of a wrong type.

use super::world::{assessment, flow, say};

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
      = help: omit the key, or give it a value

    error[wrong-type]: `skills` has no value
     --> a.yaml:9:11
      |
    8 |   jobId:
    9 |   skills: ~
      |           ^
      |
      = help: omit the key, or give it a value
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
       = help: remove 1 item

    error[out-of-bounds]: `aiLanguage` is empty; it must have at least 1 character
      --> a.yaml:11:15
       |
    10 |   skills: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]
    11 |   aiLanguage: ''
       |               ^^
       |
       = help: write some text after `aiLanguage:`
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
      = help: remove the quotes

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
      = help: write one item per line, each after `- `

    error[wrong-type]: `buckets` must be a list, not a mapping
      --> a.yaml:9:12
       |
     8 |   skills: Rust
     9 |   buckets: { name: Good }
       |            ^^^^^^^^^^^^^^
    10 |   aiLanguage: [english]
       |
       = help: write one item per line, each after `- `

    error[wrong-type]: `aiLanguage` must be text, not a list
      --> a.yaml:10:15
       |
     9 |   buckets: { name: Good }
    10 |   aiLanguage: [english]
       |               ^^^^^^^^^
    11 |   job: 12
       |
       = help: write the text after the key; text that starts with `{`, `[` or `- ` must be quoted

    error[unknown-reference]: there is no manifest of kind Job named `12`
      --> a.yaml:11:8
       |
    10 |   aiLanguage: [english]
    11 |   job: 12
       |        ^^
       |
       = help: there are no Job manifests; look a live job up without a manifest with `job: { title: … }`
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
       = help: give it the name that reviewers see

    error[missing-field]: `spec.buckets[1]` has no `name`
      --> a.yaml:10:7
       |
     9 |     - { name: '', status: pass }
    10 |     - { status: maybe }
       |       ^^^^^^^^^^^^^^^^^
    11 |     - { name: Weak, colour: red }
       |
       = help: give it the name that reviewers see

    error[out-of-bounds]: `spec.buckets[1].status` is `maybe`; it must be `pass` or `fail`
      --> a.yaml:10:17
       |
     9 |     - { name: '', status: pass }
    10 |     - { status: maybe }
       |                 ^^^^^
    11 |     - { name: Weak, colour: red }
       |
       = help: use one of these, exactly as written

    error[unknown-field]: an item of `buckets` has no field `colour`
      --> a.yaml:11:21
       |
    10 |     - { status: maybe }
    11 |     - { name: Weak, colour: red }
       |                     ^^^^^^
       |
       = help: fields: name, description, status
    ");
}

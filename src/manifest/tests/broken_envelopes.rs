//! Manifests whose kind, name, id or lifecycle is wrong.

use super::world::{assessment, flow, say};

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
    ");
}

#[test]
fn an_unknown_api_version_asks_for_the_near_one() {
    insta::assert_snapshot!(say("apiVersion: taptalent/v2\nkind: Assessment\n"), @"
    error[unknown-kind]: unknown `apiVersion`: `taptalent/v2`
     --> a.yaml:1:13
      |
    1 | apiVersion: taptalent/v2
      |             ^^^^^^^^^^^^
    2 | kind: Assessment
      |
      = help: did you mean `taptalent/v1`?
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
      = help: add `spec:` with the fields of the resource

    error[missing-field]: `metadata` is missing
     --> a.yaml:1:1
      |
    1 | apiVersion: taptalent/v1
      | ^^^^^^^^^^^^^^^^^^^^^^^^
    2 | kind: Flow
      |
      = help: add `metadata: { name: … }`: 1 to 63 lower-case letters, digits and dashes
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
    ");
}

#[test]
fn an_id_that_no_system_can_have_given_is_refused_where_it_stands() {
    let pinned = |id: &str| say(&assessment(&format!("voice, id: {id}"), ""));
    insta::assert_snapshot!(pinned("\"..\""), @r#"
    error[out-of-bounds]: `metadata.id` is not a valid id: in a URL it means a folder
     --> a.yaml:3:30
      |
    2 | kind: Assessment
    3 | metadata: { name: voice, id: ".." }
      |                              ^^^^
    4 | spec:
      |
      = help: write the id as the system shows it, or remove the key
    "#);
    for (id, why) in [
        (".", "in a URL it means a folder"),
        ("''", "is empty"),
        ("a b", "it contains spaces"),
        ("\"a\\nb\"", "it contains control characters"),
        ("\" a\"", "it contains spaces"),
    ] {
        let said = pinned(id);
        assert!(
            said.contains(why) && said.contains("a.yaml:3:"),
            "{id}: {said}"
        );
    }
    insta::assert_snapshot!(say(&flow("screen", "- { assessmentId: .., passThreshold: 60 }")), @"
    error[out-of-bounds]: `assessmentId` is not a valid id: in a URL it means a folder
     --> a.yaml:7:23
      |
    6 |   steps:
    7 |     - { assessmentId: .., passThreshold: 60 }
      |                       ^^
      |
      = help: write the id as the system shows it, or remove the key
    ");
    let set =
        "apiVersion: flowmingo/v1\nkind: InterviewSet\nmetadata: { name: a }\nspec: { id: a b }\n";
    insta::assert_snapshot!(say(set), @"
    error[out-of-bounds]: `id` is not a valid id: it contains spaces
     --> a.yaml:4:13
      |
    3 | metadata: { name: a }
    4 | spec: { id: a b }
      |             ^^^
      |
      = help: write the id as the system shows it, or remove the key
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
      = help: fields: preventDestroy, onImmutableChange

    error[out-of-bounds]: `lifecycle.onImmutableChange` is `newversion`; it must be `block` or `newVersion`
     --> a.yaml:8:57
      |
    7 |     - { assessmentId: 7, passThreshold: 60 }
    8 | lifecycle: { questionOrder: enforce, onImmutableChange: newversion }
      |                                                         ^^^^^^^^^^
      |
      = help: did you mean `newVersion`?
    ");
}

#[test]
fn a_question_manifest_has_no_id_and_no_lifecycle() {
    insta::assert_snapshot!(say("apiVersion: taptalent/v1\nkind: Question\nmetadata: { name: q, id: 7 }\nspec: { question: How do you debug? }\nlifecycle: { preventDestroy: true }\n"), @"
    error[unknown-field]: a Question has no live object of its own, so it cannot have an `id`
     --> a.yaml:3:22
      |
    2 | kind: Question
    3 | metadata: { name: q, id: 7 }
      |                      ^^
    4 | spec: { question: How do you debug? }
      |
      = help: remove `id`

    error[unknown-field]: `lifecycle` has no field `preventDestroy`
     --> a.yaml:5:14
      |
    4 | spec: { question: How do you debug? }
    5 | lifecycle: { preventDestroy: true }
      |              ^^^^^^^^^^^^^^
      |
      = help: remove the key
    ");
}

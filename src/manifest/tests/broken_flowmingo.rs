//! Manifests of Flowmingo's references and branding that say something wrong.

use super::broken_systems::document;
use super::world::{World, say};

#[test]
fn branding_says_something_and_stands_once() {
    let world = World::new()
        .file(
            "a.yaml",
            document(
                "promptster",
                "Branding",
                "a",
                "accentColor: #0a7\nretentionDays: 400",
            ),
        )
        .file(
            "b.yaml",
            "apiVersion: promptster/v1\nkind: Branding\nmetadata: { name: b, id: 7 }\nspec: {}\n",
        );
    insta::assert_snapshot!(world.say(), @"
    error[wrong-type]: `accentColor` has no value
     --> a.yaml:5:14
      |
    4 | spec:
    5 |   accentColor: #0a7
      |              ^
    6 |   retentionDays: 400
      |
      = help: write `null` to clear it, or omit the key; text that starts with `#` must be quoted

    error[out-of-bounds]: `retentionDays` is 400; it must be from 1 to 365
     --> a.yaml:6:18
      |
    5 |   accentColor: #0a7
    6 |   retentionDays: 400
      |                  ^^^
      |
      = help: lower it to 365 or less

    error[conflicting-fields]: two manifests of kind Branding: an organisation has only one
     --> b.yaml:2:7
      |
    1 | apiVersion: promptster/v1
    2 | kind: Branding
      |       ^^^^^^^^
    3 | metadata: { name: b, id: 7 }
      |
     ::: a.yaml:2:7
      |
    1 | apiVersion: promptster/v1
    2 | kind: Branding
      |       -------- the first
    3 | metadata: { name: a }
      |
      = help: merge them into one manifest

    error[unknown-field]: a Branding has no id in promptster
     --> b.yaml:3:22
      |
    2 | kind: Branding
    3 | metadata: { name: b, id: 7 }
      |                      ^^
    4 | spec: {}
      |
      = help: remove `id`

    error[missing-field]: `spec` is empty
     --> b.yaml:4:1
      |
    3 | metadata: { name: b, id: 7 }
    4 | spec: {}
      | ^^^^
      |
      = help: add `logoUrl`, `accentColor` or `retentionDays`
    ");
}

#[test]
fn an_interview_set_and_a_project_are_named_once() {
    insta::assert_snapshot!(say(&document("flowmingo", "InterviewSet", "a", "{}")), @"
    error[missing-field]: `spec` has no `title`
     --> a.yaml:4:1
      |
    3 | metadata: { name: a }
    4 | spec:
      | ^^^^
    5 |   {}
      |
      = help: add `title: …` as shown in Flowmingo, or `id: …`
    ");
    insta::assert_snapshot!(say(&document("flowmingo", "Project", "a, id: 7", "id: 7\nstages: [A, B, A]\njobPosts: []")), @"
    error[conflicting-fields]: `spec.id` and `metadata.id` are both given
     --> a.yaml:5:3
      |
    2 | kind: Project
    3 | metadata: { name: a, id: 7 }
      |                      -- the other one
    4 | spec:
    5 |   id: 7
      |   ^^
    6 |   stages: [A, B, A]
      |
      = help: remove one of them

    error[duplicate-name]: `A` is listed twice in `stages`
     --> a.yaml:6:18
      |
    5 |   id: 7
    6 |   stages: [A, B, A]
      |            -     ^
      |            |
      |            the first
    7 |   jobPosts: []
      |
      = help: remove one of the two

    error[out-of-bounds]: `jobPosts` is empty
     --> a.yaml:7:13
      |
    6 |   stages: [A, B, A]
    7 |   jobPosts: []
      |             ^^
      |
      = help: list at least one, or omit `jobPosts`
    ");
}

#[test]
fn stages_and_job_posts_are_those_of_the_project() {
    let project = document(
        "flowmingo",
        "Project",
        "p",
        "title: P\nstages: [Applied, Final]\njobPosts: [Senior Engineer]",
    );
    let roster = document(
        "flowmingo",
        "Roster",
        "a",
        "project: p\njobPost: Senior Enginer\nsendInvite: true\ncandidates:\n  - { email: a@example.com, stage: Screening }\n  - { email: b@example.com, stage: Final }",
    );
    insta::assert_snapshot!(say(&format!("{project}---\n{roster}")), @"
    error[unknown-reference]: the project has no job post `Senior Enginer`
      --> a.yaml:14:12
       |
    13 |   project: p
    14 |   jobPost: Senior Enginer
       |            ^^^^^^^^^^^^^^
    15 |   sendInvite: true
       |
      ::: a.yaml:7:13
       |
     6 |   stages: [Applied, Final]
     7 |   jobPosts: [Senior Engineer]
       |             ----------------- declared here
     8 | ---
       |
       = help: did you mean `Senior Engineer`?

    error[unknown-reference]: the project has no stage `Screening`
      --> a.yaml:17:38
       |
    16 |   candidates:
    17 |     - { email: *************, stage: Screening }
       |                                      ^^^^^^^^^
    18 |     - { email: *************, stage: Final }
       |
      ::: a.yaml:6:11
       |
     5 |   title: P
     6 |   stages: [Applied, Final]
       |           ---------------- declared here
     7 |   jobPosts: [Senior Engineer]
       |
       = help: available: Applied, Final
    ");
}

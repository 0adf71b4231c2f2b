//! Rosters whose target or people are wrong.

use super::broken_systems::{document, task};
use super::world::say;

#[test]
fn a_roster_names_one_thing_and_its_people() {
    insta::assert_snapshot!(say(&document("taptalent", "Roster", "a", "flow: screen\nassessment: voice")), @"
    error[missing-field]: `spec` has no `candidates`
     --> a.yaml:4:1
      |
    3 | metadata: { name: a }
    4 | spec:
      | ^^^^
    5 |   flow: screen
      |
      = help: add `candidates:` with one `- { email: … }` per person, or `from: cohort.csv`

    error[conflicting-fields]: `flow` and `assessment` both say what people are invited to
     --> a.yaml:6:3
      |
    4 | spec:
    5 |   flow: screen
      |   ---- the other one
    6 |   assessment: voice
      |   ^^^^^^^^^^
      |
      = help: split it into two rosters
    ");
    insta::assert_snapshot!(say(&document("taptalent", "Roster", "a", "candidates: []")), @"
    error[missing-field]: `spec` has no `flow`
     --> a.yaml:4:1
      |
    3 | metadata: { name: a }
    4 | spec:
      | ^^^^
    5 |   candidates: []
      |
      = help: add `flow: …` to assign people to a flow, or `assessment: …` to invite them to one
    ");
    insta::assert_snapshot!(say(&document("promptster", "Roster", "a", "candidates: [{ email: a@example.com, revoked: yes }]")), @"
    error[missing-field]: `spec` has no `assessment`
     --> a.yaml:4:1
      |
    3 | metadata: { name: a }
    4 | spec:
      | ^^^^
    5 |   candidates: [{ email: *************, revoked: yes }]
      |
      = help: add `assessment: …` with the name of a promptster/v1 Assessment manifest

    error[wrong-type]: `revoked` must be `true` or `false`, not `yes`
     --> a.yaml:5:49
      |
    4 | spec:
    5 |   candidates: [{ email: *************, revoked: yes }]
      |                                                 ^^^
      |
      = help: write `true`
    ");
}

#[test]
fn a_flowmingo_roster_says_whether_it_mails_and_to_what() {
    insta::assert_snapshot!(say(&document("flowmingo", "Roster", "a", "jobPost: Senior\ninvitationMessage: Hi\ncandidates:\n  - { email: a@example.com, stage: Final }")), @"
    error[missing-field]: `spec` has no `interviewSet`
     --> a.yaml:4:1
      |
    3 | metadata: { name: a }
    4 | spec:
      | ^^^^
    5 |   jobPost: Senior
      |
      = help: add `interviewSet: …`, `project: …` or both: names of manifests of these kinds

    error[missing-field]: `spec` has no `sendInvite`
     --> a.yaml:4:1
      |
    3 | metadata: { name: a }
    4 | spec:
      | ^^^^
    5 |   jobPost: Senior
      |
      = help: add `sendInvite: …`: true mails each person, false only enters them. Has no default: a
              mail cannot be unsent, and an invite that was never mailed is easily overlooked.

    error[missing-field]: `jobPost` needs `project`
     --> a.yaml:5:3
      |
    4 | spec:
    5 |   jobPost: Senior
      |   ^^^^^^^
    6 |   invitationMessage: Hi
      |
      = help: add `project: …` to `spec`, since job posts belong to a project; or remove `jobPost`

    error[out-of-bounds]: `invitationMessage` has 2 characters; it must have from 10 to 5000 characters
     --> a.yaml:6:22
      |
    5 |   jobPost: Senior
    6 |   invitationMessage: Hi
      |                      ^^
    7 |   candidates:
      |
      = help: lengthen it by 8 characters
    ");
}

#[test]
fn people_of_flowmingo_are_checked() {
    insta::assert_snapshot!(say(&document("flowmingo", "Roster", "a", "project: p\nsendInvite: true\ncandidates:\n  - { email: a@example.com, stage: Final, rejected: true }\n  - { email: b@example.com, cvLink: 'http://a.example/cv' }")), @"
    error[unknown-reference]: there is no flowmingo manifest of kind Project named `p`
     --> a.yaml:5:12
      |
    4 | spec:
    5 |   project: p
      |            ^
    6 |   sendInvite: true
      |
      = help: there are no flowmingo Project manifests

    error[conflicting-fields]: `rejected: true` and `stage` exclude each other
     --> a.yaml:8:45
      |
    7 |   candidates:
    8 |     - { email: *************, stage: Final, rejected: true }
      |                               -----         ^^^^^^^^
      |                               |
      |                               stage given here
    9 |     - { email: *************, cvLink: ********************* }
      |
      = help: keep `rejected: true` or `stage`, not both

    error[out-of-bounds]: `cvLink` is not an https address
     --> a.yaml:9:39
      |
    8 |     - { email: *************, stage: Final, rejected: true }
    9 |     - { email: *************, cvLink: ********************* }
      |                                       ^^^^^^^^^^^^^^^^^^^^^
      |
      = help: write an https URL, public or signed, from which Flowmingo can fetch the file
    ");
}

#[test]
fn one_ats_id_means_one_person() {
    let project = document("flowmingo", "Project", "p", "id: 7");
    let roster = document(
        "flowmingo",
        "Roster",
        "a",
        "project: p\nsendInvite: true\ncandidates:\n  - { email: a@example.com, atsCandidateId: 1 }\n  - { email: b@example.com, atsCandidateId: '1' }",
    );
    insta::assert_snapshot!(say(&format!("{project}---\n{roster}")), @"
    error[duplicate-person]: two people of this roster have the `atsCandidateId` `1`
      --> a.yaml:15:47
       |
    13 |   candidates:
    14 |     - { email: *************, atsCandidateId: 1 }
       |                                               - the first
    15 |     - { email: *************, atsCandidateId: '1' }
       |                                               ^^^
       |
       = help: give each person their own id, or omit it
    ");
}

#[test]
fn two_rosters_must_not_want_different_things_of_one_person() {
    let project = document("flowmingo", "Project", "p", "title: P");
    let sets = ["s", "t"].map(|name| document("flowmingo", "InterviewSet", name, "title: S"));
    let roster = |name: &str, set: &str, more: &str| {
        document(
            "flowmingo",
            "Roster",
            name,
            &format!(
                "project: p\ninterviewSet: {set}\nsendInvite: false\ncandidates: [{{ email: a@example.com, {more} }}]"
            ),
        )
    };
    let text =
        |a: String, b: String| format!("{project}---\n{}---\n{}---\n{a}---\n{b}", sets[0], sets[1]);
    insta::assert_snapshot!(say(&text(roster("a", "s", "stage: A"), roster("b", "t", "rejected: true"))), @"
    error[duplicate-person]: a…@e….com is rejected here, but in the stage `A` in the roster `a` of the same project `p`
      --> a.yaml:35:25
       |
    34 |   sendInvite: false
    35 |   candidates: [{ email: *************, rejected: true }]
       |                         ^^^^^^^^^^^^^
       |
      ::: a.yaml:26:25
       |
    25 |   sendInvite: false
    26 |   candidates: [{ email: *************, stage: A }]
       |                         ------------- the other one
    27 | ---
       |
       = help: keep only one of the two
    ");
    insta::assert_snapshot!(say(&text(roster("a", "s", "stage: A"), roster("b", "s", "stage: A"))), @"
    error[duplicate-person]: a…@e….com is also in the roster `a` of the same InterviewSet `s`
      --> a.yaml:35:25
       |
    34 |   sendInvite: false
    35 |   candidates: [{ email: *************, stage: A }]
       |                         ^^^^^^^^^^^^^
       |
      ::: a.yaml:26:25
       |
    25 |   sendInvite: false
    26 |   candidates: [{ email: *************, stage: A }]
       |                         ------------- the other one
    27 | ---
       |
       = help: remove the person from one of the two
    ");
    assert_eq!(
        say(&text(
            roster("a", "s", "stage: A"),
            roster("b", "t", "stage: A")
        )),
        ""
    );
    let keys = |name: &str, more: &str| {
        document(
            "promptster",
            "Roster",
            name,
            &format!("assessment: task\ncandidates: [{{ email: a@example.com{more} }}]"),
        )
    };
    let task = task("taskBrief: B");
    insta::assert_snapshot!(say(&format!("{task}---\n{}---\n{}", keys("a", ""), keys("b", ", revoked: true"))), @"
    error[duplicate-person]: a…@e….com is revoked in one roster of `task`, but not in the other, `a`
      --> a.yaml:21:25
       |
    20 |   assessment: task
    21 |   candidates: [{ email: *************, revoked: true }]
       |                         ^^^^^^^^^^^^^
       |
      ::: a.yaml:14:25
       |
    13 |   assessment: task
    14 |   candidates: [{ email: ************* }]
       |                         ------------- the other one
    15 | ---
       |
       = help: remove the person from one of the two
    ");
}

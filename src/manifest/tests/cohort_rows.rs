//! Files with people whose header or rows are wrong: where, and without the address.

use super::cohorts::{FLOW, ROSTER, say, say_of, world};
use super::world::World;
use crate::diagnostic::Code;

#[test]
fn a_wrong_header_is_named_with_the_right_one() {
    insta::assert_snapshot!(say_of("mail,firstname,lastName,lastName\na@example.com,A,B,C\n"), @"
    error[unknown-field]: unknown column `mail`
     --> cohort.csv:1:1
      |
    1 | mail,firstname,lastName,lastName
      | ^^^^
    2 | *************,*,*,*
      |
      = help: did you mean `email`? Available: email, firstName, lastName, jobCandidateId

    error[duplicate-key]: duplicate column `lastName`
     --> cohort.csv:1:25
      |
    1 | mail,firstname,lastName,lastName
      |                -------- ^^^^^^^^
      |                |
      |                the first
    2 | *************,*,*,*
      |
      = help: remove one of the two
    ");
    insta::assert_snapshot!(say_of("email|firstName\na@example.com|A\n"), @"
    error[unknown-field]: unknown column `email|firstName`
     --> cohort.csv:1:1
      |
    1 | email|firstName
      | ^^^^^^^^^^^^^^^
    2 | ***************
      |
      = help: separate the columns with commas, semicolons or tabs; available: email, firstName,
              lastName, jobCandidateId
    ");
    insta::assert_snapshot!(say_of("a@example.com,A,B\nb@example.com,B,C\n"), @"
    error[unknown-field]: the first line is not a header
     --> cohort.csv:1:1
      |
    1 | *************,*,*
      | ^^^^^^^^^^^^^
    2 | *************,*,*
      |
      = help: add a header line before it; available columns: email, firstName, lastName,
              jobCandidateId
    ");
    insta::assert_snapshot!(say_of("firstName\nalex example\n"), @"
    error[missing-field]: cohort.csv has no column `email`
     --> cohort.csv:1:1
      |
    1 | firstName
      | ^^^^^^^^^
    2 | ************
      |
      = help: its first line must name the columns; available: email, firstName, lastName,
              jobCandidateId
    ");
    insta::assert_snapshot!(say_of("\n \n"), @"
    error[missing-field]: cohort.csv is empty
     --> cohort.csv:1:1
      |
    1 |
      | ^
    2 |  
      |
      = help: its first line must name the columns; available: email, firstName, lastName,
              jobCandidateId
    ");
}

#[test]
fn a_wrong_row_is_shown_with_its_line_and_column_and_without_the_address() {
    insta::assert_snapshot!(say_of("firstName,email,lastName\nA,a@example.com,B\nAlex,alex.example.com,Doe\nC,,D\n"), @"
    error[invalid-email]: `email` is not a valid e-mail address
     --> cohort.csv:3:6
      |
    2 | *,*************,*
    3 | ****,****************,***
      |      ^^^^^^^^^^^^^^^^
    4 | *,,*
      |
      = help: write only the address, with `@`, without a display name or spaces

    error[missing-field]: `email` is missing
     --> cohort.csv:4:1
      |
    3 | ****,****************,***
    4 | *,,*
      | ^^^^
      |
      = help: add `email: …`: people are identified by it
    ");
    insta::assert_snapshot!(say_of("email,firstName,lastName\na@example.com,A\nb@example.com,B,C,D\n"), @"
    error[invalid-row]: this row has 2 cells; the header has 3
     --> cohort.csv:2:1
      |
    1 | email,firstName,lastName
    2 | *************,*
      | ^^^^^^^^^^^^^^^
    3 | *************,*,*,*
      |
      = help: an empty cell still needs its comma; a cell with a comma in it needs quotes

    error[invalid-row]: this row has 4 cells; the header has 3
     --> cohort.csv:3:19
      |
    2 | *************,*
    3 | *************,*,*,*
      |                   ^
      |
      = help: an empty cell still needs its comma; a cell with a comma in it needs quotes
    ");
    insta::assert_snapshot!(say_of("email,firstName,lastName\na@example.com,\"A,B\nb@example.com,B,C\n"), @"
    error[invalid-row]: this cell starts with a quote that is not closed on this line
     --> cohort.csv:2:15
      |
    1 | email,firstName,lastName
    2 | *************,****
      |               ^^^^
    3 | *************,*,*
      |
      = help: quote the whole cell, on one line, and double any quotes inside it
    ");
}

#[test]
fn an_assessment_needs_names_or_a_number() {
    let roster = ROSTER.replace("flow: screen", "assessment: voice").replace(
        "from:",
        "candidates: [{ email: a@example.com, lastName: A }]\n  from:",
    );
    let cohort = "email,firstName,lastName,jobCandidateId\nb@example.com,B,C,\nc@example.com,,,12\nd@example.com,D,,\ne@example.com,,,x12\n";
    let world = world(&roster, cohort).file("voice.yaml", super::world::assessment("voice", ""));
    insta::assert_snapshot!(say(&world), @"
    error[missing-field]: `lastName` is missing
     --> cohort.csv:4:1
      |
    3 | *************,,,12
    4 | *************,*,,
      | ^^^^^^^^^^^^^^^^^
    5 | *************,,,x12
      |
      = help: an invite to an assessment needs both names, or a `jobCandidateId`

    error[out-of-bounds]: `jobCandidateId` is not a number
     --> cohort.csv:5:17
      |
    4 | *************,*,,
    5 | *************,,,x12
      |                 ^^^
      |
      = help: an invite to an assessment takes digits only

    error[missing-field]: `spec.candidates[0]` has no `firstName`
     --> roster.yaml:6:16
      |
    5 |   assessment: voice
    6 |   candidates: [{ email: *************, lastName: * }]
      |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    7 |   from: cohort.csv
      |
      = help: an invite to an assessment needs both names, or a `jobCandidateId`
    ");
}

#[test]
fn a_row_that_names_no_stage_of_the_project_is_shown_with_its_cell() {
    let manifests = "\
apiVersion: flowmingo/v1
kind: Project
metadata: { name: backend }
spec: { title: Backend, stages: [Applied, Screening] }
---
apiVersion: flowmingo/v1
kind: Roster
metadata: { name: april }
spec: { project: backend, sendInvite: false, from: cohort.csv }
";
    let cohort = "stage,email,rejected,cvLink\nScreening,a@example.com,FALSE,\nScrening,b@example.com,,\n,c@example.com,yes,http://a.example\nApplied,d@example.com,true,\n";
    let world = World::new()
        .file("a.yaml", manifests)
        .file("cohort.csv", cohort);
    insta::assert_snapshot!(say(&world), @"
    error[unknown-reference]: the project has no stage `Screning`
     --> cohort.csv:3:1
      |
    2 | Screening,*************,FALSE,
    3 | Screning,*************,,
      | ^^^^^^^^
    4 | ,*************,yes,****************
      |
     ::: a.yaml:4:33
      |
    3 | metadata: { name: backend }
    4 | spec: { title: Backend, stages: [Applied, Screening] }
      |                                 -------------------- declared here
    5 | ---
      |
      = help: did you mean `Screening`?

    error[wrong-type]: `rejected` must be `true` or `false`
     --> cohort.csv:4:16
      |
    3 | Screning,*************,,
    4 | ,*************,yes,****************
      |                ^^^
    5 | Applied,*************,true,
      |
      = help: an empty cell means `false`

    error[out-of-bounds]: `cvLink` is not an https address
     --> cohort.csv:4:20
      |
    3 | Screning,*************,,
    4 | ,*************,yes,****************
      |                    ^^^^^^^^^^^^^^^^
    5 | Applied,*************,true,
      |
      = help: write an https URL, public or signed, from which Flowmingo can fetch the file

    error[conflicting-fields]: `rejected: true` and `stage` exclude each other
     --> cohort.csv:5:23
      |
    4 | ,*************,yes,****************
    5 | Applied,*************,true,
      | -------               ^^^^
      | |
      | stage given here
      |
      = help: keep `rejected: true` or `stage`, not both
    ");
}

#[test]
fn only_the_first_of_many_problems_are_told() {
    let mut cohort = "email\n".to_owned();
    for _ in 0..1000 {
        cohort.push_str("nobody\n");
    }
    let loaded = world(ROSTER, cohort).load();
    assert_eq!(loaded.problems.len(), 51);
    let words = |code| {
        loaded
            .problems
            .iter()
            .filter(move |problem| problem.code == code)
    };
    assert_eq!(words(Code::InvalidEmail).count(), 50);
    let rest: Vec<_> = words(Code::InvalidRow)
        .map(|problem| &problem.message)
        .collect();
    assert_eq!(rest, ["950 more problems in cohort.csv are not shown"]);
}

#[test]
fn an_invisible_character_in_an_address_is_named() {
    let said = world(ROSTER, "email\nalex@example.com\u{200b}\n").say();
    assert!(
        said.contains("`email` contains an invisible character: U+200B"),
        "{said}"
    );
    assert!(said.contains("remove U+200B"), "{said}");
    assert!(!said.contains("alex"), "{said}");
}

#[test]
fn manifests_of_people_are_shown_without_their_addresses() {
    let roster = |lines: &str| ROSTER.replace("from: cohort.csv", lines);
    let of = |lines: &str| {
        say(&World::new()
            .file("flow.yaml", FLOW)
            .file("a.yaml", roster(lines)))
    };
    insta::assert_snapshot!(of("candidates:\n    - { email: a@example.com, firstname: A }\n    - { email: alex example, lastName: B }\n    - { emial: c@example.com }"), @"
    error[unknown-field]: an item of `candidates` has no field `firstname`
     --> a.yaml:7:31
      |
    6 |   candidates:
    7 |     - { email: *************, firstname: * }
      |                               ^^^^^^^^^
    8 |     - { email: ************, lastName: * }
      |
      = help: did you mean `firstName`?

    error[invalid-email]: `email` is not a valid e-mail address
     --> a.yaml:8:16
      |
    7 |     - { email: *************, firstname: * }
    8 |     - { email: ************, lastName: * }
      |                ^^^^^^^^^^^^
    9 |     - { emial: ************* }
      |
      = help: write only the address, with `@`, without a display name or spaces

    error[missing-field]: `spec.candidates[2]` has no `email`
     --> a.yaml:9:7
      |
    8 |     - { email: ************, lastName: * }
    9 |     - { emial: ************* }
      |       ^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: add `email: …`: people are identified by it

    error[unknown-field]: an item of `candidates` has no field `emial`
     --> a.yaml:9:9
      |
    8 |     - { email: ************, lastName: * }
    9 |     - { emial: ************* }
      |         ^^^^^
      |
      = help: did you mean `email`?
    ");
    insta::assert_snapshot!(of("candidates: [a@example.com]\n  a@example.com: 1"), @"
    error[wrong-type]: an item of `candidates` must be a mapping, not `a…@e….com`
     --> a.yaml:6:16
      |
    5 |   flow: screen
    6 |   candidates: [*************]
      |                ^^^^^^^^^^^^^
    7 |   *************: 1
      |
      = help: write one `key: value` per line below it, indented

    error[unknown-field]: `spec` has no field `a…@e….com`
     --> a.yaml:7:3
      |
    6 |   candidates: [*************]
    7 |   *************: 1
      |   ^^^^^^^^^^^^^
      |
      = help: fields: flow, assessment, candidates, from
    ");
    insta::assert_snapshot!(of("candidates: [{ email: a@example.com }"), @"
    error[yaml-syntax]: this `[` is never closed
     --> a.yaml:6:15
      |
    5 |   flow: screen
    6 |   candidates: [{ email: ************* }
      |               ^
      |
      = help: close it with `]`
    ");
}

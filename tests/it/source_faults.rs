//! Rosters whose people a program should have printed, and did not: what is said, where, and of nobody.

use std::fs;

use super::sources::{MANIFESTS, PEOPLE, ROSTER, at_a_source};

#[test]
fn a_name_that_vetform_yaml_does_not_have_is_told_with_the_one_that_was_meant() {
    let person = at_a_source(PEOPLE);
    person.write(
        "all.yaml",
        &format!(
            "{MANIFESTS}{}",
            ROSTER.replace("source: ats", "source: atz")
        ),
    );
    insta::assert_snapshot!(person.runs("validate"), @"
    exit 3
    ── stdout
    error[unknown-reference]: vetform.yaml has no source named `atz`
      --> all.yaml:18:39
       |
    17 | metadata: { name: spring }
    18 | spec: { flow: screen, from: { source: atz, arguments: [spring] } }
       |                                       ^^^
       |
       = help: did you mean `ats`?

    1 error in 1 file
    ");
    person.configure(&person.system().taptalent_url(), "");
    insta::assert_snapshot!(person.runs("validate"), @"
    exit 3
    ── stdout
    error[unknown-reference]: vetform.yaml has no source named `atz`
      --> all.yaml:18:39
       |
    17 | metadata: { name: spring }
    18 | spec: { flow: screen, from: { source: atz, arguments: [spring] } }
       |                                       ^^^
       |
       = help: add `sources: { atz: { command: [PROGRAM] } }` to vetform.yaml; a manifest cannot name
               a program itself

    1 error in 1 file
    ");
    // A manifest names no program itself.
    let command = ROSTER.replace(
        "source: ats, arguments: [spring]",
        "command: [touch, ../stolen]",
    );
    person.write("all.yaml", &format!("{MANIFESTS}{command}"));
    insta::assert_snapshot!(person.runs("plan"), @"
    exit 3
    ── stderr
    error[unknown-field]: `from` has no field `command`
      --> all.yaml:18:31
       |
    17 | metadata: { name: spring }
    18 | spec: { flow: screen, from: { command: [touch, ../stolen] } }
       |                               ^^^^^^^
       |
       = help: fields: file, source, arguments

    1 error in 1 file
    ");
    assert!(!person.neighbour("stolen").exists());
}

#[test]
fn a_program_that_fails_ends_the_run_with_its_words_and_without_anybody_in_them() {
    let script =
        "echo 'cannot reach the ATS for alex@example.com (sk_live_0123456789abcdef)' >&2\nexit 3\n";
    let person = at_a_source(script);
    insta::assert_snapshot!(person.runs("plan"), @"
    exit 3
    ── stderr
    ats: cannot reach the ATS for a…x@e….com (sk_live_…)
    error[source-failed]: the source `ats` failed (exit status: 3)
      --> all.yaml:18:29
       |
    17 | metadata: { name: spring }
    18 | spec: { flow: screen, from: { source: ats, arguments: [spring] } }
       |                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: run its command by hand to see what is wrong; nothing was sent

    1 error in 1 file
    ");
    insta::assert_snapshot!(person.runs("plan --format github"), @"
    exit 3
    ── stdout
    ::error title=vetform plan source-failed::source-failed: the source `ats` failed (exit status: 3)%0Ahelp: run its command by hand to see what is wrong; nothing was sent
    ── stderr
    ats: cannot reach the ATS for a…x@e….com (sk_live_…)
    error[source-failed]: the source `ats` failed (exit status: 3)
      --> all.yaml:18:29
       |
    17 | metadata: { name: spring }
    18 | spec: { flow: screen, from: { source: ats, arguments: [spring] } }
       |                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: run its command by hand to see what is wrong; nothing was sent

    1 error in 1 file
    ");
    let failed = person.runs("-q apply --auto-approve").exits(3);
    failed.tells("ats: cannot reach the ATS for a…x@e….com");
    assert_eq!(person.writes(), Vec::<String>::new());

    person.write("scripts/cohort.sh", "#!/bin/sh\nkill -9 $$\n");
    person.runs("plan").exits(3).tells("signal: 9");
    person.write("scripts/cohort.sh", "#!/bin/sh\n");
    insta::assert_snapshot!(person.runs("plan"), @"
    exit 3
    ── stderr
    error[missing-field]: output of source ats (spring) is empty
     --> output of source ats (spring):1:1
      |
    1 |
      | ^
      |
      = help: its first line must name the columns; available: email, firstName, lastName,
              jobCandidateId

    1 error in 1 file
    ");
    fs::remove_file(person.path("scripts/cohort.sh")).unwrap();
    person
        .runs("plan")
        .exits(3)
        .tells("cannot run the source `ats` (./scripts/cohort.sh): No such file");
}

#[test]
fn what_is_wrong_in_a_row_is_told_with_its_line_in_the_output_and_nobodys_name() {
    let script = "echo 'read Alex from alex@example.com' >&2\nprintf 'email,firstName\\nalex@example.com,Alex\\nsam(at)example.com,Sam\\n'\n";
    let person = at_a_source(script);
    let said = person.runs("plan").exits(3);
    insta::assert_snapshot!(said, @"
    exit 3
    ── stderr
    ats: read A… from a…x@e….com
    error[invalid-email]: `email` is not a valid e-mail address
     --> output of source ats (spring):3:1
      |
    2 | ****************,****
    3 | ******************,***
      | ^^^^^^^^^^^^^^^^^^
      |
      = help: write only the address, with `@`, without a display name or spaces

    1 error in 1 file
    ");
    person.write(
        "scripts/cohort.sh",
        "#!/bin/sh\nprintf 'email,firstName\\nalex@example.com,Zo\\351\\n'\n",
    );
    insta::assert_snapshot!(person.runs("plan"), @"
    exit 3
    ── stderr
    error[unreadable]: output of source ats (spring) is not UTF-8 text (from byte 35 on)
      --> output of source ats (spring):2:20
       |
     1 | email,firstName
     2 | ****************,*****
       |                    ^^^
       |
      ::: all.yaml:18:29
       |
    17 | metadata: { name: spring }
    18 | spec: { flow: screen, from: { source: ats, arguments: [spring] } }
       |                             ------------------------------------ named here
       |
       = help: let the program print UTF-8

    1 error in 1 file
    ");
}

#[test]
fn a_doctor_tells_of_a_program_that_is_not_there_and_runs_none() {
    let person = at_a_source(&format!("touch ../ran\n{PEOPLE}"));
    person
        .runs("doctor")
        .exits(0)
        .shows("source ats     ./scripts/cohort.sh is there; it was not run");
    fs::rename(
        person.path("scripts/cohort.sh"),
        person.path("scripts/list.sh"),
    )
    .unwrap();
    person
        .runs("doctor")
        .exits(3)
        .shows("./scripts/cohort.sh does not exist");
    let config = person.read("vetform.yaml");
    person.write(
        "vetform.yaml",
        &config.replace("./scripts/cohort.sh", "no-such-program"),
    );
    person
        .runs("doctor")
        .exits(3)
        .shows("no-such-program is not in any folder of PATH");
    assert!(!person.neighbour("ran").exists());
}

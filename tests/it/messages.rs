//! What the program says to somebody who has made a mistake, and what it never says.

use invigil::sandbox::{API_KEY, AssessmentChange, Fault, FaultRule, Match};

use super::binary::{SCREEN, applied, planned};
use super::person::Person;

#[test]
fn an_unknown_option_or_command_is_answered_with_the_nearest() {
    let person = planned();
    insta::assert_snapshot!(person.runs("plan --detailed-exit-code"), @"
    exit 3
    ── stderr
    error: unexpected argument '--detailed-exit-code' found

      tip: a similar argument exists: '--detailed-exitcode'

    Usage: invigil plan --detailed-exitcode

    For more information, try '--help'.
    ");
    insta::assert_snapshot!(person.runs("aply"), @"
    exit 3
    ── stderr
    error: unrecognized subcommand 'aply'

      tip: a similar subcommand exists: 'apply'

    Usage: invigil [OPTIONS] <COMMAND>

    For more information, try '--help'.
    ");
    insta::assert_snapshot!(person.runs("plan --target nonsense"), @"
    exit 3
    ── stderr
    error: invalid value 'nonsense' for '--target <ADDRESS>': `nonsense` is no address: write it as system/Kind/name, for example taptalent/Flow/screen

    For more information, try '--help'.
    ");
    insta::assert_snapshot!(person.runs("apply saved.plan --target taptalent/Flow/screen"), @"
    exit 3
    ── stderr
    error: the argument '[PLANFILE]' cannot be used with '--target <ADDRESS>'

    Usage: invigil apply <PLANFILE>

    For more information, try '--help'.
    ");
}

#[test]
fn an_unknown_name_is_answered_with_the_nearest() {
    let person = planned();
    insta::assert_snapshot!(person.runs("plan --target taptalent/Flow/scren"), @"
    exit 3
    ── stderr
    error: no manifest has the address taptalent/Flow/scren
    help: did you mean taptalent/Flow/screen?
    ");
    insta::assert_snapshot!(person.runs("apply --auto-approve --target taptalent/Flow/other"), @"
    exit 3
    ── stderr
    error: no manifest has the address taptalent/Flow/other
    help: did you mean taptalent/Flow/screen?
    ");
    insta::assert_snapshot!(person.runs("plan -w lap"), @"
    exit 3
    ── stderr
    error[invalid-config]: there is no workspace `lap` in invigil.yaml
     --> invigil.yaml:3:1
      |
    2 | kind: Config
    3 | workspaces:
      | ^^^^^^^^^^
    4 |   lab:
      |
      = help: did you mean `lab`?

    1 error in 1 file
    ");
    insta::assert_snapshot!(person.with_env("INVIGIL_WORKSPACE", "lap").runs("plan"), @"
    exit 3
    ── stderr
    error[invalid-config]: there is no workspace `lap` in invigil.yaml
     --> invigil.yaml:3:1
      |
    2 | kind: Config
    3 | workspaces:
      | ^^^^^^^^^^
    4 |   lab:
      |
      = help: did you mean `lab`?

    1 error in 1 file
    ");
}

#[test]
fn a_folder_without_a_project_is_told_apart_from_a_folder_that_is_not_there() {
    let person = Person::new();
    insta::assert_snapshot!(person.runs("plan"), @"
    exit 3
    ── stderr
    error: there is no invigil.yaml in [project] or any folder above it; `invigil init` makes one
    ");
    insta::assert_snapshot!(person.runs("plan -C elsewhere"), @"
    exit 3
    ── stderr
    error: there is no invigil.yaml in [project]/elsewhere; `invigil init [project]/elsewhere` makes one
    ");
}

#[test]
fn a_workspace_without_the_system_of_a_manifest_is_told_with_both_names() {
    let person = planned();
    person.write(
        "invigil.yaml",
        "apiVersion: invigil/v1\nkind: Config\nworkspaces:\n  lab:\n    promptster:\n      apiKey: { env: LAB_KEY }\n",
    );
    insta::assert_snapshot!(person.runs("plan"), @"
    exit 3
    ── stderr
    error[system-not-configured]: taptalent/Assessment/backend needs taptalent, which the workspace `lab` does not have (1 other manifest needs it too)
     --> all.yaml:1:13
      |
    1 | apiVersion: taptalent/v1
      |             ^^^^^^^^^^^^
    2 | kind: Assessment
      |
      = help: add `taptalent:` to the workspace in invigil.yaml, or choose another workspace with
              `-w`

    1 error in 1 file
    ");
}

#[test]
fn a_state_that_cannot_be_read_is_1_and_nothing_is_sent() {
    let person = applied();
    let state = person.read("invigil.state/lab.json");
    person.write("invigil.state/lab.json", "<<<<<<< ours\n");
    insta::assert_snapshot!(person.runs("apply --auto-approve"), @"
    exit 1
    ── stderr
    error: [project]/invigil.state/lab.json is no readable state: expected value at line 1 column 1
    help: nothing was sent; take the last good version from version control, or move the file away: invigil then finds live objects by their names again
    ");
    person.write(
        "invigil.state/lab.json",
        &state.replace("\"formatVersion\": 1", "\"formatVersion\": 2"),
    );
    insta::assert_snapshot!(person.runs("apply --auto-approve"), @"
    exit 1
    ── stderr
    error: [project]/invigil.state/lab.json has format version 2; this program reads up to 1
    help: nothing was sent; use the newer invigil that wrote it
    ");
    person.write(
        "invigil.state/lab.json",
        &state.replace("\"serial\"", "\"cereal\""),
    );
    insta::assert_snapshot!(person.runs("plan"), @"
    exit 1
    ── stderr
    error: [project]/invigil.state/lab.json is no readable state: unknown field `cereal`, expected one of `formatVersion`, `lineage`, `serial`, `fingerprintKey`, `resources`, `pending`
    help: nothing was sent; take the last good version from version control, or move the file away: invigil then finds live objects by their names again
    ");
    insta::assert_snapshot!(person.runs("state list"), @"
    exit 1
    ── stderr
    error: [project]/invigil.state/lab.json is no readable state: unknown field `cereal`, expected one of `formatVersion`, `lineage`, `serial`, `fingerprintKey`, `resources`, `pending`
    help: nothing was sent; take the last good version from version control, or move the file away: invigil then finds live objects by their names again
    ");
    person.write("invigil.state/lab.json", &state);
    person.write("invigil.state/lab.journal", "{}\n{}\n");
    insta::assert_snapshot!(person.runs("plan"), @"
    exit 1
    ── stderr
    error: line 1 of the journal [project]/invigil.state/lab.journal is damaged
    help: nothing was sent; keep a copy and move the journal away: the next plan finds what it created by name
    ");
    assert_eq!(person.calls(), Vec::<String>::new());
}

#[test]
fn a_title_that_two_live_objects_have_is_blocked_with_their_ids() {
    let other = SCREEN
        .split("---")
        .next()
        .unwrap()
        .replace("backend", "other")
        .replace("Backend int", "Other int");
    let person = planned().with_manifests(&format!("{SCREEN}---\n{other}"));
    let _ = person.runs("apply --auto-approve").exits(0);
    let twin = AssessmentChange {
        title: Some("Backend interview".to_owned()),
        ..AssessmentChange::default()
    };
    for index in 0..2 {
        person
            .system()
            .web_app()
            .set_assessment(&id_of(&person, index), &twin)
            .unwrap();
    }
    person.lose_state();
    person.write("all.yaml", SCREEN);
    insta::assert_snapshot!(person.runs("plan"), @"
    exit 4
    ── stdout
    ✗ blocked taptalent/Assessment/backend  all.yaml:3:11
        2 live objects have the title “Backend interview”, and no record says which one is meant:
          [id] (created [millis], submissions: 0)
          [id] (created [millis], submissions: 0) [ambiguous-match]
        help: pin one: put `id: <its id>` under `metadata` of the manifest

    ✗ blocked taptalent/Flow/screen  all.yaml:17:7
        step 1 needs taptalent/Assessment/backend, which is blocked itself [blocked-dependency]
        help: mend taptalent/Assessment/backend first

    ✗ blocked taptalent/Flow/screen  all.yaml:17:7
        step 1 would have to become `backend`; live it is “Backend interview” ([id])
        [immutable-step]
             live                                                    manifest
           1 “Backend interview” ([id]), pass at 60  `backend`, pass at 60  ✗ not possible
        help: steps of a live flow cannot be changed, moved or removed: put the manifest back and append
        at the end; or set `lifecycle.onImmutableChange: newVersion` to make a new flow and set this one
        INACTIVE; or give the manifest a new `metadata.name` and `flowName`

    i note taptalent/Flow/screen
        the live object 1 is taken over by its name [adopted]

    Plan for workspace lab: 2 blocked.
    Nothing can be applied while something is blocked; `--target ADDRESS` narrows to what can go.
    ");
}

#[test]
fn an_id_that_nothing_live_has_is_blocked() {
    let person = applied();
    let pinned = SCREEN.replace("{ name: backend }", "{ name: backend, id: 000 }");
    person.write(
        "all.yaml",
        &pinned.replace("assessment: backend", "assessmentId: test-uuid-2"),
    );
    insta::assert_snapshot!(person.runs("plan"), @"
    exit 4
    ── stdout
    ✗ blocked taptalent/Assessment/backend  all.yaml:3:11
        `metadata.id` is `000`, and no live Assessment has this id [unknown-pin]
        help: look the id up in the web app, or take `id` away to let taptalent/Assessment/backend be
        found by its name or created

    ✗ blocked taptalent/Flow/screen  all.yaml:17:23
        step 1 names the assessment id `test-uuid-2`, and no live assessment has it [unknown-assessment-
        id]
        help: look the id up in the web app, or name a manifest of this project with `assessment:`

    ✗ blocked taptalent/Flow/screen  all.yaml:17:7
        step 1 would have to become `test-uuid-2`; live it is “Backend interview” ([id])
        [immutable-step]
             live                                                    manifest
           1 “Backend interview” ([id]), pass at 60  `test-uuid-2`, pass at 60  ✗ not possible
        help: steps of a live flow cannot be changed, moved or removed: put the manifest back and append
        at the end; or set `lifecycle.onImmutableChange: newVersion` to make a new flow and set this one
        INACTIVE; or give the manifest a new `metadata.name` and `flowName`

    Plan for workspace lab: 2 blocked.
    Nothing can be applied while something is blocked; `--target ADDRESS` narrows to what can go.
    ");
    assert_eq!(person.writes(), Vec::<String>::new());
}

#[test]
fn a_field_that_can_only_be_set_at_creation_is_blocked_with_the_ways_out() {
    let person = applied();
    person.edit("all.yaml", "Backend Engineer\n", "Frontend Engineer\n");
    insta::assert_snapshot!(person.runs("plan"), @r#"
    exit 4
    ── stdout
    ✗ blocked taptalent/Assessment/backend  all.yaml:6:18
        `hiringForRole` can only be set at creation: live is "Backend Engineer", the manifest says
        "Frontend Engineer" [create-only-field]
        help: put the manifest back; or change it in the web app; or give the manifest a new
        `metadata.name` and `title` to create a new assessment, but the steps of flow “Engineering
        screen” would keep pointing at the old one

    Plan for workspace lab: 1 blocked, 1 unchanged.
    Nothing can be applied while something is blocked; `--target ADDRESS` narrows to what can go.
    "#);
}

#[test]
fn what_would_steer_the_terminal_is_shown_escaped() {
    let person = applied();
    let title = "Owned \u{1b}[2J\u{1b}]0;title\u{7} by \u{202e}nobody".to_owned();
    let change = AssessmentChange {
        title: Some(title),
        ..AssessmentChange::default()
    };
    person
        .system()
        .web_app()
        .set_assessment(&id_of(&person, 0), &change)
        .unwrap();
    let plan = person.runs("plan").exits(0);
    assert!(
        !plan
            .stdout
            .chars()
            .any(|c| c == '\u{1b}' || c == '\u{7}' || c == '\u{202e}'),
        "{plan}"
    );
    insta::assert_snapshot!(plan, @r"
    exit 0
    ── stdout
    ~ update taptalent/Assessment/backend ([id])
        ~ title: [-Owned \u{1b}[2J\u{1b}]0;title\u{7} by \u{202e}nobody-]{+Backend interview+}  (changed
        in the web app)
        → PUT /assessment/[id]

    Plan for workspace lab: 1 to update, 1 unchanged.
    1 call: 1 × PUT /assessment/:id.
    ");
    let applied = person
        .runs("apply --auto-approve -vv --color never")
        .exits(0);
    assert!(!applied.to_string().contains('\u{1b}'), "{applied}");
}

#[test]
fn quiet_leaves_results_and_verbose_names_every_call() {
    let person = planned();
    let verbose = person.runs("plan -v --output plan.txt").exits(0);
    let mut calls: Vec<&str> = verbose.stderr.lines().collect();
    calls.sort_unstable();
    insta::assert_snapshot!(calls.join("\n"), @"
    GET /assessment-flows → 200 in [n] ms (try 1)
    GET /assessment?pageNumber=1&perPage=100 → 200 in [n] ms (try 1)
    ");
    let quiet = person.runs("apply --auto-approve -q").exits(0);
    assert_eq!(quiet.stderr, "");
    insta::assert_snapshot!(person.runs("plan -q"), @"
    exit 0
    ── stdout
    Nothing to do in workspace lab: 2 resources are as declared.
    ");
    person.play(&[FaultRule {
        when: Match {
            nth: Some(1),
            ..Match::default()
        },
        fault: Fault::Status {
            code: 500,
            retry_after: None,
        },
    }]);
    let tried = person.runs("plan -vv").exits(0);
    assert!(
        tried.stderr.contains("try 1 failed; trying again in"),
        "{tried}"
    );
}

#[test]
fn colour_is_for_terminals_and_for_those_who_insist() {
    let person = planned();
    let plain = person.runs("plan").exits(0).stdout;
    assert!(!plain.contains('\u{1b}'));
    let colourful = person.runs("plan --color always").exits(0).stdout;
    assert!(colourful.contains("\u{1b}[32m+ create"), "{colourful}");
    assert_eq!(person.runs("plan --color never").exits(0).stdout, plain);
    let person = person.with_env("NO_COLOR", "1");
    assert_eq!(person.runs("plan").exits(0).stdout, plain);
    // What is asked for on the command line counts more than what the environment prefers.
    assert_eq!(
        person.runs("plan --color always").exits(0).stdout,
        colourful
    );
    let error = person
        .runs("plan --color always --target taptalent/Flow/scren")
        .exits(3);
    assert!(error.stderr.starts_with("\u{1b}[31merror:"), "{error}");
}

#[test]
fn the_key_appears_in_no_output_and_in_no_file() {
    let person = planned();
    for line in [
        "plan -vv --out saved.plan --format json --output plan.json",
        "apply -vv --auto-approve --report report.json",
        "plan -vv",
        "state show taptalent/Flow/screen",
    ] {
        let outcome = person.runs(line).exits(0);
        assert!(!outcome.to_string().contains(API_KEY), "{line}: {outcome}");
    }
    assert!(person.files().len() > 6);
    for (path, (text, _)) in person.files() {
        let text = String::from_utf8_lossy(&text).into_owned();
        assert!(!text.contains(API_KEY), "{path}");
    }
}

#[test]
fn a_reader_who_has_seen_enough_is_no_failure() {
    let person = Person::with_example("acme").at_a_system();
    let mut run = person.starts("plan");
    // Closing the pipe before the plan is written is what `head` does after its first line.
    drop(run.stdout.take());
    let outcome = run.wait_with_output().unwrap();
    assert_eq!(
        (outcome.status.code(), outcome.stderr.as_slice()),
        (Some(0), &[][..])
    );
}

fn id_of(person: &Person, index: usize) -> String {
    person.live()["assessments"][index]["assessmentId"]
        .as_str()
        .unwrap()
        .to_owned()
}

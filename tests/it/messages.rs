//! What the program says to somebody who has made a mistake.

use super::binary::{applied, planned};
use super::person::Person;

#[test]
fn an_unknown_option_or_command_is_answered_with_the_nearest() {
    let person = planned();
    insta::assert_snapshot!(person.runs("plan --detailed-exit-code"), @"
    exit 3
    ── stderr
    error: unexpected argument '--detailed-exit-code' found

      tip: a similar argument exists: '--detailed-exitcode'

    Usage: vetform plan --detailed-exitcode

    For more information, try '--help'.
    ");
    insta::assert_snapshot!(person.runs("aply"), @"
    exit 3
    ── stderr
    error: unrecognized subcommand 'aply'

      tip: a similar subcommand exists: 'apply'

    Usage: vetform [OPTIONS] <COMMAND>

    For more information, try '--help'.
    ");
    insta::assert_snapshot!(person.runs("plan --target nonsense"), @"
    exit 3
    ── stderr
    error: no manifest is named `nonsense`
    ");
    insta::assert_snapshot!(person.runs("apply saved.plan --target taptalent/Flow/screen"), @"
    exit 3
    ── stderr
    error: the argument '[PLANFILE]' cannot be used with '--target <ADDRESS|GLOB|NAME>'

    Usage: vetform apply <PLANFILE>

    For more information, try '--help'.
    ");
}

#[test]
fn an_unknown_name_is_answered_with_the_nearest() {
    let person = planned();
    for (line, flow) in [
        ("plan --target taptalent/Flow/scren", "scren"),
        (
            "apply --auto-approve --target taptalent/Flow/other",
            "other",
        ),
        ("results taptalent/Flow/scren", "scren"),
    ] {
        let told = person.runs(line).exits(3);
        let words = format!(
            "error: no manifest has the address taptalent/Flow/{flow}\nhelp: did you mean taptalent/Flow/screen?\n"
        );
        assert_eq!((told.stdout, told.stderr), (String::new(), words), "{line}");
    }
    insta::assert_snapshot!(person.runs("plan -w lap"), @"
    exit 3
    ── stderr
    error[invalid-config]: there is no workspace `lap` in vetform.yaml
     --> vetform.yaml:3:1
      |
    2 | kind: Config
    3 | workspaces:
      | ^^^^^^^^^^
    4 |   lab:
      |
      = help: did you mean `lab`?

    1 error in 1 file
    ");
    let named = person.runs("plan -w lap");
    assert_eq!(
        person.with_env("VETFORM_WORKSPACE", "lap").runs("plan"),
        named
    );
}

#[test]
fn a_folder_without_a_project_is_told_apart_from_a_folder_that_is_not_there() {
    let person = Person::new();
    insta::assert_snapshot!(person.runs("plan"), @"
    exit 3
    ── stderr
    error: there is no vetform.yaml in [project] or any folder above it; `vetform init` creates one
    ");
    insta::assert_snapshot!(person.runs("plan -C elsewhere"), @"
    exit 3
    ── stderr
    error: there is no vetform.yaml in [project]/elsewhere; `vetform init [project]/elsewhere` creates one
    ");
}

#[test]
fn a_workspace_without_the_system_of_a_manifest_is_told_with_both_names() {
    let person = planned();
    person.write(
        "vetform.yaml",
        "apiVersion: vetform/v1\nkind: Config\nworkspaces:\n  lab:\n    promptster:\n      apiKey: { env: LAB_KEY }\n",
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
      = help: add `taptalent:` to the workspace in vetform.yaml, or choose another workspace with
              `-w`

    1 error in 1 file
    ");
}

#[test]
fn a_state_that_cannot_be_read_is_1_and_nothing_is_sent() {
    let person = applied();
    let state = person.read("vetform.state/lab.json");
    let refused = |text: &str| {
        person.write("vetform.state/lab.json", text);
        person.runs("apply --auto-approve").exits(1).stderr
    };
    insta::assert_snapshot!(refused("<<<<<<< ours\n"), @"
    error: [project]/vetform.state/lab.json has a merge conflict, from line 1 on (yours to fix)
    help: nothing was sent; keep the whole version with the higher `serial` (the later apply), with `git checkout --theirs` or `--ours`, then plan: objects that it lacks are found by name
    ");
    insta::assert_snapshot!(refused(&state.replace("\"formatVersion\": 1", "\"formatVersion\": 2")), @"
    error: [project]/vetform.state/lab.json has format version 2; this program reads up to 1 (yours to fix)
    help: nothing was sent; use the newer vetform that wrote it
    ");
    insta::assert_snapshot!(refused(&state.replace("\"serial\"", "\"cereal\"")), @"
    error: [project]/vetform.state/lab.json is not a valid state: it is JSON, but not of a state (it has `cereal`) (yours to fix)
    help: nothing was sent; restore the last good version from version control, or move the file away: vetform then finds live objects by name again
    ");
    assert_eq!(person.runs("state list"), person.runs("plan"));
    person.write("vetform.state/lab.json", &state);
    person.write("vetform.state/lab.journal", "{}\n{}\n");
    insta::assert_snapshot!(person.runs("plan"), @"
    exit 1
    ── stderr
    error: line 1 of the journal [project]/vetform.state/lab.journal is damaged (yours to fix)
    help: nothing was sent; keep a copy and move the journal away: the next plan finds what that run created by name
    ");
    assert_eq!(person.calls(), Vec::<String>::new());
}

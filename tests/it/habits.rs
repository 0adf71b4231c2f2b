//! What hands that know other programs expect: names, options and variables. Driven at the command line.

use super::person::Person;

fn person() -> Person {
    Person::new().at_all_systems().with_manifests(
        "apiVersion: taptalent/v1
kind: Question
metadata: { name: q }
spec: { question: What is your approach to debugging? }
",
    )
}

#[test]
fn other_names_of_commands_are_the_same_commands() {
    let person = person();
    for (alias, name) in [
        ("check", "validate"),
        ("lint", "validate"),
        ("diff", "plan"),
        ("import", "pull"),
        ("version", "--version"),
    ] {
        let (one, other) = (person.runs(alias), person.runs(name));
        assert_eq!(one.code, other.code, "{alias}: {one}");
        assert_eq!(one.stdout, other.stdout, "{alias}");
    }
    person.does("apply --yes");
}

#[test]
fn an_empty_variable_counts_as_unset_and_an_empty_option_does_not() {
    let person = person().with_env("VETFORM_WORKSPACE", "");
    person.does("validate");
    let _ = person
        .command("plan")
        .arg("--workspace=")
        .output()
        .map(|output| {
            assert_eq!(output.status.code(), Some(3));
        });
}

#[test]
fn the_variables_for_colour_are_those_of_the_field() {
    let colored = |variables: &[(&str, &str)], line: &str| {
        let mut person = person();
        for (name, value) in variables {
            person.set_env(name, value);
        }
        person.runs(line).stdout.contains('\u{1b}')
    };
    assert!(!colored(&[], "plan"));
    assert!(colored(&[("CLICOLOR_FORCE", "1")], "plan"));
    assert!(!colored(&[("CLICOLOR_FORCE", "0")], "plan"));
    assert!(!colored(&[("CLICOLOR_FORCE", "")], "plan"));
    assert!(colored(
        &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")],
        "plan"
    ));
    assert!(!colored(
        &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")],
        "plan"
    ));
    assert!(!colored(&[("CLICOLOR_FORCE", "1")], "plan --color never"));
}

#[test]
fn a_dash_is_stdout() {
    let person = person();
    for line in [
        "validate --format json",
        "plan --format json",
        "drift --format json",
    ] {
        let usual = person.runs(line).exits(0);
        let dashed = person.runs(&format!("{line} --output -")).exits(0);
        assert_eq!(usual.stdout, dashed.stdout);
    }
    assert!(!person.path("-").exists());
}

#[test]
fn a_saved_plan_with_the_name_of_a_page_is_refused_with_the_right_option() {
    let person = person();
    insta::assert_snapshot!(person.runs("plan --out review.html").exits(3), @"
    exit 3
    ── stderr
    error: `--out review.html` would save a plan for `vetform apply`, not html
    help: use `--format html --output review.html` for that page; `--out change.plan` saves the plan
    ");
    for name in ["review.md", "plan.JSON", "-"] {
        let refused = person.runs(&format!("plan --out {name}")).exits(3);
        refused.tells("help: ");
        assert!(!person.path(name).exists());
    }
}

#[test]
fn options_of_every_command_stand_under_a_heading_of_their_own() {
    let help = person().runs("plan --help").exits(0).stdout;
    let (own, global) = help.split_once("\nGlobal options:\n").unwrap();
    assert!(own.contains("--detailed-exitcode") && !own.contains("--workspace"));
    assert!(global.contains("--workspace") && global.contains("--color"));
}

#[test]
fn a_working_folder_that_was_deleted_is_told_as_that() {
    let person = person();
    let said = person
        .script("mkdir gone && cd gone && rmdir ../gone && vetform validate")
        .exits(3);
    said.tells("the current folder was deleted");
}

//! A project of the name that this program had before hears how to move, and nothing is read or sent meanwhile.

use vetform::manifest::{earlier_config_file, earlier_state_folder};

use super::binary::applied;
use super::person::Person;

/// With the old name taken out of what was said, so that it stands nowhere else.
fn shown(text: &str) -> String {
    let name = earlier_config_file().replace(".yaml", "");
    text.replace(&name, "[earlier]")
        .replace(&name.to_uppercase(), "[EARLIER]")
}

#[test]
fn every_command_says_how_the_configuration_is_called_now() {
    let person = Person::new();
    let config = "apiVersion: vetform/v1\nkind: Config\nworkspaces:\n  lab:\n    sandbox: {}\n";
    person.write(&earlier_config_file(), config);
    person.write(&format!("{}/lab.json", earlier_state_folder()), "{}");
    person.write("assessments/.keep", "");
    let before = person.files();
    for line in [
        "plan",
        "validate",
        "apply --auto-approve",
        "pull --write",
        "drift",
        "-C . plan",
        "-C assessments plan",
        "init",
    ] {
        let said = person.runs(line).exits(3);
        if line.contains("assessments") {
            said.tells("there is no vetform.yaml");
            continue;
        }
        if line == "doctor" {
            let told = "must now be called vetform.yaml, not";
            said.shows(told);
            continue;
        }
        insta::allow_duplicates! {
            insta::assert_snapshot!(shown(&said.stderr), @"
            error: [project] uses the former name of this program: its configuration must now be called vetform.yaml, not [earlier].yaml
            help: nothing was read or sent; in that folder, run `git mv [earlier].yaml vetform.yaml`, `mv [earlier].state vetform.state`; then write `apiVersion: vetform/v1` in vetform.yaml, and use the new name in .gitignore, workflows and variables ([EARLIER]_… is now VETFORM_…)
            ");
        }
    }
    // Its lines are its result, wherever it shows them.
    let doctor = person.runs("doctor");
    assert!(
        doctor.code != Some(0) && doctor.to_string().contains("former name"),
        "{doctor}"
    );
    assert_eq!(person.files(), before);
}

#[test]
fn a_state_that_was_left_behind_is_not_taken_for_none() {
    let person = applied();
    let (old, new) = (
        person.path(&earlier_state_folder()),
        person.path("vetform.state"),
    );
    std::fs::rename(&new, &old).unwrap();
    for line in ["plan", "apply --auto-approve", "pull --write", "state list"] {
        let said = person.runs(line).exits(3);
        insta::allow_duplicates! {
            insta::assert_snapshot!(shown(&said.stderr), @"
            error: the state is still in [earlier].state/lab.json, under this program's former name, and there is no vetform.state/lab.json
            help: nothing was sent; move it, for example `git mv [earlier].state/lab.json vetform.state/lab.json`; if it is of no use, remove it
            ");
        }
    }
    assert_eq!(person.writes(), Vec::<String>::new());
    std::fs::rename(&old, &new).unwrap();
    person.does("plan --detailed-exitcode");
}

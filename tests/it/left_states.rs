//! A workspace that was renamed, or whose `state:` was changed, is not planned as if nothing was ever applied.

use super::binary::applied;
use super::person::{Outcome, Person};

const COMMANDS: [&str; 4] = ["plan", "apply --auto-approve", "pull --write", "drift"];

fn rename_workspace(person: &Person) {
    person.edit("vetform.yaml", "  lab:", "  office:");
}

/// Nothing is written then, but for the lock and the log of a run that ended early.
fn refused(person: &Person, line: &str) -> Outcome {
    let said = person.runs(line).exits(3);
    assert_eq!(person.writes(), Vec::<String>::new(), "{line}");
    assert!(!person.path("vetform.state/office.json").exists(), "{line}");
    said
}

#[test]
fn a_renamed_workspace_is_not_one_that_was_never_applied() {
    let person = applied();
    rename_workspace(&person);
    for line in COMMANDS {
        insta::allow_duplicates! {
            insta::assert_snapshot!(refused(&person, line).stderr, @"
        error: workspace `office` has no state at vetform.state/office.json, but vetform.state/lab.json is a state of workspace `lab`, which vetform.yaml does not name, at the same company
        help: nothing was sent: without that state, people who were invited would be invited again. If it is the same workspace: `vetform state migrate vetform.state/lab.json vetform.state/office.json`. If it is not needed any more, remove it; if another project uses it, keep this one's state elsewhere (`state:` in vetform.yaml)
        ");
        }
    }
    let way = "state migrate vetform.state/lab.json vetform.state/office.json";
    insta::assert_snapshot!(person.runs(way).exits(0).stderr, @"
    copied vetform.state/lab.json to vetform.state/office.json; vetform.state/lab.json is unchanged.
    Remove vetform.state/lab.json once nobody uses it.
    ");
    let _ = person.runs("plan --detailed-exitcode").exits(0);
}

#[test]
fn the_state_of_a_workspace_that_is_there_does_not_become_anothers() {
    let person = applied();
    name_two(&person);
    let way = "state migrate -w office vetform.state/lab.json vetform.state/office.json";
    let refused = refused(&person, way).stderr;
    assert!(
        refused.contains("is the state of workspace `lab`, not of `office`"),
        "{refused}"
    );
}

#[test]
fn a_state_that_moved_in_the_configuration_only_is_not_none() {
    let person = applied();
    person.edit(
        "vetform.yaml",
        "  lab:\n",
        "  lab:\n    state: kept/lab.json\n",
    );
    insta::assert_snapshot!(refused(&person, "plan").stderr, @"
    error: workspace `lab` has no state at kept/lab.json, but vetform.state/lab.json is a state of this workspace
    help: nothing was sent: without that state, people who were invited would be invited again. If it is the same workspace: `vetform state migrate vetform.state/lab.json kept/lab.json`. If it is not needed any more, remove it; if another project uses it, keep this one's state elsewhere (`state:` in vetform.yaml)
    ");
    std::fs::create_dir(person.path("kept")).unwrap();
    std::fs::rename(
        person.path("vetform.state/lab.json"),
        person.path("kept/lab.json"),
    )
    .unwrap();
    let _ = person.runs("plan --detailed-exitcode").exits(0);
}

#[test]
fn a_state_that_knows_of_nothing_but_a_doubt_is_not_passed_over() {
    let person = applied();
    let state = person.read("vetform.state/lab.json");
    let mut state: serde_json::Value = serde_json::from_str(&state).unwrap();
    state["resources"] = serde_json::json!({});
    state["pending"] = serde_json::json!({
        "taptalent/Roster/spring#candidates/0123456789abcdef0123456789abcdef": { "since": "2026-01-01T00:00:00Z", "fields": {} }
    });
    person.write("vetform.state/lab.json", &state.to_string());
    let _ = person.runs("state list").exits(0);
    rename_workspace(&person);
    let said = refused(&person, "plan").stderr;
    assert!(said.contains("`vetform state migrate"), "{said}");
}

#[test]
fn the_state_of_another_company_is_nobodys_concern() {
    let person = applied();
    person.edit(
        "vetform.state/lab.json",
        "\"taptalent\": \"company-sandbox\"",
        "\"taptalent\": \"company-a\"",
    );
    rename_workspace(&person);
    let _ = person.runs("plan").exits(0);
}

#[test]
fn the_state_of_another_workspace_of_the_same_company_is_its_own() {
    let person = applied();
    name_two(&person);
    let _ = person.runs("plan -w office").exits(0);
}

fn name_two(person: &Person) {
    let config = person.read("vetform.yaml");
    let lab = config.split("workspaces:\n").nth(1).unwrap();
    let second = lab.replace("  lab:", "  office:");
    person.write("vetform.yaml", &format!("{config}{second}"));
}

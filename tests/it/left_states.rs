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
    person.does("plan --detailed-exitcode");
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
    person.does("plan --detailed-exitcode");
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
    person.does("state list");
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
    person.does("plan");
}

#[test]
fn the_state_of_another_workspace_of_the_same_company_is_its_own() {
    let person = applied();
    name_two(&person);
    person.does("plan -w office");
}

fn name_two(person: &Person) {
    let config = person.read("vetform.yaml");
    let lab = config.split("workspaces:\n").nth(1).unwrap();
    let second = lab.replace("  lab:", "  office:");
    person.write("vetform.yaml", &format!("{config}{second}"));
}

/// What somebody or something makes of a state that nobody looks at any more, and what is said of it.
fn broken(whole: &str) -> [(&'static str, String); 5] {
    let conflict = "<<<<<<< HEAD\n  \"serial\": 7,\n=======\n  \"serial\"";
    [
        (
            "has a merge conflict, from line 4 on",
            whole.replacen("  \"serial\"", conflict, 1),
        ),
        (
            "has format version 9",
            whole.replacen("\"formatVersion\": 1", "\"formatVersion\": 9", 1),
        ),
        (
            "is not a valid state: its end is missing",
            whole[..whole.len() / 2].to_owned(),
        ),
        ("is not a valid state: it is empty", String::new()),
        (
            "is not a valid state: it is another file",
            "\0\0\0\0".to_owned(),
        ),
    ]
}

#[test]
fn a_left_state_that_cannot_be_read_is_not_taken_for_none() {
    let person = applied();
    let whole = person.read("vetform.state/lab.json");
    rename_workspace(&person);
    for (words, text) in broken(&whole) {
        person.write("vetform.state/lab.json", &text);
        for line in COMMANDS {
            let said = person.runs(line).exits(1).stderr;
            assert!(said.contains(words), "{line}: {said}");
            assert!(said.contains("vetform.state/lab.json"), "{line}: {said}");
            assert_eq!(person.writes(), Vec::<String>::new(), "{line}");
        }
    }
    person.write("vetform.state/lab.json", &broken(&whole)[0].1);
    insta::assert_snapshot!(person.runs("plan").stderr, @"
    error: workspace `office` has no state at vetform.state/office.json, and what may be its earlier one cannot be read: vetform.state/lab.json has a merge conflict, from line 4 on (yours to fix)
    help: nothing was sent; keep the whole version with the higher `serial` (the later apply), with `git checkout --theirs` or `--ours`, then plan: objects that it lacks are found by name. If it is the same workspace, then `vetform state migrate vetform.state/lab.json vetform.state/office.json`. If it is not needed any more, remove it; if another project uses it, keep this one's state elsewhere (`state:` in vetform.yaml)
    ");
    // A journal that is damaged in its middle, too.
    person.write("vetform.state/lab.json", &whole);
    person.write("vetform.state/lab.journal", "{\"begin\":1\n{}\n{}\n");
    let said = person.runs("plan").exits(1).stderr;
    assert!(said.contains("line 1 of the journal"), "{said}");
}

#[test]
fn a_broken_state_in_a_chosen_folder_is_told_from_other_files_there() {
    let person = applied();
    let whole = person.read("vetform.state/lab.json");
    std::fs::rename(person.path("vetform.state"), person.path("kept")).unwrap();
    person.edit(
        "vetform.yaml",
        "  lab:\n",
        "  lab:\n    state: kept/office.json\n",
    );
    person.write("kept/lab.json", &whole[..whole.len() / 2]);
    let said = person.runs("plan").exits(1).stderr;
    assert!(
        said.contains("kept/lab.json is not a valid state"),
        "{said}"
    );
    // What belongs to other programs, and a report of our own.
    person.write("kept/lab.json", "{ // a comment\n}");
    person.write(
        "kept/package.json",
        "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>>\n",
    );
    person.write("kept/empty.json", "");
    person.write(
        "kept/report.json",
        "{\"formatVersion\": 1, \"workspace\": \"lab\"}",
    );
    std::fs::create_dir(person.path("kept/folder.json")).unwrap();
    let said = person.runs("plan").exits(0).stderr;
    assert_eq!(said, "");
}

#[test]
fn another_file_in_the_folder_of_states_is_nobodys_concern() {
    let person = applied();
    rename_workspace(&person);
    person.write("vetform.state/lab.json", "{\"hello\": [1, 2]}");
    assert_eq!(person.runs("plan").exits(0).stderr, "");
}

#[cfg(unix)]
#[test]
fn a_folder_whose_files_nobody_may_list_is_said_and_does_not_block() {
    use std::os::unix::fs::PermissionsExt as _;
    let person = applied();
    std::fs::rename(person.path("vetform.state"), person.path("kept")).unwrap();
    person.edit(
        "vetform.yaml",
        "  lab:\n",
        "  lab:\n    state: kept/office.json\n",
    );
    std::fs::remove_file(person.path("kept/lab.json")).unwrap();
    let folder = person.path("kept");
    let mode = |bits| std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(bits));
    mode(0o300).unwrap();
    let listed = std::fs::read_dir(&folder).is_ok();
    let said = person.runs("plan").exits(0).stderr;
    mode(0o700).unwrap();
    // Whoever is allowed everything lists it all the same.
    if !listed {
        assert!(
            said.contains("whether it had one under an earlier name is not known: cannot list"),
            "{said}"
        );
    }
}

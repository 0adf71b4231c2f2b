//! Whose the state is: a key of another company, a state of another workspace.

use super::binary::{SCREEN, applied};
use super::person::Person;

const STATE: &str = "vetform.state/lab.json";
const COMPANY: &str = "\"taptalent\": \"company-sandbox\"";

#[test]
fn the_first_apply_records_the_workspace_and_the_company_as_they_are() {
    let person = applied();
    let state: serde_json::Value = serde_json::from_str(&person.read(STATE)).unwrap();
    assert_eq!(state["workspace"], "lab");
    assert_eq!(state["companies"]["taptalent"], "company-sandbox");
}

#[test]
fn the_key_of_another_company_is_4_in_every_command_and_nothing_is_sent() {
    let person = applied();
    person.edit(STATE, COMPANY, "\"taptalent\": \"company-a\"");
    insta::assert_snapshot!(person.runs("plan"), @"
    exit 4
    ── stdout
    ✗ blocked taptalent/Assessment/backend
        the taptalent key belongs to company company-sandbox, but the state to company company-a
          [other-company]
        help: nothing was planned or sent; use a key of the state's company (`taptalent.apiKey` in
          vetform.yaml), or choose another workspace: each company needs its own state

    ✗ blocked taptalent/Flow/screen
        the taptalent key belongs to company company-sandbox, but the state to company company-a
          [other-company]
        help: nothing was planned or sent; use a key of the state's company (`taptalent.apiKey` in
          vetform.yaml), or choose another workspace: each company needs its own state

    Plan for workspace lab: 2 blocked.
    Nothing can be applied while anything is blocked; `--target ADDRESS` narrows the plan.
    ");
    let plan = person.runs("plan --format json").exits(4).stdout;
    let plan: serde_json::Value = serde_json::from_str(&plan).unwrap();
    assert_eq!(plan["blocked"][0]["code"], "other-company");
    for line in [
        "apply --auto-approve",
        "plan --target taptalent/Flow/screen",
        "drift",
        "pull",
        "pull --write",
    ] {
        let refused = person.runs(line).exits(4);
        let said = format!("{}{}", refused.stdout, refused.stderr);
        assert!(said.contains("other-company"), "{line}: {refused}");
        for id in ["company-a", "company-sandbox"] {
            assert!(said.contains(id), "{line}: {refused}");
        }
    }
    assert_eq!(person.writes(), Vec::<String>::new());
    let doctor = person.runs("doctor").exits(1).stdout;
    assert!(doctor.contains("company-a"), "{doctor}");
}

#[test]
fn a_saved_plan_is_not_applied_to_another_company() {
    let person = applied();
    person.changes("Engineering screen", "Engineering talk");
    person.does("plan --out saved.plan");
    person.edit(STATE, COMPANY, "\"taptalent\": \"company-a\"");
    let refused = person.runs("apply saved.plan").exits(4);
    refused.tells("other-company");
    assert_eq!(person.writes(), Vec::<String>::new());
}

#[test]
fn a_state_that_does_not_know_its_company_yet_learns_it_at_the_next_apply() {
    let person = applied();
    person.edit(STATE, &format!("\n    {COMPANY}\n  "), "");
    person.changes("Engineering screen", "Engineering talk");
    person.does("apply --auto-approve");
    assert!(person.read(STATE).contains(COMPANY));
}

#[test]
fn where_all_of_several_objects_are_gone_at_once_they_are_not_made_anew() {
    let person = applied();
    person.some_time_passes();
    // Another company whose lists are empty: no read carries an id.
    let empty = Person::new().at_a_system();
    person.configure(&empty.system().taptalent_url(), "");
    insta::assert_snapshot!(person.runs("apply --auto-approve"), @"
    exit 4
    ── stdout
    ✗ blocked taptalent/Assessment/backend
        all 2 taptalent objects in the state are gone, as if the key belonged to another company
          [other-company]
        help: check the taptalent key; if they were really deleted, run `vetform state rm
          taptalent/Assessment/backend`, likewise for the others, and plan again

    ✗ blocked taptalent/Flow/screen
        all 2 taptalent objects in the state are gone, as if the key belonged to another company
          [other-company]
        help: check the taptalent key; if they were really deleted, run `vetform state rm
          taptalent/Flow/screen`, likewise for the others, and plan again

    Plan for workspace lab: 2 blocked.
    Nothing can be applied while anything is blocked; `--target ADDRESS` narrows the plan.
    ");
    assert_eq!(empty.writes(), Vec::<String>::new());
    // The way out that the message names.
    person.does("state rm taptalent/Flow/screen");
    person.does("state rm taptalent/Assessment/backend");
    person.does("apply --auto-approve");
}

#[test]
fn one_object_that_is_gone_is_made_anew_as_before() {
    let one = SCREEN.split("---").next().unwrap();
    let person = Person::new().at_a_system().with_manifests(one);
    person.does("apply --auto-approve");
    person.some_time_passes();
    let empty = Person::new().at_a_system();
    person.configure(&empty.system().taptalent_url(), "");
    person.does("plan");
}

#[test]
fn the_other_systems_are_known_by_their_organisations_too() {
    let branding = "apiVersion: promptster/v1\nkind: Assessment\nmetadata: { name: hook }\nspec: { title: Hook, role: Engineer, taskBrief: Build a webhook endpoint that keeps its promises. }\n---\napiVersion: flowmingo/v1\nkind: InterviewSet\nmetadata: { name: set }\nspec: { title: Talk }\n";
    let person = Person::new().at_all_systems().with_manifests(branding);
    let app = person.system().web_app();
    app.flowmingo().create_interview_set("Talk").unwrap();
    person.does("apply --auto-approve");
    let text = person.read(STATE);
    assert!(text.contains("\"promptster\": \"org_sandbox\""), "{text}");
    assert!(text.contains("\"flowmingo\": \"4711\""), "{text}");
    for (system, id) in [("promptster", "org_sandbox"), ("flowmingo", "4711")] {
        let known = format!("\"{system}\": \"{id}\"");
        person.edit(STATE, &known, &format!("\"{system}\": \"another\""));
        let refused = person.runs("plan").exits(4);
        refused.shows("other-company");
        person.write(STATE, &text);
    }
}

#[test]
fn the_state_of_another_workspace_is_refused_by_name() {
    let person = applied();
    person.edit(
        STATE,
        "\"workspace\": \"lab\"",
        "\"workspace\": \"production\"",
    );
    insta::assert_snapshot!(person.runs("plan"), @r#"
    exit 3
    ── stderr
    error: [project]/vetform.state/lab.json is the state of workspace `production`, not of `lab` (yours to fix)
    help: nothing was sent; give each workspace its own `state:` in vetform.yaml (default: vetform.state/<workspace>.json); if the workspace was renamed, write its new name into the line `"workspace"` of the state
    "#);
    for line in [
        "apply --auto-approve",
        "drift",
        "state list",
        "pull --write",
    ] {
        person.ends(line, 3);
    }
    assert_eq!(person.calls(), Vec::<String>::new());
}

#[test]
fn what_is_left_out_counts_where_all_is_gone_at_once() {
    let person = applied();
    person.some_time_passes();
    let empty = Person::new().at_a_system();
    person.configure(&empty.system().taptalent_url(), "");
    for selection in ["--target backend", "--exclude screen"] {
        let refused = person
            .runs(&format!("apply --auto-approve {selection}"))
            .exits(4);
        refused.shows("all 2 taptalent objects in the state are gone");
    }
    assert_eq!(empty.writes(), Vec::<String>::new());
}

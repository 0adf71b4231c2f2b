//! `metadata.workspaces`: people and everything else are planned where a manifest says so.

use super::person::Person;

const ASSESSMENT: &str = manifest!("voice-with-a-reason");

const FLOW: &str = "\
---
apiVersion: taptalent/v1
kind: Flow
metadata: { name: screen }
spec:
  flowName: Screen
  steps:
    - { assessment: voice, passThreshold: 60, name: Voice }
";

/// A roster whose metadata has these further lines.
fn roster(metadata: &str) -> String {
    format!(
        "---\napiVersion: taptalent/v1\nkind: Roster\nmetadata:\n  name: spring\n{metadata}spec:\n  flow: screen\n  candidates:\n    \
         - {{ email: alex@example.com, firstName: Alex, lastName: Doe }}\n"
    )
}

/// Somebody with the workspaces `lab` and `other`, both at one system and with a state of their own.
fn person(manifests: &str) -> Person {
    let person = Person::new().at_a_system();
    let url = person.system().taptalent_url();
    let other = format!(
        "  other:\n    taptalent:\n      baseUrl: {url}\n      apiKey: {{ env: LAB_KEY }}\n"
    );
    person
        .with_settings(&other)
        .with_env("VETFORM_WORKSPACE", "lab")
        .with_manifests(manifests)
}

fn all(metadata: &str) -> String {
    format!("{ASSESSMENT}{FLOW}{}", roster(metadata))
}

#[test]
fn a_roster_that_names_no_workspace_is_an_error_where_two_are_live() {
    let person = person(&all(""));
    for command in [
        "validate",
        "plan",
        "apply --auto-approve --send-invites",
        "drift",
    ] {
        let said = person.runs(command).exits(3).to_string();
        assert!(said.contains("error[roster-everywhere]"), "{said}");
    }
    assert_eq!(person.calls(), Vec::<String>::new());
    insta::assert_snapshot!(person.runs("validate"), @"
    exit 3
    ── stdout
    error[roster-everywhere]: taptalent/Roster/spring does not say which workspaces it is for, and more than one is not a sandbox: lab, other
      --> all.yaml:22:9
       |
    21 | metadata:
    22 |   name: spring
       |         ^^^^^^
    23 | spec:
       |
       = help: list its workspaces, for example `workspaces: [other]` under `metadata`

    1 error in 1 file
    ");
}

#[test]
fn a_roster_needs_no_workspace_where_one_is_live() {
    let person = Person::new().at_a_system().with_manifests(&all(""));
    let more = person.read("vetform.yaml") + "  tryout:\n    sandbox: {}\n";
    person.write("vetform.yaml", &more);
    person.does("validate -w lab");
}

#[test]
fn a_roster_is_planned_where_it_says_and_nowhere_else() {
    let person = person(&all("  workspaces: [lab, \"client-*\"]\n"));
    person.does("apply --auto-approve --send-invites");
    assert_eq!(person.mails(), 1);
    let other = person.runs("plan -w other --format json").exits(0).stdout;
    assert!(!other.contains("Roster"), "{other}");
    person.does("apply -w other --auto-approve --send-invites");
    assert_eq!(person.mails(), 1);
}

#[test]
fn what_left_a_workspace_is_neither_deleted_nor_removed_from_the_state_and_comes_back_as_it_was() {
    let person = person(&all("  workspaces: [lab]\n"));
    person.does("apply --auto-approve --send-invites");
    let _ = person.writes();

    let elsewhere = all("  workspaces: [other]\n").replace(
        "metadata: { name: screen }",
        "metadata: { name: screen, workspaces: [other] }",
    );
    person.write("all.yaml", &elsewhere);
    let plan = person.runs("plan --detailed-exitcode").exits(0);
    insta::assert_snapshot!(plan, @"
    exit 0
    ── stdout
    i note taptalent/Flow/screen
        its manifest is now for other workspaces (`metadata.workspaces`); the live object is unchanged
          and stays in the state [left-workspace]

    i note taptalent/Roster/spring
        its manifest is now for other workspaces (`metadata.workspaces`); the live object is unchanged
          and stays in the state [left-workspace]

    Nothing to do in workspace lab: 1 resource is as declared.
    ");
    person.does("apply --auto-approve --send-invites");
    assert_eq!(person.writes(), Vec::<String>::new());
    let listed = person.runs("state list").exits(0).stdout;
    for address in ["taptalent/Flow/screen", "taptalent/Roster/spring"] {
        assert!(listed.contains(address), "{listed}");
    }
    let pulled = person.runs("pull").exits(0);
    assert!(!pulled.stdout.contains("Screen"), "{pulled}");

    person.write("all.yaml", &all("  workspaces: [lab]\n"));
    person.does("apply --auto-approve --send-invites");
    assert_eq!(person.mails(), 1);
}

#[test]
fn who_refers_to_what_is_not_in_the_workspace_is_told_of_both() {
    let manifests = all("  workspaces: [lab, other]\n").replace(
        "metadata: { name: screen }",
        "metadata: { name: screen, workspaces: [other] }",
    );
    let person = person(&manifests);
    person.does("validate -w other");
    insta::assert_snapshot!(person.runs("plan").exits(3), @"
    exit 3
    ── stderr
    error[unknown-reference]: taptalent/Roster/spring refers to taptalent/Flow/screen, which is not in the workspace `lab`
      --> all.yaml:25:9
       |
    24 | spec:
    25 |   flow: screen
       |         ^^^^^^
    26 |   candidates:
       |
      ::: all.yaml:13:39
       |
    12 | kind: Flow
    13 | metadata: { name: screen, workspaces: [other] }
       |                                       ------- which workspaces it is for
    14 | spec:
       |
       = help: give both the same `metadata.workspaces`: that of taptalent/Flow/screen is other

    1 error in 1 file
    ");
    assert_eq!(person.calls(), Vec::<String>::new());
}

#[test]
fn two_manifests_of_one_name_may_be_for_different_workspaces() {
    let one = ASSESSMENT.replace("{ name: voice }", "{ name: voice, workspaces: [lab] }");
    let two = ASSESSMENT.replace("{ name: voice }", "{ name: voice, workspaces: [other] }");
    let two = two.replace("title: Voice", "title: Voice elsewhere");
    let person = person(&format!("{one}---\n{two}"));
    let here = person.runs("plan").exits(0).stdout;
    let there = person.runs("plan -w other").exits(0).stdout;
    assert!(!here.contains("Voice elsewhere"), "{here}");
    assert!(there.contains("Voice elsewhere"), "{there}");
}

#[test]
fn a_file_of_people_is_read_only_where_its_roster_is() {
    let manifests = all("  workspaces: [other]\n").replace(
        "  candidates:\n    - { email: alex@example.com, firstName: Alex, lastName: Doe }\n",
        "  from: only-there.csv\n",
    );
    let person = person(&manifests);
    person.does("plan");
    person.ends("plan -w other", 3);
}

#[test]
fn a_slip_in_the_name_of_a_workspace_is_said() {
    let person = person(&all("  workspaces: [lap]\n"));
    insta::assert_snapshot!(person.runs("validate"), @"
    exit 0
    ── stdout
    warning[unknown-reference]: there is no workspace `lap` in vetform.yaml
      --> all.yaml:23:16
       |
    22 |   name: spring
    23 |   workspaces: [lap]
       |                ^^^
    24 | spec:
       |
       = help: did you mean `lab`?

    1 warning in 1 file
    ");
    person.write("all.yaml", &all("  workspaces: []\n"));
    insta::assert_snapshot!(person.runs("validate"), @"
    exit 3
    ── stdout
    error[out-of-bounds]: `workspaces` is empty, so the manifest would be for no workspace
      --> all.yaml:23:3
       |
    22 |   name: spring
    23 |   workspaces: []
       |   ^^^^^^^^^^
    24 | spec:
       |
       = help: list a workspace, or remove the key

    1 error in 1 file
    ");
    person.write("all.yaml", &all("  workspaces: [\"lab/..\"]\n"));
    insta::assert_snapshot!(person.runs("validate"), @r#"
    exit 3
    ── stdout
    error[invalid-name]: `lab/..` is not a valid workspace name
      --> all.yaml:23:16
       |
    22 |   name: spring
    23 |   workspaces: ["lab/.."]
       |                ^^^^^^^^
    24 | spec:
       |
       = help: write a name from vetform.yaml, or a pattern with `*`, like "client-*"

    1 error in 1 file
    "#);
}

//! What is wrong is shown as it is typed, in every file that it is about.

use super::super::person::Person;
use super::editor::Editor;

pub(super) const QUESTION: &str = "apiVersion: taptalent/v1
kind: Question
metadata: { name: incident }
spec: { question: What do you do in an incident?, idealAnswer: Calm down. }
";

pub(super) const ASSESSMENT: &str =
    concat!(manifest!("backend"), "  questions: [{ use: incident }]\n");

pub(super) const FLOW: &str = "apiVersion: taptalent/v1
kind: Flow
metadata: { name: screen }
spec:
  flowName: Screen
  steps:
    - { assessment: backend, passThreshold: 60 }
";

/// Three files that belong together, with nothing wrong.
pub(super) fn project() -> Person {
    let person = Person::new();
    person.configure(
        "http://127.0.0.1:1",
        "values: { brand: Acme, minimum: 60 }\n",
    );
    person.write("questions/incident.yaml", QUESTION);
    person.write("assessments/backend.yaml", ASSESSMENT);
    person.write("flows/screen.yaml", FLOW);
    person
}

#[test]
fn problems_come_and_go_as_one_types_and_nothing_is_saved() {
    let person = project();
    let before = person.files();
    let mut editor = Editor::of(&person);
    editor.opens("flows/screen.yaml");
    editor.types(
        "flows/screen.yaml",
        "assessment: backend",
        "assessment: backnd",
    );
    insta::assert_snapshot!(editor.shows("flows/screen.yaml"), @"6:20-6:26 unknown-reference: there is no manifest of kind Assessment named `backnd`");
    editor.types("flows/screen.yaml", "backnd", "backend");
    editor.becomes("flows/screen.yaml", "");
    assert_eq!(editor.quits(), Some(0));
    assert_eq!(person.files(), before);
}

#[test]
fn a_change_in_one_file_is_a_problem_in_another() {
    let person = project();
    let mut editor = Editor::of(&person);
    editor.opens("assessments/backend.yaml");
    editor.types(
        "assessments/backend.yaml",
        "name: backend",
        "name: backend-2",
    );
    insta::assert_snapshot!(editor.shows("flows/screen.yaml"), @"6:20-6:27 unknown-reference: there is no manifest of kind Assessment named `backend`");
    // Unsaved, the other file is right again.
    editor.opens("flows/screen.yaml");
    editor.types(
        "flows/screen.yaml",
        "assessment: backend",
        "assessment: backend-2",
    );
    editor.becomes("flows/screen.yaml", "");
    // Closed without saving, both are as they were.
    for name in ["assessments/backend.yaml", "flows/screen.yaml"] {
        let uri = editor.uri(name);
        editor.says(
            "textDocument/didClose",
            serde_json::json!({ "textDocument": { "uri": uri } }),
        );
    }
    // A barrier: whatever is to be told of the closed files is told before the second answer.
    editor.opens("questions/incident.yaml");
    for _ in 0..2 {
        let at = editor.at("questions/incident.yaml", "kind", 0);
        editor.asks("textDocument/hover", at);
    }
    assert_eq!(editor.still_shows("flows/screen.yaml"), "");
}

#[test]
fn a_column_counts_units_of_utf_16() {
    let person = project();
    let mut editor = Editor::of(&person);
    let text = "apiVersion: taptalent/v1\nkind: Question\nmetadata: { name: é }\n\
        spec: { question: \"👩🏽‍💻 é: what do you do?\", idealAnswer: \"💥\", x: 1 }\n";
    editor.opens_with("questions/incident.yaml", text);
    let shown = editor.shows("questions/incident.yaml");
    insta::assert_snapshot!(shown, @r"
    2:18-2:19 invalid-name: `é` is not a valid name: use 1 to 63 lower-case letters, digits and dashes, with no dash first or last
    3:67-3:68 unknown-field: `spec` has no field `x`
    ");
    // What is typed after an emoji is put after it.
    editor.types("questions/incident.yaml", ", x: 1", "");
    editor.types("questions/incident.yaml", "é }", "incident }");
    editor.becomes("questions/incident.yaml", "");
}

#[test]
fn the_configuration_is_read_again_as_it_is_typed() {
    let person = project();
    let mut editor = Editor::of(&person);
    editor.opens("flows/screen.yaml");
    editor.types(
        "flows/screen.yaml",
        "passThreshold: 60",
        "passThreshold: { value: minimum }",
    );
    editor.opens("vetform.yaml");
    editor.types("vetform.yaml", "minimum: 60", "maximum: 60");
    insta::assert_snapshot!(editor.shows("flows/screen.yaml"), @"6:53-6:60 unknown-value: there is no value `minimum` (workspace `lab`)");
    editor.types("vetform.yaml", "workspaces:", "workspace:");
    insta::assert_snapshot!(editor.shows("vetform.yaml"), @"2:0-2:9 unknown-field: vetform.yaml has no field `workspace`");
    editor.types("vetform.yaml", "workspace:", "workspaces:");
    editor.types("vetform.yaml", "maximum: 60", "minimum: 60");
    editor.becomes("vetform.yaml", "");
    editor.becomes("flows/screen.yaml", "");
}

#[test]
fn a_file_that_is_on_no_disk_yet_is_a_manifest_of_the_project() {
    let person = project();
    let mut editor = Editor::of(&person);
    editor.opens_with(
        "flows/new.yaml",
        &FLOW.replace("backend", "bakend").replace("screen", "new"),
    );
    insta::assert_snapshot!(editor.shows("flows/new.yaml"), @"6:20-6:26 unknown-reference: there is no manifest of kind Assessment named `bakend`");
}

#[test]
fn what_others_change_on_the_disk_is_seen_when_it_is_told() {
    let person = project();
    let mut editor = Editor::of(&person);
    editor.opens("flows/screen.yaml");
    editor.types(
        "flows/screen.yaml",
        "assessment: backend",
        "assessment: other",
    );
    let _ = editor.shows("flows/screen.yaml");
    person.write(
        "assessments/other.yaml",
        &ASSESSMENT.replace("name: backend", "name: other"),
    );
    let uri = editor.uri("assessments/other.yaml");
    editor.says(
        "workspace/didChangeWatchedFiles",
        serde_json::json!({ "changes": [{ "uri": uri, "type": 1 }] }),
    );
    editor.becomes("flows/screen.yaml", "");
}

/// Whose they are is not known of a repository that somebody has just opened.
#[test]
fn programs_of_sources_are_never_run() {
    let person = project();
    let config = person.read("vetform.yaml");
    person.write(
        "vetform.yaml",
        &format!("{config}sources: {{ ats: {{ command: [./run.sh] }} }}\n"),
    );
    person.write(
        "run.sh",
        "#!/bin/sh\ntouch ran\necho email,firstName,lastName\n",
    );
    person.does_script("chmod +x run.sh");
    person.write(
        "rosters/spring.yaml",
        "apiVersion: taptalent/v1\nkind: Roster\nmetadata: { name: spring }\n\
         spec: { assessment: backend, from: { source: ats } }\n",
    );
    let mut editor = Editor::of(&person);
    editor.opens("rosters/spring.yaml");
    editor.types("rosters/spring.yaml", "source: ats", "source: att");
    insta::assert_snapshot!(editor.shows("rosters/spring.yaml"), @"3:45-3:48 unknown-reference: vetform.yaml has no source named `att`");
    assert_eq!(editor.quits(), Some(0));
    assert!(!person.path("ran").exists());
}

//! Another name, in every file at once.

use std::fmt::Write as _;

use serde_json::json;

use super::diagnostics::project;
use super::editor::Editor;

#[test]
fn a_rename_reaches_every_file_and_keeps_the_live_object() {
    let person = project();
    let before = person.files();
    let mut editor = Editor::of(&person);
    editor.opens("flows/screen.yaml");
    let mut at = editor.at("flows/screen.yaml", "backend", 2);
    let prepared = editor.asks("textDocument/prepareRename", at.clone());
    assert_eq!(prepared["placeholder"], "backend");
    at["newName"] = json!("platform");
    let edit = editor.asks("textDocument/rename", at);
    editor.makes(&edit);
    insta::assert_snapshot!(editor.text("flows/screen.yaml"), @r"
    apiVersion: taptalent/v1
    kind: Flow
    metadata: { name: screen }
    spec:
      flowName: Screen
      steps:
        - { assessment: platform, passThreshold: 60 }
    ");
    insta::assert_snapshot!(editor.text("assessments/backend.yaml"), @r"
    apiVersion: taptalent/v1
    kind: Assessment
    metadata: { name: platform, previousNames: [backend] }
    spec:
      title: Backend interview
      hiringForRole: Backend Engineer
      purposeOfInterview: See how the candidate finds causes.
      questions: [{ use: incident }]
    ");
    // Nothing is wrong with it, and nothing was written.
    for _ in 0..2 {
        let at = editor.at("flows/screen.yaml", "platform", 0);
        editor.asks("textDocument/hover", at);
    }
    for name in ["flows/screen.yaml", "assessments/backend.yaml"] {
        assert_eq!(editor.still_shows(name), "");
    }
    assert_eq!(person.files(), before);

    // And back again: no name is its own earlier name.
    let mut at = editor.at("flows/screen.yaml", "platform", 0);
    at["newName"] = json!("backend");
    let edit = editor.asks("textDocument/rename", at);
    editor.makes(&edit);
    let text = editor.text("assessments/backend.yaml");
    assert!(text.contains("previousNames: [platform]"), "{text}");
}

#[test]
fn a_name_that_cannot_be_is_refused_with_the_reason() {
    let person = project();
    person.write(
        "assessments/other.yaml",
        &person
            .read("assessments/backend.yaml")
            .replace("name: backend", "name: other"),
    );
    let mut editor = Editor::of(&person);
    editor.opens("flows/screen.yaml");
    let mut said = String::new();
    for name in ["other", "Not a Name"] {
        let mut at = editor.at("flows/screen.yaml", "backend", 2);
        at["newName"] = json!(name);
        let answer = editor.asks_whole("textDocument/rename", at);
        let why = answer["error"]["message"].as_str().unwrap();
        let _ = writeln!(said, "{name}: {why}");
    }
    let mut at = editor.at("flows/screen.yaml", "flowName", 2);
    at["newName"] = json!("x");
    let answer = editor.asks_whole("textDocument/rename", at);
    said += answer["error"]["message"].as_str().unwrap();
    insta::assert_snapshot!(said, @r"
    other: assessments/other.yaml has a manifest of kind Assessment named `other`
    Not a Name: `Not a Name` is not a valid name: use 1 to 63 lower-case letters, digits and dashes, with no dash first or last
    there is no name of a manifest here
    ");
}

//! Completion, mostly in texts that are no YAML yet.

use super::diagnostics::{ASSESSMENT, FLOW, project};
use super::editor::Editor;

/// The labels that are offered right after the only `what`.
fn labels(editor: &mut Editor<'_>, name: &str, what: &str) -> String {
    let at = editor.at(name, what, what.len());
    let answer = editor.asks("textDocument/completion", at);
    let items = answer.as_array().unwrap();
    let label = |one: &serde_json::Value| one["label"].as_str().unwrap().to_owned();
    items.iter().map(label).collect::<Vec<_>>().join(" ")
}

#[test]
fn keys_words_and_names_are_offered_where_they_fit() {
    let person = project();
    let mut editor = Editor::of(&person);
    let flow = FLOW
        .replace("assessment: backend", "assessment: ")
        .replace("  steps:", "  st\n  steps:");
    editor.opens_with("flows/screen.yaml", &flow);
    insta::assert_snapshot!(labels(&mut editor, "flows/screen.yaml", "flowName: Screen\n  st"), @"description status");
    insta::assert_snapshot!(labels(&mut editor, "flows/screen.yaml", "assessment: "), @"backend");
    insta::assert_snapshot!(labels(&mut editor, "flows/screen.yaml", "passThreshold: 60 }\n"), @"lifecycle");
    let assessment =
        ASSESSMENT.replace("use: incident", "use: in") + "  status: \n  skills: { value: \n";
    editor.opens_with("assessments/backend.yaml", &assessment);
    insta::assert_snapshot!(labels(&mut editor, "assessments/backend.yaml", "use: in"), @"incident");
    insta::assert_snapshot!(labels(&mut editor, "assessments/backend.yaml", "  status: "), @"ACTIVE INACTIVE");
    insta::assert_snapshot!(labels(&mut editor, "assessments/backend.yaml", "skills: { value: "), @"brand minimum");
}

#[test]
fn a_new_manifest_begins_with_its_kind() {
    let person = project();
    let mut editor = Editor::of(&person);
    editor.opens_with("flows/new.yaml", "apiVersion: flowmingo/v1\nkind: \n");
    insta::assert_snapshot!(labels(&mut editor, "flows/new.yaml", "kind: "), @"InterviewSet Project Roster");
    insta::assert_snapshot!(labels(&mut editor, "flows/new.yaml", "kind: \n"), @"metadata spec lifecycle");
    editor.opens("vetform.yaml");
    insta::assert_snapshot!(labels(&mut editor, "vetform.yaml", "minimum: 60 }\n"), @"project manifests lint sources defaultWorkspace");
}

#[test]
fn what_is_taken_over_stands_in_the_place_of_the_word() {
    let person = project();
    let mut editor = Editor::of(&person);
    editor.opens_with(
        "flows/screen.yaml",
        &FLOW.replace("assessment: backend", "assessment: ba"),
    );
    let at = editor.at("flows/screen.yaml", "assessment: ba", 14);
    let answer = editor.asks("textDocument/completion", at);
    let uri = editor.uri("flows/screen.yaml");
    let edit = serde_json::json!({ "changes": { uri: [answer[0]["textEdit"]] } });
    editor.makes(&edit);
    assert_eq!(editor.text("flows/screen.yaml"), FLOW);
}

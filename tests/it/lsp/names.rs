//! Definitions, references and hover.

use std::fmt::Write as _;

use serde_json::Value;

use super::diagnostics::{ASSESSMENT, FLOW, project};
use super::editor::Editor;

fn places(editor: &Editor<'_>, answer: &Value) -> Vec<String> {
    let all = answer
        .as_array()
        .cloned()
        .unwrap_or_else(|| vec![answer.clone()]);
    let place = |one: &Value| {
        let uri = one["uri"].as_str().unwrap();
        let start = &one["range"]["start"];
        let name = uri.strip_prefix(&editor.uri("")).unwrap();
        format!("{name}:{}:{}", start["line"], start["character"])
    };
    all.iter().map(place).collect()
}

#[test]
fn a_name_leads_to_what_it_names_and_back() {
    let person = project();
    let flow = FLOW
        .replace(
            "flowName: Screen",
            "flowName: { template: \"At ${brand}\" }",
        )
        .replace("passThreshold: 60", "passThreshold: { value: minimum }");
    person.write("flows/screen.yaml", &flow);
    let mut editor = Editor::of(&person);
    for name in [
        "flows/screen.yaml",
        "assessments/backend.yaml",
        "questions/incident.yaml",
    ] {
        editor.opens(name);
    }
    let mut found = String::new();
    for (name, what, byte) in [
        ("flows/screen.yaml", "backend", 3),
        ("assessments/backend.yaml", "use: incident", 6),
        ("flows/screen.yaml", "value: minimum", 8),
        ("flows/screen.yaml", "${brand}", 3),
    ] {
        let at = editor.at(name, what, byte);
        let answer = editor.asks("textDocument/definition", at);
        let _ = writeln!(found, "{what}: {}", places(&editor, &answer).join(", "));
    }
    insta::assert_snapshot!(found, @r"
    backend: assessments/backend.yaml:2:18
    use: incident: questions/incident.yaml:2:18
    value: minimum: vetform.yaml:7:32
    ${brand}: vetform.yaml:7:17
    ");
    let mut at = editor.at("assessments/backend.yaml", "name: backend", 7);
    at["context"] = serde_json::json!({ "includeDeclaration": true });
    let answer = editor.asks("textDocument/references", at);
    insta::assert_debug_snapshot!(places(&editor, &answer), @r#"
    [
        "assessments/backend.yaml:2:18",
        "flows/screen.yaml:6:20",
    ]
    "#);
    // Of what is no name there is nothing.
    let at = editor.at("flows/screen.yaml", "kind: Flow", 7);
    assert_eq!(editor.asks("textDocument/definition", at), Value::Null);
}

#[test]
fn hover_tells_of_a_field_what_its_table_knows() {
    let person = project();
    let mut editor = Editor::of(&person);
    editor.opens("flows/screen.yaml");
    let at = editor.at("flows/screen.yaml", "passThreshold", 2);
    let said = editor.asks("textDocument/hover", at);
    insta::assert_snapshot!(said["contents"]["value"].as_str().unwrap(), @r"
    `spec.steps[0].passThreshold`: Score that a candidate needs to pass the step, 0 to 100. The only field of a live step that can change.
    - bounds: 0–100
    - default: –
    - can change: yes
    - can be read: yes
    ");
    editor.opens("assessments/backend.yaml");
    let at = editor.at("assessments/backend.yaml", "use: incident", 6);
    let said = editor.asks("textDocument/hover", at);
    insta::assert_snapshot!(said["contents"]["value"].as_str().unwrap(), @r"
    `spec.questions[0].use`: Name of a Question manifest.

    ---

    taptalent/Question/incident in questions/incident.yaml
    ");
    editor.opens("vetform.yaml");
    let at = editor.at("vetform.yaml", "baseUrl", 0);
    let said = editor.asks("textDocument/hover", at);
    insta::assert_snapshot!(said["contents"]["value"].as_str().unwrap(), @"`workspaces.lab.taptalent.baseUrl`: Base URL of the system. Default: its public address. Plain http:// is allowed only for loopback addresses.");
}

#[test]
fn hover_explains_the_problem_there() {
    let person = project();
    let mut editor = Editor::of(&person);
    editor.opens_with(
        "assessments/backend.yaml",
        &ASSESSMENT.replace("  title:", "  titel:"),
    );
    let at = editor.at("assessments/backend.yaml", "titel", 1);
    let said = editor.asks("textDocument/hover", at);
    let text = said["contents"]["value"].as_str().unwrap();
    assert!(text.contains("**error[unknown-field]**"), "{text}");
    assert!(text.contains("nearest"), "{text}");
}

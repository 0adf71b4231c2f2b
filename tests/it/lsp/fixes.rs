//! Code actions: what is offered takes its problem away, and changes nothing on the disk.

use serde_json::Value;

use super::diagnostics::{ASSESSMENT, project};
use super::editor::Editor;

fn titles(offers: &[Value]) -> Vec<&str> {
    offers
        .iter()
        .map(|one| one["title"].as_str().unwrap())
        .collect()
}

#[test]
fn a_fix_takes_its_problem_away() {
    let person = project();
    let before = person.files();
    let mut editor = Editor::of(&person);
    editor.opens("flows/screen.yaml");
    editor.types(
        "flows/screen.yaml",
        "assessment: backend",
        "assessment: backnd",
    );
    let _ = editor.shows("flows/screen.yaml");
    let offers = editor.offers("flows/screen.yaml", "backnd");
    insta::assert_debug_snapshot!(titles(&offers), @r#"
    [
        "Write `backend`",
    ]
    "#);
    assert_eq!(offers[0]["isPreferred"], false);
    editor.makes(&offers[0]["edit"]);
    editor.becomes("flows/screen.yaml", "");
    assert_eq!(person.files(), before);
}

#[test]
fn every_safe_fix_of_a_file_is_one_action() {
    let person = project();
    let mut editor = Editor::of(&person);
    let text = ASSESSMENT
        .replace("kind: Assessment", "kind: assessment")
        .replace("  title: ", "  Title: ");
    editor.opens_with("assessments/backend.yaml", &text);
    let _ = editor.shows("assessments/backend.yaml");
    // One thing after the other: which keys are right is known once the kind is.
    for _ in 0..2 {
        let offers = editor.offers("assessments/backend.yaml", "apiVersion");
        let all = offers
            .iter()
            .find(|one| one["kind"] == "source.fixAll.vetform");
        editor.makes(&all.unwrap()["edit"]);
    }
    assert_eq!(editor.text("assessments/backend.yaml"), ASSESSMENT);
}

#[test]
fn a_roster_can_be_given_any_of_the_live_workspaces() {
    let person = project();
    let config = person.read("vetform.yaml");
    let more = "  second:\n    taptalent:\n      baseUrl: http://127.0.0.1:2\n      apiKey: { env: LAB_KEY }\nvalues";
    person.write("vetform.yaml", &config.replace("values", more));
    let roster = "apiVersion: taptalent/v1\nkind: Roster\nmetadata:\n  name: spring   # this year's\n\
        spec:\n  assessment: backend\n  candidates: [{ email: é@example.com, firstName: É, lastName: D }]\n";
    person.write("rosters/spring.yaml", &roster.replace("é@", "e@"));
    let mut editor = Editor::of(&person);
    editor.opens("rosters/spring.yaml");
    insta::assert_snapshot!(editor.shows("rosters/spring.yaml"), @"3:8-3:14 roster-everywhere: taptalent/Roster/spring does not say which workspaces it is for, and more than one is not a sandbox: lab, second");
    let offers = editor.offers("rosters/spring.yaml", "spring");
    insta::assert_debug_snapshot!(titles(&offers), @r#"
    [
        "Add `workspaces: [lab]`",
        "Add `workspaces: [second]`",
    ]
    "#);
    editor.makes(&offers[1]["edit"]);
    editor.becomes("rosters/spring.yaml", "");
    insta::assert_snapshot!(editor.text("rosters/spring.yaml"), @r"
    apiVersion: taptalent/v1
    kind: Roster
    metadata:
      name: spring   # this year's
      workspaces: [second]
    spec:
      assessment: backend
      candidates: [{ email: e@example.com, firstName: É, lastName: D }]
    ");
}

/// Each sort of fix, made as an editor makes it.
#[test]
fn every_sort_of_fix_takes_its_problem_away() {
    let person = project();
    for (right, wrong) in [
        ("passThreshold: 60", "passThreshold: \"60\""),
        ("passThreshold: 60", "PassThreshold: 60"),
        ("passThreshold: 60", "passThreshold: 60, colour: red"),
        ("flowName: Screen", "flowName: Screen #1"),
        ("flowName: Screen", "flowName: Screen of ${brand}"),
        ("kind: Flow", "kind: FLOW"),
    ] {
        let mut editor = Editor::of(&person);
        editor.opens("flows/screen.yaml");
        editor.types("flows/screen.yaml", right, wrong);
        let shown = editor.shows("flows/screen.yaml");
        let (place, _) = shown.split_once('-').unwrap();
        let (line, column) = place.split_once(':').unwrap();
        let line: usize = line.parse().unwrap();
        let text = editor.text("flows/screen.yaml").lines().nth(line).unwrap();
        let what = text[column.parse().unwrap()..].to_owned();
        let offers = editor.offers("flows/screen.yaml", &what);
        assert!(!offers.is_empty(), "{wrong}: {shown}{offers:?}");
        editor.makes(&offers[0]["edit"]);
        editor.becomes("flows/screen.yaml", "");
    }
}

//! How the server begins and ends, and what does not end it.

use serde_json::{Value, json};

use super::super::person::Person;
use super::diagnostics::project;
use super::editor::Editor;

#[test]
fn the_exit_code_says_whether_the_end_was_orderly() {
    let person = project();
    assert_eq!(Editor::of(&person).quits(), Some(0));
    assert_eq!(Editor::of(&person).leaves(), Some(1));
    assert_eq!(Editor::of(&person).vanishes(), Some(1));
}

#[test]
fn before_it_is_greeted_it_answers_nothing() {
    let person = project();
    let mut editor = Editor::bare(&person);
    let answer = editor.asks_whole("textDocument/hover", json!({}));
    assert_eq!(answer["error"]["code"], -32002);
    editor.asks("initialize", json!({ "capabilities": {} }));
    editor.asks("shutdown", Value::Null);
    let answer = editor.asks_whole("textDocument/hover", json!({}));
    assert_eq!(answer["error"]["code"], -32600);
    assert_eq!(editor.leaves(), Some(0));
}

#[test]
fn nothing_that_makes_no_sense_ends_it() {
    let person = project();
    let mut editor = Editor::of(&person);
    editor.writes(b"Content-Length: 9\r\n\r\n{\"jsonrpc");
    editor.writes(b"Content-Length: 2\r\n\r\n\xff\xfe");
    editor.writes(b"Nonsense: yes\r\n\r\n");
    let answer = editor.asks_whole("textDocument/hover", json!({ "nothing": true }));
    assert_eq!(answer["error"]["code"], -32602);
    let answer = editor.asks_whole("vetform/unheard", Value::Null);
    assert_eq!(answer["error"]["code"], -32601);
    editor.says("textDocument/didChange", json!({ "what": 1 }));
    editor.says("textDocument/didOpen", json!([]));
    editor.says("$/unheard", Value::Null);
    // A range beyond the text, and a file that is nowhere.
    editor.opens("flows/screen.yaml");
    let uri = editor.uri("flows/screen.yaml");
    editor.says(
        "textDocument/didChange",
        json!({
            "textDocument": { "uri": uri, "version": 2 },
            "contentChanges": [{
                "range": { "start": { "line": 99, "character": 99 }, "end": { "line": 3, "character": 0 } },
                "text": "x: [\n",
            }],
        }),
    );
    assert!(editor.shows("flows/screen.yaml").contains("yaml-syntax"));
    let elsewhere = json!({ "textDocument": { "uri": "untitled:1" }, "position": { "line": 0, "character": 0 } });
    assert_eq!(editor.asks("textDocument/hover", elsewhere), Value::Null);
    assert_eq!(editor.quits(), Some(0));
}

#[test]
fn a_huge_file_is_told_as_such() {
    let person = project();
    let mut editor = Editor::of(&person);
    editor.opens_with("flows/huge.yaml", &"- x\n".repeat(5_000_000));
    insta::assert_snapshot!(editor.shows("flows/huge.yaml"), @"0:0-0:0 too-large: flows/huge.yaml is larger than 16 MiB");
    assert_eq!(editor.quits(), Some(0));
}

#[test]
fn without_a_project_it_waits_for_one() {
    let person = Person::new();
    person.write("notes.yaml", "a: [\n");
    let mut editor = Editor::of(&person);
    editor.opens("notes.yaml");
    let at = editor.at("notes.yaml", "a", 0);
    assert_eq!(editor.asks("textDocument/hover", at), Value::Null);
    assert_eq!(editor.still_shows("notes.yaml"), "");
    assert_eq!(editor.quits(), Some(0));
}

//! Texts that are no YAML, or that no honest person wrote.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use super::world::{World, assessment, say};

#[test]
fn a_duplicate_key_shows_both_places() {
    insta::assert_snapshot!(say(&assessment("a", "title: Again")), @"
    error[duplicate-key]: duplicate key `title`
     --> a.yaml:8:3
      |
    4 | spec:
    5 |   title: Voice
      |   ----- first here
    6 |   hiringForRole: Engineer
    7 |   purposeOfInterview: Evaluate technical depth.
    8 |   title: Again
      |   ^^^^^
      |
      = help: keep one of the two
    ");
}

#[test]
fn a_tab_as_indentation_is_named() {
    insta::assert_snapshot!(say("apiVersion: taptalent/v1\nkind: Assessment\nmetadata:\n\tname: a\n"), @"
    error[yaml-syntax]: tab in indentation
     --> a.yaml:4:2
      |
    3 | metadata:
    4 |     name: a
      |     ^
      |
      = help: indent with spaces, not tabs
    ");
}

#[test]
fn an_unclosed_brace_is_named() {
    insta::assert_snapshot!(say("apiVersion: taptalent/v1\nkind: Assessment\nmetadata: { name: a\nspec:\n  title: x\n"), @"
    error[yaml-syntax]: `,` or `}` is missing before this
     --> a.yaml:4:5
      |
    2 | kind: Assessment
    3 | metadata: { name: a
      |           - opened here
    4 | spec:
      |     ^
    5 |   title: x
      |
      = help: close the `{`, or separate its entries with `,`; text that contains `{`, `}` or `,`
              must be quoted
    ");
}

#[test]
fn an_unclosed_quote_is_named() {
    insta::assert_snapshot!(say("apiVersion: taptalent/v1\nkind: \"Assessment\nmetadata: { name: a }\n"), @r#"
    error[yaml-syntax]: the quoted text above continues into this line
     --> a.yaml:3:1
      |
    2 | kind: "Assessment
    3 | metadata: { name: a }
      | ^
      |
      = help: close it with the quote that opened it; to continue on several lines, indent them
    "#);
}

#[test]
fn a_colon_in_a_text_without_quotes_is_named() {
    insta::assert_snapshot!(say(&assessment("a", "status: ACTIVE: yes")), @"
    error[yaml-syntax]: unexpected `:`
     --> a.yaml:8:17
      |
    7 |   purposeOfInterview: Evaluate technical depth.
    8 |   status: ACTIVE: yes
      |                 ^
      |
      = help: if the text contains `: `, quote it or use a block (`|`)
    ");
}

#[test]
fn an_unknown_alias_is_named_and_the_rest_is_still_checked() {
    insta::assert_snapshot!(say(&assessment("a", "aiLanguage: *english\nduration: 0")), @"
    error[yaml-syntax]: there is no anchor `&english` before this alias
     --> a.yaml:8:15
      |
    7 |   purposeOfInterview: Evaluate technical depth.
    8 |   aiLanguage: *english
      |               ^^^^^^^^
    9 |   duration: 0
      |
      = help: if it is text, quote it

    error[out-of-bounds]: `duration` is 0; it must be from 1 to 180
     --> a.yaml:9:13
      |
    8 |   aiLanguage: *english
    9 |   duration: 0
      |             ^
      |
      = help: raise it to 1 or more
    ");
}

#[test]
fn a_tag_is_refused() {
    insta::assert_snapshot!(say(&assessment("a", "duration: !minutes 20")), @"
    error[wrong-type]: unknown tag `!minutes`
     --> a.yaml:8:22
      |
    7 |   purposeOfInterview: Evaluate technical depth.
    8 |   duration: !minutes 20
      |                      ^^
      |
      = help: remove the tag; text needs no tag, at most quotes
    ");
}

#[test]
fn a_wrong_merge_key_is_named() {
    insta::assert_snapshot!(say(&assessment("a", "<<: english")), @"
    error[wrong-type]: a merge key (`<<`) takes a mapping or a list of mappings
     --> a.yaml:8:7
      |
    7 |   purposeOfInterview: Evaluate technical depth.
    8 |   <<: english
      |       ^^^^^^^
      |
      = help: name the anchor of a mapping: `<<: *anchor`
    ");
}

#[test]
fn a_broken_document_does_not_hide_the_next() {
    let text = format!("kind: [\n---\n{}", assessment("b", "duration: 999"));
    insta::assert_snapshot!(say(&text), @"
    error[yaml-syntax]: this `[` is never closed
     --> a.yaml:1:7
      |
    1 | kind: [
      |       ^
    2 | ---
      |
      = help: close it with `]`

    error[out-of-bounds]: `duration` is 999; it must be from 1 to 180
      --> a.yaml:10:13
       |
     9 |   purposeOfInterview: Evaluate technical depth.
    10 |   duration: 999
       |             ^^^
       |
       = help: lower it to 180 or less
    ");
}

#[test]
fn a_manifest_that_is_a_list_is_refused() {
    insta::assert_snapshot!(say("- apiVersion: taptalent/v1\n"), @"
    error[wrong-type]: a manifest must be a mapping that starts with `apiVersion:`
     --> a.yaml:1:1
      |
    1 | - apiVersion: taptalent/v1
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: start it with, for example, `apiVersion: taptalent/v1` and `kind: Assessment`; if this
              file is not a manifest, name the folders that hold manifests under `manifests:` in
              vetform.yaml
    ");
}

#[test]
fn bytes_that_are_no_text_are_shown_with_their_line_and_column() {
    let start = "apiVersion: taptalent/v1\nkind: Assessment\nmetadata: { name: é";
    let at = |bytes: &[u8]| {
        let text = [bytes, start.as_bytes(), b"\xff }\nspec: {}\n"].concat();
        let loaded = World::new().file("a.yaml", text).load();
        let [problem] = loaded.problems.as_slice() else {
            panic!("{:?}", loaded.problems);
        };
        let span = problem.place.as_ref().unwrap().span.unwrap();
        (span.start.line, span.start.column, span.end.column)
    };
    assert_eq!(at(b""), (3, 20, 21));
    assert_eq!(at("\u{feff}".as_bytes()), (3, 20, 21));
    let utf16: Vec<u8> = std::iter::once(0xfeff)
        .chain("kind: Flow".encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let said = World::new().file("a.yaml", utf16).say();
    assert!(said.contains("--> a.yaml:1:1"), "{said}");
    let config = b"apiVersion: vetform/v1\nkind: Config\nworkspaces: { w: { taptalent: { apiKey: sk_live_abcdefghijklmnopqrstuv } } } # \xe9\n";
    insta::assert_snapshot!(World::new().file("vetform.yaml", config).say(), @"
    error[unreadable]: vetform.yaml is not UTF-8 text (from byte 115 on)
     --> vetform.yaml:3:80
      |
    2 | kind: Config
    3 | workspaces: { w: { taptalent: { apiKey: ****************************** } } } # �
      |                                                                                ^
      |
      = help: save the file as UTF-8
    ");
}

#[test]
fn bytes_that_are_no_text_are_named() {
    let world = World::new().file("a.yaml", b"title: \xff\xfe");
    insta::assert_snapshot!(world.say(), @"
    error[unreadable]: a.yaml is not UTF-8 text (from byte 7 on)
     --> a.yaml:1:8
      |
    1 | title: ��
      |        ^
      |
      = help: save the file as UTF-8
    ");
}

#[test]
fn control_characters_never_reach_the_terminal() {
    let said = say(&assessment("a", "stat\u{9b}us: \u{202e}x"));
    assert!(!said.contains(['\u{1b}', '\u{9b}', '\u{202e}']));
    insta::assert_snapshot!(said, @r#"
    error[yaml-syntax]: invalid YAML: unexpected character: `\u{9b}'
     --> a.yaml:8:3
      |
    7 |   purposeOfInterview: Evaluate technical depth.
    8 |   stat·us: �x
      |   ^
      |
      = help: check the indentation, the quotes and the brackets around this place
    "#);
}

fn is_refused_fast(text: String) -> String {
    let world = World::new().file("a.yaml", text);
    let start = Instant::now();
    let loaded = world.load();
    assert!(
        start.elapsed() < Duration::from_mins(1),
        "{:?}",
        start.elapsed()
    );
    assert!(loaded.desired.is_none());
    let problem = &loaded.problems[0];
    format!("{}: {}", problem.code, problem.message)
}

#[test]
fn a_hundred_thousand_levels_are_refused_fast() {
    insta::assert_snapshot!(is_refused_fast("[".repeat(100_000)), @"too-large: this is nested more than 64 levels deep");
    insta::assert_snapshot!(is_refused_fast("- ".repeat(100_000)), @"too-large: this is nested more than 64 levels deep");
    insta::assert_snapshot!(is_refused_fast("{a: ".repeat(100_000)), @"too-large: this is nested more than 64 levels deep");
}

#[test]
fn a_billion_laughs_are_refused_fast() {
    let mut text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..10 {
        let before = format!("*a{},", level - 1).repeat(10);
        let _ = writeln!(text, "a{level}: &a{level} [{before}]");
    }
    insta::assert_snapshot!(is_refused_fast(text), @"too-large: with its aliases expanded this is more than 2000000 values");
}

#[test]
fn merge_keys_that_copy_without_end_are_refused_fast() {
    let mut text = "a0: &a0 { k0: 1 }\n".to_owned();
    for level in 1..20_000 {
        let _ = writeln!(
            text,
            "a{level}: &a{level} {{ <<: *a{}, k{level}: 1 }}",
            level - 1
        );
    }
    insta::assert_snapshot!(is_refused_fast(text), @"too-large: merge keys (`<<`) copy more than 500000 entries in this file");
}

#[test]
fn a_file_that_is_too_large_is_refused_unread() {
    let said = is_refused_fast("#".repeat(16 * 1024 * 1024 + 1));
    insta::assert_snapshot!(said, @"too-large: a.yaml is larger than 16 MiB");
}

//! The quick reading and the tree must agree wherever the quick one gives an answer.

use std::sync::Arc;

use camino::Utf8Path;
use proptest::prelude::*;

use super::good::SAMPLE;
use super::world::{assessment, flow};
use crate::manifest::file::{read_quickly, readings_differ};

/// Whether the quick reading answered; then the tree's answer is the same.
fn agree(text: &str) -> bool {
    if let Some(difference) = readings_differ(text) {
        panic!("{text}\n{difference}");
    }
    read_quickly(&Arc::from(Utf8Path::new("a.yaml")), text).is_some()
}

/// Found by the fuzz target of the readings.
#[test]
fn a_block_that_a_file_ends_in_without_a_line_end_is_read_alike() {
    for sign in [
        "|", ">", "|+", ">+", "|2", "|2+", "| # so", "|-", ">-", "|2-",
    ] {
        for end in ["", "\n", "\n  ", "\n\n", "\n    "] {
            let text = assessment("a", &format!("aiLanguage: {sign}\n  a"));
            agree(&format!("{}{end}", text.trim_end()));
        }
    }
}

#[test]
fn ordinary_files_are_read_quickly_and_alike() {
    for text in [
        SAMPLE.to_owned(),
        super::all_kinds::SAMPLE
            .replace("null", "https://a.example/logo.png")
            .replace("id: 12", "id: twelve")
            .replace("#0a7", "teal"),
        assessment("a", "title2: x").replace("title2: x", "duration: 1e1"),
        assessment("a", "duration: 0x1f\nskills: []\nquestions: []"),
        assessment(
            "a",
            "aiLanguage: |\n  a\n\n  b: c # no comment\nstatus: >-\n  ACTIVE",
        ),
        assessment("a", "aiLanguage: \"a b\"\nstatus: 'ACTIVE'"),
        assessment("a", "aiLanguage: \"talk #7\"\nskills: [a, b]"),
        flow("f", "- { assessmentId: abc, passThreshold: .5 }"),
        format!("---\n---\n{}\n...\n---\n# nothing\n", assessment("a", "")),
        String::new(),
    ] {
        assert!(agree(&text), "not read quickly: {text}");
    }
}

#[test]
fn what_only_the_tree_can_tell_is_left_to_it() {
    for lines in [
        "skills: [1.10]",
        "jobId: 7",
        "jobId: ~",
        "shouldEvaluateCEFR: True",
        "aiLanguage: !!str 1",
        "aiLanguage: &a english",
        "durration: 7",
        "duration: 999",
        "aiLanguage: |#a\n    b",
        "aiLanguage: >-#a\n    b",
        "aiLanguage: |2+#a\n    b",
        "aiLanguage: says: \"talk #7\"",
        "aiLanguage: says \"talk #7\"",
        "aiLanguage: a: says \"talk #7\" \"b",
        "skills: [a: \"b\" c #7]",
    ] {
        assert!(!agree(&assessment("a", lines)), "{lines}");
    }
    let labels = assessment("a", "").replacen("name: a", "name: a, labels: {?team: b}", 1);
    assert!(!agree(&labels), "{labels}");
    // A null that means something.
    assert!(!agree(super::all_kinds::SAMPLE));
}

/// A scalar as a person may write it.
fn scalar() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z][a-zA-Z0-9 .,!?&*%@`'#:/-]{0,24}",
        "[0-9.+eExo_:-]{1,8}",
        "(yes|no|on|off|true|false|True|null|~|Null|NULL|\\.inf|\\.nan|=|<<)",
        "\"[a-z \\\\nt:#,]{0,12}\"",
        "[a-z:]{0,3} ?: ?\"[a-z ]{0,4} #[a-z\"]{0,4} ?[a-z\"#]{0,5}\"?",
        "'[a-z \":#,\\[]{0,12}'",
        "[|>][-+]?\n[ ]{6,8}[a-z:# \\[{&*!]{1,20}\n\n?[ ]{8}[a-z ]{1,9}",
        "[a-z]{1,5}\n[ ]{6}[a-z]{1,5}",
        "\\PC{1,12}",
    ]
}

fn lines() -> impl Strategy<Value = String> {
    let field = prop_oneof![
        Just("title2"),
        Just("jobId"),
        Just("status"),
        Just("duration"),
        Just("aiLanguage"),
        Just("isEmailVerificationRequired"),
    ];
    let plain = (field, scalar()).prop_map(|(name, value)| format!("{name}: {value}"));
    let list = proptest::collection::vec(scalar(), 0..4).prop_map(|items| {
        items
            .iter()
            .fold("skills:".to_owned(), |text, item| text + "\n    - " + item)
    });
    let inline = proptest::collection::vec("[a-z0-9 .\"'-]{1,8}", 0..4)
        .prop_map(|items| format!("skills: [{}]", items.join(", ")));
    proptest::collection::vec(prop_oneof![4 => plain, 1 => list, 1 => inline], 0..4)
        .prop_map(|lines| lines.join("\n  "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_readings_agree_on_generated_documents(lines in lines(), again in lines()) {
        let head = "apiVersion: taptalent/v1\nkind: Assessment\nmetadata: { name: a }\nspec:\n  hiringForRole: R\n  purposeOfInterview: Evaluate depth.\n";
        agree(&format!("{head}  title: x\n  {lines}\n"));
        agree(&format!("{head}  title: x\n  {lines}\n---\n{head}  title: y\n  {again}\n"));
        agree(&format!("{head}  {}\n", lines.replace("title2", "title")));
    }

    #[test]
    fn both_readings_agree_on_documents_that_are_damaged_in_several_places(
        damage in proptest::collection::vec((0..super::all_kinds::SAMPLE.len(), 0_usize..4, "[\\[\\]{}:,&*!|>'\"#%@ \n\t~0-9a-]{0,3}"), 1..5),
    ) {
        let mut text = super::all_kinds::SAMPLE.replace("null", "a").replace("id: 12", "id: twelve");
        for (at, taken, with) in damage {
            let end = (at + taken).min(text.len());
            if text.is_char_boundary(at) && text.is_char_boundary(end) && at <= end {
                text.replace_range(at..end, &with);
            }
        }
        agree(&text);
    }

    #[test]
    fn any_text_at_all_is_read_without_a_stop(text in "\\PC{0,80}|[\\[\\]{}:,&*!|>'\"#%@ \n\t~a-]{0,60}") {
        agree(&text);
    }

    #[test]
    fn both_readings_agree_on_damaged_documents_of_every_kind(at in 0..super::all_kinds::SAMPLE.len(), with in "[\\[\\]{}:,&*!|>'\"#%@ \n\t~0-9a-]{1,3}") {
        let mut text = super::all_kinds::SAMPLE
            .replace("null", "a")
            .replace("id: 12", "id: twelve")
            .replace("#0a7", "teal");
        if text.is_char_boundary(at) {
            text.insert_str(at, &with);
        }
        agree(&text);
    }

    #[test]
    fn a_damaged_sample_is_read_without_a_stop(at in 0..SAMPLE.len(), with in "[\\[\\]{}:,&*!|>'\"#%@ \n\t~-]{1,3}") {
        let mut text = SAMPLE.to_owned();
        if text.is_char_boundary(at) {
            text.insert_str(at, &with);
        }
        agree(&text);
    }
}

//! Manifests as people's hands and tools leave them: a text that YAML cuts, marks of a merge, tabs, other encodings, and
//! one wrong value beside something else that is wrong.

use std::fs;

use super::person::{Outcome, Person};

fn assessment(name: &str, lines: &str) -> String {
    format!(
        "apiVersion: taptalent/v1\nkind: Assessment\nmetadata: {{ name: {name} }}\nspec:\n  title: Voice {name}\n  \
         hiringForRole: Engineer\n  purposeOfInterview: See how the candidate finds causes.\n{lines}"
    )
}

fn with(manifests: &str) -> Person {
    Person::new().with_manifests(manifests).at_a_system()
}

#[track_caller]
fn validated(person: &Person, code: i32) -> Outcome {
    person.runs("validate").exits(code)
}

#[test]
fn a_text_that_yaml_cuts_at_a_number_sign_is_a_warning_wherever_it_stands() {
    let person = with(&assessment(
        "voice",
        "  questions:\n    - name: skill\n      question: What is your #1 skill?\n      idealAnswer: Names one. # any\n",
    ));
    insta::assert_snapshot!(validated(&person, 0), @"
    exit 0
    ── stdout
    warning[cut-text]: YAML takes `#1 skill?` for a comment: this text ends after `What is your`
      --> all.yaml:10:17
       |
     9 |     - name: skill
    10 |       question: What is your #1 skill?
       |                 ^^^^^^^^^^^^
    11 |       idealAnswer: Names one. # any
       |
       = help: quote the whole text; if it is a comment, put a space after the `#`

    1 warning in 1 file
    ");
    let warned = person.runs("plan").exits(0);
    assert!(
        warned.stderr.contains("cut-text") || warned.stdout.contains("cut-text"),
        "{warned}"
    );
    for (lines, warns) in [
        ("  skills:\n    - C\n    - The #1\n", true),
        ("  aiLanguage: english #1\n", true),
        ("  aiLanguage: english  #1\n", false),
        ("  aiLanguage: english # 1\n", false),
        ("  aiLanguage: english #\n", false),
        ("  aiLanguage: 'english' #1\n", false),
        ("  duration: 20 #minutes\n", false),
        ("  aiLanguage: |-\n    english #1\n", false),
        (
            "  buckets:\n    - { name: Fit, status: pass, description: our #2 }\n",
            false,
        ),
    ] {
        let said = with(&assessment("voice", lines)).runs("validate");
        assert_eq!(
            said.stdout.contains("warning[cut-text]"),
            warns,
            "{lines}{said}"
        );
    }
    let said = validated(&with(&assessment("voice", "  aiLanguage: #1\n")), 3);
    said.shows("text that starts with `#` must be quoted");
}

#[test]
fn marks_of_a_merge_are_named_and_nothing_else_of_that_file() {
    let conflict = assessment(
        "voice",
        "<<<<<<< HEAD\n  duration: 20\n=======\n  duration: thirty\n>>>>>>> other\n",
    );
    let person = with(&conflict);
    insta::assert_snapshot!(validated(&person, 3), @"
    exit 3
    ── stdout
    error[merge-conflict]: unresolved merge conflict (3 marks in the file)
      --> all.yaml:8:1
       |
     7 |   purposeOfInterview: See how the candidate finds causes.
     8 | <<<<<<< HEAD
       | ^^^^^^^^^^^^
     9 |   duration: 20
    10 | =======
    11 |   duration: thirty
    12 | >>>>>>> other
       | ------------- the last
       |
       = help: choose between the versions, and remove the lines with `<<<<<<<`, `=======` and
               `>>>>>>>`

    1 error in 1 file
    ");
    person.write("all.yaml", &assessment("voice", ""));
    let config = person.read("vetform.yaml");
    person.write(
        "vetform.yaml",
        &format!("<<<<<<< HEAD\n{config}=======\n{config}>>>>>>> other\n"),
    );
    let said = validated(&person, 3);
    said.shows("error[merge-conflict]");
    said.shows("1 error in 1 file");
    person.write("vetform.yaml", &config);
    let roster = "apiVersion: taptalent/v1\nkind: Roster\nmetadata: { name: spring }\nspec: { assessment: voice, from: cohort.csv }\n";
    person.write("roster.yaml", roster);
    person.write(
        "cohort.csv",
        "email,firstName,lastName\n<<<<<<< HEAD\na@example.com,A,B\n=======\nb@example.com,A,B\n>>>>>>> other\n",
    );
    let said = validated(&person, 3);
    said.shows("cohort.csv:2:1");
    said.shows("error[merge-conflict]");
    said.shows("1 error in 1 file");
}

#[test]
fn a_tab_is_reported_in_its_line() {
    for lines in [
        "\tduration: 20\n",
        "  \tduration: 20\n",
        "  skills:\n\t- C\n",
        "  skills: [C]\n\tduration: 20\n",
        "  buckets:\n    - name: a\n\t  status: pass\n",
    ] {
        let text = assessment("voice", lines);
        let line = 1 + text.lines().position(|line| line.contains('\t')).unwrap();
        let said = validated(&with(&text), 3);
        assert!(
            said.stdout.contains(&format!("all.yaml:{line}:")),
            "{lines:?} {said}"
        );
        said.shows("tab in indentation");
    }
}

#[test]
fn a_manifest_in_utf16_is_named_as_such() {
    let person = with("");
    let text = assessment("voice", "");
    for (mark, to) in [
        ("\u{feff}", u16::to_le_bytes as fn(u16) -> [u8; 2]),
        ("\u{feff}", u16::to_be_bytes),
        ("", u16::to_le_bytes),
    ] {
        let text = format!("{mark}{text}");
        let bytes: Vec<u8> = text.encode_utf16().flat_map(to).collect();
        fs::write(person.path("all.yaml"), bytes).unwrap();
        let said = validated(&person, 3);
        said.shows("all.yaml is UTF-16; a manifest must be UTF-8");
        said.shows("iconv -f UTF-16");
        said.shows("1 error in 1 file");
    }
}

#[test]
fn a_length_that_depends_on_how_emoji_are_counted_is_a_warning() {
    let purpose = |text: &str| {
        let manifest = assessment("voice", "").replace("See how the candidate finds causes.", text);
        with(&manifest).runs("validate")
    };
    let short = purpose("🙂🙂🙂🙂🙂🙂");
    insta::assert_snapshot!(short.clone().exits(0), @"
    exit 0
    ── stdout
    warning[out-of-bounds]: `purposeOfInterview` has 6 characters, or 12 if the system counts an emoji as two; it must have from 10 to 5000 characters
     --> all.yaml:7:23
      |
    6 |   hiringForRole: Engineer
    7 |   purposeOfInterview: 🙂🙂🙂🙂🙂🙂
      |                       ^^^^^^^^^^^^
      |
      = help: write at least 10 characters besides emoji

    1 warning in 1 file
    ");
    assert!(!purpose("abcdefghij🙂").stdout.contains("out-of-bounds"));
    let fewer = purpose("🙂🙂🙂🙂").exits(3);
    fewer.shows("error[out-of-bounds]");
    let most = purpose(&"🙂".repeat(2600)).exits(0);
    most.shows("warning[out-of-bounds]");
}

#[test]
fn a_bad_value_hides_nobody_who_stands_twice_and_no_unknown_stage_and_no_warning() {
    let roster = |name: &str, more: &str| {
        format!(
            "---\napiVersion: flowmingo/v1\nkind: Roster\nmetadata: {{ name: {name} }}\nspec:\n  project: backend\n{more}  candidates:\n    \
             - {{ email: a@example.com, stage: Screning }}\n    - {{ email: A@example.com }}\n"
        )
    };
    let manifests = format!(
        "apiVersion: flowmingo/v1\nkind: Project\nmetadata: {{ name: backend }}\nspec: {{ title: '', stages: [Applied, Screening] }}\n{}{}---\n{}",
        roster("april", "  sendInvite: perhaps\n"),
        roster("may", "  sendInvite: false\n  jobPost: ''\n"),
        assessment(
            "voice",
            "  questions: [{ name: a, question: How do you debug an issue? }]\n"
        ),
    );
    let person = Person::new().with_manifests(&manifests).at_all_systems();
    let said = validated(&person, 3);
    for (words, times) in [
        ("is listed twice in this roster", 2),
        (
            "is also in the roster `april` of the same Project `backend`",
            2,
        ),
        ("the project has no stage `Screning`", 2),
        ("`sendInvite` must be `true` or `false`", 1),
        ("warning[no-ideal-answer]", 1),
    ] {
        assert_eq!(said.stdout.matches(words).count(), times, "{words}: {said}");
    }
    for (kind, target) in [
        ("taptalent/v1", "flow: No Name!"),
        ("promptster/v1", "assessment: No Name!"),
    ] {
        let roster = format!(
            "apiVersion: {kind}\nkind: Roster\nmetadata: {{ name: april }}\nspec:\n  {target}\n  candidates: [{{ email: a@example.com }}, {{ email: a@example.com }}]\n"
        );
        person.write("all.yaml", &roster);
        let said = validated(&person, 3);
        said.shows("error[invalid-name]");
        said.shows("is listed twice in this roster");
    }
}

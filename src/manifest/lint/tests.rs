//! Every rule as `validate` shows it, and the two ways to silence it.

use std::fmt::Write as _;

use crate::diagnostic::Severity;
use crate::manifest::tests::world::{World, assessment};
use crate::manifest::{Loaded, find_project, load, load_and_lint};
use crate::render;

fn linted(world: &World) -> Loaded {
    load_and_lint(
        &find_project(world.root(), Some(world.root())).unwrap(),
        None,
    )
}

fn say(world: &World) -> String {
    let loaded = linted(world);
    render::diagnostics::human(&loaded.problems, &loaded.sources, 100, false)
}

fn of(manifests: &str) -> World {
    World::new().file("a.yaml", manifests)
}

fn interview(name: &str, question: &str) -> String {
    let lines =
        format!("questions:\n    - {{ name: q, question: {question}, idealAnswer: A method. }}");
    assessment(name, &lines)
}

#[test]
fn a_question_without_an_ideal_answer() {
    let text = assessment(
        "voice",
        "questions:\n    - name: debugging\n      question: How do you debug?",
    );
    insta::assert_snapshot!(say(&of(&text)), @"
    warning[no-ideal-answer]: the question has no `idealAnswer`
      --> a.yaml:10:9
       |
     9 |       - name: debugging
    10 |         question: How do you debug?
       |         ^^^^^^^^
       |
       = help: describe a good answer: without it, nobody has reviewed what the score is based on

    1 warning in 1 file
    ");
}

#[test]
fn a_plain_text_with_the_name_of_a_value() {
    let lines = "aiLanguage: at ${brand} and ${PATH}, ${branding}\nskills: [{ template: \"${brand}\" }, { template: \"$${brand}\" }, \"$${brand}\"]\nstatus: |-  # vetform: ignore[unused-template] a test\n  a\n  ${brand}\njobId: |-\n  a\n  ${brand}";
    let config = "apiVersion: vetform/v1\nkind: Config\nworkspaces:\n  a: { sandbox: {} }\n  b: { sandbox: { store: b.db }, values: { brand: Acme } }\n";
    let world = of(&assessment("a", lines)).file("vetform.yaml", config);
    let root = find_project(world.root(), Some(world.root())).unwrap();
    let loaded = load_and_lint(&root, Some("b"));
    let said = render::diagnostics::human(&loaded.problems, &loaded.sources, 100, false);
    insta::assert_snapshot!(said, @r#"
    warning[unused-template]: `${brand}` is sent as it is written, since this text is not a template
     --> a.yaml:8:18
      |
    7 |   purposeOfInterview: Evaluate technical depth.
    8 |   aiLanguage: at ${brand} and ${PATH}, ${branding}
      |                  ^^^^^^^^
    9 |   skills: [{ template: "${brand}" }, { template: "$${brand}" }, "$${brand}"]
      |
      = help: write `{ template: … }` in the place of the text to put the value in, or silence this
              where `${` is meant: `# vetform: ignore[unused-template] REASON`

    error[out-of-bounds]: `status` is `a\n${brand}`; it must be `ACTIVE` or `INACTIVE`
      --> a.yaml:11:5
       |
    10 |   status: |-  # vetform: ignore[unused-template] a test
    11 |     a
       |     ^
    12 |     ${brand}
       |
       = help: use one of these, exactly as written

    warning[unused-template]: `${brand}` is sent as it is written, since this text is not a template
      --> a.yaml:15:5
       |
    14 |     a
    15 |     ${brand}
       |     ^^^^^^^^
       |
       = help: write `{ template: … }` in the place of the text to put the value in, or silence this
               where `${` is meant: `# vetform: ignore[unused-template] REASON`

    1 error, 2 warnings in 1 file
    "#);
    let without = config.replace("brand: Acme", "other: Acme");
    let world = world.file("a.yaml", assessment("a", "aiLanguage: at ${brand}"));
    let config = without + "defaultWorkspace: b\n";
    assert_eq!(say(&world.file("vetform.yaml", config)), "");
}

#[test]
fn a_question_that_stands_in_two_interviews() {
    let question = "Tell me about the bug that took you longest to find. What did you believe at first, and what made you give it up?";
    let [a, b] = [
        ("a", question.to_owned()),
        ("b", question.replace("longest", "longer")),
    ]
    .map(|(name, question)| interview(name, &format!("\"{question}\"")));
    insta::assert_snapshot!(say(&of(&format!("{a}---\n{b}"))), @r#"
    warning[near-duplicate-question]: this is almost the same as a question of taptalent/Assessment/a
      --> a.yaml:19:20
       |
    18 |   questions:
    19 |       - { name: q, question: "Tell me about the bug that took you longer to find. What did y...
       |                    ^^^^^^^^
       |
      ::: a.yaml:9:20
       |
     8 |   questions:
     9 |       - { name: q, question: "Tell me about the bug that took you longest to find. What did ...
       |                    -------- the other one
    10 | ---
       |
       = help: move it to a `kind: Question` manifest, and `use:` it in both

    1 warning in 1 file
    "#);
}

#[test]
fn a_question_in_another_language_also_if_it_is_shared() {
    let text = "apiVersion: taptalent/v1
kind: Assessment
metadata: { name: voice }
spec:
  title: Voice
  hiringForRole: Engineer
  purposeOfInterview: Evaluate technical depth.
  aiLanguage: english
  questions: [{ use: outage }]
---
apiVersion: taptalent/v1
kind: Question
metadata: { name: outage }
spec:
  question: Erzählen Sie von einem Ausfall, den Sie selbst behoben haben. Wie sind Sie vorgegangen?
  idealAnswer: Mit Methode.
";
    insta::assert_snapshot!(say(&of(text)), @"
    warning[language-mismatch]: the question is in German, and `aiLanguage` of taptalent/Assessment/voice is english
      --> a.yaml:15:3
       |
    14 | spec:
    15 |   question: Erzählen Sie von einem Ausfall, den Sie selbst behoben haben. Wie sind Sie vorge...
       |   ^^^^^^^^
    16 |   idealAnswer: Mit Methode.
       |
       = help: translate the question, or fix `aiLanguage`

    1 warning in 1 file
    ");
}

#[test]
fn flows_that_part_nobody_and_lead_nowhere_and_questions_that_nobody_uses() {
    let text = format!(
        "{}---
apiVersion: taptalent/v1
kind: Flow
metadata: {{ name: screen }}
spec:
  flowName: \"TODO: a name\"
  steps:
    - {{ assessment: voice, passThreshold: 0 }}
    - {{ assessmentId: x, passThreshold: 100 }}
---
apiVersion: taptalent/v1
kind: Question
metadata: {{ name: alone }}
spec: {{ question: Does anybody ask this?, idealAnswer: No. }}
",
        assessment("voice", "questions: []")
    );
    insta::assert_snapshot!(say(&of(&text)), @r#"
    warning[placeholder-text]: the text still contains a placeholder: `TODO`
      --> a.yaml:14:3
       |
    13 | spec:
    14 |   flowName: "TODO: a name"
       |   ^^^^^^^^
    15 |   steps:
       |
       = help: write the text: candidates or the interviewing system would get the placeholder

    warning[idle-thresholds]: every `passThreshold` of the flow is 0 or 100
      --> a.yaml:15:3
       |
    14 |   flowName: "TODO: a name"
    15 |   steps:
       |   ^^^^^
    16 |     - { assessment: voice, passThreshold: 0 }
       |
       = help: everybody passes 0 and nobody 100: set thresholds that distinguish candidates

    warning[no-questions]: the assessment `voice` of this step has no questions
      --> a.yaml:16:9
       |
    15 |   steps:
    16 |     - { assessment: voice, passThreshold: 0 }
       |         ^^^^^^^^^^
    17 |     - { assessmentId: x, passThreshold: 100 }
       |
       = help: declare its questions; or omit `questions` there if they are maintained in the web app

    warning[unused-question]: no assessment uses the question `alone`
      --> a.yaml:21:13
       |
    20 | kind: Question
    21 | metadata: { name: alone }
       |             ^^^^
    22 | spec: { question: Does anybody ask this?, idealAnswer: No. }
       |
       = help: add `- use: alone` to the `questions` of an assessment, or delete the manifest

    4 warnings in 1 file
    "#);
}

#[test]
fn a_comment_silences_one_rule_on_one_line() {
    let silent = "questions:
    - { name: a, question: How do you debug? } # vetform: ignore[no-ideal-answer] to break the ice
    # vetform: ignore[no-ideal-answer, unused-question] this one too
    - name: b
      question: How do you rest?
    - { name: c, question: How do you sleep? } # vetform: ignore[unused-question] not this rule";
    let problems = linted(&of(&assessment("voice", silent))).problems;
    let lines: Vec<_> = problems
        .iter()
        .map(|problem| problem.place.as_ref().unwrap().span.unwrap().start.line)
        .collect();
    assert_eq!(lines, [13]);
}

fn with_level(level: &str) -> World {
    let config = format!(
        "apiVersion: vetform/v1\nkind: Config\nlint: {{ no-ideal-answer: {level} }}\nworkspaces: {{ a: {{ sandbox: {{}} }} }}\n"
    );
    let text = assessment(
        "voice",
        "questions: [{ name: q, question: How do you debug? }]",
    );
    World::new()
        .file("vetform.yaml", config)
        .file("a.yaml", text)
}

#[test]
fn a_rule_counts_as_the_configuration_says() {
    let severities = |level: &str| -> Vec<Severity> {
        let problems = linted(&with_level(level)).problems;
        problems.iter().map(|problem| problem.severity).collect()
    };
    assert_eq!(severities("error"), [Severity::Error]);
    assert_eq!(severities("warning"), [Severity::Warning]);
    assert_eq!(severities("off"), []);
}

#[test]
fn only_a_rule_that_is_an_error_stands_in_the_way_of_a_plan() {
    let loaded = |level: &str| {
        let world = with_level(level);
        let loaded = load(
            &find_project(world.root(), Some(world.root())).unwrap(),
            None,
        );
        (loaded.problems.len(), loaded.desired.is_some())
    };
    assert_eq!(loaded("error"), (1, false));
    assert_eq!(loaded("warning"), (0, true));
    assert_eq!(loaded("off"), (0, true));
}

#[test]
fn a_rule_or_a_level_that_is_none_is_named() {
    let config = "apiVersion: vetform/v1
kind: Config
lint: { unused-questions: off, no-questions: loud, yaml-syntax: off }
workspaces: { a: { sandbox: {} } }
";
    insta::assert_snapshot!(say(&World::new().file("vetform.yaml", config)), @"
    error[invalid-config]: `unused-questions` is not a lint rule
     --> vetform.yaml:3:9
      |
    2 | kind: Config
    3 | lint: { unused-questions: off, no-questions: loud, yaml-syntax: off }
      |         ^^^^^^^^^^^^^^^^
    4 | workspaces: { a: { sandbox: {} } }
      |
      = help: did you mean `unused-question`?

    error[out-of-bounds]: `lint.no-questions` is `loud`; it must be `error`, `warning` or `off`
     --> vetform.yaml:3:46
      |
    2 | kind: Config
    3 | lint: { unused-questions: off, no-questions: loud, yaml-syntax: off }
      |                                              ^^^^
    4 | workspaces: { a: { sandbox: {} } }
      |
      = help: use one of these, exactly as written

    error[invalid-config]: `yaml-syntax` is not a lint rule
     --> vetform.yaml:3:52
      |
    2 | kind: Config
    3 | lint: { unused-questions: off, no-questions: loud, yaml-syntax: off }
      |                                                    ^^^^^^^^^^^
    4 | workspaces: { a: { sandbox: {} } }
      |
      = help: available: near-duplicate-question, language-mismatch, no-ideal-answer,
              idle-thresholds, no-questions, placeholder-text, unused-question, unused-template

    3 errors in 1 file
    ");
}

/// Thousands of questions from one mould, the worst that a hash can meet.
fn large(assessments: usize) -> World {
    let mut text = String::new();
    for i in 0..assessments {
        let _ = write!(
            text,
            "---\n{}",
            assessment(&format!("voice-{i}"), "questions:")
        );
        for q in 0..12 {
            let _ = write!(
                text,
                "    - name: q{q}\n      question: Describe a time when you had to debug a critical production issue of sort {i}-{q}. What \
                 was your approach, and what did you learn?\n      idealAnswer: Reproduction, root cause, fix, prevention.\n"
            );
        }
    }
    of(&text)
}

#[test]
fn questions_from_one_mould_with_other_numbers_are_no_duplicates() {
    assert_eq!(linted(&large(20)).problems, []);
}

#[test]
#[ignore = "a measurement, not a check"]
#[expect(clippy::print_stderr, reason = "a measurement is for the terminal")]
fn forty_thousand_questions() {
    let world = large(3334);
    let root = find_project(world.root(), Some(world.root())).unwrap();
    for (name, load) in [
        ("load", load as fn(_, _) -> _),
        ("load_and_lint", load_and_lint),
    ] {
        let start = std::time::Instant::now();
        let loaded: Loaded = load(&root, None);
        eprintln!(
            "{name}: {:?}, {} problems",
            start.elapsed(),
            loaded.problems.len()
        );
    }
}

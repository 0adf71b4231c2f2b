//! Placeholders that stand for nothing, or for what does not fit.

use super::placeholders::VALUES;
use super::world::{World, assessment};

/// What a person reads in the workspace about an assessment with these lines, and a file beside it.
fn filled(workspace: &str, lines: &str) -> String {
    let world = World::new()
        .file("vetform.yaml", VALUES)
        .file("m/purpose.md", "Evaluate depth.\r\nAnd breadth.\n")
        .file("m/a.yaml", assessment("a", lines));
    world.say_in(Some(workspace))
}

#[test]
fn a_value_that_is_missing_or_of_a_wrong_type_is_an_error_where_it_is_used() {
    insta::assert_snapshot!(filled("staging", "duration: { value: minimum }\naiLanguage: { value: brandd }\njobId: { value: nowhere }"), @"
    error[wrong-type]: `duration` must be a number, not `sixty` (workspace `staging`)
     --> m/a.yaml:8:13
      |
    7 |   purposeOfInterview: Evaluate technical depth.
    8 |   duration: { value: minimum }
      |             ^^^^^^^^^^^^^^^^^^
    9 |   aiLanguage: { value: brandd }
      |
     ::: vetform.yaml:5:46
      |
    4 | workspaces:
    5 |   staging: { sandbox: {}, values: { minimum: sixty, test: only here } }
      |                                              ----- the value `minimum`
    6 |   production: { sandbox: { store: b.db } }
      |
      = help: `minimum` in vetform.yaml: write a plain number, like `20`

    error[unknown-value]: there is no value `brandd` (workspace `staging`)
      --> m/a.yaml:9:24
       |
     8 |   duration: { value: minimum }
     9 |   aiLanguage: { value: brandd }
       |                        ^^^^^^
    10 |   jobId: { value: nowhere }
       |
       = help: did you mean `brand`?

    error[unknown-value]: there is no value `nowhere` (workspace `staging`)
      --> m/a.yaml:10:19
       |
     9 |   aiLanguage: { value: brandd }
    10 |   jobId: { value: nowhere }
       |                   ^^^^^^^
       |
       = help: there are: minimum, test, brand, skills, long; add it in vetform.yaml, under `values:`
               at the top or of a workspace
    ");
    insta::assert_snapshot!(filled("production", "duration: { value: long }\naiLanguage: { value: test }\nskills: { value: brand }"), @"
    error[wrong-type]: `duration` must be a number, not the text `60` (workspace `production`)
     --> m/a.yaml:8:13
      |
    7 |   purposeOfInterview: Evaluate technical depth.
    8 |   duration: { value: long }
      |             ^^^^^^^^^^^^^^^
    9 |   aiLanguage: { value: test }
      |
     ::: vetform.yaml:3:64
      |
    2 | kind: Config
    3 | values: { brand: Acme, minimum: 60, skills: [Rust, SQL], long: '60' }
      |                                                                ---- the value `long`
    4 | workspaces:
      |
      = help: `long` in vetform.yaml: remove the quotes

    error[unknown-value]: there is no value `test` (workspace `production`)
      --> m/a.yaml:9:24
       |
     8 |   duration: { value: long }
     9 |   aiLanguage: { value: test }
       |                        ^^^^
    10 |   skills: { value: brand }
       |
       = help: the workspace `staging` has one of its own: add it to the others in vetform.yaml, or
               under `values:` at the top for all

    error[wrong-type]: `skills` must be a list, not `Acme` (workspace `production`)
      --> m/a.yaml:10:11
       |
     9 |   aiLanguage: { value: test }
    10 |   skills: { value: brand }
       |           ^^^^^^^^^^^^^^^^
       |
      ::: vetform.yaml:3:18
       |
     2 | kind: Config
     3 | values: { brand: Acme, minimum: 60, skills: [Rust, SQL], long: '60' }
       |                  ---- the value `brand`
     4 | workspaces:
       |
       = help: `brand` in vetform.yaml: write one item per line, each after `- `
    ");
}

#[test]
fn a_template_takes_scalars_only_and_gives_a_text() {
    insta::assert_snapshot!(filled("production", "aiLanguage: { template: \"for ${ brnd } and ${other}\" }\nskills: { template: \"${skills}\" }\nduration: { template: \"${minimum}\" }\njobId: { template: \"${minimum\" }"), @r#"
    error[unknown-value]: there is no value `brnd` (workspace `production`)
     --> m/a.yaml:8:27
      |
    7 |   purposeOfInterview: Evaluate technical depth.
    8 |   aiLanguage: { template: "for ${ brnd } and ${other}" }
      |                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    9 |   skills: { template: "${skills}" }
      |
      = help: did you mean `brand`?

    error[wrong-type]: the value `skills` is a list, which no template can hold (workspace `production`)
      --> m/a.yaml:9:24
       |
     8 |   aiLanguage: { template: "for ${ brnd } and ${other}" }
     9 |   skills: { template: "${skills}" }
       |                        ^^^^^^^^^
    10 |   duration: { template: "${minimum}" }
       |
       = help: use `{ value: NAME }` as the whole list, or make it a text

    error[wrong-type]: `duration` must be a number, not the text `60` (workspace `production`)
      --> m/a.yaml:10:13
       |
     9 |   skills: { template: "${skills}" }
    10 |   duration: { template: "${minimum}" }
       |             ^^^^^^^^^^^^^^^^^^^^^^^^^^
    11 |   jobId: { template: "${minimum" }
       |
      ::: vetform.yaml:3:33
       |
     2 | kind: Config
     3 | values: { brand: Acme, minimum: 60, skills: [Rust, SQL], long: '60' }
       |                                 -- the value `minimum`
     4 | workspaces:
       |
       = help: `template` gives a text, which does not fit here: `{ value: NAME }` gives a value as
               it is written

    error[wrong-type]: a `${` of this template has no `}` (workspace `production`)
      --> m/a.yaml:11:22
       |
    10 |   duration: { template: "${minimum}" }
    11 |   jobId: { template: "${minimum" }
       |                      ^^^^^^^^^^^
       |
       = help: write `${NAME}`; a `${` that is meant as it is, is written `$${`
    "#);
}

#[test]
fn a_value_stands_for_anything_that_a_field_may_be_and_for_nothing_around_it() {
    insta::assert_snapshot!(filled("production", "questions: { value: skills }\njob: { value: brand }\ngenerate: { value: brand }\naiLanguage: { value: }"), @"
    error[wrong-type]: an item of `questions` must be a mapping, not `Rust` (workspace `production`)
     --> m/a.yaml:8:14
      |
    7 |   purposeOfInterview: Evaluate technical depth.
    8 |   questions: { value: skills }
      |              ^^^^^^^^^^^^^^^^^
    9 |   job: { value: brand }
      |
     ::: vetform.yaml:3:45
      |
    2 | kind: Config
    3 | values: { brand: Acme, minimum: 60, skills: [Rust, SQL], long: '60' }
      |                                             ----------- the value `skills`
    4 | workspaces:
      |
      = help: `skills` in vetform.yaml: write one `key: value` per line below it, indented

    error[wrong-type]: an item of `questions` must be a mapping, not `SQL` (workspace `production`)
     --> m/a.yaml:8:14
      |
    7 |   purposeOfInterview: Evaluate technical depth.
    8 |   questions: { value: skills }
      |              ^^^^^^^^^^^^^^^^^
    9 |   job: { value: brand }
      |
     ::: vetform.yaml:3:45
      |
    2 | kind: Config
    3 | values: { brand: Acme, minimum: 60, skills: [Rust, SQL], long: '60' }
      |                                             ----------- the value `skills`
    4 | workspaces:
      |
      = help: `skills` in vetform.yaml: write one `key: value` per line below it, indented

    error[invalid-name]: `Acme` is not a valid name: use 1 to 63 lower-case letters, digits and dashes, with no dash first or last (workspace `production`)
      --> m/a.yaml:9:8
       |
     8 |   questions: { value: skills }
     9 |   job: { value: brand }
       |        ^^^^^^^^^^^^^^^^
    10 |   generate: { value: brand }
       |
      ::: vetform.yaml:3:18
       |
     2 | kind: Config
     3 | values: { brand: Acme, minimum: 60, skills: [Rust, SQL], long: '60' }
       |                  ---- the value `brand`
     4 | workspaces:
       |
       = help: `brand` in vetform.yaml: write `acme`

    error[conflicting-fields]: `questions` and `generate` both say where the questions come from
      --> m/a.yaml:10:3
       |
     7 |   purposeOfInterview: Evaluate technical depth.
     8 |   questions: { value: skills }
       |   --------- the other one
     9 |   job: { value: brand }
    10 |   generate: { value: brand }
       |   ^^^^^^^^
    11 |   aiLanguage: { value: }
       |
       = help: keep `questions` to write them, or `generate` to have the system write them

    error[wrong-type]: `generate` must be a mapping, not `Acme` (workspace `production`)
      --> m/a.yaml:10:13
       |
     9 |   job: { value: brand }
    10 |   generate: { value: brand }
       |             ^^^^^^^^^^^^^^^^
    11 |   aiLanguage: { value: }
       |
      ::: vetform.yaml:3:18
       |
     2 | kind: Config
     3 | values: { brand: Acme, minimum: 60, skills: [Rust, SQL], long: '60' }
       |                  ---- the value `brand`
     4 | workspaces:
       |
       = help: `brand` in vetform.yaml: write one `key: value` per line below it, indented

    error[wrong-type]: `value` takes the name of a value (workspace `production`)
      --> m/a.yaml:11:22
       |
    10 |   generate: { value: brand }
    11 |   aiLanguage: { value: }
       |                      ^
       |
       = help: write `{ value: NAME }`
    ");
}

#[test]
fn a_placeholder_stands_in_spec_only_and_is_spelled_right() {
    let manifest = assessment("a", "aiLanguage: { valeu: brand }").replace(
        "name: a",
        "name: { value: brand }, labels: { a: { value: brand } }",
    );
    let world = World::new()
        .file("vetform.yaml", VALUES)
        .file("a.yaml", manifest);
    insta::assert_snapshot!(world.say_in(Some("production")), @"
    error[wrong-type]: `name` must be text, not a mapping
     --> a.yaml:3:19
      |
    2 | kind: Assessment
    3 | metadata: { name: { value: brand }, labels: { a: { value: brand } } }
      |                   ^^^^^^^^^^^^^^^^
    4 | spec:
      |
      = help: only a field of a manifest's `spec` takes `{ value: … }`

    error[wrong-type]: `a` must be text, not a mapping
     --> a.yaml:3:50
      |
    2 | kind: Assessment
    3 | metadata: { name: { value: brand }, labels: { a: { value: brand } } }
      |                                                  ^^^^^^^^^^^^^^^^
    4 | spec:
      |
      = help: only a field of a manifest's `spec` takes `{ value: … }`

    error[wrong-type]: `aiLanguage` must be text, not a mapping
     --> a.yaml:8:15
      |
    7 |   purposeOfInterview: Evaluate technical depth.
    8 |   aiLanguage: { valeu: brand }
      |               ^^^^^^^^^^^^^^^^
      |
      = help: did you mean `{ value: … }`?
    ");
}

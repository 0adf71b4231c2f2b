//! `sources:` of vetform.yaml and `from: { source: … }` of a roster, with faults.

use super::broken_config::with;
use super::cohorts::{ROSTER, say, world};
use super::world::{CONFIG, say_config};

#[test]
fn a_source_is_a_program_by_a_name_and_holds_no_key() {
    let config =
        |sources: &str| format!("{}sources:\n{sources}", with("  live: { sandbox: {} }\n"));
    let wrong: Vec<String> = [
        "  ats: [./cohort.sh]\n",
        "  ats: {}\n",
        "  ats: { command: [] }\n",
        "  ats: { command: ./cohort.sh }\n",
        "  ats: { command: [./cohort.sh], env: A }\n",
        "  a/b: { command: [./cohort.sh] }\n",
        "  ats: { command: [./cohort.sh, --key, sk_live_0123456789abcdef0123] }\n",
    ]
    .iter()
    .map(|sources| say_config(&config(sources)))
    .collect();
    insta::assert_snapshot!(wrong.join("\n"), @"
    error[wrong-type]: `ats` must be a mapping, not a list
     --> vetform.yaml:6:8
      |
    5 | sources:
    6 |   ats: [./cohort.sh]
      |        ^^^^^^^^^^^^^
      |
      = help: write one `key: value` per line below it, indented
    error[missing-field]: `sources.ats` has no `command`
     --> vetform.yaml:6:3
      |
    5 | sources:
    6 |   ats: {}
      |   ^^^
      |
      = help: add `command: [./scripts/cohort.sh]`: a program, and what it is given
    error[invalid-config]: `command` names no program
     --> vetform.yaml:6:10
      |
    5 | sources:
    6 |   ats: { command: [] }
      |          ^^^^^^^
      |
      = help: write `[PROGRAM, ARGUMENT]`; it is run without a shell
    error[wrong-type]: `command` must be a list, not `./cohort.sh`
     --> vetform.yaml:6:19
      |
    5 | sources:
    6 |   ats: { command: ./cohort.sh }
      |                   ^^^^^^^^^^^
      |
      = help: write one item per line, each after `- `
    error[unknown-field]: `ats` has no field `env`
     --> vetform.yaml:6:34
      |
    5 | sources:
    6 |   ats: { command: [./cohort.sh], env: A }
      |                                  ^^^
      |
      = help: fields: command
    error[invalid-name]: `a/b` is not a valid name of a source
     --> vetform.yaml:6:3
      |
    5 | sources:
    6 |   a/b: { command: [./cohort.sh] }
      |   ^^^
      |
      = help: use 1 to 63 letters, digits, `-`, `_` and `.`, starting with a letter or digit
    error[literal-credential]: this command contains an API key: anyone who can read the repository could use it
     --> vetform.yaml:6:10
      |
    5 | sources:
    6 |   ats: { command: ************************************************** }
      |          ^^^^^^^
      |
      = help: let the program take the key from a variable or a file; if this file was ever
              committed, replace the key
    ");
}

#[test]
fn a_source_is_a_name_and_what_it_is_given_texts_that_set_no_option() {
    let config = format!("{CONFIG}sources: {{ ats: {{ command: [true] }} }}\n");
    let wrong: Vec<String> = [
        "{ source: ats, file: cohort.csv }",
        "{ file: cohort.csv, arguments: [spring] }",
        "{ source: ' ' }",
        "{ source: [ats] }",
        "{}",
        "{ source: ats, arguments: [spring, -o, \"a\\nb\"] }",
        "{ source: ats, arguments: spring }",
        "{ source: Ats }",
    ]
    .iter()
    .map(|from| {
        let roster = ROSTER.replace("cohort.csv", from);
        say(&world(&roster, "email\n").file("vetform.yaml", &config))
    })
    .collect();
    insta::assert_snapshot!(wrong.join("\n"), @r#"
    error[conflicting-fields]: `file` and `source` cannot both be set
     --> roster.yaml:6:11
      |
    5 |   flow: screen
    6 |   from: { source: ats, file: cohort.csv }
      |           ^^^^^^       ---- here
      |
      = help: keep one of them
    error[conflicting-fields]: `file` and `arguments` cannot both be set
     --> roster.yaml:6:29
      |
    5 |   flow: screen
    6 |   from: { file: cohort.csv, arguments: [spring] }
      |           ---- here         ^^^^^^^^^
      |
      = help: remove `arguments`: they are for the program of a `source`
    error[out-of-bounds]: `source` is empty
     --> roster.yaml:6:19
      |
    5 |   flow: screen
    6 |   from: { source: ' ' }
      |                   ^^^
      |
      = help: give the name of a program under `sources` in vetform.yaml
    error[wrong-type]: `source` must be text, not a list
     --> roster.yaml:6:19
      |
    5 |   flow: screen
    6 |   from: { source: [ats] }
      |                   ^^^^^
      |
      = help: write the text after the key; text that starts with `{`, `[` or `- ` must be quoted
    error[missing-field]: `spec.from` has no `file`
     --> roster.yaml:6:3
      |
    5 |   flow: screen
    6 |   from: {}
      |   ^^^^
      |
      = help: add `file: cohort.csv`, or `source:` with the name of a program in vetform.yaml
    error[out-of-bounds]: an argument of a source cannot start with `-`: whoever may edit this manifest would set options of the program
     --> roster.yaml:6:44
      |
    5 |   flow: screen
    6 |   from: { source: ats, arguments: [spring, -o, "a\nb"] }
      |                                            ^^
      |
      = help: put options into `command` under `sources` in vetform.yaml, where they are reviewed

    error[out-of-bounds]: an argument of a source cannot contain control characters
     --> roster.yaml:6:48
      |
    5 |   flow: screen
    6 |   from: { source: ats, arguments: [spring, -o, "a\nb"] }
      |                                                ^^^^^^
      |
      = help: write it in one line
    error[wrong-type]: `arguments` must be a list, not `spring`
     --> roster.yaml:6:35
      |
    5 |   flow: screen
    6 |   from: { source: ats, arguments: spring }
      |                                   ^^^^^^
      |
      = help: write one item per line, each after `- `
    error[unknown-reference]: vetform.yaml has no source named `Ats`
     --> roster.yaml:6:19
      |
    5 |   flow: screen
    6 |   from: { source: Ats }
      |                   ^^^
      |
      = help: did you mean `ats`?
    "#);
}

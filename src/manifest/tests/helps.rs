//! Every problem says what to do, in words of its own: the fallback of its code is for what nobody thought of.

use super::world::{CONFIG, World, assessment, flow};

/// What is wrong in a project, and what to do about it.
fn helps(world: &World) -> String {
    let problems = world.load().problems;
    assert!(!problems.is_empty());
    let lines = problems
        .into_iter()
        .map(|problem| format!("{}\n  {}\n", problem.message, problem.help));
    lines.collect()
}

fn of(manifest: &str) -> String {
    helps(&World::new().file("a.yaml", manifest))
}

fn of_config(line: &str) -> String {
    helps(&World::new().file("vetform.yaml", CONFIG.to_owned() + "    " + line + "\n"))
}

#[test]
fn values_out_of_bounds_are_told_what_fits() {
    let of_line = |line: &str| of(&assessment("a", line));
    let skills = format!("skills: [{}]", ["x"; 21].join(", "));
    let said: String = [
        "duration: 0",
        "duration: 999",
        &skills,
        "buckets: [{ name: A, status: maybe }]",
        "buckets: [{ name: '', status: pass }]",
        "job: { title: ' ' }",
        "generate: { difficulty: insane }",
    ]
    .map(of_line)
    .concat();
    insta::assert_snapshot!(said, @"
    `duration` is 0; it must be from 1 to 180
      raise it to 1 or more
    `duration` is 999; it must be from 1 to 180
      lower it to 180 or less
    `skills` has 21 items; it must have at most 20 items
      remove 1 item
    `spec.buckets[0].status` is `maybe`; it must be `pass` or `fail`
      use one of these, exactly as written
    the name of a bucket is empty
      give it the name that reviewers see
    `job.title` is empty
      give the title of exactly one live job
    `spec.generate` has no `jobDescription`
      add `jobDescription: …`: Description of the job that the questions are for.
    `difficulty` is `insane`; it must be `easy`, `medium` or `hard`
      use one of these, exactly as written
    ");
    let said = of(&assessment("a", "").replace("title: Voice", "title: ''"))
        + &of(&assessment("a", "").replace("Evaluate technical depth.", "x"))
        + &of(&flow("f", "- { assessmentId: '', passThreshold: 101 }"))
        + &of(&flow("f", "- { assessmentId: x, passThreshold: .nan }"))
        + &of(&(assessment("a", "") + "lifecycle: { questionOrder: random }\n"));
    insta::assert_snapshot!(said, @"
    `title` is empty; it must have from 1 to 1000 characters
      write some text after `title:`
    `purposeOfInterview` has 1 character; it must have from 10 to 5000 characters
      lengthen it by 9 characters
    `assessmentId` is empty
      write the id as the system shows it, or remove the key
    `passThreshold` is 101; it must be from 0 to 100
      lower it to 100 or less
    `passThreshold` is not a finite number
      write a plain number, like `20`
    `lifecycle.questionOrder` is `random`; it must be `ignore` or `enforce`
      use one of these, exactly as written
    ");
}

#[test]
fn values_of_a_wrong_type_are_told_how_to_write_them() {
    let of_line = |line: &str| of(&assessment("a", line));
    let said: String = [
        "status: { a: b }",
        "status: [a]",
        "duration: { a: b }",
        "duration: soon",
        "skills: one",
        "job: one",
        "isEmailVerificationRequired: perhaps",
        "shouldEvaluateCEFR: [true]",
    ]
    .map(of_line)
    .concat();
    insta::assert_snapshot!(said, @"
    `status` must be text, not a mapping
      write the text after the key; text that starts with `{`, `[` or `- ` must be quoted
    `status` must be text, not a list
      write the text after the key; text that starts with `{`, `[` or `- ` must be quoted
    `duration` must be a number, not a mapping
      write a plain number, like `20`
    `duration` must be a number, not `soon`
      write a plain number, like `20`
    `skills` must be a list, not `one`
      write one item per line, each after `- `
    there is no manifest of kind Job named `one`
      there are no Job manifests; look a live job up without a manifest with `job: { title: … }`
    `isEmailVerificationRequired` must be `true` or `false`, not `perhaps`
      write `true` or `false`, without quotes
    `shouldEvaluateCEFR` must be `true` or `false`, not a list
      write `true` or `false`, without quotes
    ");
    insta::assert_snapshot!(of("just a text\n") + &of("- a\n- b\n"), @"
    a manifest must be a mapping that starts with `apiVersion:`
      start it with, for example, `apiVersion: taptalent/v1` and `kind: Assessment`; if this file is not a manifest, name the folders that hold manifests under `manifests:` in vetform.yaml
    a manifest must be a mapping that starts with `apiVersion:`
      start it with, for example, `apiVersion: taptalent/v1` and `kind: Assessment`; if this file is not a manifest, name the folders that hold manifests under `manifests:` in vetform.yaml
    ");
}

#[test]
fn names_are_told_how_to_be() {
    let long = "a".repeat(64);
    let said = of(&assessment(&long, "")) + &of(&assessment("Voice!", ""));
    insta::assert_snapshot!(said, @"
    `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa` is not a valid name: use 1 to 63 lower-case letters, digits and dashes, with no dash first or last
      shorten it to 63 characters or fewer
    `Voice!` is not a valid name: use 1 to 63 lower-case letters, digits and dashes, with no dash first or last
      write `voice`
    ");
}

#[test]
fn settings_are_told_what_fits() {
    let said: String = [
        "limits: { concurrency: 0 }",
        "limits: { requestsPerSecond: -1 }",
        "guards: { maxDestroy: -1 }",
        "guards: { fairness: maybe }",
    ]
    .map(of_config)
    .concat();
    insta::assert_snapshot!(said, @"
    `concurrency` is 0; it must be from 1 to 256
      use a number in this range, or omit the key for the default, 16
    `requestsPerSecond` is -1; it must be more than 0
      use a number above 0, like `20`, or omit the key for no limit
    `maxDestroy` must be a whole number, 0 or more, not `-1`
      write plain digits, like `20`
    `workspaces.local.guards.fairness` is `maybe`; it must be `warn`, `deny` or `off`
      use one of these, exactly as written
    ");
    let conf = CONFIG.replace("kind: Config", "kind: Conf");
    insta::assert_snapshot!(helps(&World::new().file("vetform.yaml", conf)), @"
    `kind` must be `Config`
      write `kind: Config`
    ");
}

#[test]
fn json_has_the_help_of_every_problem() {
    let loaded = World::new()
        .file("a.yaml", assessment("a", "duration: 0\nskills: one"))
        .load();
    let json = crate::render::diagnostics::json(&loaded);
    let problems = json["problems"].as_array().unwrap();
    assert_eq!(problems.len(), 2);
    for problem in problems {
        assert!(problem["help"].is_string(), "{problem}");
    }
}

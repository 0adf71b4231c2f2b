//! Manifests of Promptster and Flowmingo, and of the newer kinds of TapTalent, that say something wrong.

use super::world::{World, assessment, say};

pub(super) fn task(lines: &str) -> String {
    document(
        "promptster",
        "Assessment",
        "task",
        &format!("title: Challenge\nrole: Engineer\n{lines}"),
    )
}

pub(super) fn document(system: &str, kind: &str, name: &str, lines: &str) -> String {
    let mut text =
        format!("apiVersion: {system}/v1\nkind: {kind}\nmetadata: {{ name: {name} }}\nspec:\n");
    for line in lines.lines() {
        text.push_str("  ");
        text.push_str(line);
        text.push('\n');
    }
    text
}

#[test]
fn generate_is_bounded_and_excludes_questions() {
    insta::assert_snapshot!(say(&assessment("a", "questions: []\ngenerate:\n  jobDescription: A backend engineer.\n  questionCount: 11\n  difficulty: mdium\n  language: en")), @"
    error[conflicting-fields]: `questions` and `generate` both say where the questions come from
      --> a.yaml:9:3
       |
     7 |   purposeOfInterview: Evaluate technical depth.
     8 |   questions: []
       |   --------- the other one
     9 |   generate:
       |   ^^^^^^^^
    10 |     jobDescription: A backend engineer.
       |
       = help: keep `questions` to write them, or `generate` to have the system write them

    error[out-of-bounds]: `jobDescription` has 19 characters; it must have at least 50 characters
      --> a.yaml:10:21
       |
     9 |   generate:
    10 |     jobDescription: A backend engineer.
       |                     ^^^^^^^^^^^^^^^^^^^
    11 |     questionCount: 11
       |
       = help: lengthen it by 31 characters

    error[out-of-bounds]: `questionCount` is 11; it must be from 1 to 10
      --> a.yaml:11:20
       |
    10 |     jobDescription: A backend engineer.
    11 |     questionCount: 11
       |                    ^^
    12 |     difficulty: mdium
       |
       = help: lower it to 10 or less

    error[out-of-bounds]: `difficulty` is `mdium`; it must be `easy`, `medium` or `hard`
      --> a.yaml:12:17
       |
    11 |     questionCount: 11
    12 |     difficulty: mdium
       |                 ^^^^^
    13 |     language: en
       |
       = help: did you mean `medium`?

    error[unknown-field]: `generate` has no field `language`
      --> a.yaml:13:5
       |
    12 |     difficulty: mdium
    13 |     language: en
       |     ^^^^^^^^
       |
       = help: fields: jobDescription, skills, questionCount, difficulty
    ");
}

#[test]
fn a_task_comes_from_a_brief_or_from_the_library() {
    insta::assert_snapshot!(say(&task("taskBrief: Build it.\nissueId: hono-4444")), @"
    error[conflicting-fields]: `taskBrief` and `issueId` both say what the task is
     --> a.yaml:8:3
      |
    6 |   role: Engineer
    7 |   taskBrief: Build it.
      |   --------- the other one
    8 |   issueId: hono-4444
      |   ^^^^^^^
      |
      = help: keep `issueId` to use the brief of a library problem, or `taskBrief` to write your
              own; Promptster's documentation contradicts itself on which one wins
    ");
    insta::assert_snapshot!(say(&task("")), @"
    error[missing-field]: `spec` has no `taskBrief`
     --> a.yaml:4:1
      |
    3 | metadata: { name: task }
    4 | spec:
      | ^^^^
    5 |   title: Challenge
      |
      = help: add `taskBrief: …` with the task, or `issueId: …` to use a library problem
    ");
}

#[test]
fn the_numbers_tools_and_keys_of_a_task_are_checked() {
    insta::assert_snapshot!(say(&task("taskBrief: B\nrepoUrl: github.com/acme\ntimeLimitMinutes: 1.5\nexpiresInDays: 0\ntokenBudgetUsd: 0\nallowedTools: [claude, codx, claude]\nanthropicKeyId: k\nopenaiKeyMode: byok")), @"
    error[missing-field]: `spec` has no `openaiKeyId`
     --> a.yaml:4:1
      |
    3 | metadata: { name: task }
    4 | spec:
      | ^^^^
    5 |   title: Challenge
      |
      = help: add `openaiKeyId: …`: `openaiKeyMode: byok` needs the id of the key to charge

    error[out-of-bounds]: `repoUrl` is not a valid URL
     --> a.yaml:8:12
      |
    7 |   taskBrief: B
    8 |   repoUrl: github.com/acme
      |            ^^^^^^^^^^^^^^^
    9 |   timeLimitMinutes: 1.5
      |
      = help: write the complete URL, like `https://git.example.com/acme/challenge`

    error[out-of-bounds]: `timeLimitMinutes` is 1.5; it must be a whole number
      --> a.yaml:9:21
       |
     8 |   repoUrl: github.com/acme
     9 |   timeLimitMinutes: 1.5
       |                     ^^^
    10 |   expiresInDays: 0
       |
       = help: write 1 or 2

    error[out-of-bounds]: `expiresInDays` is 0; it must be 1 or more
      --> a.yaml:10:18
       |
     9 |   timeLimitMinutes: 1.5
    10 |   expiresInDays: 0
       |                  ^
    11 |   tokenBudgetUsd: 0
       |
       = help: raise it to 1 or more

    error[out-of-bounds]: `tokenBudgetUsd` is 0; it must be more than 0 and at most 1000
      --> a.yaml:11:19
       |
    10 |   expiresInDays: 0
    11 |   tokenBudgetUsd: 0
       |                   ^
    12 |   allowedTools: [claude, codx, claude]
       |
       = help: write a number above 0

    error[out-of-bounds]: `allowedTools` is `codx`; it must be `claude`, `codex` or `cursor`
      --> a.yaml:12:26
       |
    11 |   tokenBudgetUsd: 0
    12 |   allowedTools: [claude, codx, claude]
       |                          ^^^^
    13 |   anthropicKeyId: k
       |
       = help: did you mean `codex`?

    error[out-of-bounds]: `claude` is listed twice in `allowedTools`
      --> a.yaml:12:32
       |
    11 |   tokenBudgetUsd: 0
    12 |   allowedTools: [claude, codx, claude]
       |                  ------        ^^^^^^
       |                  |
       |                  the first
    13 |   anthropicKeyId: k
       |
       = help: remove one of the two

    error[conflicting-fields]: `anthropicKeyId` is used only with `anthropicKeyMode: byok`
      --> a.yaml:13:3
       |
    12 |   allowedTools: [claude, codx, claude]
    13 |   anthropicKeyId: k
       |   ^^^^^^^^^^^^^^
    14 |   openaiKeyMode: byok
       |
       = help: add `anthropicKeyMode: byok`, or remove `anthropicKeyId`
    ");
}

#[test]
fn a_reference_to_a_manifest_of_another_system_is_unknown() {
    let world = World::new()
        .file("a.yaml", assessment("webhook", ""))
        .file(
            "b.yaml",
            document(
                "promptster",
                "Roster",
                "keys",
                "{ assessment: webhook, candidates: [] }",
            ),
        )
        .file(
            "c.yaml",
            document(
                "promptster",
                "Assessment",
                "webhooks",
                "{ title: T, role: R, taskBrief: B }",
            ),
        )
        .file(
            "d.yaml",
            document(
                "flowmingo",
                "Roster",
                "sales",
                "{ interviewSet: sales, sendInvite: true, candidates: [] }",
            ),
        );
    insta::assert_snapshot!(world.say(), @"
    error[unknown-reference]: there is no promptster manifest of kind Assessment named `webhook`
     --> b.yaml:5:17
      |
    4 | spec:
    5 |   { assessment: webhook, candidates: [] }
      |                 ^^^^^^^
      |
      = help: did you mean `webhooks`?

    error[unknown-reference]: there is no flowmingo manifest of kind InterviewSet named `sales`
     --> d.yaml:5:19
      |
    4 | spec:
    5 |   { interviewSet: sales, sendInvite: true, candidates: [] }
      |                   ^^^^^
      |
      = help: there are no flowmingo InterviewSet manifests
    ");
}

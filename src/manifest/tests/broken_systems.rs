//! Manifests of Promptster and Flowmingo, and of the newer kinds of TapTalent, that say something wrong.

use super::world::{World, assessment, say};

fn task(lines: &str) -> String {
    document(
        "promptster",
        "Assessment",
        "task",
        &format!("title: Challenge\nrole: Engineer\n{lines}"),
    )
}

fn document(system: &str, kind: &str, name: &str, lines: &str) -> String {
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
       = help: it can have: jobDescription, skills, questionCount, difficulty

    5 errors in 1 file
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
      = help: keep `issueId` to take the brief of a library problem, or `taskBrief` to write your
              own; the documents disagree on which one wins

    1 error in 1 file
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
      = help: add `taskBrief: …` with the task, or `issueId: …` to take a problem of the library

    1 error in 1 file
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
      = help: `openaiKeyMode: byok` needs the id of the key that pays

    error[out-of-bounds]: `repoUrl` is not a valid URL
     --> a.yaml:8:12
      |
    7 |   taskBrief: B
    8 |   repoUrl: github.com/acme
      |            ^^^^^^^^^^^^^^^
    9 |   timeLimitMinutes: 1.5
      |
      = help: write it whole, like `https://git.example.com/acme/challenge`

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
       = help: take one away

    error[conflicting-fields]: `anthropicKeyId` counts only with `anthropicKeyMode: byok`
      --> a.yaml:13:3
       |
    12 |   allowedTools: [claude, codx, claude]
    13 |   anthropicKeyId: k
       |   ^^^^^^^^^^^^^^
    14 |   openaiKeyMode: byok
       |
       = help: add `anthropicKeyMode: byok`, or take `anthropicKeyId` away

    8 errors in 1 file
    ");
}

#[test]
fn a_roster_names_one_thing_and_its_people() {
    insta::assert_snapshot!(say(&document("taptalent", "Roster", "a", "flow: screen\nassessment: voice")), @"
    error[missing-field]: `spec` has no `candidates`
     --> a.yaml:4:1
      |
    3 | metadata: { name: a }
    4 | spec:
      | ^^^^
    5 |   flow: screen
      |
      = help: add `candidates:` with one `- { email: … }` a person, or `from: cohort.csv`

    error[conflicting-fields]: `flow` and `assessment` both say what people are invited to
     --> a.yaml:6:3
      |
    4 | spec:
    5 |   flow: screen
      |   ---- the other one
    6 |   assessment: voice
      |   ^^^^^^^^^^
      |
      = help: make them two rosters

    2 errors in 1 file
    ");
    insta::assert_snapshot!(say(&document("taptalent", "Roster", "a", "candidates: []")), @"
    error[missing-field]: `spec` has no `flow`
     --> a.yaml:4:1
      |
    3 | metadata: { name: a }
    4 | spec:
      | ^^^^
    5 |   candidates: []
      |
      = help: add `flow: …` to assign people to a flow, or `assessment: …` to invite them to one

    1 error in 1 file
    ");
    insta::assert_snapshot!(say(&document("promptster", "Roster", "a", "candidates: [{ email: a@example.com, revoked: yes }]")), @"
    error[missing-field]: `spec` has no `assessment`
     --> a.yaml:4:1
      |
    3 | metadata: { name: a }
    4 | spec:
      | ^^^^
    5 |   candidates: [{ email: *************, revoked: yes }]
      |
      = help: add `assessment: …` with the name of a promptster/v1 Assessment manifest

    error[wrong-type]: `revoked` must be `true` or `false`, not `yes`
     --> a.yaml:5:49
      |
    4 | spec:
    5 |   candidates: [{ email: *************, revoked: yes }]
      |                                                 ^^^
      |
      = help: write `true`

    2 errors in 1 file
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
      = help: there is no flowmingo InterviewSet manifest at all

    2 errors in 2 files
    ");
}

#[test]
fn branding_says_something_and_stands_once() {
    let world = World::new()
        .file(
            "a.yaml",
            document(
                "promptster",
                "Branding",
                "a",
                "accentColor: #0a7\nretentionDays: 400",
            ),
        )
        .file(
            "b.yaml",
            "apiVersion: promptster/v1\nkind: Branding\nmetadata: { name: b, id: 7 }\nspec: {}\n",
        );
    insta::assert_snapshot!(world.say(), @"
    error[wrong-type]: `accentColor` has no value
     --> a.yaml:5:14
      |
    4 | spec:
    5 |   accentColor: #0a7
      |              ^
    6 |   retentionDays: 400
      |
      = help: write `null` to clear it, or leave the key out; a text that begins with `#` must stand
              in quotes

    error[out-of-bounds]: `retentionDays` is 400; it must be from 1 to 365
     --> a.yaml:6:18
      |
    5 |   accentColor: #0a7
    6 |   retentionDays: 400
      |                  ^^^
      |
      = help: lower it to 365 or less

    error[conflicting-fields]: two manifests of kind Branding: an organisation has one branding
     --> b.yaml:2:7
      |
    1 | apiVersion: promptster/v1
    2 | kind: Branding
      |       ^^^^^^^^
    3 | metadata: { name: b, id: 7 }
      |
     ::: a.yaml:2:7
      |
    1 | apiVersion: promptster/v1
    2 | kind: Branding
      |       -------- the first
    3 | metadata: { name: a }
      |
      = help: make them one manifest

    error[unknown-field]: a Branding has no id in promptster
     --> b.yaml:3:22
      |
    2 | kind: Branding
    3 | metadata: { name: b, id: 7 }
      |                      ^^
    4 | spec: {}
      |
      = help: take `id` away

    error[missing-field]: `spec` says nothing
     --> b.yaml:4:1
      |
    3 | metadata: { name: b, id: 7 }
    4 | spec: {}
      | ^^^^
      |
      = help: add `logoUrl`, `accentColor` or `retentionDays`

    5 errors in 2 files
    ");
}

#[test]
fn a_flowmingo_roster_says_whether_it_mails_and_to_what() {
    insta::assert_snapshot!(say(&document("flowmingo", "Roster", "a", "jobPost: Senior\ninvitationMessage: Hi\ncandidates:\n  - { email: a@example.com, stage: Final }")), @"
    error[missing-field]: `spec` has no `interviewSet`
     --> a.yaml:4:1
      |
    3 | metadata: { name: a }
    4 | spec:
      | ^^^^
    5 |   jobPost: Senior
      |
      = help: add `interviewSet: …`, `project: …` or both: names of manifests of these kinds

    error[missing-field]: `spec` has no `sendInvite`
     --> a.yaml:4:1
      |
    3 | metadata: { name: a }
    4 | spec:
      | ^^^^
    5 |   jobPost: Senior
      |
      = help: add `sendInvite: …`: true mails every person, false only enters them. It has no
              default: a mail cannot be taken back, and an invite that was never mailed is easily
              missed.

    error[missing-field]: `jobPost` needs `project`
     --> a.yaml:5:3
      |
    4 | spec:
    5 |   jobPost: Senior
      |   ^^^^^^^
    6 |   invitationMessage: Hi
      |
      = help: add `project: …` to `spec`: job posts are a project's; or take `jobPost` away

    error[out-of-bounds]: `invitationMessage` has 2 characters; it must have from 10 to 5000 characters
     --> a.yaml:6:22
      |
    5 |   jobPost: Senior
    6 |   invitationMessage: Hi
      |                      ^^
    7 |   candidates:
      |
      = help: lengthen it by 8 characters

    4 errors in 1 file
    ");
}

#[test]
fn people_of_flowmingo_are_checked() {
    insta::assert_snapshot!(say(&document("flowmingo", "Roster", "a", "project: p\nsendInvite: true\ncandidates:\n  - { email: a@example.com, stage: Final, rejected: true }\n  - { email: b@example.com, cvLink: 'http://a.example/cv' }")), @"
    error[unknown-reference]: there is no flowmingo manifest of kind Project named `p`
     --> a.yaml:5:12
      |
    4 | spec:
    5 |   project: p
      |            ^
    6 |   sendInvite: true
      |
      = help: there is no flowmingo Project manifest at all

    error[conflicting-fields]: who is rejected is in no stage
     --> a.yaml:8:45
      |
    7 |   candidates:
    8 |     - { email: *************, stage: Final, rejected: true }
      |                               -----         ^^^^^^^^
      |                               |
      |                               the stage
    9 |     - { email: *************, cvLink: ********************* }
      |
      = help: keep `rejected: true` or `stage`, not both

    error[out-of-bounds]: `cvLink` is not an https address
     --> a.yaml:9:39
      |
    8 |     - { email: *************, stage: Final, rejected: true }
    9 |     - { email: *************, cvLink: ********************* }
      |                                       ^^^^^^^^^^^^^^^^^^^^^
      |
      = help: Flowmingo fetches the file from there: https, public or signed

    3 errors in 1 file
    ");
}

#[test]
fn one_ats_id_means_one_person() {
    let project = document("flowmingo", "Project", "p", "id: 7");
    let roster = document(
        "flowmingo",
        "Roster",
        "a",
        "project: p\nsendInvite: true\ncandidates:\n  - { email: a@example.com, atsCandidateId: 1 }\n  - { email: b@example.com, atsCandidateId: '1' }",
    );
    insta::assert_snapshot!(say(&format!("{project}---\n{roster}")), @"
    error[duplicate-person]: two people of this roster have the `atsCandidateId` `1`
      --> a.yaml:15:47
       |
    13 |   candidates:
    14 |     - { email: *************, atsCandidateId: 1 }
       |                                               - the first
    15 |     - { email: *************, atsCandidateId: '1' }
       |                                               ^^^
       |
       = help: give each person an id of its own, or leave it out

    1 error in 1 file
    ");
}

#[test]
fn an_interview_set_and_a_project_are_named_once() {
    insta::assert_snapshot!(say(&document("flowmingo", "InterviewSet", "a", "{}")), @"
    error[missing-field]: `spec` has no `title`
     --> a.yaml:4:1
      |
    3 | metadata: { name: a }
    4 | spec:
      | ^^^^
    5 |   {}
      |
      = help: add `title: …` as it stands in Flowmingo, or `id: …`

    1 error in 1 file
    ");
    insta::assert_snapshot!(say(&document("flowmingo", "Project", "a, id: 7", "id: 7\nstages: [A, B, A]\njobPosts: []")), @"
    error[conflicting-fields]: `spec.id` and `metadata.id` both say which one is meant
     --> a.yaml:5:3
      |
    2 | kind: Project
    3 | metadata: { name: a, id: 7 }
      |                      -- the other one
    4 | spec:
    5 |   id: 7
      |   ^^
    6 |   stages: [A, B, A]
      |
      = help: take one of them away

    error[duplicate-name]: `A` is listed twice in `stages`
     --> a.yaml:6:18
      |
    5 |   id: 7
    6 |   stages: [A, B, A]
      |            -     ^
      |            |
      |            the first
    7 |   jobPosts: []
      |
      = help: take one of the two away

    error[out-of-bounds]: `jobPosts` is empty
     --> a.yaml:7:13
      |
    6 |   stages: [A, B, A]
    7 |   jobPosts: []
      |             ^^
      |
      = help: name at least one, or leave `jobPosts` out

    3 errors in 1 file
    ");
}

#[test]
fn stages_and_job_posts_are_those_of_the_project() {
    let project = document(
        "flowmingo",
        "Project",
        "p",
        "title: P\nstages: [Applied, Final]\njobPosts: [Senior Engineer]",
    );
    let roster = document(
        "flowmingo",
        "Roster",
        "a",
        "project: p\njobPost: Senior Enginer\nsendInvite: true\ncandidates:\n  - { email: a@example.com, stage: Screening }\n  - { email: b@example.com, stage: Final }",
    );
    insta::assert_snapshot!(say(&format!("{project}---\n{roster}")), @"
    error[unknown-reference]: the project declares no job post `Senior Enginer`
      --> a.yaml:14:12
       |
    13 |   project: p
    14 |   jobPost: Senior Enginer
       |            ^^^^^^^^^^^^^^
    15 |   sendInvite: true
       |
      ::: a.yaml:7:13
       |
     6 |   stages: [Applied, Final]
     7 |   jobPosts: [Senior Engineer]
       |             ----------------- declared here
     8 | ---
       |
       = help: did you mean `Senior Engineer`?

    error[unknown-reference]: the project declares no stage `Screening`
      --> a.yaml:17:38
       |
    16 |   candidates:
    17 |     - { email: *************, stage: Screening }
       |                                      ^^^^^^^^^
    18 |     - { email: *************, stage: Final }
       |
      ::: a.yaml:6:11
       |
     5 |   title: P
     6 |   stages: [Applied, Final]
       |           ---------------- declared here
     7 |   jobPosts: [Senior Engineer]
       |
       = help: there are: Applied, Final

    2 errors in 1 file
    ");
}

#[test]
fn two_rosters_must_not_want_different_things_of_one_person() {
    let project = document("flowmingo", "Project", "p", "title: P");
    let sets = ["s", "t"].map(|name| document("flowmingo", "InterviewSet", name, "title: S"));
    let roster = |name: &str, set: &str, more: &str| {
        document(
            "flowmingo",
            "Roster",
            name,
            &format!(
                "project: p\ninterviewSet: {set}\nsendInvite: false\ncandidates: [{{ email: a@example.com, {more} }}]"
            ),
        )
    };
    let text =
        |a: String, b: String| format!("{project}---\n{}---\n{}---\n{a}---\n{b}", sets[0], sets[1]);
    insta::assert_snapshot!(say(&text(roster("a", "s", "stage: A"), roster("b", "t", "rejected: true"))), @"
    error[duplicate-person]: a…@e….com is to be rejected here and in the stage `A` in the roster `a` of the same project `p`
      --> a.yaml:35:25
       |
    34 |   sendInvite: false
    35 |   candidates: [{ email: *************, rejected: true }]
       |                         ^^^^^^^^^^^^^
       |
      ::: a.yaml:26:25
       |
    25 |   sendInvite: false
    26 |   candidates: [{ email: *************, stage: A }]
       |                         ------------- the other one
    27 | ---
       |
       = help: say it in one of the two only

    1 error in 1 file
    ");
    insta::assert_snapshot!(say(&text(roster("a", "s", "stage: A"), roster("b", "s", "stage: A"))), @"
    error[duplicate-person]: a…@e….com is also in the roster `a` of the same InterviewSet `s`
      --> a.yaml:35:25
       |
    34 |   sendInvite: false
    35 |   candidates: [{ email: *************, stage: A }]
       |                         ^^^^^^^^^^^^^
       |
      ::: a.yaml:26:25
       |
    25 |   sendInvite: false
    26 |   candidates: [{ email: *************, stage: A }]
       |                         ------------- the other one
    27 | ---
       |
       = help: take the person out of one of the two

    1 error in 1 file
    ");
    assert_eq!(
        say(&text(
            roster("a", "s", "stage: A"),
            roster("b", "t", "stage: A")
        )),
        ""
    );
    let keys = |name: &str, more: &str| {
        document(
            "promptster",
            "Roster",
            name,
            &format!("assessment: task\ncandidates: [{{ email: a@example.com{more} }}]"),
        )
    };
    let task = task("taskBrief: B");
    insta::assert_snapshot!(say(&format!("{task}---\n{}---\n{}", keys("a", ""), keys("b", ", revoked: true"))), @"
    error[duplicate-person]: a…@e….com is revoked in one roster of `task` and not in the other, `a`
      --> a.yaml:21:25
       |
    20 |   assessment: task
    21 |   candidates: [{ email: *************, revoked: true }]
       |                         ^^^^^^^^^^^^^
       |
      ::: a.yaml:14:25
       |
    13 |   assessment: task
    14 |   candidates: [{ email: ************* }]
       |                         ------------- the other one
    15 | ---
       |
       = help: take the person out of one of the two

    1 error in 1 file
    ");
}

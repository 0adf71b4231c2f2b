//! `pull` of Promptster and Flowmingo, and which systems it looks at.

use vetform::sandbox::{Branding, CodingAssessmentChange, PromptsterChange};

use super::person::Person;
use super::pull::has_nothing_to_do;

const ISSUE: &str = "\
promptster:
  rubrics: true
  providerKeys: [{ provider: anthropic }, { provider: openai }]
  issues: [{ id: hono-4444, issueTitle: Router, taskBrief: Fix the router of the framework. }]
";

const TASKS: &str = concat!(
    "\
apiVersion: promptster/v1
kind: Assessment
metadata: { name: webhooks }
spec:
  title: Webhooks # for candidates
  role: Engineer
  taskBrief: Build an endpoint that takes in webhooks.
  repoUrl: https://git.example.com/acme/challenge
  timeLimitMinutes: 120
  expiresInDays: 7
  tokenBudgetUsd: 25
  allowedTools: [claude, cursor]
  rubricId: 6f1c0000-0000-4000-8000-000000000000
---
apiVersion: promptster/v1
kind: Assessment
metadata: { name: router }
spec: { title: Router, role: Engineer, issueId: hono-4444, timeLimitMinutes: 90 }
---
",
    manifest!("branding"),
);

/// Two tasks and a branding, live and recorded.
fn tasks() -> Person {
    let person = Person::new();
    person.write("seed.yaml", ISSUE);
    person.write(
        "vetform.yaml",
        "apiVersion: vetform/v1\nkind: Config\nmanifests: [tasks]\ndefaultWorkspace: sandbox\nworkspaces:\n  sandbox: { sandbox: {} }\n",
    );
    let person = person.with_a_lab_added();
    person.write("tasks/all.yaml", TASKS);
    person.does("apply --auto-approve");
    let _ = person.calls();
    person
}

fn task(person: &Person, title: &str) -> String {
    let live = person.live();
    let tasks = live["promptster"]["assessments"].as_array().unwrap();
    let task = tasks.iter().find(|task| task["title"] == title).unwrap();
    task["id"].as_str().unwrap().to_owned()
}

#[test]
fn tasks_become_files_and_a_brief_that_came_from_an_issue_is_not_written_down() {
    let person = tasks();
    person.lose_state();
    std::fs::remove_file(person.path("tasks/all.yaml")).unwrap();
    insta::assert_snapshot!(person.runs("pull promptster").exits(0).stdout, @r##"
    --- /dev/null
    +++ b/tasks/promptster/router.yaml
    @@ -0,0 +1,11 @@
    +# yaml-language-server: $schema=../../.vetform/schema/promptster.assessment.schema.json
    +apiVersion: promptster/v1
    +kind: Assessment
    +metadata:
    +  name: router
    +spec:
    +  title: Router
    +  role: Engineer
    +  issueId: hono-4444
    +  timeLimitMinutes: 90
    +  # allowedTools, anthropicKeyMode, anthropicKeyId, openaiKeyMode, openaiKeyId: unknown, because they cannot be read back
    --- /dev/null
    +++ b/tasks/promptster/webhooks.yaml
    @@ -0,0 +1,14 @@
    +# yaml-language-server: $schema=../../.vetform/schema/promptster.assessment.schema.json
    +apiVersion: promptster/v1
    +kind: Assessment
    +metadata:
    +  name: webhooks
    +spec:
    +  title: Webhooks
    +  role: Engineer
    +  taskBrief: Build an endpoint that takes in webhooks.
    +  repoUrl: https://git.example.com/acme/challenge
    +  timeLimitMinutes: 120
    +  tokenBudgetUsd: 25
    +  rubricId: [uuid]
    +  # allowedTools, anthropicKeyMode, anthropicKeyId, openaiKeyMode, openaiKeyId: unknown, because they cannot be read back
    --- /dev/null
    +++ b/tasks/promptster/org.yaml
    @@ -0,0 +1,9 @@
    +# yaml-language-server: $schema=../../.vetform/schema/promptster.branding.schema.json
    +apiVersion: promptster/v1
    +kind: Branding
    +metadata:
    +  name: org
    +spec:
    +  logoUrl: https://a.example/logo.png
    +  accentColor: "#00aa77"
    +  retentionDays: 30
    "##);
    person.does("pull --write promptster");
    has_nothing_to_do(&person);
    person.does("apply --auto-approve");
    has_nothing_to_do(&person);
}

#[test]
fn a_task_and_a_branding_that_were_changed_live_are_edited_in_place() {
    let person = tasks();
    has_nothing_to_do(&person);
    let app = person.system().web_app().promptster();
    let change = CodingAssessmentChange {
        title: Some("Webhooks: ingestion".into()),
        time_limit_minutes: Some(90),
        token_budget_usd: Some(12.5),
        ..CodingAssessmentChange::default()
    };
    app.set_assessment(&task(&person, "Webhooks"), &change)
        .unwrap();
    let branding = Branding {
        logo_url: None,
        accent_color: Some("#123456".into()),
        retention_days: 14,
    };
    app.set(&PromptsterChange {
        branding: Some(branding),
        ..PromptsterChange::default()
    })
    .unwrap();
    // It cannot be changed from here, so drift blocks the plan until it is taken in.
    person.ends("plan", 4);
    insta::assert_snapshot!(person.runs("pull"), @r#"
    exit 0
    ── stdout
    --- a/tasks/all.yaml
    +++ b/tasks/all.yaml
    @@ -2,13 +2,13 @@
     kind: Assessment
     metadata: { name: webhooks }
     spec:
    -  title: Webhooks # for candidates
    +  title: "Webhooks: ingestion" # for candidates
       role: Engineer
       taskBrief: Build an endpoint that takes in webhooks.
       repoUrl: https://git.example.com/acme/challenge
    -  timeLimitMinutes: 120
    +  timeLimitMinutes: 90
       expiresInDays: 7
    -  tokenBudgetUsd: 25
    +  tokenBudgetUsd: 12.5
       allowedTools: [claude, cursor]
       rubricId: [uuid]
     ---
    @@ -21,6 +21,6 @@
     kind: Branding
     metadata: { name: org }
     spec:
    -  logoUrl: https://a.example/logo.png # ours
    -  accentColor: '#00aa77'
    -  retentionDays: 30
    +  logoUrl: null # ours
    +  accentColor: '#123456'
    +  retentionDays: 14
    "#);
    person.does("pull --write");
    has_nothing_to_do(&person);
    assert!(person.writes().is_empty());
}

#[test]
fn a_brief_that_the_issue_changed_is_not_drift() {
    let person = tasks();
    let app = person.system().web_app().promptster();
    let change = CodingAssessmentChange {
        task_brief: Some("Fix the router, and test it.".into()),
        ..CodingAssessmentChange::default()
    };
    app.set_assessment(&task(&person, "Router"), &change)
        .unwrap();
    person.does("drift --detailed-exitcode");
    has_nothing_to_do(&person);
}

/// What every organisation has.
const BRANDING: &str = "\
apiVersion: promptster/v1
kind: Branding
metadata: { name: org }
spec: { retentionDays: 30 }
";

const PIPELINE: &str = concat!(
    manifest!("sales"),
    "\
---
apiVersion: flowmingo/v1
kind: Project
metadata: { name: backend }
spec:
  title: Backend # ours
  stages:
    - Applied # everybody
    - Screening
    - Final
  jobPosts: [Senior Engineer, Engineer]
",
);

#[test]
fn stages_and_job_posts_that_were_changed_live_are_taken_in_and_comments_stay() {
    let person = Person::new()
        .at_all_systems()
        .with_manifests(&format!("{PIPELINE}---\n{BRANDING}"));
    let app = person.system().web_app().flowmingo();
    let _ = app.create_interview_set("Sales").unwrap();
    let stages = ["Applied", "Screening", "Final"].map(str::to_owned);
    let project = app.create_project("Backend", &stages, &[]).unwrap();
    let post = app.add_job_post(&project, "Senior Engineer").unwrap();
    let _ = app.add_job_post(&project, "Engineer").unwrap();
    person.does("apply --auto-approve");
    has_nothing_to_do(&person);
    let _ = app.add_stage(&project, "Offer").unwrap();
    app.delete_job_post(&post).unwrap();
    let live = person.live();
    let screening = &live["flowmingo"]["projects"][0]["stages"][1];
    app.set_stage(screening["id"].as_str().unwrap(), Some("Call"), None)
        .unwrap();
    person.ends("drift --detailed-exitcode", 2);
    person.ends("plan", 4);
    insta::assert_snapshot!(person.runs("pull"), @"
    exit 0
    ── stdout
    --- a/all.yaml
    +++ b/all.yaml
    @@ -10,9 +10,10 @@
       title: Backend # ours
       stages:
         - Applied # everybody
    -    - Screening
    +    - Call
         - Final
    -  jobPosts: [Senior Engineer, Engineer]
    +    - Offer
    +  jobPosts: [Engineer]
     ---
     apiVersion: promptster/v1
     kind: Branding
    ");
    person.does("pull --write");
    has_nothing_to_do(&person);
}

#[test]
fn a_set_that_was_renamed_live_is_found_by_its_pin_and_gives_the_manifest_its_title() {
    let person = Person::new().at_all_systems();
    let app = person.system().web_app().flowmingo();
    let set = app.create_interview_set("Sales").unwrap();
    person.write("org.yaml", BRANDING);
    let pinned = format!(
        "apiVersion: flowmingo/v1\nkind: InterviewSet\nmetadata: {{ name: sales, id: {set} }}\nspec: {{ title: Sales }}\n"
    );
    person.write("all.yaml", &pinned);
    has_nothing_to_do(&person);
    app.rename_interview_set(&set, "Sales, spring").unwrap();
    insta::assert_snapshot!(person.runs("pull --write"), @"
    exit 0
    ── stdout
    all.yaml
    ");
    has_nothing_to_do(&person);
}

#[test]
fn every_list_is_read_once_and_every_object_once() {
    let person = tasks();
    let app = person.system().web_app();
    let _ = app.flowmingo().create_interview_set("Sales").unwrap();
    let _ = app
        .flowmingo()
        .create_project("Backend", &["Applied".into()], &[])
        .unwrap();
    let _ = person.calls();
    person.does("pull");
    let mut calls = person.calls();
    calls.sort();
    let mut once = calls.clone();
    once.dedup();
    assert_eq!(calls, once);
    assert!(
        calls.iter().any(|call| call.contains("/assessment-flows")),
        "{calls:?}"
    );
}

#[test]
fn a_key_that_is_missing_is_refused_with_the_way_to_do_without() {
    let person = tasks().with_env("FLOWMINGO_LAB_KEY", "");
    insta::assert_snapshot!(person.runs("pull"), @"
    exit 1
    ── stderr
    error: there is no key of flowmingo for workspace lab: the environment variable FLOWMINGO_LAB_KEY is set but empty (yours to fix)
    help: set FLOWMINGO_LAB_KEY to the key; in a CI job it is empty where its secret has another name, or is not given to pull requests of forks; `flowmingo.apiKey` in vetform.yaml says where the key comes from; nothing was sent; or name the systems to read, without this one: `vetform pull SYSTEM…` with taptalent, flowmingo, promptster
    ");
    assert!(person.calls().is_empty());
    // Manifests and state are of Promptster alone.
    person.does("plan");
    person.does("pull promptster taptalent");
}

#[test]
fn an_address_needs_the_key_of_its_system_alone() {
    let person = tasks()
        .with_env("FLOWMINGO_LAB_KEY", "")
        .with_env("PROMPTSTER_LAB_KEY", "");
    let missing = person.runs("pull promptster/Assessment/webhooks").exits(1);
    insta::assert_snapshot!(missing.stderr, @"
    error: there is no key of promptster for workspace lab: the environment variable PROMPTSTER_LAB_KEY is set but empty (yours to fix)
    help: set PROMPTSTER_LAB_KEY to the key; in a CI job it is empty where its secret has another name, or is not given to pull requests of forks; `promptster.apiKey` in vetform.yaml says where the key comes from; nothing was sent
    ");
    let unknown = person.runs("pull taptalent/Assessment/backend").exits(3);
    insta::assert_snapshot!(unknown.stderr, @"
    error: neither a manifest nor a live object has the address taptalent/Assessment/backend
    help: `vetform pull` without an address shows everything it finds
    ");
    let calls = person.calls();
    assert!(
        calls.iter().all(|call| call.starts_with("GET /assessment")),
        "{calls:?}"
    );
}

#[test]
fn a_system_that_the_workspace_lacks_is_named() {
    let person = Person::new().at_a_system();
    insta::assert_snapshot!(person.runs("pull flowmingo"), @"
    exit 3
    ── stderr
    error: workspace lab has no flowmingo to pull from
    help: add `flowmingo:` to the workspace in vetform.yaml, or choose another one with `-w`
    ");
    insta::assert_snapshot!(person.runs("pull lever"), @"
    exit 3
    ── stderr
    error: invalid value 'lever' for '[ADDRESS]...': `lever` is not a valid address: write it as system/Kind/name, for example taptalent/Flow/screen

    For more information, try '--help'.
    ");
}

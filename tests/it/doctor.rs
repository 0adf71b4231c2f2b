//! `vetform doctor`: a line for each thing that a run leans on, and every line even when others are bad.

use std::net::TcpListener;

use serde_json::Value;
use vetform::sandbox::{FLOWMINGO_KEY, FlowmingoChange, PROMPTSTER_KEY, Sandbox};

use super::person::Person;

const SET: &str = concat!(
    manifest!("sales"),
    "\
---
apiVersion: flowmingo/v1
kind: Roster
metadata: { name: april }
spec: { interviewSet: sales, sendInvite: true, candidates: [{ email: ada@example.com, rejected: true }] }
",
);

const QUIZ: &str = manifest!("quiz");

/// A workspace of all three systems, embedded in this process.
fn three(sandbox: &Sandbox) -> String {
    format!(
        "    flowmingo: {{ baseUrl: '{}', apiKey: {{ env: FLOW_KEY }} }}\n    promptster: {{ baseUrl: '{}', apiKey: {{ env: PST_KEY }} }}\n",
        sandbox.flowmingo_url(),
        sandbox.promptster_url()
    )
}

fn person() -> Person {
    let person = Person::new().at_a_system();
    let more = three(person.system());
    person
        .with_settings(&more)
        .with_env("FLOW_KEY", FLOWMINGO_KEY)
        .with_env("PST_KEY", PROMPTSTER_KEY)
}

fn statuses(document: &Value) -> Vec<(String, String)> {
    let checks = document["checks"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    checks
        .iter()
        .map(|check| (text(&check["check"]), text(&check["status"])))
        .collect()
}

#[test]
fn all_is_well_and_said_so_line_by_line() {
    let person = person().with_manifests(&format!("{QUIZ}---\n{SET}"));
    insta::assert_snapshot!(person.runs("doctor"), @"
    exit 0
    ── stdout
    ok       configuration     [project]/vetform.yaml, workspace lab: taptalent, flowmingo, promptster
    ok       manifests         resources: 3, files: 1
    ok       taptalent key     found, and looks valid
    ok       taptalent         http://127.0.0.1:[port]/taptalent/v1/partner responds and accepts the key
    ok       flowmingo key     found, and looks valid
    ok       flowmingo         http://127.0.0.1:[port]/flowmingo/company responds and accepts the key
    ok       flowmingo scopes  invite_candidates, read_hiring, write_pipeline
    ok       promptster key    found, and looks valid
    ok       promptster        http://127.0.0.1:[port]/promptster responds and accepts the key
    ok       promptster plan   growth; sessions are kept for at most 90 days
    ok       promptster quota  299 of 300 calls left
    ok       state             [project]/vetform.state/lab.json: nothing applied yet
    ok       lock              can be acquired and released

    13 checked: 0 failed, 0 with a warning
    ");
}

#[test]
fn a_sandbox_needs_no_key() {
    let person = Person::new().with_manifests(QUIZ);
    person.write(
        "vetform.yaml",
        "apiVersion: vetform/v1\nkind: Config\nworkspaces: { lab: { sandbox: {} } }\n",
    );
    insta::assert_snapshot!(person.runs("doctor"), @"
    exit 0
    ── stdout
    ok       configuration  [project]/vetform.yaml, workspace lab: sandbox of taptalent, flowmingo, promptster
    ok       manifests      resources: 1, files: 1
    ok       systems        embedded: needs no key and no network
    ok       state          [project]/vetform.state/lab.json: nothing applied yet
    ok       lock           can be acquired and released

    5 checked: 0 failed, 0 with a warning
    ");
}

#[test]
fn every_check_runs_though_others_fail_and_no_key_is_shown() {
    let person = person().with_manifests(&format!("{QUIZ}---\n{SET}"));
    let change = FlowmingoChange {
        scopes: Some(vec!["invite_candidates".into()]),
        ..FlowmingoChange::default()
    };
    person.system().web_app().flowmingo().set(&change).unwrap();
    let person = person
        .with_env("LAB_KEY", "SecretSecretSecret")
        .with_env("PST_KEY", "");
    let outcome = person.runs("doctor");
    assert!(!format!("{outcome}").contains("SecretSecret"));
    insta::assert_snapshot!(outcome, @"
    exit 1
    ── stdout
    ok       configuration     [project]/vetform.yaml, workspace lab: taptalent, flowmingo, promptster
    ok       manifests         resources: 3, files: 1
    warning  taptalent key     found, but it starts with neither `sk_live_` nor `sk_test_`
             → if calls fail, compare it with the key in the system's web app
    failed   taptalent         http://127.0.0.1:[port]/taptalent/v1/partner rejects the API key: 401 Unauthorized, UNAUTHORIZED (authentication_error): Missing or invalid API key (yours to fix)
             → the key in the environment variable LAB_KEY starts with neither `sk_live_` nor `sk_test_`: copy a key that is valid now from TapTalent's web app, and store it in that place
    ok       flowmingo key     found, and looks valid
    ok       flowmingo         http://127.0.0.1:[port]/flowmingo/company responds and accepts the key
    failed   flowmingo scopes  the key has invite_candidates; the manifests also need read_hiring, write_pipeline
             → add the scopes to the key in Flowmingo (Account Settings, Integrations), or use another key
    failed   promptster key    there is no key of promptster for workspace lab: the environment variable PST_KEY is set but empty (yours to fix)
             → set PST_KEY to the key; in a CI job it is empty where its secret has another name, or is not given to pull requests of forks; `promptster.apiKey` in vetform.yaml says where the key comes from; nothing was sent
    ok       state             [project]/vetform.state/lab.json: nothing applied yet
    ok       lock              can be acquired and released

    10 checked: 3 failed, 1 with a warning
    ");
}

#[test]
fn wrong_manifests_and_a_wrong_configuration_exit_with_3() {
    let person = person().with_manifests("apiVersion: taptalent/v1\nkind: Assessment\n");
    let outcome = person.runs("doctor --format json").exits(3);
    let document: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(document["outcome"], "failed");
    let statuses = statuses(&document);
    let status = |name: &str| statuses.iter().find(|(check, _)| check == name).cloned();
    for (check, expected) in [
        ("manifests", "failed"),
        ("taptalent", "ok"),
        ("promptster", "ok"),
        ("flowmingo scopes", "warning"),
        ("lock", "ok"),
    ] {
        assert_eq!(status(check), Some((check.to_owned(), expected.to_owned())));
    }
    person.write(
        "vetform.yaml",
        "apiVersion: vetform/v1\nkind: Config\nworkspace: {}\n",
    );
    insta::assert_snapshot!(person.runs("doctor"), @"
    exit 3
    ── stdout
    failed   configuration  vetform.yaml: vetform.yaml has no field `workspace`
             → did you mean `workspaces`?

    1 checked: 1 failed, 0 with a warning
    ");
    insta::assert_snapshot!(Person::new().runs("doctor"), @"
    exit 3
    ── stdout
    failed   configuration  there is no vetform.yaml in [project] or any folder above it; `vetform init` creates one

    1 checked: 1 failed, 0 with a warning
    ");
}

#[test]
fn a_host_that_does_not_answer_and_a_key_for_another_host_are_told_apart() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    let person = Person::new()
        .with_manifests(QUIZ)
        .with_env("LAB_KEY", "sk_test_abcdefghijklmnopqrstuv")
        .with_env("FLOW_KEY", "fl_pre_a.b");
    person.configure(&url, "    flowmingo: { apiKey: { env: FLOW_KEY } }\n");
    let outcome = person.runs("doctor").exits(3);
    let lines: Vec<&str> = outcome.stdout.lines().collect();
    let line = |start: &str| {
        let found = lines.iter().find(|line| line.starts_with(start));
        found.map(ToString::to_string).unwrap_or_default()
    };
    assert!(
        line("failed   taptalent ").contains("the connection was refused"),
        "{outcome}"
    );
    assert!(
        line("failed   flowmingo key").contains("fl_pre_"),
        "{outcome}"
    );
    assert!(line("ok       lock").contains("acquired"), "{outcome}");
}

#[test]
fn a_runner_gets_an_error_for_each_failed_check() {
    let person = Person::new().with_manifests(QUIZ).with_env("LAB_KEY", "");
    person.configure("http://127.0.0.1:1", "");
    let told = person.runs("doctor --format github").exits(1);
    insta::assert_snapshot!(told.stdout, @"::error title=vetform doctor%3A taptalent key::there is no key of taptalent for workspace lab: the environment variable LAB_KEY is set but empty (yours to fix)%0Ahelp: set LAB_KEY to the key; in a CI job it is empty where its secret has another name, or is not given to pull requests of forks; `taptalent.apiKey` in vetform.yaml says where the key comes from; nothing was sent");
}

#[test]
fn a_doctor_leaves_no_trace_in_the_systems() {
    let person = person().with_manifests(QUIZ);
    person.calls();
    person.does("doctor");
    let calls = person.calls();
    assert_eq!(calls.len(), 3, "{calls:?}");
    assert!(
        calls.iter().all(|call| call.starts_with("GET ")),
        "{calls:?}"
    );
}

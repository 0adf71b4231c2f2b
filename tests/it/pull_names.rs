//! `pull` where titles do not tell objects apart: pins, names with numbers, names without a letter of the title.

use super::pull::{at_a_sandbox, has_nothing_to_do, texts};

const SEED: &str = "\
taptalent:
  assessments:
    - &one { title: Backend, hiringForRole: Engineer, purposeOfInterview: Find out who writes sound code. }
    - { <<: *one, title: 'Back end!' }
    - { <<: *one, title: 'back-end?' }
    - { <<: *one, title: 面接 }
    - { <<: *one, title: ☕ }
flowmingo:
  interviewSets: [{ title: Продажи }]
";

#[test]
fn names_that_collide_get_numbers_and_titles_without_a_letter_the_name_of_their_kind() {
    let seed = SEED.replace("&one { ", "{ ").replace(
        "<<: *one",
        "hiringForRole: Engineer, purposeOfInterview: Find out who writes sound code.",
    );
    let person = at_a_sandbox(&seed);
    insta::assert_snapshot!(person.runs("pull --write"), @"
    exit 0
    ── stdout
    live/assessments/assessment.yaml
    live/assessments/assessment-2.yaml
    live/assessments/back-end.yaml
    live/assessments/back-end-2.yaml
    live/assessments/backend.yaml
    live/flowmingo/prodazhi.yaml
    live/promptster/org.yaml
    ");
    has_nothing_to_do(&person);
    let again = person.runs("pull --write").exits(0);
    assert_eq!(again.stdout, "", "the same names every time");
}

const TWINS: &str = concat!(
    "\
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: backend }
spec: { title: Backend, hiringForRole: Engineer, purposeOfInterview: Find out who writes sound code. }
---
",
    manifest!("screen-of-backend"),
    "\
---
apiVersion: promptster/v1
kind: Assessment
metadata: { name: webhooks }
spec: { title: Webhooks, role: Engineer, taskBrief: Build an endpoint that takes in webhooks. }
",
);

/// Applies the same manifests twice, as two people would who do not know of each other.
fn twins() -> super::person::Person {
    let person = super::person::Person::new()
        .at_all_systems()
        .with_manifests(TWINS);
    person.does("apply --auto-approve");
    let live = person.live();
    let app = person.system().web_app();
    let rename = |title: &str| {
        let assessment = live["assessments"][0]["assessmentId"].as_str().unwrap();
        let change = vetform::sandbox::AssessmentChange {
            title: Some(title.into()),
            ..Default::default()
        };
        app.set_assessment(assessment, &change).unwrap();
        let change = vetform::sandbox::FlowChange {
            flow_name: Some(title.replace("Backend", "Screen")),
            ..Default::default()
        };
        app.set_flow(live["flows"][0]["id"].as_i64().unwrap(), &change)
            .unwrap();
        let task = live["promptster"]["assessments"][0]["id"].as_str().unwrap();
        let change = vetform::sandbox::CodingAssessmentChange {
            title: Some(title.replace("Backend", "Webhooks")),
            ..Default::default()
        };
        app.promptster().set_assessment(task, &change).unwrap();
    };
    rename("Backend, old");
    person.lose_state();
    person.does("apply --auto-approve");
    rename("Backend");
    let flowmingo = app.flowmingo();
    for _ in 0..2 {
        let _ = flowmingo.create_interview_set("Sales").unwrap();
        let _ = flowmingo
            .create_project("Hiring", &["Applied".into()], &[])
            .unwrap();
    }
    person.lose_state();
    std::fs::remove_file(person.path("all.yaml")).unwrap();
    person
}

#[test]
fn objects_that_share_a_title_are_pinned_so_that_the_next_plan_knows_them_apart() {
    let person = twins();
    person.does("pull --write");
    let files = texts(&person);
    assert_eq!(files.matches("\n  id: ").count(), 10, "{files}");
    let text = person.read("promptster/webhooks-2.yaml");
    let (made, text): (Vec<&str>, Vec<&str>) =
        text.lines().partition(|line| line.contains(" made on "));
    assert!(made[0].starts_with("  # several have this title; this one was made on 2"));
    insta::assert_snapshot!(text.join("\n"), @"
    # yaml-language-server: $schema=../.vetform/schema/promptster.assessment.schema.json
    apiVersion: promptster/v1
    kind: Assessment
    metadata:
      name: webhooks-2
      id: [uuid]
    spec:
      title: Webhooks
      role: Engineer
      taskBrief: Build an endpoint that takes in webhooks.
      # allowedTools, anthropicKeyMode, anthropicKeyId, openaiKeyMode, openaiKeyId, rubricId: unknown, because they cannot be read back
    ");
    has_nothing_to_do(&person);
    person.does("apply --auto-approve");
    has_nothing_to_do(&person);
}

#[test]
fn a_twin_of_what_is_managed_is_pinned_too() {
    let person = twins();
    person.write("all.yaml", TWINS);
    person.ends("plan", 4);
    let live = person.live();
    let first = live["assessments"][0]["assessmentId"].as_str().unwrap();
    person.changes(
        "kind: Assessment\nmetadata: { name: backend }",
        &format!("kind: Assessment\nmetadata: {{ name: backend, id: {first} }}"),
    );
    person.does("pull --write taptalent/Assessment/backend-2");
    let second = live["assessments"][1]["assessmentId"].as_str().unwrap();
    assert!(
        person
            .read("assessments/backend-2.yaml")
            .contains(&format!("  id: {second}\n"))
    );
}

//! What becomes of people after they were invited: stages, rejections, revoked keys, new versions of a flow; and questions
//! that the system writes.

use vetform::sandbox::seed_from_text;

use super::lab::Lab;

const SEED: &str = "
taptalent: { generation: { reads: 3 } }
flowmingo:
  refusesApplications: ['*+late@*']
  failsToMail: ['*+full@*']
  interviewSets: [{ title: Talk }]
  projects: [{ title: Backend, stages: [Applied, Screening, Final], jobPosts: [Engineer] }]
promptster:
  rateLimit: 0
  issues: [{ id: hono-1, issueTitle: Fix it, taskBrief: Fix the router., repoUrl: 'https://example.com/r' }]
";

pub(super) async fn lab(manifests: &str) -> Lab {
    Lab::seeded(manifests, seed_from_text(SEED).unwrap()).await
}

pub(super) fn project(candidates: &str) -> String {
    format!(
        "apiVersion: flowmingo/v1
kind: Project
metadata: {{ name: backend }}
spec: {{ title: Backend, stages: [Applied, Screening, Final], jobPosts: [Engineer] }}
---
apiVersion: flowmingo/v1
kind: Roster
metadata: {{ name: april }}
spec:
  project: backend
  jobPost: Engineer
  sendInvite: false
  candidates:
{candidates}"
    )
}

/// Stage by address, as the web app shows it.
pub(super) fn stages(lab: &Lab) -> Vec<String> {
    let state = lab.sandbox.web_app().state().unwrap();
    let flowmingo = &state["flowmingo"];
    let name_of = |id: &serde_json::Value| {
        let projects = flowmingo["projects"].as_array().unwrap().iter();
        let mut stages = projects.flat_map(|project| project["stages"].as_array().unwrap());
        stages
            .find(|stage| stage["id"] == *id)
            .map_or_else(|| "?".to_owned(), |stage| stage["name"].to_string())
    };
    let applications = flowmingo["applications"].as_array().unwrap().iter();
    let mut stages: Vec<String> = applications
        .map(|one| format!("{} {}", name_of(&one["stageId"]), one["rejected"]))
        .collect();
    stages.sort();
    stages
}

#[tokio::test]
async fn people_are_put_into_their_stage_moved_and_rejected() {
    let lab = lab(&project(
        "    - { email: a@example.com, stage: Screening }\n    - { email: b@example.com }\n",
    ))
    .await;
    assert_eq!(lab.apply_until_done().await, 1);
    assert_eq!(stages(&lab), [r#""Screening" false"#, "? false"]);
    lab.write("all.yaml", &project("    - { email: a@example.com, stage: Final }\n    - { email: b@example.com, rejected: true }\n"));
    lab.sandbox.clear_received();
    assert_eq!(lab.apply_until_done().await, 1);
    assert_eq!(lab.writes().len(), 2, "{:?}", lab.writes());
    assert_eq!(stages(&lab), [r#""Final" false"#, "? true"]);
    lab.sandbox.clear_received();
    lab.apply().await;
    assert_eq!(lab.writes(), Vec::<String>::new());
}

/// A set and a project together, with mail.
fn talk(candidates: &str) -> String {
    let set = "---
apiVersion: flowmingo/v1
kind: InterviewSet
metadata: { name: talk }
spec: { title: Talk }
";
    let roster = project(candidates).replace(
        "sendInvite: false",
        "interviewSet: talk\n  sendInvite: true",
    );
    format!("{roster}{set}")
}

pub(super) fn mails(lab: &Lab) -> usize {
    let state = lab.sandbox.web_app().state().unwrap();
    state["mails"].as_array().unwrap().len()
}

#[tokio::test]
async fn whoever_is_in_the_project_already_is_mailed_once() {
    let lab = lab(&project("    - { email: a@example.com }\n")).await;
    lab.apply_until_done().await;
    lab.lose_state();
    let unknown = "lifecycle: { unknownSubmissions: ignore }\n---\napiVersion: flowmingo/v1\nkind: InterviewSet";
    let manifests = talk("    - { email: a@example.com }\n");
    let manifests = manifests.replace("---\napiVersion: flowmingo/v1\nkind: InterviewSet", unknown);
    lab.write("all.yaml", &manifests);
    let report = lab.apply().await.unwrap();
    assert!(report.failed.is_empty(), "{report:#?}");
    assert_eq!((mails(&lab), stages(&lab).len()), (1, 1));
    lab.sandbox.clear_received();
    lab.apply().await;
    assert_eq!((lab.writes(), mails(&lab)), (Vec::new(), 1));
}

#[tokio::test]
async fn a_mail_that_failed_is_tried_again_and_what_it_left_holds_nobody_back() {
    let set = "apiVersion: flowmingo/v1\nkind: InterviewSet\nmetadata: { name: talk }\nspec: { title: Talk }\n---\n";
    let roster = "apiVersion: flowmingo/v1\nkind: Roster\nmetadata: { name: april }\nspec:\n  interviewSet: talk\n  \
                  sendInvite: true\n  candidates: [{ email: a@example.com }, { email: b+full@example.com }]\n";
    let lab = lab(&format!("{set}{roster}")).await;
    for _ in 0..2 {
        let report = lab.apply().await.unwrap();
        let failed: Vec<&str> = report.failed.iter().map(|one| one.error.as_str()).collect();
        assert_eq!(failed, ["b…l@e….com: refused: The mail could not be sent"]);
        assert_eq!(mails(&lab), 1);
    }
    let change = serde_json::from_value(serde_json::json!({ "failsToMail": [] })).unwrap();
    let app = lab.sandbox.web_app();
    app.flowmingo().set(&change).unwrap();
    let report = lab.apply().await.unwrap();
    assert!(report.failed.is_empty(), "{report:#?}");
    assert_eq!(mails(&lab), 2);
    assert!(super::lab::is_empty(&lab.plan().await.unwrap()));
}

#[tokio::test]
async fn who_is_mailed_and_not_let_into_the_project_is_told_and_not_mailed_again() {
    let lab = lab(&talk(
        "    - { email: a@example.com, stage: Final }\n    - { email: b+late@example.com, stage: Final }\n    - { email: c+late@example.com }\n",
    ))
    .await;
    let report = lab.apply().await.unwrap();
    let failed: Vec<&str> = report.failed.iter().map(|one| one.error.as_str()).collect();
    insta::assert_snapshot!(failed.join("\n"), @"
    b…e@e….com: was invited, but: This position is closed; the invite is not sent again. Plan again; what the plan does not show has to be done in the web app
    c…e@e….com: was invited, but: This position is closed; the invite is not sent again. Plan again; what the plan does not show has to be done in the web app
    ");
    assert_eq!(mails(&lab), 3);
    assert_eq!(stages(&lab), [r#""Final" false"#]);
    // The next plan shows what is missing, as far as the manifest asks for it: not another invite.
    lab.sandbox.clear_received();
    let report = lab.apply().await.unwrap();
    assert!(report.failed.is_empty(), "{report:#?}");
    assert_eq!(lab.writes(), ["POST /integration/hiring/applications/v1"]);
    assert_eq!((mails(&lab), stages(&lab).len()), (3, 2));
    assert!(super::lab::is_empty(&lab.plan().await.unwrap()));
}

#[tokio::test]
async fn somebody_who_was_moved_in_the_web_app_meanwhile_is_not_moved_by_an_old_plan() {
    let lab = lab(&project(
        "    - { email: a@example.com, stage: Screening }\n",
    ))
    .await;
    lab.apply_until_done().await;
    lab.write(
        "all.yaml",
        &project("    - { email: a@example.com, stage: Final }\n"),
    );
    let mut recorded = lab.state().load().await.unwrap();
    let plan = lab.plan_with(&recorded).await.unwrap();
    let state = lab.sandbox.web_app().state().unwrap();
    let (application, applied) = (
        state["flowmingo"]["applications"][0]["id"]
            .as_str()
            .unwrap(),
        state["flowmingo"]["projects"][0]["stages"][0]["id"]
            .as_str()
            .unwrap(),
    );
    let change = serde_json::from_value(serde_json::json!({ "stageId": applied })).unwrap();
    lab.sandbox
        .web_app()
        .flowmingo()
        .set_application(application, &change)
        .unwrap();
    let report = lab.execute(&plan, &mut recorded).await.unwrap();
    assert!(report.is_only_stale(), "{report:#?}");
    assert_eq!(stages(&lab), [r#""Applied" false"#]);
}

#[tokio::test]
async fn stages_that_are_others_live_block_the_project_and_what_needs_it() {
    let lab =
        lab(&project("    - { email: a@example.com }\n").replace("Screening, Final", "Final"))
            .await;
    let plan = lab.plan().await.unwrap();
    let said: Vec<String> = plan
        .blocked
        .iter()
        .map(|one| format!("{}: {}", one.address, one.message))
        .collect();
    insta::assert_snapshot!(said.join("\n"), @"
    flowmingo/Project/backend: the live stages are “Applied”, “Screening”, “Final”, but the manifest says “Applied”, “Final”
    flowmingo/Roster/april: it needs flowmingo/Project/backend, which is blocked
    ");
}

fn keys(candidates: &str) -> String {
    format!(
        "apiVersion: promptster/v1
kind: Assessment
metadata: {{ name: task }}
spec: {{ title: Task, role: Engineer, issueId: hono-1 }}
lifecycle: {{ replace: true }}
---
apiVersion: promptster/v1
kind: Roster
metadata: {{ name: april }}
spec: {{ assessment: task, candidates: [{candidates}] }}
"
    )
}

#[tokio::test]
async fn a_brief_that_comes_from_an_issue_is_no_drift() {
    let lab = lab(&keys("{ email: a@example.com }")).await;
    assert_eq!(lab.apply_until_done().await, 1);
    lab.lose_state();
    let plan = lab.plan().await.unwrap();
    assert!(
        !plan.has_pending_changes() && plan.blocked.is_empty(),
        "{plan:#?}"
    );
}

#[tokio::test]
async fn a_revoked_key_stays_revoked_and_is_not_issued_again() {
    let lab = lab(&keys("{ email: a@example.com }, { email: b@example.com }")).await;
    lab.apply_until_done().await;
    lab.write(
        "all.yaml",
        &keys("{ email: a@example.com, revoked: true }, { email: b@example.com }"),
    );
    lab.sandbox.clear_received();
    assert_eq!(lab.apply_until_done().await, 1);
    assert_eq!(lab.writes().len(), 1);
    assert!(lab.writes()[0].starts_with("DELETE "), "{:?}", lab.writes());
    lab.write(
        "all.yaml",
        &keys("{ email: a@example.com }, { email: b@example.com }"),
    );
    let plan = lab.plan().await.unwrap();
    assert!(!plan.has_pending_changes());
    insta::assert_snapshot!(plan.notes[0].message, @"a…@e….com had a key, which was revoked; nobody is entered twice");
}

#[tokio::test]
async fn a_replacement_names_the_keys_that_die_and_issues_new_ones() {
    let lab = lab(&keys("{ email: a@example.com }")).await;
    lab.apply_until_done().await;
    lab.write(
        "all.yaml",
        &keys("{ email: a@example.com }").replace("role: Engineer", "role: Senior Engineer"),
    );
    let plan = lab.plan().await.unwrap();
    let notes: Vec<String> = plan.notes.iter().map(|note| note.message.clone()).collect();
    let id = plan.changes[0].id.clone().unwrap();
    insta::assert_snapshot!(notes.join("\n").replace(&id, "ID"), @"1 candidate key of ID will no longer work: a…@e….com (pending)");
    let calls: Vec<String> = plan
        .changes
        .iter()
        .flat_map(|change| &change.calls)
        .map(|call| call.operation.route())
        .map(|route| route.endpoint.to_string())
        .collect();
    assert_eq!(
        calls,
        [
            "POST /v1/assessments",
            "DELETE /v1/assessments/:id",
            "POST /v1/assessments/:id/keys"
        ]
    );
    assert_eq!(lab.apply_until_done().await, 1);
}

#[tokio::test]
async fn questions_are_asked_for_once_whatever_happens_afterwards() {
    let manifest = "apiVersion: taptalent/v1
kind: Assessment
metadata: { name: voice }
spec:
  title: Voice interview
  hiringForRole: Engineer
  purposeOfInterview: See how the candidate finds causes.
  generate: { jobDescription: We look for an engineer who has built large systems and explains them., questionCount: 3 }
";
    let lab = lab(manifest).await;
    for _ in 0..4 {
        lab.apply().await;
    }
    lab.lose_state();
    for _ in 0..2 {
        lab.apply().await;
    }
    let asked = lab
        .writes()
        .iter()
        .filter(|call| call.ends_with("/generate-questions"))
        .count();
    assert_eq!(asked, 1);
}

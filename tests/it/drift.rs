//! `drift`: what was changed in the web app, and nothing else.

use vetform::sandbox::{AssessmentChange, FlowStep, QuestionContent};

use super::binary::applied;
use super::person::Person;

/// The ids of the assessment, its question and the flow of `SCREEN`.
fn ids(person: &Person) -> (String, String, i64) {
    let live = person.live();
    let assessment = &live["assessments"][0];
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let flow = &live["flows"][0]["id"];
    (
        text(&assessment["assessmentId"]),
        text(&assessment["questions"][0]["id"]),
        flow.as_i64()
            .or_else(|| flow.as_str()?.parse().ok())
            .unwrap(),
    )
}

#[test]
fn without_drift_there_is_nothing_to_see_and_an_edit_is_none() {
    let person = applied();
    person.changes("Backend interview", "Backend talk");
    insta::assert_snapshot!(person.runs("drift --detailed-exitcode"), @"
    exit 0
    ── stdout
    No drift in workspace lab: nothing was changed outside the manifests.
    ");
    assert!(person.writes().is_empty());
}

#[test]
fn what_was_changed_in_the_web_app_is_drift_even_if_apply_cannot_undo_it() {
    let person = applied();
    let (assessment, question, flow) = ids(&person);
    let app = person.system().web_app();
    let change = AssessmentChange {
        title: Some("Renamed".into()),
        hiring_for_role: Some("Somebody else".into()),
        ..AssessmentChange::default()
    };
    app.set_assessment(&assessment, &change).unwrap();
    app.delete_question(&question).unwrap();
    app.add_question(
        &assessment,
        &QuestionContent::new("A question of the web app?"),
    )
    .unwrap();
    app.append_step(
        flow,
        FlowStep {
            assessment_id: assessment.clone(),
            pass_threshold: 80.0,
            assessment_type: None,
            name: None,
            instructions: None,
            pass_action: None,
        },
    )
    .unwrap();
    insta::assert_snapshot!(person.runs("drift --detailed-exitcode").exits(2), @r#"
    exit 2
    ── stdout
    ✗ blocked taptalent/Assessment/backend  all.yaml:6:18
        `hiringForRole` can be set only at creation; live: "Somebody else", manifest: "Backend Engineer"
          [create-only-field]
        help: revert the manifest; or change it in the web app; or give the manifest a new
          `metadata.name` and `title` to create a new assessment, but the steps of flow “Engineering
          screen” would still refer to the old one

    ✗ blocked taptalent/Flow/screen  all.yaml:17:7
        live step 2 (`backend`) is not in the manifest, and steps cannot be removed [immutable-step]
             live                   manifest
           1 `backend`, pass at 60  `backend`, pass at 60  = same
           2 `backend`, pass at 80  –                      ✗ not possible
        help: steps of a live flow cannot be changed, moved or removed: revert the manifest and append
          at the end; or set `lifecycle.onImmutableChange: newVersion` to create a new flow and set this
          one INACTIVE; or give the manifest a new `metadata.name` and `flowName`

    ~ update taptalent/Assessment/backend ([id])
        ~ title: Renamed → Backend interview  (changed in the web app)
        ~ hiringForRole: Somebody else → Backend Engineer  (changed in the web app)
        + questions[debug]  (changed in the web app)
            question: How do you debug a production issue?
            idealAnswer: With a method.

    ~ update taptalent/Flow/screen ([id])
        - steps[1]  (changed in the web app)

    ! warning taptalent/Assessment/backend
        live questions that are not declared and were not added by vetform are kept:
          [id] (“A question of the web app?”); declare them, or set `lifecycle.prune:
          all` to delete them [unmanaged-question]

    Changed outside the manifests of workspace lab: 2 blocked, 2 to update.
    `vetform pull` copies the changes into the manifests; `vetform apply` reverts them where possible.
    "#);
    person.does("drift");
    let json = person.runs("drift --format json").exits(0);
    let json: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(json["summary"]["update"], 2, "{json:#}");
    assert!(person.writes().is_empty());
}

#[test]
fn an_object_that_is_gone_is_drift() {
    let person = applied();
    let (_, _, flow) = ids(&person);
    person.system().web_app().delete_flow(flow).unwrap();
    person.some_time_passes();
    insta::assert_snapshot!(person.runs("drift --detailed-exitcode").exits(2), @"
    exit 2
    ── stdout
    + create taptalent/Flow/screen
        + flowName: Engineering screen
        + steps[0]
            assessment: backend
            passThreshold: 60
            name: Technical

    ! warning taptalent/Flow/screen
        the recorded live object 1 no longer exists; it is created again [recreated]

    Changed outside the manifests of workspace lab: 1 to create, 1 unchanged.
    `vetform pull` copies the changes into the manifests; `vetform apply` reverts them where possible.
    ");
}

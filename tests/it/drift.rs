//! `drift`: what was changed in the web app, and nothing else.

use vetform::sandbox::{AssessmentChange, FlowStep, QuestionContent};

use super::binary::applied;
use super::person::{Person, SOME_DAY};

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
        last_updated_on: Some(SOME_DAY),
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
    insta::assert_snapshot!(person.runs("drift --detailed-exitcode").exits(2), @"
    exit 2
    ── stdout
    “Renamed” taptalent/Assessment/backend ([id])
        ~ changed in the web app, last on 3 May 2099: the title was changed from “Backend interview” to
          “Renamed”  (all.yaml:5:10)
        ~ changed in the web app, last on 3 May 2099: the role was changed from “Backend Engineer” to
          “Somebody else”  (all.yaml:6:18)
        - deleted in the web app: question `debug` (“How do you debug a production issue?”)
          (all.yaml:9:7)
        + added in the web app: question “A question of the web app?” ([id])
          (all.yaml:9:5)

    “Engineering screen” taptalent/Flow/screen ([id])
        + added in the web app: step 2 (“Renamed” (`backend`))  (all.yaml:16:3)

    Changed outside the manifests of workspace lab: 2 resources (5 changes).
    `vetform pull --write` copies the changes into the manifests.
    ");
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
    “Engineering screen” taptalent/Flow/screen ([id])
        - deleted in the web app: the flow is no longer there

    Changed outside the manifests of workspace lab: 1 resource.
    What is to stay deleted needs no manifest: delete that of taptalent/Flow/screen, or the next apply
      creates it again.
    ");
}

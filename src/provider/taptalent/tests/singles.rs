//! Single reads: absent and null apart, ids and numbers in every dress, and what an answer that is short proves.

use serde_json::{Value, json};

use super::fixtures::{assessment_id, flow_id, flow_single, reader, single, success};
use crate::model::taptalent::{
    AssessmentField, FlowField, ObservedAssessment, ObservedFlow, QuestionField, QuestionType,
    StepField,
};
use crate::model::{FieldKey, FieldValue, Lookup};
use crate::provider::http::tests::server::{Reply, Server};

async fn assessment(change: impl Fn(&mut Value)) -> ObservedAssessment {
    let mut body = single("a1", "One");
    change(&mut body);
    let server = Server::replying(vec![success(&body)]).await;
    match reader(&server).assessment(&assessment_id("a1")).await {
        Ok(Lookup::Found(found)) => found,
        other => panic!("{other:?}"),
    }
}

async fn flow(change: impl Fn(&mut Value)) -> ObservedFlow {
    let mut body = flow_single(1, "One");
    change(&mut body);
    let server = Server::replying(vec![success(&body)]).await;
    match reader(&server).flow(&flow_id("1")).await {
        Ok(Lookup::Found(found)) => found,
        other => panic!("{other:?}"),
    }
}

fn step_assessments(flow: &ObservedFlow) -> Vec<String> {
    let steps = flow.steps.iter().flatten();
    steps
        .map(|step| step.assessment.clone().unwrap().to_string())
        .collect()
}

#[tokio::test]
async fn a_field_that_did_not_come_is_unknown_and_null_is_null() {
    let found = assessment(|body| {
        body["jobId"] = Value::Null;
        body["skills"] = Value::Null;
    })
    .await;
    assert_eq!(found.fields.get(&AssessmentField::Buckets), None);
    assert_eq!(found.fields[&AssessmentField::JobId], FieldValue::Null);
    assert_eq!(found.fields[&AssessmentField::Skills], FieldValue::Null);
    assert_eq!(found.submission_count, None);
}

#[tokio::test]
async fn every_field_is_read_under_its_read_name() {
    let mut body = json!({"assessmentId": "a1", "questions": []});
    for field in AssessmentField::ALL {
        body[field.spec().read_name] = Value::Null;
    }
    let server = Server::replying(vec![success(&body)]).await;
    let found = reader(&server).assessment(&assessment_id("a1")).await;
    let Ok(Lookup::Found(found)) = found else {
        panic!("{found:?}")
    };
    assert_eq!(found.fields.len(), AssessmentField::ALL.len());
}

#[tokio::test]
async fn ids_and_numbers_come_in_every_dress() {
    let found = assessment(|body| {
        body["jobId"] = json!(12345);
        body["duration"] = json!("25");
        body["questionCount"] = json!("1");
        body["questions"][0]["id"] = json!(77);
        body["title"] = json!("not this one");
        body["novelty"] = json!({"deep": [1]});
    })
    .await;
    let text = |text: &str| FieldValue::Text(text.into());
    assert_eq!(found.fields[&AssessmentField::JobId], text("12345"));
    assert_eq!(found.fields[&AssessmentField::Title], text("One"));
    assert_eq!(
        found.fields[&AssessmentField::Duration],
        FieldValue::Number(25.into())
    );
    assert_eq!(found.questions.unwrap()[0].id.as_str(), "77");
}

#[tokio::test]
async fn a_title_stands_in_for_a_test_name() {
    let found = assessment(|body| {
        let name = body.as_object_mut().unwrap().shift_remove("testName");
        body["title"] = name.unwrap();
    })
    .await;
    assert_eq!(
        found.fields[&AssessmentField::Title],
        FieldValue::Text("One".into())
    );
}

#[tokio::test]
async fn questions_may_be_of_another_type_and_may_carry_more() {
    let found = assessment(|body| {
        body["questionCount"] = json!(2);
        body["questions"] = json!([
            {"id": 1, "question": "Why this company?", "idealAnswer": "Because."},
            {"id": 2, "type": "MCQ"}]);
    })
    .await;
    let questions = found.questions.unwrap();
    assert_eq!(questions[0].question_type, QuestionType::Subjective);
    assert_eq!(
        questions[0].others[&QuestionField::IdealAnswer],
        FieldValue::Text("Because.".into())
    );
    assert_eq!(
        questions[1].question_type,
        QuestionType::Other("MCQ".into())
    );
}

#[tokio::test]
async fn no_question_key_is_fine_if_there_are_none() {
    let found = assessment(|body| {
        body.as_object_mut().unwrap().shift_remove("questions");
        body["questionCount"] = json!(0);
    })
    .await;
    assert_eq!(found.questions, Some(Vec::new()));
}

#[tokio::test]
async fn too_few_questions_are_read_again() {
    let mut short = single("a1", "One");
    short["questions"] = json!([]);
    let whole = single("a1", "One");
    let server = Server::replying(vec![success(&short), success(&whole)]).await;
    let found = reader(&server).assessment(&assessment_id("a1")).await;
    assert!(matches!(found, Ok(Lookup::Found(_))));
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn absence_and_denial_are_answers() {
    let server = Server::replying(vec![
        Reply::text(404, ""),
        Reply::json(
            403,
            &json!({"error": {"code": "ACCESS_DENIED", "errorMessage": "Not yours"}}),
        ),
    ])
    .await;
    let reader = reader(&server);
    let id = assessment_id("a1");
    assert_eq!(reader.assessment(&id).await, Ok(Lookup::Gone));
    assert_eq!(
        reader.assessment(&id).await,
        Ok(Lookup::Denied(
            "403 Forbidden, ACCESS_DENIED: Not yours".into()
        ))
    );
}

#[tokio::test]
async fn steps_tell_absent_from_null() {
    let found = flow(|_| ()).await;
    let step = &found.steps.unwrap()[0];
    let shown = [
        (StepField::Name, FieldValue::Text("Quiz".into())),
        (StepField::Instructions, FieldValue::Null),
    ];
    assert_eq!(step.metadata, shown.into());
    assert_eq!(step.assessment_name.as_deref(), Some("One"));
    assert_eq!(found.fields[&FlowField::Description], FieldValue::Null);
}

#[tokio::test]
async fn a_step_names_its_assessment_in_several_ways() {
    let found = flow(|body| {
        body["steps"] = json!([
            {"testId": "t1"}, {"assessment": {"assessmentId": 2}}, {"assessment": {"id": "t3"}}, {"assessment": "t4"},
            {"assessmentId": "t5", "testId": "other", "passThreshold": "62.5", "type": null}]);
    })
    .await;
    assert_eq!(step_assessments(&found), ["t1", "2", "t3", "t4", "t5"]);
    let last = &found.steps.unwrap()[4];
    assert!((last.pass_threshold.unwrap().get() - 62.5).abs() < 1e-9);
    assert_eq!(last.metadata[&StepField::AssessmentType], FieldValue::Null);
}

#[tokio::test]
async fn steps_are_sorted_by_an_order_that_numbers_them_all() {
    let steps = |ranks: [Value; 3]| {
        let steps = ranks.into_iter().enumerate();
        let steps = steps.map(|(i, rank)| json!({"assessmentId": format!("t{i}"), "order": rank}));
        steps.collect::<Value>()
    };
    for (ranks, order) in [
        ([json!(3), json!(1), json!("2")], ["t1", "t2", "t0"]),
        ([json!(2), json!(0), json!(1)], ["t1", "t2", "t0"]),
        ([json!(1), json!(1), json!(0)], ["t0", "t1", "t2"]),
        ([json!(9), json!(5), json!(1)], ["t0", "t1", "t2"]),
        ([json!(2), Value::Null, json!("x")], ["t0", "t1", "t2"]),
    ] {
        let found = flow(|body| body["steps"] = steps(ranks.clone())).await;
        assert_eq!(step_assessments(&found), order, "{ranks:?}");
    }
}

#[tokio::test]
async fn steps_that_did_not_come_are_unknown() {
    let found = flow(|body| _ = body.as_object_mut().unwrap().shift_remove("steps")).await;
    assert_eq!(found.steps, None);
}

#[tokio::test]
async fn a_flow_may_come_bare_or_nested() {
    for body in [
        flow_single(1, "One"),
        json!({"data": {"flow": flow_single(1, "One")}}),
    ] {
        let server = Server::replying(vec![Reply::json(200, &body)]).await;
        let found = reader(&server).flow(&flow_id("1")).await;
        assert!(matches!(found, Ok(Lookup::Found(_))), "{found:?}");
    }
}

#[tokio::test]
async fn an_id_is_one_segment_of_the_path() {
    let server = Server::replying(vec![Reply::text(404, "")]).await;
    let reader = reader(&server);
    let gone = reader.assessment(&assessment_id("a/../b?c")).await;
    assert_eq!(gone, Ok(Lookup::Gone));
    assert_eq!(server.lines(), ["GET /assessment/a%2F..%2Fb%3Fc"]);
    let error = reader.assessment(&assessment_id("")).await.unwrap_err();
    insta::assert_snapshot!(error, @"`` is not a valid id: it would change the URL path");
}

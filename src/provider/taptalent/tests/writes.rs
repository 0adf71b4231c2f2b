//! What exactly is sent for each operation, and what its reply tells.

use serde_json::json;

use super::fixtures::{assessment_id, flow_id, writer};
use crate::model::taptalent::{
    AssessmentField, AssessmentUpdate, FlowBody, Operation, QuestionContent, StepBody, StepField,
};
use crate::model::{Bucket, BucketStatus, FieldValue, Number, QuestionId, Target, Written};
use crate::provider::http::WriteError;
use crate::provider::http::tests::counted;
use crate::provider::http::tests::server::{Reply, Server};

fn text(text: &str) -> FieldValue {
    FieldValue::Text(text.to_owned())
}

fn create() -> Operation {
    let buckets = vec![Bucket {
        name: "Fit".into(),
        description: None,
        status: Some(BucketStatus::Pass),
    }];
    Operation::CreateAssessment {
        fields: [
            (AssessmentField::Title, text("Voice")),
            (AssessmentField::JobId, FieldValue::Null),
            (AssessmentField::Duration, FieldValue::Number(20.into())),
            (
                AssessmentField::Skills,
                FieldValue::List(vec!["Rust".into()]),
            ),
            (AssessmentField::Buckets, FieldValue::Buckets(buckets)),
            (AssessmentField::ShouldEvaluateCefr, FieldValue::Bool(false)),
        ]
        .into(),
    }
}

fn content() -> QuestionContent {
    QuestionContent {
        question: "Why this company?".into(),
        system_instruction: None,
        ideal_answer: Some("Because.".into()),
    }
}

fn step() -> StepBody {
    StepBody {
        assessment: Target::Id(assessment_id("a1")),
        pass_threshold: Number::new(62.5).unwrap(),
        metadata: [(StepField::Name, FieldValue::Text("Quiz".into()))].into(),
    }
}

fn operations() -> Vec<Operation> {
    let assessment = Target::Id(assessment_id("a 1"));
    let question = QuestionId::new("q/1");
    let changes = [(AssessmentField::Title, text("New"))].into();
    vec![
        create(),
        Operation::UpdateAssessment {
            assessment: assessment.clone(),
            changes: AssessmentUpdate::new(changes).unwrap(),
        },
        Operation::AddQuestion {
            assessment: assessment.clone(),
            name: "why".parse().unwrap(),
            content: content(),
        },
        Operation::UpdateQuestion {
            assessment: assessment.clone(),
            question: question.clone(),
            name: "why".parse().unwrap(),
            content: content(),
        },
        Operation::DeleteQuestion {
            assessment,
            question,
            name: None,
        },
        Operation::CreateFlow {
            flow_name: "Screen".into(),
            description: None,
            steps: vec![step()],
        },
        update_flow(),
    ]
}

fn update_flow() -> Operation {
    Operation::UpdateFlow {
        flow: Target::Id(flow_id("10")),
        body: FlowBody {
            flow_name: "Screen".into(),
            description: Some("Quiz".into()),
            status: Some("INACTIVE".into()),
            steps: vec![step()],
        },
    }
}

/// The outcome, and how many requests came.
async fn outcome(
    operation: &Operation,
    replies: Vec<Reply>,
) -> (usize, Result<Written, WriteError>) {
    let server = Server::replying(replies).await;
    counted(&server, writer(&server).execute(operation).await)
}

#[tokio::test]
async fn requests_are_as_documented() {
    let reply = json!({"data": {"assessmentId": "x", "questionId": "y", "id": 10}});
    let server = Server::replying(vec![Reply::json(200, &reply)]).await;
    for operation in operations() {
        writer(&server).execute(&operation).await.unwrap();
    }
    insta::assert_snapshot!(server.asked(), @r#"
    POST /assessment/audio-interviews {"title":"Voice","duration":20,"skills":["Rust"],"buckets":[{"name":"Fit","status":"pass"}],"shouldEvaluateCEFR":false}
    PUT /assessment/a%201 {"title":"New"}
    POST /assessment/a%201/questions {"question":"Why this company?","idealAnswer":"Because."}
    PUT /assessment/a%201/questions/q%2F1 {"question":"Why this company?","idealAnswer":"Because."}
    DELETE /assessment/a%201/questions/q%2F1 
    POST /assessment-flows {"flowName":"Screen","steps":[{"assessmentId":"a1","passThreshold":62.5,"name":"Quiz"}]}
    PATCH /assessment-flows/10 {"flowName":"Screen","description":"Quiz","status":"INACTIVE","steps":[{"assessmentId":"a1","passThreshold":62.5,"name":"Quiz"}]}
    "#);
}

#[tokio::test]
async fn ids_of_what_was_created_come_in_every_dress() {
    let [create, _, add, _, _, create_flow, _] = &operations()[..] else {
        panic!()
    };
    for (operation, reply, written) in [
        (
            create,
            json!({"data": {"assessmentId": "x"}}),
            Written::Object("x".to_owned()),
        ),
        (
            create,
            json!({"data": {"id": 7}}),
            Written::Object("7".to_owned()),
        ),
        (
            create,
            json!({"assessmentId": "x"}),
            Written::Object("x".to_owned()),
        ),
        (
            add,
            json!({"data": {"questionId": 8}}),
            Written::Question(QuestionId::new("8")),
        ),
        (
            add,
            json!({"data": {"id": "q"}}),
            Written::Question(QuestionId::new("q")),
        ),
        (
            create_flow,
            json!({"data": {"id": 10}}),
            Written::Object("10".to_owned()),
        ),
        (
            create_flow,
            json!({"data": {"id": "10"}}),
            Written::Object("10".to_owned()),
        ),
    ] {
        let (_, outcome) = outcome(operation, vec![Reply::json(201, &reply)]).await;
        assert_eq!(outcome, Ok(written));
    }
}

#[tokio::test]
async fn a_creation_without_an_id_is_in_doubt() {
    for reply in [
        json!({}),
        json!({"data": null}),
        json!({"data": {"assessmentId": ""}}),
        json!([]),
    ] {
        let (count, outcome) = outcome(&create(), vec![Reply::json(200, &reply)]).await;
        assert_eq!(count, 1);
        assert!(
            matches!(outcome, Err(WriteError::Accepted { .. })),
            "{reply}"
        );
    }
    let (count, outcome) = outcome(&create(), vec![Reply::text(204, "")]).await;
    assert_eq!(count, 1);
    insta::assert_snapshot!(outcome.unwrap_err(), @"POST /assessment/audio-interviews: accepted (204), but the response has no `data.assessmentId`: (sent once)");
}

#[tokio::test]
async fn what_needs_no_id_may_answer_nothing() {
    for status in [200, 201, 202, 204] {
        let (_, outcome) = outcome(&operations()[1], vec![Reply::text(status, "")]).await;
        assert_eq!(outcome, Ok(Written::Nothing));
    }
}

#[tokio::test]
async fn a_flow_in_doubt_is_not_sent_again() {
    for bad in [
        Reply::Drop,
        Reply::Hang,
        Reply::text(500, ""),
        Reply::text(200, "{"),
    ] {
        let (count, outcome) = outcome(&update_flow(), vec![bad]).await;
        assert_eq!(count, 1);
        assert!(matches!(outcome, Err(error) if error.is_in_doubt()));
    }
    let fine = Reply::json(200, &json!({}));
    let (count, outcome) = outcome(&update_flow(), vec![Reply::text(429, ""), fine]).await;
    assert_eq!((count, outcome), (2, Ok(Written::Nothing)));
}

#[tokio::test]
async fn changes_and_deletions_in_doubt_are_sent_again() {
    let fine = Reply::json(200, &json!({}));
    for index in [1, 3, 4] {
        let (count, outcome) = outcome(&operations()[index], vec![Reply::Drop, fine.clone()]).await;
        assert_eq!((count, outcome), (2, Ok(Written::Nothing)));
    }
    let gone = vec![Reply::text(500, ""), Reply::text(404, "")];
    let (count, outcome) = outcome(&operations()[4], gone).await;
    assert_eq!((count, outcome), (2, Ok(Written::Nothing)));
}

#[tokio::test]
async fn what_has_no_id_yet_is_not_sent() {
    let address = "taptalent/Assessment/voice".parse().unwrap();
    let operation = Operation::AddQuestion {
        assessment: Target::Created(address),
        name: "why".parse().unwrap(),
        content: content(),
    };
    let (count, outcome) = outcome(&operation, vec![Reply::text(200, "")]).await;
    assert_eq!(count, 0);
    insta::assert_snapshot!(outcome.unwrap_err(), @"POST /assessment/{taptalent/Assessment/voice}/questions: cannot be sent: the id of taptalent/Assessment/voice is not known yet");
}

#[tokio::test]
async fn a_write_can_run_on_any_thread() {
    let server = Server::replying(vec![Reply::text(204, "")]).await;
    let (writer, operation) = (writer(&server), update_flow());
    let outcome = tokio::spawn(async move { writer.execute(&operation).await });
    assert_eq!(outcome.await.unwrap(), Ok(Written::Nothing));
}

//! What exactly is sent for each operation but keys, and which refusal is none.

use serde_json::json;

use super::{task, writer};
use crate::model::promptster::{AssessmentField, BrandingField, Operation};
use crate::model::{CandidateKeyId, Email, FieldValue, Target, Written};
use crate::provider::http::WriteError;
use crate::provider::http::tests::counted;
use crate::provider::http::tests::server::{Reply, Server};

fn text(text: &str) -> FieldValue {
    FieldValue::Text(text.to_owned())
}

fn create() -> Operation {
    Operation::CreateAssessment {
        fields: [
            (AssessmentField::Title, text("Webhooks")),
            (AssessmentField::Role, text("Engineer")),
            (AssessmentField::TaskBrief, text("Build it.\n")),
            (AssessmentField::RepoUrl, FieldValue::Null),
            (
                AssessmentField::TimeLimitMinutes,
                FieldValue::Number(120.into()),
            ),
            (
                AssessmentField::AllowedTools,
                FieldValue::List(vec!["claude".into()]),
            ),
        ]
        .into(),
    }
}

fn delete() -> Operation {
    Operation::DeleteAssessment {
        assessment: task("t/1"),
    }
}

fn revoke() -> Operation {
    Operation::RevokeKey {
        assessment: task("t1"),
        key: CandidateKeyId::new("k1"),
        who: Email::parse("alex@example.com").unwrap(),
    }
}

fn brand() -> Operation {
    Operation::UpdateBranding {
        changes: [
            (BrandingField::LogoUrl, FieldValue::Null),
            (BrandingField::AccentColor, text("#0a7")),
            (BrandingField::RetentionDays, FieldValue::Null),
        ]
        .into(),
    }
}

async fn sent(operation: &Operation, replies: Vec<Reply>) -> (usize, Result<Written, WriteError>) {
    let server = Server::replying(replies).await;
    counted(&server, writer(&server).execute(operation).await)
}

#[tokio::test]
async fn requests_are_as_documented() {
    let server =
        Server::replying(vec![Reply::json(200, &json!({"assessment": {"id": "t1"}}))]).await;
    for operation in [create(), delete(), revoke(), brand()] {
        writer(&server).execute(&operation).await.unwrap();
    }
    insta::assert_snapshot!(server.asked(), @r##"
    POST /v1/assessments {"title":"Webhooks","role":"Engineer","taskBrief":"Build it.\n","timeLimitMinutes":120,"allowedTools":["claude"]}
    DELETE /v1/assessments/t%2F1 
    DELETE /v1/assessments/t1/keys/k1 
    PUT /v1/org/branding {"logoUrl":null,"accentColor":"#0a7"}
    "##);
}

#[tokio::test]
async fn the_id_of_what_was_created_comes_in_every_dress() {
    for body in [
        json!({"assessment": {"id": "t1", "title": "Webhooks"}}),
        json!({"data": {"assessment": {"id": "t1"}}}),
        json!({"data": {"id": "t1"}}),
        json!({"id": "t1"}),
    ] {
        let written = sent(&create(), vec![Reply::json(201, &body)]).await;
        assert_eq!(written, (1, Ok(Written::Object("t1".to_owned()))));
    }
}

#[tokio::test]
async fn a_creation_without_an_id_is_in_doubt_after_one_request() {
    for reply in [
        Reply::json(201, &json!({"assessment": {}})),
        Reply::text(201, ""),
        Reply::Drop,
        Reply::text(500, ""),
    ] {
        let (count, written) = sent(&create(), vec![reply]).await;
        assert_eq!(count, 1);
        assert!(
            matches!(&written, Err(error) if error.is_in_doubt()),
            "{written:?}"
        );
    }
}

#[tokio::test]
async fn what_is_not_there_is_taken_away() {
    let gone = Reply::json(404, &json!({"error": "Not found"}));
    let fine = Reply::json(200, &json!({"ok": true, "id": "k1"}));
    for operation in [delete(), revoke()] {
        let (_, written) = sent(&operation, vec![gone.clone()]).await;
        assert_eq!(written, Ok(Written::Nothing));
        let written = sent(&operation, vec![Reply::Drop, fine.clone()]).await;
        assert_eq!(written, (2, Ok(Written::Nothing)));
    }
    for operation in [create(), brand()] {
        let (_, written) = sent(&operation, vec![gone.clone()]).await;
        assert!(matches!(written, Err(WriteError::Refused { .. })));
    }
}

#[tokio::test]
async fn a_branding_in_doubt_is_sent_again() {
    let fine = Reply::json(200, &json!({"logoUrl": null}));
    let written = sent(&brand(), vec![Reply::text(502, ""), fine]).await;
    assert_eq!(written, (2, Ok(Written::Nothing)));
    let limit = json!({"error": "retentionDays exceeds plan limit of 30"});
    let (_, written) = sent(&brand(), vec![Reply::json(400, &limit)]).await;
    insta::assert_snapshot!(written.unwrap_err(), @"PUT /v1/org/branding: refused: 400 Bad Request: retentionDays exceeds plan limit of 30");
}

#[tokio::test]
async fn what_has_no_id_yet_is_not_sent() {
    let operation = Operation::GenerateKeys {
        assessment: Target::Created("promptster/Assessment/webhooks".parse().unwrap()),
        org_name: None,
        candidates: Vec::new(),
    };
    let (count, written) = sent(&operation, vec![Reply::text(200, "")]).await;
    assert_eq!(count, 0);
    insta::assert_snapshot!(written.unwrap_err(), @"POST /v1/assessments/{promptster/Assessment/webhooks}/keys: cannot be sent: the id of promptster/Assessment/webhooks is not known yet");
}

//! Single reads: absent, null and odd values, every envelope, and what is not an answer.

use serde_json::{Value, json};

use super::{assessment, reader, task};
use crate::model::promptster::{AssessmentField, BrandingField, ObservedAssessment};
use crate::model::{FieldKey, FieldValue, Lookup};
use crate::provider::http::tests::message;
use crate::provider::http::tests::server::{Reply, Server};

async fn found(body: &Value) -> ObservedAssessment {
    let server = Server::replying(vec![Reply::json(200, body)]).await;
    match reader(&server).assessment(&task("t1")).await {
        Ok(Lookup::Found(found)) => found,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn absent_is_unknown_and_null_is_empty() {
    let found = found(&json!({"assessment": assessment("t1", "One")})).await;
    assert_eq!(found.fields[&AssessmentField::RepoUrl], FieldValue::Null);
    assert_eq!(found.fields[&AssessmentField::IssueId], FieldValue::Null);
    let budget = FieldValue::Number(25.into());
    assert_eq!(found.fields[&AssessmentField::TokenBudgetUsd], budget);
    assert_eq!(found.fields.get(&AssessmentField::AllowedTools), None);
    assert_eq!(found.fields.get(&AssessmentField::AnthropicKeyMode), None);
    assert_eq!(
        found.created_at.as_deref(),
        Some("2026-04-09T10:00:00.000Z")
    );
    let key = FieldValue::Text("One / Engineer".into());
    assert_eq!(found.natural_key, Some(key));
}

#[tokio::test]
async fn every_field_is_read_under_its_read_name() {
    for field in AssessmentField::ALL {
        let value = match field {
            AssessmentField::AllowedTools => json!(["claude"]),
            AssessmentField::TimeLimitMinutes
            | AssessmentField::ExpiresInDays
            | AssessmentField::TokenBudgetUsd => json!(3),
            _ => json!("text"),
        };
        let mut body = json!({"id": "t1"});
        body[field.spec().read_name] = value.clone();
        let found = found(&body).await;
        assert_eq!(found.fields[field].to_json(), value);
        assert_eq!(found.fields.len(), 1);
    }
}

#[tokio::test]
async fn an_issue_is_known_by_its_id_alone() {
    let issue = json!({"id": "hono-4444", "title": "Bug", "language": "ts", "brokenSha": "x"});
    let found = found(&json!({"data": {"assessment": {"id": "t1", "issue": issue}}})).await;
    let id = FieldValue::Text("hono-4444".into());
    assert_eq!(found.fields[&AssessmentField::IssueId], id);
    assert_eq!(found.natural_key, None);
}

#[tokio::test]
async fn gone_is_an_answer_and_anything_else_is_none() {
    let gone = Reply::json(404, &json!({"error": "Assessment not found"}));
    let server = Server::replying(vec![gone]).await;
    assert_eq!(
        reader(&server).assessment(&task("t1")).await,
        Ok(Lookup::Gone)
    );
    for (reply, tries) in [
        (Reply::json(200, &json!({"assessment": {"id": "t2"}})), 5),
        (Reply::json(200, &json!({"assessment": null})), 5),
        (Reply::json(403, &json!({"error": "Missing scope"})), 1),
        (Reply::text(500, ""), 5),
    ] {
        let server = Server::replying(vec![reply]).await;
        let read = reader(&server).assessment(&task("t1")).await;
        assert!(read.is_err(), "{read:?}");
        assert_eq!(server.count(), tries);
    }
}

#[tokio::test]
async fn the_branding_is_read_in_every_envelope() {
    let branding = json!({"logoUrl": null, "accentColor": "#0a7", "retentionDays": 30, "maxRetentionDays": 90, "plan": "growth"});
    for body in [
        branding.clone(),
        json!({"branding": branding}),
        json!({"data": branding}),
    ] {
        let server = Server::replying(vec![Reply::json(200, &body)]).await;
        let seen = reader(&server).branding().await.unwrap();
        assert_eq!(seen.fields[&BrandingField::LogoUrl], FieldValue::Null);
        assert_eq!(seen.fields.len(), 3);
        assert_eq!(seen.max_retention_days, Some(90.0));
        assert_eq!(seen.plan.as_deref(), Some("growth"));
    }
    let server = Server::replying(vec![Reply::json(200, &json!({"ok": true}))]).await;
    let error = reader(&server).branding().await.unwrap_err();
    insta::assert_snapshot!(message(&server, &error), @"GET /v1/org/branding: cannot read the response: it has no branding (tried 5 times)");
}

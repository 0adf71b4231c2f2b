//! Every shape of an error body that the documents show, and those that they do not: what people see of it.

use serde_json::json;

use super::server::{Reply, Server};
use super::{get, message, transport};

async fn seen(reply: Reply) -> String {
    let server = Server::replying(vec![reply]).await;
    let error = get(&transport(&server)).await.unwrap_err();
    message(&server, &error)
}

async fn seen_json(body: serde_json::Value) -> String {
    seen(Reply::json(400, &body)).await
}

#[tokio::test]
async fn nested_with_details() {
    let body = json!({"error": {"code": "INVALID_REQUEST", "type": "validation_error",
        "message": "Validation failed", "details": {"title": "is required", "duration": "must be at most 120"}}});
    insta::assert_snapshot!(seen_json(body).await, @"GET /thing: refused: 400 Bad Request, INVALID_REQUEST (validation_error): Validation failed; title: is required; duration: must be at most 120");
}

#[tokio::test]
async fn nested_with_error_message() {
    let body = json!({"error": {"code": "INVALID_PER_PAGE", "type": "validation_error",
        "errorMessage": "perPage must be one of: 10, 20, 40, 80, 100"}});
    insta::assert_snapshot!(seen_json(body).await, @"GET /thing: refused: 400 Bad Request, INVALID_PER_PAGE (validation_error): perPage must be one of: 10, 20, 40, 80, 100");
}

#[tokio::test]
async fn flat() {
    let body = json!({"code": "INVALID_REQUEST", "message": "No fields provided"});
    insta::assert_snapshot!(seen_json(body).await, @"GET /thing: refused: 400 Bad Request, INVALID_REQUEST: No fields provided");
}

#[tokio::test]
async fn message_only() {
    let body = json!({"message": "API key not found", "isApiKeyExists": false});
    insta::assert_snapshot!(seen_json(body).await, @"GET /thing: refused: 400 Bad Request: API key not found");
}

#[tokio::test]
async fn error_as_plain_text() {
    insta::assert_snapshot!(seen_json(json!({"error": "bad things"})).await, @"GET /thing: refused: 400 Bad Request: bad things");
}

#[tokio::test]
async fn details_as_a_list() {
    let body = json!({"error": {"message": "Invalid", "details": [
        {"field": "steps[0]", "message": "unknown assessment"}, "and more", {"odd": 1}]}});
    insta::assert_snapshot!(seen_json(body).await, @r#"GET /thing: refused: 400 Bad Request: Invalid; steps[0]: unknown assessment; and more; {"odd":1}"#);
}

#[tokio::test]
async fn messages_as_a_list() {
    let body = json!({"statusCode": 400, "message": ["a must be text", "b is missing"], "error": "Bad Request"});
    insta::assert_snapshot!(seen_json(body).await, @"GET /thing: refused: 400 Bad Request: Bad Request; a must be text; b is missing");
}

#[tokio::test]
async fn an_array() {
    insta::assert_snapshot!(seen_json(json!([{"message": "first"}, {"message": "second"}])).await, @"GET /thing: refused: 400 Bad Request: first");
}

#[tokio::test]
async fn errors_as_a_list() {
    let body = json!({"errors": [{"path": "title", "msg": "too long"}]});
    insta::assert_snapshot!(seen_json(body).await, @"GET /thing: refused: 400 Bad Request: title: too long");
}

#[tokio::test]
async fn flowmingos() {
    let body = json!({"statusCode": 404, "message": "Submission not found", "timestamp": "2026-03-04T01:00:00Z", "path": "/x"});
    insta::assert_snapshot!(seen_json(body).await, @"GET /thing: refused: 400 Bad Request: Submission not found");
    let body = json!({"statusCode": 400, "message": ["a must be text", "b is missing"], "timestamp": "x", "path": "/x"});
    insta::assert_snapshot!(seen_json(body).await, @"GET /thing: refused: 400 Bad Request: a must be text; b is missing");
}

#[tokio::test]
async fn promptsters() {
    let body = json!({"error": "Invalid request body", "details": [
        {"code": "too_small", "minimum": 1, "message": "Must be at least 1", "path": ["candidateEmails", 0]},
        {"code": "invalid_type", "message": "Required", "path": []}]});
    insta::assert_snapshot!(seen_json(body).await, @"GET /thing: refused: 400 Bad Request: Invalid request body; candidateEmails.0: Must be at least 1; Required");
    let body = json!({"error": "Monthly quota reached", "code": "quota_exceeded", "used": 10, "quota": 10});
    insta::assert_snapshot!(seen_json(body).await, @"GET /thing: refused: 400 Bad Request, quota_exceeded: Monthly quota reached; used: 10; quota: 10");
    let body = json!({"error": "No provider key", "code": "byok_required"});
    insta::assert_snapshot!(seen_json(body).await, @"GET /thing: refused: 400 Bad Request, byok_required: No provider key");
}

#[tokio::test]
async fn a_code_that_stands_for_the_whole_error() {
    insta::assert_snapshot!(seen_json(json!({"error": "NOT_ALLOWED", "message": "Ask your admin"})).await, @"GET /thing: refused: 400 Bad Request, NOT_ALLOWED: Ask your admin");
}

#[tokio::test]
async fn people_and_their_keys() {
    let body = json!({"message": "alex@example.com holds PST-AB12-CD34 already"});
    insta::assert_snapshot!(seen_json(body).await, @"GET /thing: refused: 400 Bad Request: a…x@e….com holds [candidate key] already");
    insta::assert_snapshot!(seen(Reply::text(400, "<p>PST-AB12-CD34 of alex@example.com</p>")).await, @"GET /thing: refused: 400 Bad Request: a web page instead of JSON");
    insta::assert_snapshot!(seen(Reply::text(400, "<title>PST-AB12-CD34 of alex@example.com</title>")).await, @"GET /thing: refused: 400 Bad Request: a web page instead of JSON, titled “[candidate key] of a…x@e….com”");
}

#[tokio::test]
async fn words_that_steer_a_terminal() {
    let body = json!({"error": {"code": "A\u{1b}[2J", "message": "b\u{7}\nc", "details": {"\u{9b}d": "e\u{202e}"}}});
    insta::assert_snapshot!(seen_json(body).await, @r"GET /thing: refused: 400 Bad Request, A\u{1b}[2J: b\u{7} c; \u{9b}d: e\u{202e}");
}

#[tokio::test]
async fn an_unknown_shape() {
    insta::assert_snapshot!(seen_json(json!({"fault": {"faultstring": "x"}})).await, @r#"GET /thing: refused: 400 Bad Request: {"fault":{"faultstring":"x"}}"#);
}

#[tokio::test]
async fn nothing_at_all() {
    insta::assert_snapshot!(seen(Reply::text(404, "").with("x-request-id", "abc-1")).await, @"GET /thing: refused: 404 Not Found, without a message [request abc-1]");
}

#[tokio::test]
async fn bytes_that_are_no_text() {
    insta::assert_snapshot!(seen(Reply::text(400, vec![0xff, 0x00, 0x41])).await, @r"GET /thing: refused: 400 Bad Request: �\u{0}A");
}

#[tokio::test]
async fn a_very_long_page_is_cut() {
    let seen = seen(Reply::text(400, "word ".repeat(10_000))).await;
    assert!(seen.chars().count() < 400);
}

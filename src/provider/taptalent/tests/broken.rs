//! Broken answers, one after the other, and what people are told about them.

use serde_json::{Value, json};

use super::fixtures::{assessment_id, flow_id, flow_single, item, reader, single, success};
use crate::provider::http::tests::message;
use crate::provider::http::tests::server::{Reply, Server};

/// The complaint about `GET /assessment/a1`.
async fn one(reply: Reply) -> String {
    let server = Server::replying(vec![reply]).await;
    let error = reader(&server)
        .assessment(&assessment_id("a1"))
        .await
        .unwrap_err();
    message(&server, &error)
}

async fn changed(change: impl Fn(&mut Value)) -> String {
    let mut body = single("a1", "One");
    change(&mut body);
    one(success(&body)).await
}

/// The complaint about `GET /assessment`.
async fn listed(reply: Reply) -> String {
    let server = Server::replying(vec![reply]).await;
    let error = reader(&server).list_assessments().await.unwrap_err();
    message(&server, &error)
}

async fn flow(change: impl Fn(&mut Value)) -> String {
    let mut body = flow_single(1, "One");
    change(&mut body);
    let server = Server::replying(vec![success(&body)]).await;
    let error = reader(&server).flow(&flow_id("1")).await.unwrap_err();
    message(&server, &error)
}

#[tokio::test]
async fn bodies_that_are_no_json() {
    insta::assert_snapshot!(one(Reply::text(200, "")).await, @"GET /assessment/a1: cannot read the response: it is empty (tried 5 times)");
    insta::assert_snapshot!(one(Reply::text(200, "<html>\u{1b}[2J</html>")).await, @"GET /assessment/a1: cannot read the response: it is a web page instead of JSON (tried once)");
    insta::assert_snapshot!(one(Reply::text(200, r#"{"data": {"assessmentId": "a1""#)).await, @"GET /assessment/a1: cannot read the response: its JSON is cut off (tried 5 times)");
    insta::assert_snapshot!(one(Reply::text(200, r#"{"data": {}} and more"#)).await, @r#"GET /assessment/a1: cannot read the response: it is not JSON: {"data": {}} and more (tried 5 times)"#);
    insta::assert_snapshot!(one(Reply::text(200, "{\"data\": {\"assessmentId\": \"\u{1}\"}}")).await, @r#"GET /assessment/a1: cannot read the response: it is not JSON: {"data": {"assessmentId": "\u{1}"}} (tried 5 times)"#);
}

#[tokio::test]
async fn bodies_of_another_shape() {
    insta::assert_snapshot!(one(Reply::text(200, "null")).await, @"GET /assessment/a1: cannot read the response: expected an object with `data`, not null (tried 5 times)");
    insta::assert_snapshot!(one(Reply::text(200, "[]")).await, @"GET /assessment/a1: cannot read the response: expected an object with `data`, not a list (tried 5 times)");
    insta::assert_snapshot!(one(Reply::text(200, "{}")).await, @"GET /assessment/a1: cannot read the response: `data` is missing (tried 5 times)");
    insta::assert_snapshot!(one(Reply::text(200, r#"{"data": null}"#)).await, @"GET /assessment/a1: cannot read the response: `data`: expected an assessment, not null (tried 5 times)");
    insta::assert_snapshot!(one(Reply::text(200, r#"{"data": "a1"}"#)).await, @r#"GET /assessment/a1: cannot read the response: `data`: expected an assessment, not string "a1" (tried 5 times)"#);
    insta::assert_snapshot!(one(Reply::text(200, r#"{"success": false, "message": "Try later"}"#)).await, @"GET /assessment/a1: cannot read the response: it reports an error: 200 OK: Try later (tried 5 times)");
}

#[tokio::test]
async fn fields_of_another_type() {
    insta::assert_snapshot!(changed(|body| body["duration"] = json!("long")).await, @r#"GET /assessment/a1: cannot read the response: `data.duration`: expected a number, not string "long" (tried 5 times)"#);
    insta::assert_snapshot!(changed(|body| body["testName"] = json!(7)).await, @"GET /assessment/a1: cannot read the response: `data.testName`: expected a string, not integer `7` (tried 5 times)");
    insta::assert_snapshot!(changed(|body| body["skills"] = json!("Rust")).await, @r#"GET /assessment/a1: cannot read the response: `data.skills`: expected a list, not string "Rust" (tried 5 times)"#);
    insta::assert_snapshot!(changed(|body| body["skills"] = json!(["Rust", null])).await, @"GET /assessment/a1: cannot read the response: `data.skills[1]`: expected a string, not null (tried 5 times)");
    insta::assert_snapshot!(changed(|body| body["jobId"] = json!({"id": 1})).await, @"GET /assessment/a1: cannot read the response: `data.jobId`: expected a text or a whole number, not an object (tried 5 times)");
    insta::assert_snapshot!(changed(|body| body["questions"] = json!({"q": 1})).await, @"GET /assessment/a1: cannot read the response: `data.questions`: expected a list, not an object (tried 5 times)");
    insta::assert_snapshot!(changed(|body| body["questions"][0]["question"] = json!(["a"])).await, @"GET /assessment/a1: cannot read the response: `data.questions[0].question`: expected a string, not a list (tried 5 times)");
    insta::assert_snapshot!(changed(|body| body["buckets"] = json!([{"status": "pass"}])).await, @"GET /assessment/a1: cannot read the response: `data.buckets[0]`: `name` is missing (tried 5 times)");
    insta::assert_snapshot!(changed(|body| body["isEmailVerificationRequired"] = json!("yes")).await, @r#"GET /assessment/a1: cannot read the response: `data.isEmailVerificationRequired`: expected a boolean, not string "yes" (tried 5 times)"#);
}

#[tokio::test]
async fn a_value_that_steers_a_terminal_is_shown_harmless_and_cut() {
    let evil = format!("\u{1b}]0;x\u{7}{}", "y".repeat(1000));
    let complaint = changed(|body| body["duration"] = json!(evil)).await;
    assert!(!complaint.contains('\u{1b}') && complaint.chars().count() < 450);
}

#[tokio::test]
async fn answers_that_prove_nothing() {
    insta::assert_snapshot!(changed(|body| body["questionCount"] = json!(3)).await, @"GET /assessment/a1: incomplete or inconsistent: it has 3 questions, but 1 arrived (read 3 times)");
    insta::assert_snapshot!(changed(|body| _ = body.as_object_mut().unwrap().shift_remove("questions")).await, @"GET /assessment/a1: cannot read the response: it has 1 question, but no `questions` (tried 5 times)");
    insta::assert_snapshot!(changed(|body| {
        let body = body.as_object_mut().unwrap();
        body.shift_remove("questions");
        body.shift_remove("questionCount");
    }).await, @"GET /assessment/a1: cannot read the response: it has neither `questions` nor `questionCount` (tried 5 times)");
    insta::assert_snapshot!(changed(|body| {
        let question = body["questions"][0].clone();
        body["questions"].as_array_mut().unwrap().push(question);
    }).await, @"GET /assessment/a1: cannot read the response: the question a1-q is there twice (tried 5 times)");
    insta::assert_snapshot!(changed(|body| body["assessmentId"] = json!("a2")).await, @"GET /assessment/a1: cannot read the response: it is about a2 (tried 5 times)");
    insta::assert_snapshot!(changed(|body| _ = body.as_object_mut().unwrap().shift_remove("assessmentId")).await, @"GET /assessment/a1: cannot read the response: an assessment has no `assessmentId` (tried 5 times)");
    insta::assert_snapshot!(changed(|body| body["questions"] = json!([{"id": "q"}])).await, @"GET /assessment/a1: cannot read the response: the question q has no `question` (tried 5 times)");
    insta::assert_snapshot!(changed(|body| body["questions"] = json!([{"question": "Who?"}])).await, @"GET /assessment/a1: cannot read the response: a question has no `id` (tried 5 times)");
}

#[tokio::test]
async fn lists_that_are_none() {
    insta::assert_snapshot!(listed(success(&json!({}))).await, @"GET /assessment?pageNumber=1&perPage=100: cannot read the response: it has no list of assessments (tried 5 times)");
    insta::assert_snapshot!(listed(success(&Value::Null)).await, @"GET /assessment?pageNumber=1&perPage=100: cannot read the response: it has no list of assessments (tried 5 times)");
    insta::assert_snapshot!(listed(success(&json!({"assessments": {"a": 1}}))).await, @"GET /assessment?pageNumber=1&perPage=100: cannot read the response: `data.assessments`: expected a list, not an object (tried 5 times)");
    let mut bad = item("a1", "One");
    bad["duration"] = json!(true);
    insta::assert_snapshot!(listed(success(&json!({"assessments": [item("a0", "Zero"), bad]}))).await, @"GET /assessment?pageNumber=1&perPage=100: cannot read the response: `data.assessments[1].duration`: expected a number, not boolean `true` (tried 5 times)");
    let total = json!({"assessments": [], "pagination": {"total": "many"}});
    insta::assert_snapshot!(listed(success(&total)).await, @r#"GET /assessment?pageNumber=1&perPage=100: cannot read the response: `data.pagination.total`: expected a number, not string "many" (tried 5 times)"#);
    insta::assert_snapshot!(listed(Reply::text(404, "<h1>Not Found</h1>")).await, @"GET /assessment?pageNumber=1&perPage=100: refused: 404 Not Found: a web page instead of JSON, titled “Not Found”");
}

#[tokio::test]
async fn flows_that_are_none() {
    insta::assert_snapshot!(flow(|body| body["steps"][0]["passThreshold"] = json!("high")).await, @r#"GET /assessment-flows/1: cannot read the response: `data.steps[0].passThreshold`: expected a number, not string "high" (tried 5 times)"#);
    insta::assert_snapshot!(flow(|body| body["steps"] = json!("none")).await, @r#"GET /assessment-flows/1: cannot read the response: `data.steps`: expected a list, not string "none" (tried 5 times)"#);
    insta::assert_snapshot!(flow(|body| body["id"] = json!(2)).await, @"GET /assessment-flows/1: cannot read the response: it is about 2 (tried 5 times)");
}

//! Who is in a flow and who has submitted: every page, to the proven end, and nobody quoted.

use serde_json::{Value, json};

use super::fixtures::{assessment_id, flow_id, not_found, reader, success};
use crate::model::taptalent::{CandidatesOf, ObservedCandidate, Wants};
use crate::model::{Listing, Lookup};
use crate::provider::http::ReadError;
use crate::provider::http::tests::message;
use crate::provider::http::tests::server::{Received, Reply, Server};
use crate::provider::taptalent::pages_of_results;

fn person(number: usize) -> Value {
    json!({"flowCandidateId": number, "email": format!("P{number}@example.com"), "status": "IN_PROGRESS"})
}

/// The page of a flow's candidates that was asked for.
fn flow_page(count: usize, request: &Received, most: usize) -> Reply {
    let number = request.query("page").unwrap_or(1);
    let size = request.query("pageSize").unwrap_or(10).min(most);
    let everybody = (1..=count).map(person);
    let data: Vec<_> = everybody.skip((number - 1) * size).take(size).collect();
    Reply::json(
        200,
        &json!({"status": "success", "data": data, "pagination": {"page": number, "perPage": size, "total": count}}),
    )
}

/// A link of the chain of results: `count` people, and what the next one is asked for with.
fn link(from: usize, count: usize, next: &Value) -> Reply {
    let people: Vec<_> = (from..from + count)
        .map(|number| json!({"candidateId": format!("i{number}"), "email": format!("p{number}@example.com"), "name": "Alex Doe"}))
        .collect();
    success(
        &json!({"candidates": people, "pagination": {"nextToken": next, "count": people.len()}}),
    )
}

async fn of_flow(server: &Server) -> Result<Lookup<Listing<ObservedCandidate>>, ReadError> {
    reader(server).flow_candidates(&flow_id("10"), None).await
}

async fn of_assessment(server: &Server) -> Result<Lookup<Listing<ObservedCandidate>>, ReadError> {
    reader(server)
        .assessment_candidates(&assessment_id("a1"))
        .await
}

fn found(read: Result<Lookup<Listing<ObservedCandidate>>, ReadError>) -> Vec<ObservedCandidate> {
    match read {
        Ok(Lookup::Found(listing)) => listing.items().to_vec(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn every_page_of_a_flow_is_read() {
    for most in [100, 40] {
        let server = Server::start(move |request, _| flow_page(130, request, most)).await;
        let everybody = found(of_flow(&server).await);
        assert_eq!(everybody.len(), 130);
        assert_eq!(everybody[129].email.as_deref(), Some("p130@example.com"));
        assert_eq!(everybody[129].id.as_deref(), Some("130"));
        assert_eq!(server.count(), 130_usize.div_ceil(most));
    }
}

#[tokio::test]
async fn a_status_can_be_asked_for() {
    let server = Server::start(|request, _| flow_page(1, request, 100)).await;
    let flow = flow_id("10");
    let read = reader(&server)
        .flow_candidates(&flow, Some("IN_PROGRESS"))
        .await;
    assert_eq!(found(read).len(), 1);
    assert_eq!(
        server.lines(),
        ["GET /assessment-flows/10/candidates?page=1&pageSize=100&status=IN_PROGRESS"]
    );
}

#[tokio::test]
async fn a_short_page_of_a_flow_proves_nothing() {
    let server = Server::start(|request, _| {
        let mut count = 150;
        if request.query("page") == Some(2) {
            count = 149;
        }
        let Reply::Whole { body, .. } = flow_page(count, request, 100) else {
            unreachable!()
        };
        let mut body: Value = serde_json::from_slice(&body).unwrap();
        body["pagination"]["total"] = json!(150);
        Reply::json(200, &body)
    })
    .await;
    let error = of_flow(&server).await.unwrap_err();
    insta::assert_snapshot!(message(&server, &error), @"GET /assessment-flows/10/candidates?page=1&pageSize=100: incomplete or inconsistent: the total is 150, but 2 pages had 149 different ones (read 3 times)");
}

#[tokio::test]
async fn a_chain_is_followed_to_its_end() {
    let server = Server::start(|request, _| {
        if request.path.contains("nextToken=a%2Bb%3D%3D") {
            link(49, 3, &Value::Null)
        } else {
            link(1, 50, &json!("a+b=="))
        }
    })
    .await;
    assert_eq!(found(of_assessment(&server).await).len(), 51);
    assert_eq!(
        server.lines(),
        [
            "GET /assessment/a1/candidates?limit=50",
            "GET /assessment/a1/candidates?limit=50&nextToken=a%2Bb%3D%3D"
        ]
    );
}

#[tokio::test]
async fn each_page_is_announced_before_it_is_asked_for() {
    let server =
        Server::start(|_, before| link(before, 1, &json!((before < 3).then_some(before)))).await;
    let mut heard = Vec::new();
    let read = reader(&server)
        .announced_candidates(&assessment_id("a1"), |number| {
            heard.push((number, server.count()));
        })
        .await;
    assert_eq!(found(read).len(), 4);
    assert_eq!(heard, [(1, 0), (2, 1), (3, 2), (4, 3)]);
}

#[test]
fn an_assessment_has_a_page_of_results_for_each_fifty_and_one_at_least() {
    let counts = [0, 1, 50, 51, 212, 5_000];
    assert_eq!(counts.map(pages_of_results), [1, 1, 1, 2, 5, 100]);
}

#[tokio::test]
async fn an_empty_token_ends_the_chain_and_a_short_page_without_one_too() {
    for reply in [
        link(1, 50, &json!("")),
        success(&json!({"candidates": [{"candidateId": "i1"}]})),
        success(&json!([{"candidateId": "i1"}])),
        success(&json!({"candidates": []})),
    ] {
        let server = Server::replying(vec![reply]).await;
        found(of_assessment(&server).await);
        assert_eq!(server.count(), 1);
    }
}

#[tokio::test]
async fn a_full_page_that_says_nothing_of_more_proves_nothing() {
    let everybody: Vec<_> = (1..=50).map(person).collect();
    let server = Server::replying(vec![success(&json!({"candidates": everybody}))]).await;
    let error = of_assessment(&server).await.unwrap_err();
    insta::assert_snapshot!(message(&server, &error), @"GET /assessment/a1/candidates?limit=50: incomplete or inconsistent: one page had 50, and does not say whether there are more");
}

#[tokio::test]
async fn a_chain_that_bites_its_tail_is_an_error() {
    let server = Server::replying(vec![link(1, 2, &json!("again"))]).await;
    let error = of_assessment(&server).await.unwrap_err();
    assert_eq!(server.count(), 2);
    insta::assert_snapshot!(message(&server, &error), @"GET /assessment/a1/candidates?limit=50: incomplete or inconsistent: the same `nextToken` came twice");
}

#[tokio::test]
async fn a_chain_that_brings_nobody_new_is_an_error() {
    let server = Server::start(|_, before| link(1, 1, &json!(before))).await;
    let error = of_assessment(&server).await.unwrap_err();
    assert_eq!(server.count(), 2);
    insta::assert_snapshot!(message(&server, &error), @"GET /assessment/a1/candidates?limit=50: incomplete or inconsistent: a page had nobody new, but refers to another page");
}

#[tokio::test]
async fn a_chain_without_an_end_is_an_error() {
    let server = Server::start(|_, before| link(before, 1, &json!(before))).await;
    let error = of_assessment(&server).await.unwrap_err();
    insta::assert_snapshot!(message(&server, &error), @"GET /assessment/a1/candidates?limit=50: incomplete or inconsistent: it does not end after 1000 pages");
}

#[tokio::test]
async fn absence_and_denial_are_answers() {
    let server = Server::replying(vec![not_found()]).await;
    assert_eq!(of_flow(&server).await, Ok(Lookup::Gone));
    let error = json!({"error": {"code": "ACCESS_DENIED", "errorMessage": "No"}});
    let server = Server::replying(vec![Reply::json(403, &error)]).await;
    let denied = of_assessment(&server).await;
    assert!(matches!(denied, Ok(Lookup::Denied(_))), "{denied:?}");
}

#[tokio::test]
async fn a_broken_answer_quotes_nobody() {
    for reply in [
        Reply::text(200, "Alex Doe <alex@example.com>"),
        success(&json!({"candidates": ["Alex Doe"]})),
        success(&json!({"candidates": [{"name": "Alex Doe"}]})),
        success(&json!({"persons": [{"name": "Alex Doe"}]})),
        success(&json!({"candidates": [], "pagination": {"nextToken": {"Alex Doe": 1}}})),
        Reply::text(400, "no such person: alex@example.com"),
    ] {
        let server = Server::replying(vec![reply]).await;
        let error = message(&server, &of_assessment(&server).await.unwrap_err());
        assert!(
            !error.contains("Doe") && !error.contains("alex@"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn the_candidates_of_many_are_read_side_by_side_and_all_failures_told() {
    let server = Server::start(|request, _| match request.path.as_str() {
        path if path.starts_with("/assessment-flows/10/") => flow_page(2, request, 100),
        path if path.starts_with("/assessment/a1/") => link(1, 1, &Value::Null),
        _ => Reply::text(400, "no"),
    })
    .await;
    let flow = CandidatesOf::Flow(flow_id("10"));
    let assessment = CandidatesOf::Assessment(assessment_id("a1"));
    let mut wants = Wants {
        candidates: [flow.clone(), assessment.clone()].into(),
        ..Wants::default()
    };
    let live = reader(&server).observe(&wants).await.unwrap();
    assert_eq!(found(Ok(live.candidates[&flow].clone())).len(), 2);
    assert_eq!(found(Ok(live.candidates[&assessment].clone())).len(), 1);
    assert_eq!(server.count(), 2);
    wants.candidates = ["11", "12"]
        .map(|id| CandidatesOf::Flow(flow_id(id)))
        .into();
    let errors = reader(&server).observe(&wants).await.unwrap_err();
    insta::assert_snapshot!(message(&server, &errors), @"GET /assessment-flows/11/candidates?page=1&pageSize=100 and 1 more: refused: 400 Bad Request: no");
}

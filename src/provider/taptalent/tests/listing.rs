//! When a list counts as complete, and what is said when it does not.

use serde_json::{Value, json};

use super::fixtures::{flow_item, item, items, page, reader, success};
use crate::model::FieldValue;
use crate::model::taptalent::AssessmentField::Title;
use crate::provider::http::tests::message;
use crate::provider::http::tests::server::{Received, Reply, Server};

async fn ids(server: &Server) -> Vec<String> {
    let listing = reader(server).list_assessments().await.unwrap();
    let ids = listing.items().iter().map(|item| item.id.to_string());
    ids.collect()
}

async fn complaint(script: impl Fn(&Received, usize) -> Reply + Send + Sync + 'static) -> String {
    let server = Server::start(script).await;
    let error = reader(&server).list_assessments().await.unwrap_err();
    message(&server, &error)
}

fn paged(count: usize, limit: usize) -> impl Fn(&Received, usize) -> Reply {
    let all = items(count);
    move |request, _| success(&page(&all, request, limit))
}

#[tokio::test]
async fn every_page_is_read_and_the_order_kept() {
    let server = Server::start(paged(250, 100)).await;
    let ids = ids(&server).await;
    assert_eq!(ids.len(), 250);
    assert_eq!((ids[0].as_str(), ids[249].as_str()), ("a1", "a250"));
    let mut lines = server.lines();
    assert_eq!(lines.remove(0), "GET /assessment?pageNumber=1&perPage=100");
    lines.sort();
    assert_eq!(
        lines,
        [
            "GET /assessment?pageNumber=2&perPage=100",
            "GET /assessment?pageNumber=3&perPage=100"
        ]
    );
}

#[tokio::test]
async fn an_empty_list_is_complete() {
    let server = Server::start(paged(0, 100)).await;
    assert_eq!(ids(&server).await.len(), 0);
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_server_that_clamps_is_followed() {
    let server = Server::start(paged(95, 20)).await;
    assert_eq!(ids(&server).await.len(), 95);
    assert_eq!(server.count(), 5);
}

#[tokio::test]
async fn a_missing_page_count_follows_from_the_total() {
    let server = Server::start(|request, _| {
        let mut page = page(&items(120), request, 100);
        page["pagination"] = json!({"total": "120"});
        success(&page)
    })
    .await;
    assert_eq!(ids(&server).await.len(), 120);
}

#[tokio::test]
async fn a_list_without_a_total_proves_nothing() {
    let complaint = complaint(|_, _| success(&json!({"assessments": [item("a1", "One")]}))).await;
    insta::assert_snapshot!(complaint, @"GET /assessment?pageNumber=1&perPage=100: incomplete or inconsistent: page 1 does not give the total (read 3 times)");
}

#[tokio::test]
async fn a_short_page_is_read_again_and_then_an_error() {
    let short = |request: &Received| {
        let mut page = page(&items(150), request, 100);
        if request.query("pageNumber") == Some(2) {
            page["assessments"].as_array_mut().unwrap().pop();
        }
        success(&page)
    };
    let server = Server::start(move |request, before| {
        if before < 2 {
            short(request)
        } else {
            paged(150, 100)(request, before)
        }
    })
    .await;
    assert_eq!(ids(&server).await.len(), 150);
    assert_eq!(server.count(), 4);
    insta::assert_snapshot!(complaint(move |request, _| short(request)).await, @"GET /assessment?pageNumber=1&perPage=100: incomplete or inconsistent: the total is 150, but 2 pages had 149 different ones (read 3 times)");
}

#[tokio::test]
async fn the_same_one_on_two_pages_means_that_another_is_missing() {
    let complaint = complaint(|request, _| {
        let mut all = items(150);
        all[120] = all[0].clone();
        success(&page(&all, request, 100))
    })
    .await;
    insta::assert_snapshot!(complaint, @"GET /assessment?pageNumber=1&perPage=100: incomplete or inconsistent: the total is 150, but 2 pages had 149 different ones and 1 repeated (read 3 times)");
}

#[tokio::test]
async fn a_server_that_ignores_the_page_number_is_noticed() {
    let complaint = complaint(|_, _| {
        success(&json!({"assessments": items(100),
            "pagination": {"page": 1, "limit": 100, "total": 300, "totalPages": 3}}))
    })
    .await;
    insta::assert_snapshot!(complaint, @"GET /assessment?pageNumber=1&perPage=100: incomplete or inconsistent: the total is 300, but 3 pages had 100 different ones and 200 repeated (read 3 times)");
}

#[tokio::test]
async fn a_total_that_moves_is_read_again() {
    let server = Server::start(|request, before| {
        let count = if before == 0 { 150 } else { 151 };
        paged(count, 100)(request, before)
    })
    .await;
    assert_eq!(ids(&server).await.len(), 151);
    let complaint = complaint(|request, _| {
        let count = 150 + request.query("pageNumber").unwrap();
        paged(count, 100)(request, 0)
    })
    .await;
    insta::assert_snapshot!(complaint, @"GET /assessment?pageNumber=1&perPage=100: incomplete or inconsistent: the total is 151 on page 1, but 152 on page 2 (read 3 times)");
}

#[tokio::test]
async fn a_later_page_that_is_refused_is_read_again() {
    let complaint = complaint(|request, _| match request.query("pageNumber") {
        Some(1) => paged(150, 100)(request, 0),
        _ => Reply::json(400, &json!({"error": {"message": "no such page"}})),
    })
    .await;
    insta::assert_snapshot!(complaint, @"GET /assessment?pageNumber=1&perPage=100: incomplete or inconsistent: page 1 says that there are 2 pages, but GET /assessment?pageNumber=2&perPage=100 was refused: 400 Bad Request: no such page (read 3 times)");
}

#[tokio::test]
async fn a_total_beyond_belief() {
    let complaint = complaint(|_, _| {
        success(&json!({"assessments": items(1), "pagination": {"total": 9_000_000_000_000_u64, "limit": 100}}))
    })
    .await;
    insta::assert_snapshot!(complaint, @"GET /assessment?pageNumber=1&perPage=100: incomplete or inconsistent: page 1 says that there are 9000000000000 pages (read 3 times)");
}

#[tokio::test]
async fn other_envelopes_are_read_alike() {
    let one = item("a1", "One");
    for body in [
        json!({"status": "success", "data": [one], "pagination": {"page": 1, "perPage": 100, "total": 1}}),
        json!({"assessments": [one], "total": 1}),
        json!({"data": {"assessments": [one]}, "pagination": {"total": 1}}),
    ] {
        let server = Server::replying(vec![Reply::json(200, &body)]).await;
        assert_eq!(ids(&server).await, ["a1"]);
    }
}

async fn flows(data: Value, beside: Value) -> Result<usize, String> {
    let mut body = json!({"status": "success", "data": data});
    for (key, value) in beside.as_object().unwrap() {
        body[key] = value.clone();
    }
    let server = Server::replying(vec![Reply::json(200, &body)]).await;
    match reader(&server).list_flows().await {
        Ok(listing) => Ok(listing.items().len()),
        Err(error) => Err(message(&server, &error)),
    }
}

#[tokio::test]
async fn flows_come_all_at_once() {
    let two = json!([flow_item(1, "One"), flow_item(2, "Two")]);
    assert_eq!(flows(two.clone(), json!({})).await, Ok(2));
    assert_eq!(flows(json!({"flows": two}), json!({})).await, Ok(2));
    assert_eq!(flows(two, json!({"pagination": {"total": 2}})).await, Ok(2));
}

#[tokio::test]
async fn flows_that_say_there_are_more_prove_nothing() {
    let one = json!([flow_item(1, "One")]);
    let complaint = flows(one, json!({"pagination": {"total": 2}})).await;
    insta::assert_snapshot!(complaint.unwrap_err(), @"GET /assessment-flows: incomplete or inconsistent: only 1 of 2 arrived, and the response does not say how to get the rest (read 3 times)");
}

#[tokio::test]
async fn flows_that_page_after_all_are_followed() {
    let server = Server::start(|request, _| {
        let number = request.query("page").unwrap_or(1);
        Reply::json(
            200,
            &json!({"data": [flow_item(u32::try_from(number).unwrap(), "F")],
                "pagination": {"page": number, "perPage": 1, "total": 3}}),
        )
    })
    .await;
    let listing = reader(&server).list_flows().await.unwrap();
    assert_eq!(listing.items().len(), 3);
}

#[tokio::test]
async fn jobs_are_counted_by_their_own_total() {
    let server = Server::start(|request, _| {
        let number = request.query("pageNumber").unwrap();
        let jobs = (1..=130).skip((number - 1) * 100).take(100);
        let jobs: Vec<_> = jobs.map(|id| json!({"id": id, "title": "T"})).collect();
        Reply::json(200, &json!({"jobs": jobs, "totalJobs": 130}))
    })
    .await;
    let listing = reader(&server).list_jobs().await.unwrap();
    assert_eq!(listing.items().len(), 130);
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn half_an_emoji_in_a_title_leaves_the_list_readable() {
    let server = Server::start(|request, _| {
        let items = [item("a1", "Fine"), item("a2", "HALF")];
        let body = json!({"status": "success", "data": page(&items, request, 100)});
        Reply::text(200, body.to_string().replace("HALF", r"Foreign \ud83d"))
    })
    .await;
    let listing = reader(&server).list_assessments().await.unwrap();
    let title = listing.items()[1].fields.get(&Title);
    assert_eq!(title, Some(&FieldValue::Text("Foreign \u{fffd}".into())));
    assert_eq!(server.count(), 1);
}

//! When a list counts as complete, with and without a total.

use serde_json::{Value, json};

use super::{assessment, key, reader, task};
use crate::model::promptster::AssessmentField::Title;
use crate::model::{FieldValue, Lookup};
use crate::provider::http::tests::message;
use crate::provider::http::tests::server::{Received, Reply, Server};

fn all(count: usize) -> Vec<Value> {
    (1..=count)
        .map(|number| assessment(&format!("t{number}"), &format!("Task {number}")))
        .collect()
}

/// The slice that was asked for, at most `most` of it.
fn slice(all: &[Value], request: &Received, most: usize) -> Vec<Value> {
    let offset = request.query("offset").unwrap_or(0);
    let limit = request.query("limit").unwrap_or(20).min(most);
    all.iter().skip(offset).take(limit).cloned().collect()
}

async fn count(server: &Server) -> usize {
    let listing = reader(server).list_assessments().await.unwrap();
    listing.items().len()
}

#[tokio::test]
async fn every_envelope_is_read() {
    for body in [
        json!({"assessments": all(3)}),
        json!({"data": all(3)}),
        json!({"data": {"assessments": all(3)}}),
        json!({"assessments": all(3), "total": 3, "limit": 100, "offset": 0}),
        json!(all(3)),
    ] {
        let server = Server::replying(vec![Reply::json(200, &body)]).await;
        assert_eq!(count(&server).await, 3);
        assert_eq!(server.lines(), ["GET /v1/assessments?limit=100&offset=0"]);
    }
}

#[tokio::test]
async fn a_total_is_read_up_to() {
    for most in [100, 20, 7] {
        let server = Server::start(move |request, _| {
            let all = all(53);
            let page = slice(&all, request, most);
            Reply::json(
                200,
                &json!({"assessments": page, "total": 53, "limit": most, "offset": 0}),
            )
        })
        .await;
        assert_eq!(count(&server).await, 53);
    }
}

#[tokio::test]
async fn without_a_total_a_full_page_is_followed_by_another() {
    for (size, most) in [(250, 100), (40, 20), (100, 100), (20, 100), (0, 100)] {
        let server = Server::start(move |request, _| {
            let all = all(size);
            Reply::json(200, &json!({"assessments": slice(&all, request, most)}))
        })
        .await;
        assert_eq!(count(&server).await, size);
    }
}

#[tokio::test]
async fn a_server_that_gives_all_at_once_is_believed() {
    for size in [20, 137, 200] {
        let server =
            Server::start(move |_, _| Reply::json(200, &json!({"assessments": all(size)}))).await;
        assert_eq!(count(&server).await, size);
        assert!(server.count() <= 2);
    }
}

async fn complaint(script: impl Fn(&Received, usize) -> Reply + Send + Sync + 'static) -> String {
    let server = Server::start(script).await;
    let error = reader(&server).list_assessments().await.unwrap_err();
    message(&server, &error)
}

#[tokio::test]
async fn a_server_that_gives_the_same_hundred_for_ever_proves_nothing() {
    let complaint = complaint(|_, _| Reply::json(200, &json!({"assessments": all(100)}))).await;
    insta::assert_snapshot!(complaint, @"GET /v1/assessments: incomplete or inconsistent: every page has the same 100 (read 3 times)");
}

#[tokio::test]
async fn a_list_without_an_end_and_a_total_beyond_belief_are_errors_after_one_reading() {
    let server = Server::start(|request, _| {
        let offset = request.query("offset").unwrap_or(0);
        let page = (offset..offset + 5).map(|number| assessment(&format!("t{number}"), "Task"));
        Reply::json(200, &json!({"assessments": page.collect::<Vec<_>>()}))
    })
    .await;
    let error = reader(&server).list_assessments().await.unwrap_err();
    insta::assert_snapshot!(message(&server, &error), @"GET /v1/assessments: incomplete or inconsistent: it does not end after 1000 pages");
    assert_eq!(server.count(), 1_000);
    let server =
        Server::start(|_, _| Reply::json(200, &json!({"assessments": all(100), "total": 100_001})))
            .await;
    let error = reader(&server).list_assessments().await.unwrap_err();
    insta::assert_snapshot!(message(&server, &error), @"GET /v1/assessments: incomplete or inconsistent: the total is 100001, which is more than the limit of 1000 pages");
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_total_that_is_not_reached_proves_nothing() {
    let short = complaint(|request, _| {
        let all = all(30);
        let page = slice(&all, request, 100);
        Reply::json(200, &json!({"assessments": page, "total": 31}))
    })
    .await;
    insta::assert_snapshot!(short, @"GET /v1/assessments: incomplete or inconsistent: the total is 31, but 30 different ones arrived (read 3 times)");
    let moving = complaint(|request, before| {
        let all = all(150);
        let page = slice(&all, request, 100);
        Reply::json(200, &json!({"assessments": page, "total": 150 + before}))
    })
    .await;
    insta::assert_snapshot!(moving, @"GET /v1/assessments: incomplete or inconsistent: the total changed between two pages (read 3 times)");
}

#[tokio::test]
async fn a_list_that_moves_is_read_again() {
    // One of the first page goes while we read: everything after it moves up.
    let script = |for_ever: bool| {
        move |request: &Received, before: usize| {
            let mut all = all(150);
            if for_ever && request.query("offset") != Some(0) || before > 0 {
                all.remove(0);
            }
            Reply::json(200, &json!({"assessments": slice(&all, request, 100)}))
        }
    };
    let server = Server::start(script(false)).await;
    assert_eq!(count(&server).await, 149);
    let moving = complaint(move |request, _| script(true)(request, 0)).await;
    insta::assert_snapshot!(moving, @"GET /v1/assessments: incomplete or inconsistent: the list changed between two pages (read 3 times)");
}

#[tokio::test]
async fn no_list_is_no_empty_list() {
    let nothing = complaint(|_, _| Reply::json(200, &json!({"items": []}))).await;
    insta::assert_snapshot!(nothing, @"GET /v1/assessments?limit=100&offset=0: cannot read the response: it has no list of assessments (tried 5 times)");
    let odd = complaint(|_, _| {
        let mut odd = assessment("t1", "One");
        odd["timeLimitMinutes"] = json!("long");
        Reply::json(200, &json!({"assessments": [odd]}))
    })
    .await;
    insta::assert_snapshot!(odd, @r#"GET /v1/assessments?limit=100&offset=0: cannot read the response: `assessments[0].timeLimitMinutes`: expected a number, not string "long" (tried 5 times)"#);
}

#[tokio::test]
async fn half_an_emoji_in_a_title_leaves_the_list_readable() {
    let body = json!({"assessments": [assessment("t1", "Fine"), assessment("t2", "HALF")]});
    let body = body.to_string().replace("HALF", r"Foreign \ud83d");
    let server = Server::replying(vec![Reply::text(200, body)]).await;
    let listing = reader(&server).list_assessments().await.unwrap();
    let title = listing.items()[1].fields.get(&Title);
    assert_eq!(title, Some(&FieldValue::Text("Foreign \u{fffd}".into())));
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn half_an_emoji_in_a_persons_name_leaves_the_people_readable() {
    let body = json!({"keys": [key("k1", &json!("a@example.com"))]});
    let body = body.to_string().replace("Alex Doe", r"Alex \ud83d");
    let server = Server::replying(vec![Reply::text(200, body)]).await;
    let people = reader(&server).keys(&task("t1")).await.unwrap();
    let Lookup::Found(people) = people else {
        panic!("{people:?}")
    };
    assert_eq!(people.items()[0].name.as_deref(), Some("Alex \u{fffd}"));
}

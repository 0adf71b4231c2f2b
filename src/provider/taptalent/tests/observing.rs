//! Everything for one plan: what is read, how often, and what happens when answers contradict each other.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::{StreamExt, stream};
use serde_json::json;
use tokio::sync::Notify;

use super::fixtures::{
    assessment_id, flow_id, flow_item, flow_single, healthy, items, page, reader, single, success,
};
use crate::model::taptalent::{AssessmentField, Live, Wants};
use crate::model::{FieldValue, Kind, Lookup};
use crate::provider::http::tests::server::{Reply, Server};
use crate::provider::http::tests::{message, options};
use crate::provider::http::{Transport, TransportOptions};
use crate::provider::taptalent::Reader;

pub(super) fn texts(texts: &[&str]) -> BTreeSet<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

pub(super) async fn observe(server: &Server, wants: &Wants) -> Live {
    reader(server).observe(wants).await.unwrap()
}

#[tokio::test]
async fn nothing_wanted_is_nothing_read() {
    let server = Server::start(healthy(1, 1)).await;
    assert_eq!(observe(&server, &Wants::default()).await, Live::default());
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn only_what_is_wanted_is_read_and_once() {
    let server = Server::start(healthy(250, 3)).await;
    let wants = Wants {
        assessments: [assessment_id("a1"), assessment_id("gone")].into(),
        assessment_titles: texts(&["Title 1", " Title 240\n", "Nothing"]),
        assessment_references: [assessment_id("a7"), assessment_id("elsewhere")].into(),
        flows: [flow_id("1")].into(),
        flow_names: texts(&["Flow 1", "Flow 3"]),
        externals: [Kind::Job].into(),
        ..Wants::default()
    };
    let live = observe(&server, &wants).await;
    assert_eq!(live.assessments.items().len(), 250);
    let found = |live: &Live| {
        let details = live.assessment_details.iter();
        let details =
            details.map(|(id, found)| (id.to_string(), matches!(found, Lookup::Found(_))));
        details.collect::<Vec<_>>()
    };
    let expected = [
        ("a1", true),
        ("a240", true),
        ("elsewhere", false),
        ("gone", false),
    ];
    assert_eq!(
        found(&live),
        expected.map(|(id, found)| (id.to_owned(), found))
    );
    assert_eq!(live.flow_details.len(), 2);
    assert_eq!(live.externals[&Kind::Job].items().len(), 1);
    let mut lines = server.lines();
    lines.sort();
    insta::assert_snapshot!(lines.join("\n"), @"
    GET /assessment-flows
    GET /assessment-flows/1
    GET /assessment-flows/3
    GET /assessment/a1
    GET /assessment/a240
    GET /assessment/elsewhere
    GET /assessment/gone
    GET /assessment?pageNumber=1&perPage=100
    GET /assessment?pageNumber=2&perPage=100
    GET /assessment?pageNumber=3&perPage=100
    GET /jobs?pageNumber=1&perPage=100
    ");
}

#[tokio::test]
async fn a_single_read_is_completed_by_the_list() {
    let server = Server::start(healthy(1, 1)).await;
    let wants = Wants {
        assessments: [assessment_id("a1")].into(),
        flows: [flow_id("1")].into(),
        ..Wants::default()
    };
    let live = observe(&server, &wants).await;
    let Lookup::Found(found) = &live.assessment_details[&assessment_id("a1")] else {
        panic!("{live:?}")
    };
    assert_eq!(found.submission_count, Some(12));
    assert_eq!(found.created_at.as_deref(), Some("1234567890000"));
    let changed_at = found.changed_at.map(jiff::Timestamp::as_millisecond);
    assert_eq!(changed_at, Some(1_234_567_890_001));
    let verified = &found.fields[&AssessmentField::IsEmailVerificationRequired];
    assert_eq!(*verified, FieldValue::Bool(true));
    assert_eq!(
        found.fields.get(&AssessmentField::Buckets),
        None,
        "the list's [] tells nothing"
    );
    let Lookup::Found(flow) = &live.flow_details[&flow_id("1")] else {
        panic!("{live:?}")
    };
    assert_eq!(flow.candidate_count, Some(3));
    assert_eq!(flow.steps.as_ref().map(Vec::len), Some(1));
    assert_eq!(
        live.flows.items()[0].steps,
        None,
        "the list's [] tells nothing"
    );
}

/// A list of two whose second item shows no title, and what the single read shows of it.
async fn half_named(alone: serde_json::Value) -> Server {
    Server::start(move |request, _| {
        if request.path != "/assessment/a2" {
            let named = json!({"assessmentId": "a1", "testName": "One", "questionCount": 0});
            let nameless = json!({"assessmentId": "a2", "questionCount": 0});
            return success(&page(&[named, nameless], request, 100));
        }
        success(&alone)
    })
    .await
}

#[tokio::test]
async fn a_title_that_the_list_does_not_show_is_read_alone() {
    let server =
        half_named(json!({"assessmentId": "a2", "testName": "Two", "questions": []})).await;
    let wants = Wants {
        assessment_titles: texts(&["Two"]),
        ..Wants::default()
    };
    let live = observe(&server, &wants).await;
    let titles: Vec<_> = live
        .assessments
        .items()
        .iter()
        .map(|item| &item.fields[&AssessmentField::Title])
        .collect();
    assert_eq!(
        titles,
        [
            &FieldValue::Text("One".into()),
            &FieldValue::Text("Two".into())
        ]
    );
    assert_eq!(live.assessment_details.len(), 1);
}

#[tokio::test]
async fn an_assessment_whose_title_no_read_shows_is_listed_without_one() {
    let server = half_named(json!({"assessmentId": "a2", "questions": []})).await;
    let wants = Wants {
        assessment_titles: texts(&["Two"]),
        ..Wants::default()
    };
    let live = observe(&server, &wants).await;
    let nameless = &live.assessments.items()[1];
    assert_eq!(nameless.fields.get(&AssessmentField::Title), None);
    assert_eq!(live.assessment_details.len(), 1, "it was looked at alone");
}

#[tokio::test]
async fn versions_of_a_flow_are_read_too() {
    let server = Server::start(|request, _| match request.path.as_str() {
        "/assessment-flows" => success(&json!([
            flow_item(1, "Screen"),
            flow_item(2, "Screen v2"),
            flow_item(3, "Screen vNext"),
            flow_item(4, "Screening")
        ])),
        "/assessment-flows/1" => success(&flow_single(1, "Screen")),
        _ => success(&flow_single(2, "Screen v2")),
    })
    .await;
    let wants = Wants {
        flow_names: texts(&["Screen"]),
        ..Wants::default()
    };
    let live = observe(&server, &wants).await;
    let ids: Vec<_> = live.flow_details.keys().map(ToString::to_string).collect();
    assert_eq!(ids, ["1", "2"]);
}

#[tokio::test]
async fn all_failures_are_told_together() {
    let server = Server::start(|request, before| match request.path.as_str() {
        "/assessment/a1" => success(&json!({})),
        "/assessment/a2" => Reply::text(500, ""),
        _ => healthy(3, 1)(request, before),
    })
    .await;
    let wants = Wants {
        assessments: (1..=3).map(|id| assessment_id(&format!("a{id}"))).collect(),
        ..Wants::default()
    };
    let error = reader(&server).observe(&wants).await.unwrap_err();
    let mut lines: Vec<_> = message(&server, &error)
        .lines()
        .map(str::to_owned)
        .collect();
    lines.sort();
    insta::assert_snapshot!(lines.join("\n"), @"
    GET /assessment/a1: cannot read the response: an assessment has no `assessmentId` (tried 5 times)
    GET /assessment/a2: the server failed: 500 Internal Server Error, without a message (tried 5 times)
    ");
}

#[tokio::test]
async fn a_refused_key_ends_the_read_at_once() {
    let server = Server::start(|_, _| Reply::json(401, &json!({"message": "bad key"}))).await;
    let wants = Wants {
        assessments: (1..=500)
            .map(|id| assessment_id(&format!("a{id}")))
            .collect(),
        ..Wants::default()
    };
    let error = reader(&server).observe(&wants).await.unwrap_err();
    assert_eq!(error.0.len(), 1);
    assert!(server.count() < 20);
}

#[tokio::test]
async fn details_do_not_wait_for_the_end_of_the_list() {
    // The second page comes only after the detail that the first one shows was asked for.
    let asked = Arc::new(Notify::new());
    let server = Server::start(move |request, before| {
        if request.path == "/assessment/a1" {
            asked.notify_one();
        }
        let reply = healthy(200, 0)(request, before);
        match request.query("pageNumber") {
            Some(2) => Reply::After(Arc::clone(&asked), Box::new(reply)),
            _ => reply,
        }
    })
    .await;
    let wants = Wants {
        assessment_titles: texts(&["Title 1"]),
        ..Wants::default()
    };
    observe(&server, &wants).await;
    assert_eq!(server.count(), 3);
}

/// Prints how long a large read takes, and how long a bare loader of the same bodies. Run by hand, with
/// `--release -- --ignored --nocapture`.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement"]
#[expect(clippy::print_stderr, reason = "a measurement")]
async fn a_thousand_assessments_and_a_hundred_flows() {
    let server = large().await;
    let options = TransportOptions {
        concurrency: 64,
        timeout: Duration::from_secs(30),
        ..options(&server)
    };
    let wants = Wants {
        assessments: (1..=1000)
            .map(|id| assessment_id(&format!("a{id}")))
            .collect(),
        flows: (1..=100).map(|id| flow_id(&id.to_string())).collect(),
        ..Wants::default()
    };
    let reader = Reader::new(Transport::new(options).unwrap().reader());
    reader.observe(&wants).await.unwrap();
    let urls: Vec<_> = server.received().iter().map(|r| r.path.clone()).collect();
    let urls: Vec<_> = urls.iter().map(|path| server.url() + path).collect();
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    for _ in 0..3 {
        let start = Instant::now();
        reader.observe(&wants).await.unwrap();
        let ours = start.elapsed().as_secs_f64();
        let start = Instant::now();
        stream::iter(&urls)
            .map(|url| client.get(url).send())
            .map(|sent| async { sent.await.unwrap().bytes().await.unwrap() })
            .buffer_unordered(64)
            .for_each(|_| async {})
            .await;
        let bare = start.elapsed().as_secs_f64();
        let calls = urls.len();
        eprintln!(
            "{calls} calls: {ours:.3} s, bare {bare:.3} s, {:.2} times",
            ours / bare
        );
    }
}

/// Answers after 50 ms; every body is made beforehand.
async fn large() -> Server {
    let questions = |id: &str| {
        let questions = (0..10).map(|number| {
            json!({"id": format!("{id}-{number}"), "question": "Why? ".repeat(40), "type": "SUBJECTIVE"})
        });
        questions.collect::<serde_json::Value>()
    };
    let mut bodies: HashMap<String, Reply> = (1..=1000)
        .map(|number| {
            let id = format!("a{number}");
            let mut body = single(&id, &format!("Title {number}"));
            body["questions"] = questions(&id);
            body["questionCount"] = json!(10);
            (format!("/assessment/{id}"), success(&body))
        })
        .collect();
    bodies.extend((1..=100).map(|id| {
        let flow = flow_single(id, &format!("Flow {id}"));
        (format!("/assessment-flows/{id}"), success(&flow))
    }));
    let flows = (1..=100).map(|id| flow_item(id, &format!("Flow {id}")));
    bodies.insert("/assessment-flows".to_owned(), success(&flows.collect()));
    let list = items(1000);
    Server::start(move |request, _| {
        let reply = match bodies.get(&request.path) {
            Some(reply) => reply.clone(),
            None => success(&page(&list, request, 100)),
        };
        Reply::Late(Duration::from_millis(50), Box::new(reply))
    })
    .await
}

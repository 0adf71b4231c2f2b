//! Reads that contradict each other: said, or looked at again, and never taken for absence.

use super::fixtures::{assessment_id, healthy, items, not_found, page, reader, single, success};
use super::observing::{observe, texts};
use crate::model::Lookup;
use crate::model::taptalent::Wants;
use crate::provider::http::tests::message;
use crate::provider::http::tests::server::Server;
use serde_json::json;
use std::sync::atomic::{AtomicUsize, Ordering};

#[tokio::test]
async fn listed_but_not_found_alone_is_a_contradiction() {
    let server = Server::start(|request, before| {
        if request.path.starts_with("/assessment/") {
            not_found()
        } else {
            healthy(2, 0)(request, before)
        }
    })
    .await;
    let wants = Wants {
        assessment_titles: texts(&["Title 2"]),
        ..Wants::default()
    };
    let error = reader(&server).observe(&wants).await.unwrap_err();
    insta::assert_snapshot!(message(&server, &error), @"GET /assessment/a2: incomplete or inconsistent: it is in the list, but does not exist when read alone");
}

#[tokio::test]
async fn a_contradiction_that_resolves_is_none() {
    // Gone while we looked: the second list does not show it any more.
    let server = Server::start(|request, before| {
        let all = items(if before < 2 { 2 } else { 1 });
        match request.path.as_str() {
            "/assessment/a2" => not_found(),
            "/assessment/a1" => success(&single("a1", "Title 1")),
            _ => success(&page(&all, request, 100)),
        }
    })
    .await;
    let wants = Wants {
        assessments: [assessment_id("a2")].into(),
        ..Wants::default()
    };
    let live = observe(&server, &wants).await;
    assert_eq!(live.assessment_details[&assessment_id("a2")], Lookup::Gone);
    assert_eq!(live.assessments.items().len(), 1);
}

#[tokio::test]
async fn fewer_questions_than_the_list_counts_is_a_contradiction() {
    let server = Server::start(|request, before| {
        if request.path == "/assessment/a1" {
            let mut body = single("a1", "Title 1");
            body.as_object_mut().unwrap().shift_remove("questionCount");
            body["questions"] = json!([]);
            success(&body)
        } else {
            healthy(1, 0)(request, before)
        }
    })
    .await;
    let wants = Wants {
        assessments: [assessment_id("a1")].into(),
        ..Wants::default()
    };
    let error = reader(&server).observe(&wants).await.unwrap_err();
    insta::assert_snapshot!(message(&server, &error), @"GET /assessment/a1: incomplete or inconsistent: it has 1 question, but 0 arrived");
}

#[tokio::test]
async fn a_short_answer_that_agrees_with_itself_is_looked_at_twice() {
    for (short_reads, questions) in [(1, 1), (9, 0)] {
        let reads = AtomicUsize::new(0);
        let server = Server::start(move |request, before| {
            if request.path != "/assessment/a1" {
                return healthy(1, 0)(request, before);
            }
            let mut body = single("a1", "Title 1");
            if reads.fetch_add(1, Ordering::SeqCst) < short_reads {
                body["questions"] = json!([]);
                body["questionCount"] = json!(0);
            }
            success(&body)
        })
        .await;
        let wants = Wants {
            assessments: [assessment_id("a1")].into(),
            ..Wants::default()
        };
        let live = observe(&server, &wants).await;
        let Lookup::Found(found) = &live.assessment_details[&assessment_id("a1")] else {
            panic!("{live:?}")
        };
        assert_eq!(found.questions.as_ref().unwrap().len(), questions);
        assert_eq!(server.count(), 4);
    }
}

//! All reads for one plan: what is read, and what happens when answers contradict each other.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{assessment, key, reader, task};
use crate::model::promptster::{AssessmentField, Live, Wants};
use crate::model::{FieldValue, Lookup};
use crate::provider::http::tests::message;
use crate::provider::http::tests::server::{Received, Reply, Server};

/// Three assessments; the list shows no brief, the single read no title.
fn healthy(request: &Received, _: usize) -> Reply {
    let path = request.path.split('?').next().unwrap_or_default();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    match segments[..] {
        ["v1", "assessments"] => {
            let all = ["t1", "t2", "t3"]
                .map(|id| without(assessment(id, &format!("Task {id}")), "taskBrief"));
            Reply::json(200, &json!({"assessments": all}))
        }
        ["v1", "assessments", id @ ("t1" | "t2" | "t3")] => Reply::json(
            200,
            &json!({"assessment": without(assessment(id, "x"), "title")}),
        ),
        ["v1", "assessments", "t1", "keys"] => Reply::json(
            200,
            &json!({"keys": [key("k1", &json!("alex@example.com"))]}),
        ),
        ["v1", "org", "branding"] => Reply::json(200, &json!({"retentionDays": 30})),
        _ => Reply::json(404, &json!({"error": "Not found"})),
    }
}

fn without(mut body: Value, name: &str) -> Value {
    body.as_object_mut().unwrap().shift_remove(name);
    body
}

fn keys(keys: &[&str]) -> BTreeSet<String> {
    keys.iter().map(|&key| key.to_owned()).collect()
}

#[tokio::test]
async fn nothing_wanted_is_nothing_read() {
    let server = Server::start(healthy).await;
    let live = reader(&server).observe(&Wants::default()).await.unwrap();
    assert_eq!(live, Live::default());
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn only_what_is_wanted_is_read_and_both_reads_complete_each_other() {
    let server = Server::start(healthy).await;
    let wants = Wants {
        every_assessment: false,
        list: true,
        assessments: [task("t3"), task("gone")].into(),
        natural_keys: keys(&["Task t1 / Engineer", "Nothing / Engineer"]),
        branding: true,
        keys: BTreeSet::new(),
    };
    let live = reader(&server).observe(&wants).await.unwrap();
    assert_eq!(live.assessments.items().len(), 3);
    assert_eq!(live.details[&task("gone")], Lookup::Gone);
    let Lookup::Found(found) = &live.details[&task("t1")] else {
        panic!("{live:?}")
    };
    let title = FieldValue::Text("Task t1".into());
    assert_eq!(found.fields[&AssessmentField::Title], title);
    assert!(found.fields.contains_key(&AssessmentField::TaskBrief));
    assert!(live.branding.is_some() && live.keys.is_empty());
    let mut lines = server.lines();
    lines.sort();
    insta::assert_snapshot!(lines.join("\n"), @"
    GET /v1/assessments/gone
    GET /v1/assessments/t1
    GET /v1/assessments/t3
    GET /v1/assessments?limit=100&offset=0
    GET /v1/org/branding
    ");
}

#[tokio::test]
async fn keys_are_read_alone() {
    let server = Server::start(healthy).await;
    let wants = Wants {
        keys: [task("t1"), task("gone")].into(),
        ..Wants::default()
    };
    let live = reader(&server).observe(&wants).await.unwrap();
    assert_eq!(live.keys[&task("gone")], Lookup::Gone);
    assert!(matches!(&live.keys[&task("t1")], Lookup::Found(keys) if keys.items().len() == 1));
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn listed_but_not_found_alone_is_read_again() {
    let script = |heals: bool| {
        move |request: &Received, before: usize| {
            if request.path == "/v1/assessments/t1" && !(heals && before > 2) {
                Reply::json(404, &json!({"error": "Not found"}))
            } else {
                healthy(request, before)
            }
        }
    };
    let wants = Wants {
        natural_keys: keys(&["Task t1 / Engineer"]),
        ..Wants::default()
    };
    let server = Server::start(script(true)).await;
    let live = reader(&server).observe(&wants).await.unwrap();
    assert!(matches!(live.details[&task("t1")], Lookup::Found(_)));
    let server = Server::start(script(false)).await;
    let errors = reader(&server).observe(&wants).await.unwrap_err();
    insta::assert_snapshot!(message(&server, &errors), @"GET /v1/assessments/t1: incomplete or inconsistent: it is in the list, but does not exist when read alone");
}

#[tokio::test]
async fn a_title_that_only_the_single_read_shows_is_found_there() {
    let script = |also_alone: bool| {
        move |request: &Received, _: usize| {
            let whole = assessment("t1", "Hidden");
            let nameless = without(whole.clone(), "title");
            match request.path.as_str() {
                "/v1/assessments/t1" if also_alone => Reply::json(200, &whole),
                "/v1/assessments/t1" => Reply::json(200, &nameless),
                _ => Reply::json(200, &json!({"assessments": [nameless]})),
            }
        }
    };
    let wants = Wants {
        natural_keys: keys(&["Hidden / Engineer"]),
        ..Wants::default()
    };
    let server = Server::start(script(true)).await;
    let live = reader(&server).observe(&wants).await.unwrap();
    let key = FieldValue::Text("Hidden / Engineer".into());
    assert_eq!(live.assessments.items()[0].natural_key, Some(key));
    let server = Server::start(script(false)).await;
    let live = reader(&server).observe(&wants).await.unwrap();
    assert_eq!(live.assessments.items()[0].natural_key, None);
    assert_eq!(live.details.len(), 1, "it was looked at alone");
}

#[tokio::test]
async fn all_failures_are_told_together() {
    let server = Server::start(|request, before| match request.path.as_str() {
        "/v1/assessments/t1" => Reply::json(400, &json!({"error": "Bad id"})),
        "/v1/org/branding" => Reply::json(400, &json!({"error": "No branding"})),
        path if path.contains("keys") => Reply::json(400, &json!({"error": "No keys"})),
        _ => healthy(request, before),
    })
    .await;
    let wants = Wants {
        assessments: [task("t1")].into(),
        branding: true,
        keys: [task("t1")].into(),
        ..Wants::default()
    };
    let errors = reader(&server).observe(&wants).await.unwrap_err();
    insta::assert_snapshot!(message(&server, &errors), @"
    GET /v1/assessments/t1: refused: 400 Bad Request: Bad id
    GET /v1/org/branding: refused: 400 Bad Request: No branding
    GET /v1/assessments/t1/keys?limit=100&offset=0: refused: 400 Bad Request: No keys
    ");
}

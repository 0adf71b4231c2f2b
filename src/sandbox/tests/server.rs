use std::sync::Arc;
use std::time::{Duration, Instant};

use camino::Utf8PathBuf;
use futures_util::{StreamExt as _, stream};
use serde_json::{Value, json};

use super::super::{API_KEY, Options, Sandbox, SandboxError, Store};
use super::client::{Client, minimal, pooled};

#[tokio::test]
async fn it_listens_on_loopback_under_both_bases() {
    let client = Client::new().await;
    assert!(client.sandbox.base_url().starts_with("http://127.0.0.1:"));
    for base in ["/taptalent/v1/partner", "/v1/partner"] {
        let url = format!("{}{base}/jobs", client.sandbox.base_url());
        let response = pooled().get(url).bearer_auth(API_KEY).send().await.unwrap();
        assert_eq!(response.status(), 200);
    }
}

#[tokio::test]
async fn without_a_key_of_the_documented_form_nothing_is_told() {
    let client = Client::new().await;
    let url = format!("{}/jobs", client.sandbox.taptalent_url());
    let bare = pooled().get(&url).send().await.unwrap();
    let wrong = pooled()
        .get(&url)
        .bearer_auth("sk_test_no")
        .send()
        .await
        .unwrap();
    for response in [bare, wrong] {
        assert_eq!(response.status(), 401);
        let body: Value = response.json().await.unwrap();
        assert!(body["error"]["message"].is_string(), "{body}");
    }
    let live = "sk_live_0123456789abcdefghijAB";
    assert_eq!(
        pooled()
            .get(&url)
            .bearer_auth(live)
            .send()
            .await
            .unwrap()
            .status(),
        200
    );
}

#[tokio::test]
async fn unknown_routes_and_methods_are_not_found() {
    let client = Client::new().await;
    for (method, path) in [
        ("GET", "/assessments"),
        ("DELETE", "/assessment/abc"),
        ("PUT", "/assessment-flows/1"),
        ("POST", "/assessment"),
        ("GET", "/"),
        ("GET", "/jobs/"),
    ] {
        let (status, reply) = client.send(method, path, json!({})).await;
        assert_eq!(
            (status, &reply["error"]["code"]),
            (404, &json!("NOT_FOUND")),
            "{method} {path}"
        );
    }
    assert_eq!(
        client.outside("GET", "/elsewhere", json!(null)).await.0,
        404
    );
}

#[tokio::test]
async fn a_body_must_be_a_json_object_and_say_so() {
    let client = Client::new().await;
    let send = |kind: &'static str, body: &'static str| {
        let request = client.request("POST", "/assessment/audio-interviews");
        request.header("content-type", kind).body(body).send()
    };
    for (kind, body) in [
        ("text/plain", "{}"),
        ("application/json", "{"),
        ("application/json", ""),
        ("application/json", "[]"),
    ] {
        let response = send(kind, body).await.unwrap();
        assert_eq!(response.status(), 400, "{kind} {body}");
    }
}

#[tokio::test]
async fn every_request_is_told_in_order() {
    let client = Client::new().await;
    client.get("/assessment?pageNumber=1&perPage=20").await;
    client
        .send("POST", "/assessment/audio-interviews", minimal())
        .await;
    client.get("/nowhere").await;
    let received = client.sandbox.received();
    let told: Vec<_> = received
        .iter()
        .map(|r| {
            (
                r.method.as_str(),
                r.path.as_str(),
                r.query.as_str(),
                r.status,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("GET", "/assessment", "pageNumber=1&perPage=20", Some(200)),
            ("POST", "/assessment/audio-interviews", "", Some(200)),
            ("GET", "/nowhere", "", Some(404)),
        ]
    );
    assert_eq!(received[1].body, minimal());
    assert_eq!(received[0].body, Value::Null);
    client.sandbox.clear_received();
    assert!(client.sandbox.received().is_empty());
}

#[tokio::test]
async fn a_store_in_a_file_outlives_the_sandbox() {
    let folder = tempfile::tempdir().unwrap();
    let path = Utf8PathBuf::from_path_buf(folder.path().join(".vetform/sandbox.db")).unwrap();
    let options = || Options {
        store: Store::File(path.clone()),
        ..Options::default()
    };
    let client = Client::with(options()).await;
    let id = client.assessment().await;
    client.question(&id, "The first question?").await;
    let before = client.sandbox.web_app().state().unwrap();
    client.sandbox.stop().await;
    let client = Client::with(options()).await;
    assert_eq!(client.sandbox.web_app().state().unwrap(), before);
    assert_ne!(client.assessment().await, id);
}

#[tokio::test]
async fn two_sandboxes_can_share_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = Utf8PathBuf::from_path_buf(folder.path().join("sandbox.db")).unwrap();
    let options = || Options {
        store: Store::File(path.clone()),
        ..Options::default()
    };
    let (one, two) = (Client::with(options()).await, Client::with(options()).await);
    let ids = [one.assessment().await, two.assessment().await];
    assert_ne!(ids[0], ids[1]);
    assert_eq!(
        one.get("/assessment").await.1,
        two.get("/assessment").await.1
    );
}

#[tokio::test]
async fn a_taken_port_is_told_as_such() {
    let first = Sandbox::start(Options::default()).await.unwrap();
    let port = first
        .base_url()
        .rsplit(':')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    let error = Sandbox::start(Options {
        port,
        ..Options::default()
    })
    .await
    .unwrap_err();
    assert!(
        matches!(error, SandboxError::Bind { port: told, .. } if told == port),
        "{error:?}"
    );
}

#[tokio::test]
async fn after_a_stop_nobody_answers_and_waiting_ones_were_answered() {
    let latency = Duration::from_mins(1);
    let client = Client::with(Options {
        latency,
        ..Options::default()
    })
    .await;
    let request = client.request("GET", "/jobs");
    let asked = tokio::spawn(request.send());
    while client.sandbox.received().is_empty() {
        tokio::task::yield_now().await;
    }
    let url = client.sandbox.base_url();
    client.sandbox.stop().await;
    assert_eq!(asked.await.unwrap().unwrap().status(), 200);
    assert!(pooled().get(url).send().await.unwrap_err().is_connect());
}

#[tokio::test]
async fn latency_delays_every_answer() {
    let latency = Duration::from_millis(50);
    let client = Client::with(Options {
        latency,
        ..Options::default()
    })
    .await;
    let before = Instant::now();
    client.get("/jobs").await;
    assert!(before.elapsed() >= latency);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_clients_at_once_lose_nothing() {
    let client = Client::new().await;
    let id = client.assessment().await;
    let http = pooled();
    let url = format!(
        "{}/assessment/{id}/questions",
        client.sandbox.taptalent_url()
    );
    let add = |number: usize| {
        let (http, url) = (Arc::clone(&http), url.clone());
        async move {
            let body = json!({"question": format!("Question number {number}?")});
            let sent = http.post(url).bearer_auth(API_KEY).json(&body).send().await;
            sent.unwrap().status().as_u16()
        }
    };
    let statuses: Vec<u16> = stream::iter(0..200)
        .map(add)
        .buffer_unordered(64)
        .collect()
        .await;
    assert!(statuses.iter().all(|status| *status == 200));
    let mut texts = client.texts(&id).await;
    texts.sort_unstable();
    texts.dedup();
    assert_eq!(texts.len(), 200);
}

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::super::{Fault, FaultRule, Match, Options};
use super::client::{Client, minimal};

const CREATE: &str = "/assessment/audio-interviews";

async fn with(fault: Fault) -> Client {
    let when = Match {
        writes_only: true,
        nth: Some(1),
        ..Match::default()
    };
    let faults = vec![FaultRule { when, fault }];
    Client::with(Options {
        faults,
        ..Options::default()
    })
    .await
}

/// Sends the creation, and takes what comes.
async fn create(client: &Client) -> reqwest::Result<reqwest::Response> {
    let request = client.request("POST", CREATE).json(&minimal());
    request.send().await
}

/// How many assessments there are after one creation under the fault.
async fn count(client: &Client) -> Value {
    client.get("/assessment").await.1["data"]["pagination"]["total"].take()
}

#[tokio::test]
async fn a_drop_before_applies_nothing_and_closes_without_an_answer() {
    let client = with(Fault::DropBefore).await;
    let error = create(&client).await.unwrap_err();
    assert!(error.is_request() && !error.is_timeout(), "{error:?}");
    assert_eq!(count(&client).await, 0);
    let received = client.sandbox.received();
    assert_eq!(
        (received[0].status, &received[0].fault),
        (None, &Some(Fault::DropBefore))
    );
    assert_eq!(received[0].body, minimal());
}

#[tokio::test]
async fn a_drop_after_commit_applies_and_closes_without_an_answer() {
    let client = with(Fault::DropAfterCommit).await;
    let error = create(&client).await.unwrap_err();
    assert!(error.is_request() && !error.is_timeout(), "{error:?}");
    assert_eq!(count(&client).await, 1);
}

#[tokio::test]
async fn a_status_is_answered_with_its_header_and_applies_nothing() {
    let client = with(Fault::Status {
        code: 429,
        retry_after: Some(3),
    })
    .await;
    let response = create(&client).await.unwrap();
    assert_eq!(response.status(), 429);
    assert_eq!(response.headers()["retry-after"], "3");
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["error"]["code"], "RATE_LIMITED");
    assert_eq!(count(&client).await, 0);
}

#[tokio::test]
async fn a_status_after_commit_hides_a_success() {
    let client = with(Fault::StatusAfterCommit { code: 500 }).await;
    let (status, reply) = client.send("POST", CREATE, minimal()).await;
    assert_eq!(
        (status, &reply["error"]["code"]),
        (500, &json!("INTERNAL_ERROR"))
    );
    assert_eq!(count(&client).await, 1);
}

#[tokio::test]
async fn a_truncated_body_begins_well_and_breaks_off() {
    let client = with(Fault::TruncatedBody).await;
    let mut response = create(&client).await.unwrap();
    assert_eq!(response.status(), 200);
    let announced = response.content_length().unwrap();
    let first = response.chunk().await.unwrap().unwrap();
    assert!(!first.is_empty() && (first.len() as u64) < announced);
    assert!(response.chunk().await.is_err());
    assert_eq!(count(&client).await, 1);
}

#[tokio::test]
async fn malformed_json_is_whole_for_http_and_broken_for_json() {
    let client = with(Fault::MalformedJson).await;
    let response = create(&client).await.unwrap();
    let text = response.text().await.unwrap();
    assert!(text.starts_with(r#"{"status":"success""#), "{text}");
    assert!(serde_json::from_str::<Value>(&text).is_err());
    assert_eq!(count(&client).await, 1);
}

#[tokio::test]
async fn a_wrong_shape_is_json_of_another_kind() {
    let client = with(Fault::WrongShape).await;
    let reply = client.send("POST", CREATE, minimal()).await;
    assert_eq!(reply, (200, json!({"status": "success", "data": 42})));
    assert_eq!(count(&client).await, 1);
}

#[tokio::test]
async fn a_hang_applies_and_outlasts_an_impatient_client() {
    let client = with(Fault::Hang { millis: 60_000 }).await;
    let patience = Duration::from_millis(200);
    let request = client
        .request("POST", CREATE)
        .json(&minimal())
        .timeout(patience);
    assert!(request.send().await.unwrap_err().is_timeout());
    assert_eq!(count(&client).await, 1);
    let before = Instant::now();
    client.sandbox.stop().await;
    assert!(
        before.elapsed() < Duration::from_secs(4),
        "a hang must not hold the stop up"
    );
}

#[tokio::test]
async fn faults_can_be_set_and_lifted_while_it_runs() {
    let client = Client::new().await;
    let down = Fault::Status {
        code: 503,
        retry_after: None,
    };
    client.sandbox.set_faults(vec![FaultRule {
        when: Match::default(),
        fault: down,
    }]);
    assert_eq!(client.get("/jobs").await.0, 503);
    client.sandbox.set_faults(Vec::new());
    assert_eq!(client.get("/jobs").await.0, 200);
}

#[tokio::test]
async fn a_fault_on_a_read_leaves_the_next_one_whole() {
    let client = Client::new().await;
    let when = Match {
        method: Some("GET".to_owned()),
        path_contains: Some("/assessment".to_owned()),
        nth: Some(2),
        ..Match::default()
    };
    client.sandbox.set_faults(vec![FaultRule {
        when,
        fault: Fault::DropBefore,
    }]);
    assert_eq!(client.get("/assessment").await.0, 200);
    assert_eq!(client.get("/jobs").await.0, 200);
    assert!(client.request("GET", "/assessment").send().await.is_err());
    assert_eq!(client.get("/assessment").await.0, 200);
}

#[tokio::test]
async fn faults_befall_every_system_in_its_own_words() {
    let client = Client::seeded("flowmingo: {interviewSets: [{title: S}]}").await;
    let down = FaultRule {
        when: Match::default(),
        fault: Fault::Status {
            code: 503,
            retry_after: None,
        },
    };
    client.sandbox.set_faults(vec![down]);
    let (status, reply) = client.flowmingo("GET", "/me/v1", Value::Null).await;
    assert_eq!((status, &reply["statusCode"]), (503, &json!(503)));
    let (status, reply) = client.promptster("GET", "/assessments", Value::Null).await;
    assert_eq!((status, reply["error"].is_string()), (503, true));

    let when = Match {
        system: Some(super::super::System::Promptster),
        writes_only: true,
        ..Match::default()
    };
    client.sandbox.set_faults(vec![FaultRule {
        when,
        fault: Fault::DropAfterCommit,
    }]);
    let body = json!({"title": "T", "role": "R", "taskBrief": "B"});
    let lost = client
        .promptster_request("POST", "/assessments", &body)
        .send()
        .await;
    assert!(lost.is_err());
    let (_, listed) = client.promptster("GET", "/assessments", Value::Null).await;
    assert_eq!(listed["assessments"].as_array().unwrap().len(), 1);
    let path = "/interview/candidate/invite/v1";
    assert_eq!(
        client.flowmingo("POST", path, json!({})).await.0,
        400,
        "no fault here"
    );
    let systems: Vec<_> = client
        .sandbox
        .received()
        .iter()
        .map(|r| r.system.unwrap().name())
        .collect();
    assert_eq!(
        systems,
        [
            "flowmingo",
            "promptster",
            "promptster",
            "promptster",
            "flowmingo"
        ]
    );
}

use serde_json::{Value, json};

use super::super::CandidateKeyChange;
use super::client::{Client, names, send};

/// A client with one assessment, and the path of its keys.
async fn world() -> (Client, String, String) {
    let client = Client::new().await;
    let body = json!({"title": "T", "role": "R", "taskBrief": "Build it."});
    let (_, reply) = client.promptster("POST", "/assessments", body).await;
    let id = reply["assessment"]["id"].as_str().unwrap().to_owned();
    let path = format!("/assessments/{id}/keys");
    (client, id, path)
}

async fn generate(client: &Client, path: &str, body: Value) -> Vec<Value> {
    let (status, reply) = client.promptster("POST", path, body).await;
    assert_eq!(status, 201, "{reply}");
    reply["keys"].as_array().unwrap().clone()
}

fn id(key: &Value) -> &str {
    key["id"].as_str().unwrap()
}

#[tokio::test]
async fn keys_with_addresses_are_mailed_and_those_without_are_not() {
    let (client, assessment, path) = world().await;
    let body = json!({"count": 2, "candidateEmails": ["a@example.com", "b@example.com"],
                      "candidateNames": ["A", "B"], "orgName": "Acme"});
    let keys = generate(&client, &path, body).await;
    assert_eq!(
        names(&keys[0]),
        [
            "assessmentId",
            "candidateEmail",
            "candidateName",
            "completedAt",
            "createdAt",
            "expiresAt",
            "id",
            "key",
            "orgId",
            "redeemedAt",
            "sessionId",
            "status",
        ]
    );
    assert_eq!(
        (&keys[1]["candidateName"], &keys[1]["status"]),
        (&json!("B"), &json!("pending"))
    );
    assert_eq!(keys[0]["assessmentId"], assessment);
    let text = keys[0]["key"].as_str().unwrap();
    assert!(text.len() == 13 && text.starts_with("PST-"), "{text}");
    let expected = ["a", "b"].map(|who| format!("promptster candidateKey {who}@example.com"));
    assert_eq!(client.mails(), expected);
    let anonymous = generate(&client, &path, json!({"count": 3})).await;
    assert_eq!(anonymous[0]["candidateEmail"], Value::Null);
    assert_eq!(client.mails().len(), 2);
}

#[tokio::test]
async fn the_same_person_gets_a_second_key_and_a_second_mail() {
    let (client, _, path) = world().await;
    for _ in 0..2 {
        let body = json!({"count": 1, "candidateEmails": ["a@example.com"]});
        generate(&client, &path, body).await;
    }
    assert_eq!(client.mails().len(), 2);
}

#[tokio::test]
async fn a_batch_is_taken_whole_or_not_at_all() {
    let (client, _, path) = world().await;
    for wrong in [
        json!({}),
        json!({"count": 0}),
        json!({"count": 51}),
        json!({"count": 2, "candidateEmails": ["a@example.com"]}),
        json!({"count": 1, "candidateNames": ["A", "B"]}),
        json!({"count": 2, "candidateEmails": ["a@example.com", "b"]}),
    ] {
        let (status, reply) = client.promptster("POST", &path, wrong.clone()).await;
        assert_eq!(
            (status, reply["details"].is_array()),
            (400, true),
            "{wrong}"
        );
    }
    assert!(client.mails().is_empty());
    let nowhere = "/assessments/none/keys";
    assert_eq!(
        client
            .promptster("POST", nowhere, json!({"count": 1}))
            .await
            .0,
        404
    );
}

#[tokio::test]
async fn a_revoked_key_is_gone_from_every_list() {
    let (client, _, path) = world().await;
    let keys = generate(&client, &path, json!({"count": 2})).await;
    let one = format!("{path}/{}", id(&keys[0]));
    let reply = client.promptster("DELETE", &one, Value::Null).await;
    assert_eq!(reply, (200, json!({"ok": true, "id": keys[0]["id"]})));
    assert_eq!(client.promptster("DELETE", &one, Value::Null).await.0, 404);
    let elsewhere = format!("/assessments/none/keys/{}", id(&keys[1]));
    assert_eq!(
        client.promptster("DELETE", &elsewhere, Value::Null).await.0,
        404
    );
    let (_, listed) = client.promptster("GET", &path, Value::Null).await;
    assert_eq!(listed["keys"].as_array().unwrap().len(), 1);
    assert_eq!(listed["keys"][0]["totalCostUsd"], 0);
    let (_, all) = client.promptster("GET", "/candidates", Value::Null).await;
    assert_eq!(all["total"], 1);
}

#[tokio::test]
async fn the_candidates_of_all_assessments_come_in_windows() {
    let (client, _, path) = world().await;
    generate(&client, &path, json!({"count": 5})).await;
    let (_, reply) = client
        .promptster("GET", "/candidates?limit=2&offset=4", Value::Null)
        .await;
    assert_eq!(reply["candidates"].as_array().unwrap().len(), 1);
    let told = (&reply["total"], &reply["limit"], &reply["offset"]);
    assert_eq!(told, (&json!(5), &json!(2), &json!(4)));
    assert_eq!(reply["candidates"][0]["assessmentTitle"], "T");
    let (_, reply) = client.promptster("GET", "/candidates", Value::Null).await;
    assert_eq!(reply["limit"], 50);
    for query in ["limit=201", "offset=-1"] {
        let path = format!("/candidates?{query}");
        assert_eq!(client.promptster("GET", &path, Value::Null).await.0, 400);
    }
}

#[tokio::test]
async fn deleting_an_assessment_takes_its_keys_along() {
    let (client, assessment, path) = world().await;
    generate(&client, &path, json!({"count": 2})).await;
    let whole = format!("/assessments/{assessment}");
    client.promptster("DELETE", &whole, Value::Null).await;
    assert_eq!(client.promptster("GET", &path, Value::Null).await.0, 404);
    let (_, all) = client.promptster("GET", "/candidates", Value::Null).await;
    assert_eq!(all["total"], 0);
}

#[tokio::test]
async fn a_candidate_s_key_reads_its_own_assessment_until_it_expires() {
    let (client, assessment, path) = world().await;
    let keys = generate(&client, &path, json!({"count": 1})).await;
    let ask = async |path: &str| {
        let url = format!("{}/v1{path}", client.sandbox.promptster_url());
        let key = keys[0]["key"].as_str().unwrap();
        send(client.at("GET", url).header("X-API-Key", key)).await.0
    };
    let own = format!("/assessments/{assessment}");
    assert_eq!([ask(&own).await, ask("/assessments").await], [200, 401]);
    let change = CandidateKeyChange {
        expires_at: Some(1),
        ..CandidateKeyChange::default()
    };
    let app = client.sandbox.web_app().promptster();
    app.set_candidate_key(id(&keys[0]), &change).unwrap();
    assert_eq!(ask(&own).await, 401);
    let (_, listed) = client.promptster("GET", &path, Value::Null).await;
    assert_eq!(listed["keys"][0]["status"], "expired");
}

#[tokio::test]
async fn a_completed_key_has_a_session_with_scores() {
    let (client, assessment, path) = world().await;
    let stats = format!("/assessments/{assessment}/cohort-stats");
    let (_, reply) = client.promptster("GET", &stats, Value::Null).await;
    assert_eq!(reply, json!({"cohortStats": null}));

    let body = json!({"count": 1, "candidateEmails": ["a@example.com"]});
    let keys = generate(&client, &path, body).await;
    let app = client.sandbox.web_app().promptster();
    let scores = json!([{"dimension": "code_quality", "score": 4}]);
    let session = app.complete(id(&keys[0]), &scores).unwrap();
    let (_, listed) = client.promptster("GET", &path, Value::Null).await;
    let key = &listed["keys"][0];
    assert_eq!(
        (&key["status"], &key["sessionId"]),
        (&json!("completed"), &json!(session))
    );

    let query = format!("/sessions?assessmentId={assessment}");
    let (_, sessions) = client.promptster("GET", &query, Value::Null).await;
    assert_eq!(names(&sessions), ["limit", "offset", "sessions", "total"]);
    assert_eq!(sessions["sessions"][0]["candidateEmail"], "a@example.com");
    let one = format!("/sessions/{session}");
    let (_, read) = client.promptster("GET", &one, Value::Null).await;
    assert_eq!(read["session"], sessions["sessions"][0]);
    let (_, reply) = client
        .promptster("GET", &format!("{one}/scores"), Value::Null)
        .await;
    assert_eq!(reply, json!({"scores": scores}));
    let (_, reply) = client.promptster("GET", &stats, Value::Null).await;
    assert_eq!(reply["cohortStats"]["sessionCount"], 1);
    app.revoke_candidate_key(id(&keys[0])).unwrap();
    assert!(app.revoke_candidate_key(id(&keys[0])).is_err());
}

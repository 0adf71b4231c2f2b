use serde_json::{Value, json};

use super::super::{Branding, Plan, PromptsterChange, Subscription};
use super::client::{Client, names, send};
use super::promptster::{create, get, issue, minimal, set};

#[tokio::test]
async fn quota_and_subscription_stand_in_the_way_of_writes() {
    let client = Client::new().await;
    let quota = PromptsterChange {
        quota: Some(1),
        ..PromptsterChange::default()
    };
    set(&client, &quota);
    let made = create(&client, minimal()).await;
    let path = format!("/assessments/{}", made["id"].as_str().unwrap());
    client.promptster("DELETE", &path, Value::Null).await;
    let (status, reply) = client.promptster("POST", "/assessments", minimal()).await;
    assert_eq!(status, 403, "a deleted one counts");
    let told = (&reply["code"], &reply["used"], &reply["quota"]);
    assert_eq!(told, (&json!("quota_exceeded"), &json!(1), &json!(1)));

    let lapsed = PromptsterChange {
        subscription: Some(Subscription::TrialExpired),
        ..PromptsterChange::default()
    };
    set(&client, &lapsed);
    for (method, path) in [
        ("POST", "/assessments"),
        ("POST", "/assessments/any/keys"),
        ("PUT", "/org/branding"),
    ] {
        let (status, reply) = client.promptster(method, path, minimal()).await;
        assert_eq!(
            (status, &reply["code"]),
            (402, &json!("trial_expired")),
            "{path}"
        );
    }
    get(&client, "/assessments").await;
}

#[tokio::test]
async fn a_key_has_a_form_and_scopes() {
    let client = Client::new().await;
    let url = format!("{}/v1/assessments", client.sandbox.promptster_url());
    let bare = client.at("GET", url.clone());
    let candidate = client
        .at("GET", url.clone())
        .header("X-API-Key", "PST-AAAA-BBBB");
    let wrong = client.at("GET", url).bearer_auth("PST-AAAA-BBBB");
    for request in [bare, candidate, wrong] {
        let (status, reply) = send(request).await;
        assert_eq!((status, names(&reply)), (401, vec!["error"]));
    }
    let read_only = PromptsterChange {
        scopes: Some(vec!["read".to_owned()]),
        ..PromptsterChange::default()
    };
    set(&client, &read_only);
    get(&client, "/assessments").await;
    let (status, reply) = client.promptster("POST", "/assessments", minimal()).await;
    assert_eq!((status, reply.get("code")), (403, None));
}

#[tokio::test]
async fn the_rate_is_told_in_headers_and_its_limit_in_a_429() {
    let client = Client::seeded("promptster: {rateLimit: 2}").await;
    let mut statuses = Vec::new();
    for _ in 0..3 {
        let request = client.promptster_request("GET", "/health", &Value::Null);
        let response = request.send().await.unwrap();
        assert_eq!(response.headers()["x-ratelimit-limit"], "2");
        assert!(response.headers().contains_key("x-ratelimit-reset"));
        let remaining = response.headers()["x-ratelimit-remaining"]
            .to_str()
            .unwrap();
        statuses.push((response.status().as_u16(), remaining.to_owned()));
    }
    let expected = [(200, "1"), (200, "0"), (429, "0")].map(|(s, r)| (s, r.to_owned()));
    assert_eq!(statuses, expected);

    let unbounded = PromptsterChange {
        rate_limit: Some(0),
        ..PromptsterChange::default()
    };
    set(&client, &unbounded);
    let request = client.promptster_request("GET", "/health", &Value::Null);
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert!(!response.headers().contains_key("x-ratelimit-limit"));
}

#[tokio::test]
async fn health_is_told_to_everybody() {
    let client = Client::new().await;
    for path in ["/v1/health", "/health"] {
        let url = format!("{}{path}", client.sandbox.promptster_url());
        assert_eq!(send(client.at("GET", url)).await.0, 200);
    }
}

#[tokio::test]
async fn branding_changes_only_what_is_sent_and_null_clears() {
    let client = Client::new().await;
    let fresh = get(&client, "/org/branding").await;
    assert_eq!(
        fresh,
        json!({"logoUrl": null, "accentColor": null, "retentionDays": 30,
               "maxRetentionDays": 90, "plan": "growth"})
    );
    let put = async |body: Value| client.promptster("PUT", "/org/branding", body).await;
    let logo = "https://acme.example/logo.png";
    let (status, reply) = put(json!({"logoUrl": logo, "retentionDays": 60})).await;
    assert_eq!((status, &reply["logoUrl"]), (200, &json!(logo)));
    put(json!({"accentColor": "#0a7"})).await;
    let (_, reply) = put(json!({"logoUrl": null})).await;
    assert_eq!(
        (
            &reply["logoUrl"],
            &reply["accentColor"],
            &reply["retentionDays"]
        ),
        (&Value::Null, &json!("#0a7"), &json!(60))
    );
    for wrong in [
        json!({"retentionDays": 91}),
        json!({"retentionDays": null}),
        json!({"logoUrl": 5}),
    ] {
        assert_eq!(put(wrong.clone()).await.0, 400, "{wrong}");
    }
    let change = PromptsterChange {
        plan: Some(Plan::Business),
        branding: Some(Branding::default()),
        ..PromptsterChange::default()
    };
    set(&client, &change);
    assert_eq!(put(json!({"retentionDays": 365})).await.0, 200);
}

#[tokio::test]
async fn the_library_is_listed_in_windows_and_read_in_full() {
    let client = Client::new().await;
    let app = client.sandbox.web_app().promptster();
    app.add_issue(&issue()).unwrap();
    let mut retired = issue();
    retired.id = String::new();
    retired.status = "retired".to_owned();
    retired.language = "rust".to_owned();
    let retired = app.add_issue(&retired).unwrap();
    let list = get(&client, "/issues").await;
    assert_eq!(names(&list), ["issues", "limit", "offset", "total"]);
    assert_eq!((&list["total"], &list["limit"]), (&json!(1), &json!(20)));
    assert_eq!(list["issues"][0]["issueTitle"], "Fix the router");
    let found = get(&client, "/issues?status=retired&language=rust").await;
    assert_eq!(found["issues"][0]["id"], retired);
    assert_eq!(
        client
            .promptster("GET", "/issues?limit=51", Value::Null)
            .await
            .0,
        400
    );
    let read = get(&client, "/issues/honojs-hono-4444").await["issue"].take();
    assert!(read["brokenSha"].is_string() && read["issueBody"].is_string());
    app.delete_issue(&retired).unwrap();
    let path = format!("/issues/{retired}");
    assert_eq!(client.promptster("GET", &path, Value::Null).await.0, 404);
}

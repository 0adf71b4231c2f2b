use serde_json::{Value, json};

use super::super::{
    Branding, CodingAssessmentChange, Issue, Plan, PromptsterChange, ProviderKey, Subscription,
};
use super::client::{Client, names, send};

fn minimal() -> Value {
    json!({"title": "Backend API Challenge", "role": "Engineer", "taskBrief": "Build it."})
}

async fn get(client: &Client, path: &str) -> Value {
    let (status, reply) = client.promptster("GET", path, Value::Null).await;
    assert_eq!(status, 200, "{reply}");
    reply
}

async fn create(client: &Client, body: Value) -> Value {
    let (status, reply) = client.promptster("POST", "/assessments", body).await;
    assert_eq!(status, 201, "{reply}");
    reply["assessment"].clone()
}

fn set(client: &Client, change: &PromptsterChange) {
    let app = client.sandbox.web_app().promptster();
    app.set(change).unwrap();
}

fn issue() -> Issue {
    serde_json::from_value(json!({
        "id": "honojs-hono-4444",
        "issueTitle": "Fix the router",
        "taskBrief": "The router forgets. Mend it.",
        "repoUrl": "https://github.com/honojs/hono",
    }))
    .unwrap()
}

#[tokio::test]
async fn an_assessment_is_created_with_its_defaults_and_read_without_its_tools() {
    let client = Client::new().await;
    let created = create(&client, minimal()).await;
    assert_eq!(created["expiresInDays"], 7);
    assert_eq!(created["allowedTools"], json!(["cursor"]));
    assert_eq!(created["timeLimitMinutes"], Value::Null);
    let id = created["id"].as_str().unwrap();
    let read = get(&client, &format!("/assessments/{id}")).await["assessment"].take();
    assert_eq!(
        names(&read),
        [
            "createdAt",
            "expiresInDays",
            "id",
            "issue",
            "issueId",
            "orgId",
            "repoUrl",
            "role",
            "taskBrief",
            "timeLimitMinutes",
            "title",
            "tokenBudgetUsd",
            "updatedAt",
        ]
    );
    assert_eq!(read["createdAt"], created["createdAt"]);
    assert_eq!(
        get(&client, "/assessments").await,
        json!({"assessments": [read]})
    );
}

#[tokio::test]
async fn what_is_out_of_bounds_is_told_field_by_field() {
    let client = Client::new().await;
    let body = json!({
        "title": "t".repeat(256), "taskBrief": "", "repoUrl": "no url", "timeLimitMinutes": 0,
        "expiresInDays": 1.5, "tokenBudgetUsd": 1001, "allowedTools": ["claude", "vim"],
        "anthropicKeyMode": "mine", "somethingElse": 1,
    });
    let (status, reply) = client.promptster("POST", "/assessments", body).await;
    assert_eq!(
        (status, &reply["error"]),
        (400, &json!("Invalid request body"))
    );
    let details = reply["details"].as_array().unwrap();
    let mut paths: Vec<String> = details.iter().map(|d| d["path"].to_string()).collect();
    paths.sort_unstable();
    assert_eq!(
        paths,
        [
            r#"["allowedTools",1]"#,
            r#"["anthropicKeyMode"]"#,
            r#"["expiresInDays"]"#,
            r#"["repoUrl"]"#,
            r#"["role"]"#,
            r#"["taskBrief"]"#,
            r#"["timeLimitMinutes"]"#,
            r#"["title"]"#,
            r#"["tokenBudgetUsd"]"#,
        ]
    );
    let neither = json!({"title": "T", "role": "R"});
    assert_eq!(
        client.promptster("POST", "/assessments", neither).await.0,
        400
    );
    assert_eq!(
        get(&client, "/assessments").await,
        json!({"assessments": []})
    );
}

#[tokio::test]
async fn the_brief_of_an_issue_is_derived_and_wins() {
    let client = Client::new().await;
    let app = client.sandbox.web_app().promptster();
    app.add_issue(&issue()).unwrap();
    let mut body = minimal();
    body["issueId"] = json!("honojs-hono-4444");
    let created = create(&client, body.clone()).await;
    assert_eq!(created["taskBrief"], "The router forgets. Mend it.");
    assert_eq!(created["repoUrl"], Value::Null);
    let listed = get(&client, "/assessments").await["assessments"][0]["issue"].take();
    assert_eq!(names(&listed), ["difficulty", "id", "language", "title"]);
    let id = created["id"].as_str().unwrap();
    let read = get(&client, &format!("/assessments/{id}")).await["assessment"]["issue"].take();
    assert_eq!(read["repoUrl"], "https://github.com/honojs/hono");
    body["issueId"] = json!("nobody");
    assert_eq!(client.promptster("POST", "/assessments", body).await.0, 404);
}

#[tokio::test]
async fn a_tool_needs_a_key_of_its_provider() {
    let client = Client::new().await;
    let mut body = minimal();
    body["allowedTools"] = json!(["claude"]);
    let (status, reply) = client
        .promptster("POST", "/assessments", body.clone())
        .await;
    assert_eq!((status, &reply["code"]), (400, &json!("byok_required")));
    let key = ProviderKey {
        provider: "anthropic".to_owned(),
        name: Some("Main".to_owned()),
        is_default: true,
    };
    let app = client.sandbox.web_app().promptster();
    let id = app.add_provider_key(&key).unwrap();
    assert_eq!(
        create(&client, body).await["allowedTools"],
        json!(["claude"])
    );
    let by_default = create(&client, minimal()).await;
    assert_eq!(by_default["allowedTools"], json!(["claude", "cursor"]));

    let keys = get(&client, "/org/keys").await;
    let shown = (&keys["keys"][0]["id"], &keys["keys"][0]["name"]);
    assert_eq!(shown, (&json!(id), &json!("Main")));
    let mut byok = minimal();
    byok["anthropicKeyMode"] = json!("byok");
    byok["anthropicKeyId"] = json!(id);
    assert!(
        create(&client, byok.clone())
            .await
            .get("anthropicKeyId")
            .is_none(),
        "write-only"
    );
    byok["anthropicKeyId"] = json!("019c5ea9-a792-7f0d-b671-4c3c1602094e");
    let (status, reply) = client.promptster("POST", "/assessments", byok).await;
    assert_eq!((status, &reply["code"]), (400, &json!("byok_key_invalid")));
}

#[tokio::test]
async fn a_rubric_is_dropped_unless_the_server_is_an_older_one() {
    let client = Client::new().await;
    let mut body = minimal();
    body["rubricId"] = json!("019c5ea9-a792-7f0d-b671-4c3c1602094e");
    assert!(
        create(&client, body.clone())
            .await
            .get("rubricId")
            .is_none()
    );
    set(
        &client,
        &PromptsterChange {
            rubrics: Some(true),
            ..PromptsterChange::default()
        },
    );
    assert_eq!(
        create(&client, body.clone()).await["rubricId"],
        body["rubricId"]
    );
}

#[tokio::test]
async fn there_is_no_update_and_a_deleted_assessment_is_gone() {
    let client = Client::new().await;
    let (first, second) = (
        create(&client, minimal()).await,
        create(&client, minimal()).await,
    );
    let path = format!("/assessments/{}", first["id"].as_str().unwrap());
    for method in ["PUT", "PATCH"] {
        assert_eq!(client.promptster(method, &path, minimal()).await.0, 404);
    }
    let reply = client.promptster("DELETE", &path, Value::Null).await;
    assert_eq!(reply, (200, json!({"ok": true, "id": first["id"]})));
    assert_eq!(client.promptster("DELETE", &path, Value::Null).await.0, 404);
    assert_eq!(client.promptster("GET", &path, Value::Null).await.0, 404);
    let left = get(&client, "/assessments").await;
    assert_eq!(left["assessments"].as_array().unwrap().len(), 1);
    assert_eq!(left["assessments"][0]["id"], second["id"]);
}

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

#[tokio::test]
async fn somebody_changes_an_assessment_in_the_dashboard() {
    let client = Client::new().await;
    let made = create(&client, minimal()).await;
    let id = made["id"].as_str().unwrap();
    let app = client.sandbox.web_app().promptster();
    let change = CodingAssessmentChange {
        title: Some("Another".to_owned()),
        token_budget_usd: Some(25.0),
        ..CodingAssessmentChange::default()
    };
    app.set_assessment(id, &change).unwrap();
    let read = get(&client, &format!("/assessments/{id}")).await["assessment"].take();
    assert_eq!(
        (&read["title"], &read["tokenBudgetUsd"]),
        (&json!("Another"), &json!(25))
    );
    app.delete_assessment(id).unwrap();
    assert!(app.set_assessment(id, &change).is_err());
}

use serde_json::{Value, json};

use super::super::{CodingAssessmentChange, Issue, PromptsterChange, ProviderKey};
use super::client::{Client, names};

pub(super) fn minimal() -> Value {
    json!({"title": "Backend API Challenge", "role": "Engineer", "taskBrief": "Build it."})
}

pub(super) async fn get(client: &Client, path: &str) -> Value {
    let (status, reply) = client.promptster("GET", path, Value::Null).await;
    assert_eq!(status, 200, "{reply}");
    reply
}

pub(super) async fn create(client: &Client, body: Value) -> Value {
    let (status, reply) = client.promptster("POST", "/assessments", body).await;
    assert_eq!(status, 201, "{reply}");
    reply["assessment"].clone()
}

pub(super) fn set(client: &Client, change: &PromptsterChange) {
    let app = client.sandbox.web_app().promptster();
    app.set(change).unwrap();
}

pub(super) fn issue() -> Issue {
    serde_json::from_value(json!({
        "id": "honojs-hono-4444",
        "issueTitle": "Fix the router",
        "taskBrief": "The router forgets. Fix it.",
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
    assert_eq!(created["taskBrief"], "The router forgets. Fix it.");
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

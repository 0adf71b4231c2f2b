use serde_json::{Value, json};

use super::client::{Client, assert_invalid, names};

async fn flow(client: &Client, steps: Value) -> i64 {
    let body = json!({"flowName": "Engineering screen", "steps": steps});
    let (status, reply) = client.send("POST", "/assessment-flows", body).await;
    assert_eq!(status, 200, "{reply}");
    reply["data"]["id"].as_i64().unwrap()
}

async fn steps(client: &Client, flow: i64) -> Value {
    client.get(&format!("/assessment-flows/{flow}")).await.1["data"]["steps"].take()
}

#[tokio::test]
async fn each_answer_shows_the_fields_of_its_example() {
    let client = Client::new().await;
    let a = client.assessment().await;
    let body = json!({
        "flowName": "Engineering screen",
        "description": "Quiz",
        "steps": [{"assessmentId": a, "passThreshold": 62.5, "name": "Technical quiz"}],
    });
    let (_, created) = client.send("POST", "/assessment-flows", body).await;
    let data = json!({
        "id": 1, "flowName": "Engineering screen", "companyId": "company-sandbox",
        "status": "ACTIVE",
    });
    assert_eq!(created, json!({"status": "success", "data": data}));

    let (_, list) = client.get("/assessment-flows").await;
    let item = json!({
        "id": 1, "companyId": "company-sandbox", "flowName": "Engineering screen",
        "description": "Quiz", "status": "ACTIVE", "candidateCount": 0, "steps": [],
    });
    assert_eq!(list, json!({"status": "success", "data": [item]}));

    let (_, got) = client.get("/assessment-flows/1").await;
    let step = json!({
        "assessmentId": a, "assessmentType": "QUIZ", "passThreshold": 62.5,
        "name": "Technical quiz", "instructions": null, "passAction": null,
        "assessmentName": "Senior Engineer Voice Interview", "assessmentDuration": 20,
    });
    assert_eq!(got["data"]["steps"], json!([step]));
    assert_eq!(names(&got["data"]), names(&list["data"][0]));
}

#[tokio::test]
async fn creation_needs_a_name_and_sound_steps() {
    let client = Client::new().await;
    let a = client.assessment().await;
    let refused = |body| client.send("POST", "/assessment-flows", body);
    let step = json!({"assessmentId": a, "passThreshold": 60});
    assert_invalid(&refused(json!({"steps": [step]})).await, &["flowName"]);
    assert_invalid(
        &refused(json!({"flowName": "F", "steps": []})).await,
        &["steps"],
    );
    assert_invalid(&refused(json!({"flowName": "F"})).await, &["steps"]);
    let wrong = json!([
        step,
        {"assessmentId": a, "passThreshold": 101},
        {"assessmentId": a, "passThreshold": "60", "name": null},
        {"passThreshold": 0, "assessmentName": "as read"},
        "a",
    ]);
    let places = [
        "steps[1].passThreshold",
        "steps[2].passThreshold",
        "steps[2].name",
        "steps[3].assessmentId",
        "steps[3].assessmentName",
        "steps[4]",
    ];
    assert_invalid(
        &refused(json!({"flowName": "F", "steps": wrong})).await,
        &places,
    );
    let unknown = json!([step, {"assessmentId": "nobody", "passThreshold": 1}]);
    let reply = refused(json!({"flowName": "F", "steps": unknown})).await;
    assert_invalid(&reply, &["steps[1].assessmentId"]);
    assert_eq!(client.get("/assessment-flows").await.1["data"], json!([]));
}

#[tokio::test]
async fn an_update_may_change_thresholds_and_append() {
    let client = Client::new().await;
    let (a, b) = (client.assessment().await, client.assessment().await);
    let id = flow(
        &client,
        json!([{"assessmentId": a, "passThreshold": 60, "name": "Quiz"}]),
    )
    .await;
    let body = json!({
        "flowName": "Renamed", "description": "Now with words", "status": "INACTIVE",
        "steps": [
            {"assessmentId": a, "passThreshold": 65, "name": "Quiz"},
            {"assessmentId": b, "passThreshold": 70},
        ],
    });
    let (status, reply) = client
        .send("PATCH", &format!("/assessment-flows/{id}"), body)
        .await;
    assert_eq!(status, 200, "{reply}");
    let (_, got) = client.get(&format!("/assessment-flows/{id}")).await;
    assert_eq!(got["data"]["flowName"], "Renamed");
    assert_eq!(got["data"]["description"], "Now with words");
    assert_eq!(got["data"]["status"], "INACTIVE");
    let got = steps(&client, id).await;
    let shown: Vec<_> = got
        .as_array()
        .unwrap()
        .iter()
        .map(|s| &s["passThreshold"])
        .collect();
    assert_eq!(shown, [65, 70]);
}

#[tokio::test]
async fn an_update_keeps_description_and_status_that_it_leaves_out() {
    let client = Client::new().await;
    let a = client.assessment().await;
    let step = json!([{"assessmentId": a, "passThreshold": 60}]);
    let body = json!({"flowName": "F", "description": "D", "status": "INACTIVE", "steps": step});
    client.send("POST", "/assessment-flows", body).await;
    client
        .send(
            "PATCH",
            "/assessment-flows/1",
            json!({"flowName": "G", "steps": step}),
        )
        .await;
    let data = client.get("/assessment-flows/1").await.1["data"].take();
    assert_eq!(data["flowName"], "G");
    assert_eq!(
        (&data["description"], &data["status"]),
        (&json!("D"), &json!("INACTIVE"))
    );
}

#[tokio::test]
async fn an_update_that_touches_an_existing_step_is_refused_and_changes_nothing() {
    let client = Client::new().await;
    let (a, b) = (client.assessment().await, client.assessment().await);
    let first = json!({"assessmentId": a, "passThreshold": 60, "name": "Quiz"});
    let second = json!({"assessmentId": b, "passThreshold": 70, "passAction": "NEXT"});
    let id = flow(&client, json!([first, second])).await;
    let before = steps(&client, id).await;
    let changed = |field: &str, value: &str| {
        let mut step = first.clone();
        step[field] = json!(value);
        json!([step, second])
    };
    let cases = [
        (json!([first]), vec!["steps[1]"]),
        (json!([second, first]), vec!["steps[0]", "steps[1]"]),
        (
            json!([{"assessmentId": a, "passThreshold": 60}, second]),
            vec!["steps[0]"],
        ),
        (changed("name", "Test"), vec!["steps[0]"]),
        (changed("instructions", "Read"), vec!["steps[0]"]),
        (changed("passAction", "NEXT"), vec!["steps[0]"]),
        (changed("assessmentId", &b), vec!["steps[0]"]),
        (changed("type", "CODING"), vec!["steps[0]"]),
    ];
    for (steps, places) in cases {
        let body = json!({"flowName": "Renamed", "steps": steps});
        let reply = client
            .send("PATCH", &format!("/assessment-flows/{id}"), body)
            .await;
        assert_invalid(&reply, &places);
    }
    assert_eq!(steps(&client, id).await, before);
    assert_eq!(
        client.get("/assessment-flows").await.1["data"][0]["flowName"],
        "Engineering screen"
    );
}

#[tokio::test]
async fn a_missing_flow_is_not_found() {
    let client = Client::new().await;
    for path in ["/assessment-flows/9", "/assessment-flows/nine"] {
        assert_eq!(client.get(path).await.0, 404);
        let body = json!({"flowName": "F", "steps": []});
        let (status, reply) = client.send("PATCH", path, body).await;
        assert_eq!(
            (status, &reply["error"]["code"]),
            (404, &json!("NOT_FOUND"))
        );
    }
}

use serde_json::{Value, json};

use super::client::{Client, assert_invalid, names};

#[tokio::test]
async fn questions_are_appended_and_read_without_their_write_only_fields() {
    let client = Client::new().await;
    let id = client.assessment().await;
    for text in [
        "The first question?",
        "The second question?",
        "The third question?",
    ] {
        client.question(&id, text).await;
    }
    let data = client.read(&id).await;
    assert_eq!(data["questionCount"], 3);
    assert_eq!(names(&data["questions"][0]), ["id", "question", "type"]);
    assert_eq!(data["questions"][0]["type"], "SUBJECTIVE");
    let expected = [
        "The first question?",
        "The second question?",
        "The third question?",
    ];
    assert_eq!(client.texts(&id).await, expected);
}

#[tokio::test]
async fn an_update_clears_what_it_leaves_out() {
    let client = Client::new().await;
    let id = client.assessment().await;
    let question = client.question(&id, "The first question?").await;
    let path = format!("/assessment/{id}/questions/{question}");
    let body = json!({"question": "The better question?", "idealAnswer": "Kept."});
    let (status, reply) = client.send("PUT", &path, body).await;
    assert_eq!(
        (status, &reply["data"]["message"]),
        (200, &json!("Question updated successfully"))
    );
    let state = client.sandbox.web_app().state().unwrap();
    let stored = &state["assessments"][0]["questions"][0];
    assert_eq!(stored["question"], "The better question?");
    assert_eq!(stored["systemInstruction"], Value::Null);
    assert_eq!(stored["idealAnswer"], "Kept.");
}

#[tokio::test]
async fn a_deleted_question_is_gone_and_the_others_keep_their_order() {
    let client = Client::new().await;
    let id = client.assessment().await;
    client.question(&id, "The first question?").await;
    let second = client.question(&id, "The second question?").await;
    client.question(&id, "The third question?").await;
    let path = format!("/assessment/{id}/questions/{second}");
    assert_eq!(client.delete(&path).await.0, 200);
    assert_eq!(client.delete(&path).await.0, 404);
    client.question(&id, "The fourth question?").await;
    let expected = [
        "The first question?",
        "The third question?",
        "The fourth question?",
    ];
    assert_eq!(client.texts(&id).await, expected);
}

#[tokio::test]
async fn a_question_has_bounds_and_strict_types() {
    let client = Client::new().await;
    let id = client.assessment().await;
    let path = format!("/assessment/{id}/questions");
    let long = "x".repeat(1001);
    for text in [
        json!("Too short"),
        json!(long),
        json!(null),
        json!(["Why?"]),
    ] {
        let reply = client.send("POST", &path, json!({"question": text})).await;
        assert_invalid(&reply, &["question"]);
    }
    let body = json!({"systemInstruction": 1, "position": 2});
    let places = ["question", "systemInstruction", "position"];
    assert_invalid(&client.send("POST", &path, body).await, &places);
    let ten = "äöüßéèçñøå";
    assert_eq!(
        client.send("POST", &path, json!({"question": ten})).await.0,
        200
    );
}

#[tokio::test]
async fn a_question_of_another_assessment_is_not_found() {
    let client = Client::new().await;
    let (one, two) = (client.assessment().await, client.assessment().await);
    let question = client.question(&one, "The first question?").await;
    let path = format!("/assessment/{two}/questions/{question}");
    let body = json!({"question": "The better question?"});
    assert_eq!(client.send("PUT", &path, body.clone()).await.0, 404);
    assert_eq!(client.delete(&path).await.0, 404);
    assert_eq!(
        client
            .send("POST", "/assessment/nobody/questions", body)
            .await
            .0,
        404
    );
    assert_eq!(client.texts(&one).await, ["The first question?"]);
}

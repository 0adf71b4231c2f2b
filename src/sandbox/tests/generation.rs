use std::time::Duration;

use serde_json::{Value, json};

use super::super::{Generation, GenerationFailure, TaptalentChange};
use super::client::{Client, assert_invalid};

async fn with(generation: Generation) -> Client {
    let client = Client::new().await;
    let change = TaptalentChange {
        generation: Some(generation),
        ..TaptalentChange::default()
    };
    client.sandbox.web_app().set_taptalent(&change).unwrap();
    client
}

fn description() -> Value {
    let text = "We are looking for a senior backend engineer with experience in API design.";
    json!({"jobDescription": text, "skills": ["Node.js"], "questionCount": 3})
}

async fn auto_generate(client: &Client, body: Value) -> Value {
    let (status, reply) = client.send("POST", "/assessment/auto-generate", body).await;
    assert_eq!(status, 200, "{reply}");
    reply["data"].clone()
}

#[tokio::test]
async fn an_assessment_is_made_at_once_and_its_questions_come_later() {
    let client = with(Generation::Reads(2)).await;
    let data = auto_generate(
        &client,
        json!({"purpose": "We need one.", "role": "Engineer"}),
    )
    .await;
    assert_eq!(data["questionCount"], 0);
    assert_eq!(data["testName"], "Engineer - Voice Interview");
    assert_eq!(data["assessmentType"], "QUIZ");
    let id = data["assessmentId"].as_str().unwrap();
    let mut counts = Vec::new();
    for _ in 0..4 {
        counts.push(client.texts(id).await.len());
    }
    assert_eq!(counts, [0, 0, 5, 5]);
}

#[tokio::test]
async fn a_job_lends_its_title_and_must_exist() {
    let client = with(Generation::Millis(0)).await;
    let job = client.sandbox.web_app().add_job("Data Engineer").unwrap();
    let body = json!({"jobId": job, "type": "AI_VIDEO_INTERVIEW"});
    let data = auto_generate(&client, body).await;
    assert_eq!(data["testName"], "Data Engineer - Video Interview");
    assert_eq!(data["jobId"], job.to_string());
    let id = data["assessmentId"].as_str().unwrap();
    assert_eq!(client.read(id).await["questionCount"], 5);
    let path = "/assessment/auto-generate";
    let (status, _) = client.send("POST", path, json!({"jobId": 77})).await;
    assert_eq!(status, 404);
    assert_invalid(&client.send("POST", path, json!({})).await, &["purpose"]);
}

#[tokio::test]
async fn questions_are_added_to_those_that_are_there() {
    let client = with(Generation::Millis(0)).await;
    let id = client.assessment().await;
    client.question(&id, "The first question?").await;
    let path = format!("/assessment/{id}/generate-questions");
    let (status, reply) = client.send("POST", &path, description()).await;
    assert_eq!(
        (status, &reply["data"]),
        (
            200,
            &json!({"message": "Questions generated and added successfully", "questionCount": 3})
        )
    );
    let texts = client.texts(&id).await;
    assert_eq!((texts.len(), texts[0].as_str()), (4, "The first question?"));
    assert!(texts[1].contains("Node.js"), "{texts:?}");
}

#[tokio::test]
async fn by_the_clock_they_come_when_it_is_time() {
    let client = with(Generation::Millis(100)).await;
    let id = client.assessment().await;
    let path = format!("/assessment/{id}/generate-questions");
    client.send("POST", &path, description()).await;
    let state = || client.sandbox.web_app().state().unwrap()["assessments"][0].take();
    let patience = tokio::time::Instant::now() + Duration::from_secs(20);
    while client.texts(&id).await.is_empty() {
        assert!(tokio::time::Instant::now() < patience);
        tokio::task::yield_now().await;
    }
    assert_eq!(state()["generating"], 0);
    assert_eq!(client.texts(&id).await.len(), 3);
}

#[tokio::test]
async fn generating_needs_a_description_an_assessment_and_a_credit() {
    let client = with(Generation::Millis(0)).await;
    let id = client.assessment().await;
    let path = format!("/assessment/{id}/generate-questions");
    let wrong = json!({"jobDescription": "short", "questionCount": 11, "difficulty": "mad"});
    let reply = client.send("POST", &path, wrong).await;
    assert_invalid(&reply, &["jobDescription", "questionCount", "difficulty"]);
    let nowhere = "/assessment/none/generate-questions";
    let (status, reply) = client.send("POST", nowhere, description()).await;
    assert_eq!(
        (status, &reply["error"]["code"]),
        (403, &json!("ACCESS_DENIED"))
    );
    client.sandbox.web_app().set_credits(1).unwrap();
    assert_eq!(client.send("POST", &path, description()).await.0, 200);
    let (status, reply) = client.send("POST", &path, description()).await;
    assert_eq!(status, 402);
    assert_eq!(
        reply["error"]["errorMessage"],
        "Insufficient credits to generate questions"
    );
    let body = json!({"purpose": "We need one."});
    assert_eq!(
        client
            .send("POST", "/assessment/auto-generate", body)
            .await
            .0,
        402
    );
}

#[tokio::test]
async fn a_failed_generation_costs_nothing_and_adds_nothing() {
    let client = with(Generation::Fails(GenerationFailure::AiGenerationEmpty)).await;
    let id = client.assessment().await;
    let before = client.sandbox.web_app().state().unwrap();
    let path = format!("/assessment/{id}/generate-questions");
    let (status, reply) = client.send("POST", &path, description()).await;
    assert_eq!(
        (status, &reply["error"]["code"]),
        (500, &json!("AI_GENERATION_EMPTY"))
    );
    assert_eq!(client.sandbox.web_app().state().unwrap(), before);
}

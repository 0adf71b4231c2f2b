use serde_json::{Value, json};

use super::super::{AddressPattern, Person, Taken, TaptalentChange};
use super::client::{Client, assert_invalid, names};

fn john() -> Value {
    json!({"emailAddress": "john.doe@example.com", "firstName": "John", "lastName": "Doe"})
}

fn person(email: &str) -> Person {
    Person {
        email: email.to_owned(),
        first_name: "Jane".to_owned(),
        last_name: "Doe".to_owned(),
    }
}

#[tokio::test]
async fn an_invite_sends_one_mail_and_a_second_is_refused() {
    let client = Client::new().await;
    let path = format!("/assessment/{}/invite", client.assessment().await);
    let (status, reply) = client.send("POST", &path, john()).await;
    assert_eq!(status, 200, "{reply}");
    assert_eq!(names(&reply["data"]), ["inviteId"]);

    let mut again = john();
    again["emailAddress"] = json!("John.Doe@EXAMPLE.com");
    let (status, reply) = client.send("POST", &path, again).await;
    let error = json!({
        "code": "DUPLICATE_INVITE",
        "type": "validation_error",
        "errorMessage": "Candidate is already invited!",
    });
    assert_eq!((status, reply), (400, json!({"error": error})));
    assert_eq!(
        client.mails(),
        ["taptalent assessmentInvite john.doe@example.com"]
    );

    let mut reviewer = john();
    reviewer["inviteeType"] = json!("REVIEWER");
    assert_eq!(client.send("POST", &path, reviewer.clone()).await.0, 200);
    let (_, reply) = client.send("POST", &path, reviewer).await;
    assert_eq!(
        reply["error"]["errorMessage"],
        "Reviewer is already invited!"
    );
}

#[tokio::test]
async fn an_invite_needs_a_person_or_a_job_candidate() {
    let client = Client::new().await;
    let path = format!("/assessment/{}/invite", client.assessment().await);
    let reply = client.send("POST", &path, json!({})).await;
    assert_invalid(&reply, &["emailAddress", "firstName", "lastName"]);
    let reply = client
        .send("POST", &path, json!({"jobCandidateId": "1"}))
        .await;
    assert_invalid(&reply, &["jobCandidateId"]);
    let (status, _) = client
        .send("POST", &path, json!({"jobCandidateId": 1}))
        .await;
    assert_eq!(status, 404);

    let app = client.sandbox.web_app();
    let id = app
        .add_job_candidate(None, &person("jane@example.com"))
        .unwrap();
    let (status, reply) = client
        .send("POST", &path, json!({"jobCandidateId": id}))
        .await;
    assert_eq!(status, 200, "{reply}");
    assert_eq!(
        client.mails(),
        ["taptalent assessmentInvite jane@example.com"]
    );
    let (status, _) = client.send("POST", "/assessment/none/invite", john()).await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn an_address_that_is_none_or_is_refused_gets_nothing() {
    let client = Client::new().await;
    let path = format!("/assessment/{}/invite", client.assessment().await);
    let change = TaptalentChange {
        refuses: Some(vec![AddressPattern("*@example.com".to_owned())]),
        ..TaptalentChange::default()
    };
    client.sandbox.web_app().set_taptalent(&change).unwrap();
    for email in ["john.doe@example.com", "john.doe"] {
        let mut body = john();
        body["emailAddress"] = json!(email);
        assert_invalid(&client.send("POST", &path, body).await, &["emailAddress"]);
    }
    assert!(client.mails().is_empty());
}

#[tokio::test]
async fn only_those_who_have_taken_it_are_listed() {
    let client = Client::new().await;
    let id = client.assessment().await;
    client
        .send("POST", &format!("/assessment/{id}/invite"), john())
        .await;
    let path = format!("/assessment/{id}/candidates");
    let (status, reply) = client.get(&path).await;
    assert_eq!(status, 200);
    assert_eq!(
        reply["data"],
        json!({"candidates": [], "pagination": {"nextToken": null, "count": 0}})
    );

    let taken = Taken {
        score: Some(78.5),
        submitted_at: 1_234_567_890_000,
        ..Taken::default()
    };
    let mut john = person("John.Doe@example.com");
    john.first_name = "Johnny".to_owned();
    client.sandbox.web_app().submit(&id, &john, &taken).unwrap();
    let (_, mut reply) = client.get(&path).await;
    let mut item = reply["data"]["candidates"][0].take();
    assert!(item["candidateId"].take().is_string());
    assert_eq!(
        item,
        json!({
            "candidateId": null,
            "name": "John Doe",
            "email": "john.doe@example.com",
            "score": 78.5,
            "aiScore": null,
            "aiSummary": null,
            "status": "finished",
            "evaluationStatus": "completed",
            "submittedAt": 1_234_567_890_000_i64,
            "profileImage": null,
            "questions": [],
        })
    );
    let list = client.get("/assessment").await.1;
    assert_eq!(list["data"]["assessments"][0]["submissionCount"], 1);
}

#[tokio::test]
async fn the_tokens_lead_through_all_who_have_taken_it() {
    let client = Client::new().await;
    let id = client.assessment().await;
    for number in 0..5 {
        let person = person(&format!("p{number}@example.com"));
        let app = client.sandbox.web_app();
        app.submit(&id, &person, &Taken::default()).unwrap();
    }
    let (mut seen, mut token) = (Vec::new(), String::new());
    loop {
        let path = format!("/assessment/{id}/candidates?limit=2{token}");
        let data = client.get(&path).await.1["data"].take();
        let candidates = data["candidates"].as_array().unwrap();
        assert_eq!(data["pagination"]["count"], candidates.len());
        seen.extend(
            candidates
                .iter()
                .map(|c| c["email"].as_str().unwrap().to_owned()),
        );
        match data["pagination"]["nextToken"].as_str() {
            None => break,
            Some(next) => token = format!("&nextToken={next}"),
        }
    }
    assert_eq!(seen, [0, 1, 2, 3, 4].map(|n| format!("p{n}@example.com")));
    let path = format!("/assessment/{id}/candidates?nextToken=guess");
    assert_invalid(&client.get(&path).await, &["nextToken"]);
}

#[tokio::test]
async fn the_candidates_of_no_assessment_are_denied() {
    let client = Client::new().await;
    let (status, reply) = client.get("/assessment/none/candidates").await;
    assert_eq!(
        (status, &reply["error"]["code"]),
        (403, &json!("ACCESS_DENIED"))
    );
}

use serde_json::{Value, json};

use super::super::{FlowCandidateChange, Person};
use super::client::{Client, assert_invalid};

/// A flow of one step; gives the id of the assessment.
async fn flow(client: &Client) -> String {
    let id = client.assessment().await;
    let body = json!({"flowName": "F", "steps": [{"assessmentId": id, "passThreshold": 60}]});
    client.send("POST", "/assessment-flows", body).await;
    id
}

async fn assign(client: &Client, email: &str) -> Value {
    let body = json!({"email": email, "firstName": "Alex"});
    let (status, reply) = client
        .send("POST", "/assessment-flows/1/assign", body)
        .await;
    assert_eq!(status, 200, "{reply}");
    reply["data"].clone()
}

fn emails(reply: &Value) -> Vec<&str> {
    let data = reply["data"].as_array().unwrap();
    data.iter().map(|c| c["email"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn an_assignment_mails_the_first_step() {
    let client = Client::new().await;
    let id = flow(&client).await;
    assert_eq!(
        assign(&client, "alex@example.com").await,
        json!({
            "message": "Flow assigned successfully",
            "flowCandidateId": 1,
            "firstStepAssessmentId": id,
        })
    );
    assert_eq!(client.mails(), ["taptalent flowInvite alex@example.com"]);
    let flow = client.get("/assessment-flows/1").await.1;
    assert_eq!(flow["data"]["candidateCount"], 1);
}

#[tokio::test]
async fn a_second_assignment_of_a_person_is_a_second_mail() {
    let client = Client::new().await;
    flow(&client).await;
    assign(&client, "alex@example.com").await;
    assign(&client, "alex@example.com").await;
    assert_eq!(client.mails().len(), 2);
    let (_, reply) = client.get("/assessment-flows/1/candidates").await;
    assert_eq!(reply["pagination"]["total"], 2);
}

#[tokio::test]
async fn an_assignment_needs_an_address_or_a_job_candidate() {
    let client = Client::new().await;
    flow(&client).await;
    let path = "/assessment-flows/1/assign";
    assert_invalid(&client.send("POST", path, json!({})).await, &["email"]);
    let reply = client.send("POST", path, json!({"email": "alex"})).await;
    assert_invalid(&reply, &["email"]);
    for (path, body) in [
        (path, json!({"jobCandidateId": "77"})),
        ("/assessment-flows/9/assign", json!({"email": "a@b.c"})),
    ] {
        assert_eq!(client.send("POST", path, body).await.0, 404, "{path}");
    }
    assert!(client.mails().is_empty());
}

#[tokio::test]
async fn the_people_of_a_flow_come_in_pages_beside_their_data() {
    let client = Client::new().await;
    flow(&client).await;
    let empty = client.get("/assessment-flows/1/candidates").await;
    let pagination = json!({"page": 1, "perPage": 10, "total": 0});
    let expected = json!({"status": "success", "data": [], "pagination": pagination});
    assert_eq!(empty, (200, expected));
    for number in 0..5 {
        assign(&client, &format!("p{number}@example.com")).await;
    }
    for size in ["pageSize", "perPage"] {
        let path = format!("/assessment-flows/1/candidates?page=2&{size}=2");
        let (_, reply) = client.get(&path).await;
        assert_eq!(emails(&reply), ["p2@example.com", "p1@example.com"]);
        let expected = json!({"page": 2, "perPage": 2, "total": 5});
        assert_eq!(reply["pagination"], expected);
    }
    let reply = client
        .get("/assessment-flows/1/candidates?pageSize=101")
        .await;
    assert_invalid(&reply, &["pageSize"]);
    assert_eq!(client.get("/assessment-flows/9/candidates").await.0, 404);
}

#[tokio::test]
async fn the_people_of_a_flow_can_be_searched_and_filtered() {
    let client = Client::new().await;
    flow(&client).await;
    assign(&client, "sam@example.com").await;
    assign(&client, "kim@other.com").await;
    let get = async |query: &str| {
        let path = format!("/assessment-flows/1/candidates?{query}");
        client.get(&path).await
    };
    let (_, reply) = get("search=SAM").await;
    assert_eq!(emails(&reply), ["sam@example.com"]);
    assert_eq!(emails(&get("search=alex").await.1).len(), 2, "by name");
    assert_eq!(emails(&get("search=nobody").await.1).len(), 0);

    let change = FlowCandidateChange {
        status: Some("COMPLETED".to_owned()),
        attempts: Some(json!([{"score": 80}])),
    };
    let app = client.sandbox.web_app();
    app.set_flow_candidate(2, &change).unwrap();
    let (_, reply) = get("status=COMPLETED").await;
    assert_eq!(emails(&reply), ["kim@other.com"]);
    assert_eq!(reply["data"][0]["attempts"], json!([{"score": 80}]));
    assert_invalid(&get("status=DONE").await, &["status"]);
    app.delete_flow_candidate(2).unwrap();
    assert_eq!(emails(&get("").await.1), ["sam@example.com"]);
    assert!(app.delete_flow_candidate(2).is_err());
}

#[tokio::test]
async fn somebody_is_put_into_a_flow_in_the_web_app_without_a_mail() {
    let client = Client::new().await;
    flow(&client).await;
    let person = Person {
        email: "kim@example.com".to_owned(),
        first_name: "Kim".to_owned(),
        last_name: "Lee".to_owned(),
    };
    let app = client.sandbox.web_app();
    assert_eq!(app.add_flow_candidate(1, &person).unwrap(), 1);
    assert!(app.add_flow_candidate(9, &person).is_err());
    let (_, reply) = client.get("/assessment-flows/1/candidates").await;
    assert_eq!(reply["data"][0]["name"], "Kim Lee");
    assert!(client.mails().is_empty());
}

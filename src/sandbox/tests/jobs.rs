use serde_json::json;

use super::client::{Client, assert_invalid, names};

#[tokio::test]
async fn jobs_are_listed_bare_and_in_pages() {
    let client = Client::new().await;
    for number in 0..12 {
        client
            .sandbox
            .web_app()
            .add_job(&format!("Engineer {number}"))
            .unwrap();
    }
    let (status, reply) = client.get("/jobs?pageNumber=2&perPage=10").await;
    assert_eq!(status, 200);
    assert_eq!(names(&reply), ["jobs", "totalJobs"]);
    assert_eq!(reply["totalJobs"], 12);
    let titles: Vec<_> = reply["jobs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|j| &j["title"])
        .collect();
    assert_eq!(titles, ["Engineer 1", "Engineer 0"]);
    let (status, reply) = client.get("/jobs?perPage=99").await;
    assert_eq!(
        (status, &reply["error"]["code"]),
        (400, &json!("INVALID_PER_PAGE"))
    );
}

#[tokio::test]
async fn a_job_is_created_and_read_bare() {
    let client = Client::new().await;
    let body = json!({"title": "Engineer", "city": "Pune", "state": "MH", "country": "India"});
    let (status, job) = client.send("POST", "/jobs", body).await;
    assert_eq!(status, 200);
    assert_eq!(
        (&job["status"], &job["workMode"]),
        (&json!("DRAFT"), &json!("ONSITE"))
    );
    assert_eq!(
        client.get(&format!("/jobs/{}", job["id"])).await,
        (200, job)
    );
    assert_eq!(client.get("/jobs/77").await.0, 404);
    let reply = client.send("POST", "/jobs", json!({"title": "En"})).await;
    assert_invalid(&reply, &["title", "city", "state", "country"]);
}

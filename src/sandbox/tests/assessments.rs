use serde_json::{Value, json};

use super::client::{Client, assert_invalid, minimal, names};

const COMMON: [&str; 13] = [
    "aiLanguage",
    "assessmentId",
    "assessmentType",
    "assessmentUrl",
    "companyId",
    "duration",
    "hiringForRole",
    "jobId",
    "purposeOfInterview",
    "questionCount",
    "skills",
    "status",
    "testName",
];

fn with(field: &str, value: Value) -> Value {
    let mut body = minimal();
    body[field] = value;
    body
}

fn sorted<'a>(fields: &[&'a str]) -> Vec<&'a str> {
    let mut all = [&COMMON, fields].concat();
    all.sort_unstable();
    all
}

#[tokio::test]
async fn each_read_shows_the_fields_of_its_example_and_no_others() {
    let client = Client::new().await;
    let (_, created) = client
        .send("POST", "/assessment/audio-interviews", minimal())
        .await;
    assert_eq!(names(&created), ["data", "message", "status"]);
    assert_eq!(
        names(&created["data"]),
        sorted(&["createdAt", "lastUpdatedOn"])
    );

    let id = created["data"]["assessmentId"].as_str().unwrap();
    assert_eq!(names(&client.read(id).await), sorted(&["questions"]));

    let (_, list) = client.get("/assessment").await;
    let listed = [
        "buckets",
        "createdAt",
        "createdBy",
        "isEmailVerificationRequired",
        "lastUpdatedOn",
        "postedBy",
        "shouldEvaluateCEFR",
        "submissionCount",
    ];
    assert_eq!(names(&list["data"]["assessments"][0]), sorted(&listed));
    assert_eq!(list["status"], "success");
}

#[tokio::test]
async fn creation_fills_in_the_documented_defaults() {
    let client = Client::new().await;
    let before = jiff::Timestamp::now().as_millisecond();
    client.assessment().await;
    let (_, list) = client.get("/assessment").await;
    let item = &list["data"]["assessments"][0];
    assert_eq!(item["duration"], 20);
    assert_eq!(item["status"], "ACTIVE");
    assert_eq!(item["aiLanguage"], "english");
    assert_eq!(item["skills"], json!([]));
    assert_eq!(item["jobId"], Value::Null);
    assert_eq!(item["isEmailVerificationRequired"], true);
    assert_eq!(item["shouldEvaluateCEFR"], false);
    assert_eq!(item["buckets"].as_array().unwrap().len(), 3);
    assert!(
        item["createdAt"].as_i64().unwrap() >= before,
        "milliseconds: {item}"
    );
}

#[tokio::test]
async fn what_creation_is_given_reads_back() {
    let client = Client::new().await;
    let job = client
        .sandbox
        .web_app()
        .add_job("Backend Engineer")
        .unwrap();
    let given = json!({
        "title": "Voice", "hiringForRole": "Engineer", "purposeOfInterview": "0123456789",
        "jobId": job.to_string(), "isEmailVerificationRequired": false, "status": "INACTIVE",
        "duration": 120, "aiLanguage": "german", "skills": ["Rust", "SQL"],
        "buckets": [{"name": "Good", "status": "pass"}], "shouldEvaluateCEFR": true,
    });
    client
        .send("POST", "/assessment/audio-interviews", given.clone())
        .await;
    let (_, list) = client.get("/assessment").await;
    let item = &list["data"]["assessments"][0];
    assert_eq!(item["testName"], "Voice");
    for name in names(&given).into_iter().filter(|name| *name != "title") {
        assert_eq!(item[name], given[name], "{name}");
    }
}

#[tokio::test]
async fn creation_refuses_what_is_out_of_bounds_or_of_another_type() {
    let client = Client::new().await;
    let long = |count| Value::from("x".repeat(count));
    let bucket = json!({"name": "Good", "status": "pass"});
    let cases = [
        ("title", json!("")),
        ("title", long(1001)),
        ("title", json!(5)),
        ("hiringForRole", long(501)),
        ("purposeOfInterview", json!("too short")),
        ("purposeOfInterview", long(5001)),
        ("duration", json!(0)),
        ("duration", json!(121)),
        ("duration", json!("20")),
        ("isEmailVerificationRequired", json!("true")),
        ("shouldEvaluateCEFR", json!(1)),
        ("status", json!("DRAFT")),
        ("jobId", json!(12345)),
        ("aiLanguage", json!(null)),
        ("skills", json!("Rust")),
        ("skills", json!(["Rust", 1])),
        ("skills", Value::from(vec!["s"; 21])),
        ("buckets", Value::from(vec![bucket; 6])),
        ("testName", json!("a name of reads")),
        ("questions", json!([])),
    ];
    for (field, value) in cases {
        let body = with(field, value);
        let reply = client
            .send("POST", "/assessment/audio-interviews", body)
            .await;
        assert_invalid(&reply, &[field]);
    }
    assert_eq!(
        client.get("/assessment").await.1["data"]["pagination"]["total"],
        0
    );
}

#[tokio::test]
async fn every_field_at_fault_is_told_at_once() {
    let client = Client::new().await;
    let body = json!({
        "title": "T",
        "buckets": [{"name": "Good", "status": "pass"}, {"status": "maybe", "colour": "red"}],
    });
    let reply = client
        .send("POST", "/assessment/audio-interviews", body)
        .await;
    let places = [
        "hiringForRole",
        "purposeOfInterview",
        "buckets[1].name",
        "buckets[1].status",
        "buckets[1].colour",
    ];
    assert_invalid(&reply, &places);
}

#[tokio::test]
async fn a_job_must_exist_and_an_empty_one_means_none() {
    let client = Client::new().await;
    for id in ["7", "backend"] {
        let (status, reply) = client
            .send(
                "POST",
                "/assessment/audio-interviews",
                with("jobId", json!(id)),
            )
            .await;
        assert_eq!(
            (status, &reply["error"]["code"]),
            (404, &json!("NOT_FOUND"))
        );
    }
    let (status, _) = client
        .send(
            "POST",
            "/assessment/audio-interviews",
            with("jobId", json!("")),
        )
        .await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn creation_costs_a_credit_and_is_refused_without_one() {
    let client = Client::new().await;
    client.sandbox.web_app().set_credits(1).unwrap();
    client.assessment().await;
    let (status, reply) = client
        .send("POST", "/assessment/audio-interviews", minimal())
        .await;
    assert_eq!(
        (status, &reply["error"]["code"]),
        (402, &json!("INSUFFICIENT_CREDITS"))
    );
    assert_eq!(
        reply["error"]["errorMessage"],
        "Insufficient credits to create assessment"
    );
    assert_eq!(
        client.get("/assessment").await.1["data"]["pagination"]["total"],
        1
    );
}

#[tokio::test]
async fn an_update_changes_what_it_names_and_nothing_else() {
    let client = Client::new().await;
    let id = client.assessment().await;
    let before = client.read(&id).await;
    let path = format!("/assessment/{id}");
    let (status, reply) = client
        .send("PUT", &path, json!({"title": "New", "duration": 180}))
        .await;
    assert_eq!(status, 200);
    let expected =
        json!({"assessmentId": id, "message": "Assessment details updated successfully"});
    assert_eq!(reply, json!({"status": "success", "data": expected}));
    let mut expected = before;
    expected["testName"] = json!("New");
    expected["duration"] = json!(180);
    assert_eq!(client.read(&id).await, expected);
}

#[tokio::test]
async fn an_update_takes_only_the_fields_of_its_table() {
    let client = Client::new().await;
    let id = client.assessment().await;
    let path = format!("/assessment/{id}");
    for field in [
        "hiringForRole",
        "jobId",
        "status",
        "buckets",
        "colour",
        "testName",
    ] {
        let mut body = json!({"title": "New"});
        body[field] = json!("x");
        assert_invalid(&client.send("PUT", &path, body).await, &[field]);
    }
    assert_invalid(
        &client.send("PUT", &path, json!({"duration": 181})).await,
        &["duration"],
    );
    assert_invalid(&client.send("PUT", &path, json!({})).await, &["body"]);
    assert_eq!(client.read(&id).await["testName"], minimal()["title"]);
    let (status, _) = client
        .send(
            "PUT",
            &path,
            json!({"purposeOfInterview": "", "skills": []}),
        )
        .await;
    assert_eq!(status, 200, "no minimum is stated for an update");
}

#[tokio::test]
async fn a_missing_assessment_is_not_found() {
    let client = Client::new().await;
    for (status, reply) in [
        client.get("/assessment/nobody").await,
        client
            .send("PUT", "/assessment/nobody", json!({"title": "New"}))
            .await,
    ] {
        assert_eq!(
            (status, &reply["error"]["code"]),
            (404, &json!("NOT_FOUND"))
        );
    }
}

#[tokio::test]
async fn pages_cover_the_whole_list_once() {
    let client = Client::new().await;
    let mut created = Vec::new();
    for _ in 0..23 {
        created.push(client.assessment().await);
    }
    let mut listed = Vec::new();
    for (page, expected) in [(1, 10), (2, 10), (3, 3), (4, 0)] {
        let (_, reply) = client
            .get(&format!("/assessment?pageNumber={page}&perPage=10"))
            .await;
        let items = reply["data"]["assessments"].as_array().unwrap().clone();
        assert_eq!(items.len(), expected);
        let pagination = json!({"page": page, "limit": 10, "total": 23, "totalPages": 3});
        assert_eq!(reply["data"]["pagination"], pagination);
        listed.extend(
            items
                .iter()
                .map(|item| item["assessmentId"].as_str().unwrap().to_owned()),
        );
    }
    created.reverse();
    assert_eq!(listed, created);
}

#[tokio::test]
async fn a_page_size_that_is_not_listed_is_refused_in_the_page_s_own_envelope() {
    let client = Client::new().await;
    let (status, reply) = client.get("/assessment?perPage=50").await;
    assert_eq!(status, 400);
    let expected = json!({"error": {
        "code": "INVALID_PER_PAGE",
        "type": "validation_error",
        "errorMessage": "perPage must be one of: 10, 20, 40, 80, 100",
    }});
    assert_eq!(reply, expected);
}

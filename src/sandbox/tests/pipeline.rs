use serde_json::{Value, json};

use super::super::ApplicationChange;
use super::client::{Client, names};

const UNKNOWN: &str = "019c5ea9-a792-7f0d-b671-4c3c1602094e";
const APPLICATIONS: &str = "/hiring/applications/v1";

/// A project with a pipeline, another one, and a person.
struct World {
    client: Client,
    project: String,
    stages: Vec<String>,
    foreign_stage: String,
    post: String,
    foreign_post: String,
    person: String,
}

impl World {
    async fn new() -> Self {
        let client = Client::new().await;
        let app = client.sandbox.web_app().flowmingo();
        let text = |text: &str| text.to_owned();
        let set = app.create_interview_set("Set").unwrap();
        let project = app.create_project("Backend", &[], &[]).unwrap();
        let stages = ["Applied", "Screening"].map(|name| app.add_stage(&project, name).unwrap());
        let post = app.add_job_post(&project, "Engineer").unwrap();
        let other = app
            .create_project("Other", &[text("Applied")], &[])
            .unwrap();
        let foreign_stage = app.add_stage(&other, "Final").unwrap();
        let foreign_post = app.add_job_post(&other, "Other").unwrap();
        let body = json!({"com_interview_set_id": set, "candidates": [{"email": "a@example.com"}]});
        let (_, reply) = client
            .flowmingo("POST", "/interview/candidate/invite/v1", body)
            .await;
        let person = reply["results"][0]["tal_candidate_id"].as_str().unwrap();
        Self {
            project,
            stages: stages.to_vec(),
            foreign_stage,
            post,
            foreign_post,
            person: person.to_owned(),
            client,
        }
    }

    async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        self.client.flowmingo("POST", path, body).await
    }

    async fn add(&self) -> String {
        let body = json!({"tal_candidate_id": self.person, "com_project_id": self.project});
        let (status, reply) = self.post(APPLICATIONS, body).await;
        assert_eq!(status, 201, "{reply}");
        reply["id"].as_str().unwrap().to_owned()
    }

    async fn only(&self) -> Value {
        let (_, reply) = self
            .client
            .flowmingo("GET", APPLICATIONS, Value::Null)
            .await;
        assert_eq!(reply["total"], 1);
        reply["data"][0].clone()
    }
}

#[tokio::test]
async fn a_person_is_added_once_to_a_pipeline() {
    let world = World::new().await;
    let body = json!({
        "tal_candidate_id": world.person,
        "com_project_id": world.project,
        "com_job_post_id": world.post,
        "com_stage_id": world.stages[0],
    });
    let (status, reply) = world.post(APPLICATIONS, body.clone()).await;
    assert_eq!(status, 201);
    assert_eq!(
        names(&reply),
        [
            "com_job_post_id",
            "com_project_id",
            "com_stage_id",
            "id",
            "status"
        ]
    );
    let application = world.only().await;
    assert_eq!(
        application["stage"],
        json!({"id": world.stages[0], "name": "Applied"})
    );
    assert_eq!(application["score"], Value::Null);
    let (status, reply) = world.post(APPLICATIONS, body).await;
    assert_eq!(
        (status, &reply["message"]),
        (400, &json!("Candidate has already applied to this project"))
    );
}

#[tokio::test]
async fn what_an_addition_names_must_be_there_and_of_the_project() {
    let world = World::new().await;
    let cases = [
        ("tal_candidate_id", UNKNOWN, 404, "Candidate not found"),
        ("com_project_id", UNKNOWN, 404, "Hiring project not found"),
        (
            "com_job_post_id",
            &world.foreign_post,
            404,
            "Job post not found or does not belong to this project",
        ),
        (
            "com_stage_id",
            &world.foreign_stage,
            400,
            "Stage not found in this project",
        ),
        (
            "com_stage_id",
            UNKNOWN,
            400,
            "Stage not found in this project",
        ),
        ("com_stage_id", "x", 400, "com_stage_id must be a UUID"),
    ];
    for (name, id, status, message) in cases {
        let mut body = json!({"tal_candidate_id": world.person, "com_project_id": world.project});
        body[name] = json!(id);
        let reply = world.post(APPLICATIONS, body).await;
        assert_eq!((reply.0, &reply.1["message"]), (status, &json!(message)));
    }
    assert_eq!(world.post(APPLICATIONS, json!({})).await.0, 400);
}

#[tokio::test]
async fn a_person_moves_within_the_pipeline_only() {
    let world = World::new().await;
    let id = world.add().await;
    let path = format!("/hiring/applications/{id}/move-stage/v1");
    let to = |stage: &str| json!({"com_stage_id": stage});
    let reply = world.post(&path, to(&world.stages[1])).await;
    assert_eq!(
        reply,
        (201, json!({"id": id, "com_stage_id": world.stages[1]}))
    );
    assert_eq!(world.only().await["stage"]["name"], "Screening");
    for stage in [&world.foreign_stage, UNKNOWN] {
        assert_eq!(world.post(&path, to(stage)).await.0, 400);
    }
    let nowhere = format!("/hiring/applications/{UNKNOWN}/move-stage/v1");
    let (status, reply) = world.post(&nowhere, to(&world.stages[1])).await;
    assert_eq!(
        (status, &reply["message"]),
        (404, &json!("Application not found"))
    );
}

#[tokio::test]
async fn a_rejected_person_is_told_and_can_be_added_again() {
    let world = World::new().await;
    let id = world.add().await;
    let path = format!("/hiring/applications/{id}/reject/v1");
    let reply = world.post(&path, Value::Null).await;
    assert_eq!(reply, (201, json!({"id": id, "status": "rejected"})));
    assert_eq!(world.client.mails(), ["flowmingo rejection a@example.com"]);
    let move_path = format!("/hiring/applications/{id}/move-stage/v1");
    let body = json!({"com_stage_id": world.stages[1]});
    assert_eq!(world.post(&move_path, body).await.0, 400);
    assert_ne!(world.add().await, id);
    let nowhere = format!("/hiring/applications/{UNKNOWN}/reject/v1");
    assert_eq!(world.post(&nowhere, Value::Null).await.0, 404);
}

#[tokio::test]
async fn applications_are_filtered_by_project_post_and_stage() {
    let world = World::new().await;
    let id = world.add().await;
    let app = world.client.sandbox.web_app().flowmingo();
    let change = ApplicationChange {
        stage_id: Some(world.stages[0].clone()),
        score: Some(7.4),
        rejected: None,
    };
    app.set_application(&id, &change).unwrap();
    assert_eq!(world.only().await["score"], 7.4);
    let total = async |query: String| {
        let path = format!("{APPLICATIONS}?{query}");
        let (_, reply) = world.client.flowmingo("GET", &path, Value::Null).await;
        reply["total"].as_i64().unwrap()
    };
    assert_eq!(total(format!("com_project_id={}", world.project)).await, 1);
    assert_eq!(total(format!("com_stage_id={}", world.stages[0])).await, 1);
    assert_eq!(total(format!("com_stage_id={}", world.stages[1])).await, 0);
    assert_eq!(total(format!("com_job_post_id={}", world.post)).await, 0);
    app.delete_stage(&world.stages[0]).unwrap();
    assert_eq!(world.only().await["stage"], Value::Null);
    app.delete_application(&id).unwrap();
    assert_eq!(total(String::new()).await, 0);
}

#[tokio::test]
async fn what_people_author_can_be_renamed_and_deleted() {
    let world = World::new().await;
    world.add().await;
    let app = world.client.sandbox.web_app().flowmingo();
    let get = async |path: &str| world.client.flowmingo("GET", path, Value::Null).await.1;
    let set = get("/hiring/interview-sets/v1").await["data"][0]["id"].take();
    let set = set.as_str().unwrap();
    app.rename_interview_set(set, "Renamed").unwrap();
    app.rename_project(&world.project, "Renamed").unwrap();
    assert_eq!(
        get("/hiring/interview-sets/v1").await["data"][0]["title"],
        "Renamed"
    );
    assert_eq!(
        get("/hiring/projects/v1").await["data"][1]["title"],
        "Renamed"
    );
    app.delete_job_post(&world.post).unwrap();
    assert_eq!(get("/hiring/job-posts/v1").await["total"], 1);
    app.delete_project(&world.project).unwrap();
    assert_eq!(get(APPLICATIONS).await["total"], 0);
    app.delete_interview_set(set).unwrap();
    assert_eq!(get("/hiring/submissions/v1").await["total"], 0);
    let error = app.add_stage(&world.project, "Final").unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("no project has the id {}", world.project)
    );
}

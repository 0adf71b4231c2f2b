use serde_json::{Value, json};

use super::super::{FLOWMINGO_KEY, FlowmingoChange, SubmissionChange};
use super::client::{Client, names, send};

const SEED: &str = "
flowmingo:
  refuses: ['*+bounce@*']
  interviewSets: [{title: Sales Assessment}, {title: Support Screen}]
  projects:
    - {title: Backend Engineer, stages: [Applied, Screening], jobPosts: [Junior Engineer, Senior Engineer]}
";

const INVITE: &str = "/interview/candidate/invite/v1";

async fn list(client: &Client, path: &str) -> Value {
    let (status, reply) = client.flowmingo("GET", path, Value::Null).await;
    assert_eq!(status, 200, "{reply}");
    reply
}

async fn set_id(client: &Client) -> String {
    let sets = list(client, "/hiring/interview-sets/v1").await;
    sets["data"][1]["id"].as_str().unwrap().to_owned()
}

async fn invite(client: &Client, body: Value) -> Vec<Value> {
    let (status, reply) = client.flowmingo("POST", INVITE, body).await;
    assert_eq!(status, 201, "{reply}");
    reply["results"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_key_tells_its_scopes_and_needs_none_for_that() {
    let client = Client::new().await;
    let (status, reply) = client.flowmingo("GET", "/me/v1", Value::Null).await;
    assert_eq!(status, 200);
    assert_eq!(
        names(&reply),
        ["api_key_id", "expires_at", "organization_id", "scopes"]
    );
    assert_eq!(
        reply["scopes"],
        json!(["invite_candidates", "read_hiring", "write_pipeline"])
    );
    assert!(reply["organization_id"].is_i64());
    for key in [None, Some("fl_live_nodot"), Some("sk_test_x.y")] {
        let url = format!("{}/integration/me/v1", client.sandbox.flowmingo_url());
        let mut request = client.at("GET", url);
        if let Some(key) = key {
            request = request.header("X-API-Key", key);
        }
        let (status, reply) = send(request).await;
        assert_eq!(
            (status, &reply["statusCode"]),
            (401, &json!(401)),
            "{key:?}"
        );
    }
}

#[tokio::test]
async fn the_bare_host_serves_it_too() {
    let client = Client::new().await;
    let url = format!("{}/company/integration/me/v1", client.sandbox.base_url());
    let request = client.at("GET", url).header("X-API-Key", FLOWMINGO_KEY);
    assert_eq!(send(request).await.0, 200);
}

#[tokio::test]
async fn without_its_scope_an_endpoint_is_forbidden() {
    let client = Client::seeded(SEED).await;
    let app = client.sandbox.web_app().flowmingo();
    let scopes = |scopes: &[&str]| FlowmingoChange {
        scopes: Some(scopes.iter().map(|&scope| scope.to_owned()).collect()),
        ..FlowmingoChange::default()
    };
    app.set(&scopes(&[])).unwrap();
    let cases = [
        ("GET", "/hiring/projects/v1"),
        ("GET", "/hiring/submissions/v1"),
        ("POST", INVITE),
        ("POST", "/hiring/applications/v1"),
    ];
    for (method, path) in cases {
        let (status, reply) = client.flowmingo(method, path, json!(null)).await;
        assert_eq!(status, 403, "{reply}");
        assert_eq!(
            names(&reply),
            ["message", "path", "statusCode", "timestamp"]
        );
        assert_eq!(reply["path"], format!("/company/integration{path}"));
    }
    assert_eq!(client.flowmingo("GET", "/me/v1", Value::Null).await.0, 200);
    app.set(&scopes(&["read_hiring"])).unwrap();
    list(&client, "/hiring/projects/v1").await;
}

#[tokio::test]
async fn interview_sets_projects_and_job_posts_are_listed_the_newest_first() {
    let client = Client::seeded(SEED).await;
    let sets = list(&client, "/hiring/interview-sets/v1?limit=1&page=2").await;
    assert_eq!(
        (&sets["total"], &sets["page"], &sets["limit"]),
        (&json!(2), &json!(2), &json!(1))
    );
    let set = &sets["data"][0];
    assert_eq!(
        names(set),
        ["created_at", "id", "set_type", "status", "title"]
    );
    assert_eq!(set["title"], "Sales Assessment");
    assert!(set["created_at"].as_str().unwrap().ends_with('Z'));

    let projects = list(&client, "/hiring/projects/v1").await;
    assert_eq!(names(&projects["data"][0]), ["created_at", "id", "title"]);
    let project = projects["data"][0]["id"].as_str().unwrap();
    let posts = list(
        &client,
        &format!("/hiring/job-posts/v1?com_project_id={project}"),
    )
    .await;
    assert_eq!(posts["data"][0]["title"], "Senior Engineer");
    assert_eq!(
        names(&posts["data"][0]),
        ["com_project_id", "created_at", "id", "status", "title"]
    );
    let other = list(&client, "/hiring/job-posts/v1?com_project_id=none").await;
    assert_eq!(other["total"], 0);
}

#[tokio::test]
async fn a_page_has_bounds() {
    let client = Client::new().await;
    for query in ["limit=101", "limit=0", "page=0", "page=x"] {
        let path = format!("/hiring/projects/v1?{query}");
        assert_eq!(
            client.flowmingo("GET", &path, Value::Null).await.0,
            400,
            "{query}"
        );
    }
    let beyond = list(&client, "/hiring/projects/v1?page=9").await;
    assert_eq!(beyond["data"], json!([]));
}

#[tokio::test]
async fn stages_come_in_order_without_a_page_and_empty_for_no_project() {
    let client = Client::seeded(SEED).await;
    let projects = list(&client, "/hiring/projects/v1").await;
    let project = projects["data"][0]["id"].as_str().unwrap();
    let path = format!("/hiring/projects/{project}/stages/v1");
    let reply = list(&client, &path).await;
    assert_eq!(names(&reply), ["data"]);
    let stage = |index: usize| {
        (
            &reply["data"][index]["name"],
            &reply["data"][index]["priority"],
        )
    };
    assert_eq!(stage(0), (&json!("Applied"), &json!(1)));
    assert_eq!(stage(1), (&json!("Screening"), &json!(2)));
    assert_eq!(reply["data"][0]["com_project_id"], project);
    let app = client.sandbox.web_app().flowmingo();
    let first = reply["data"][0]["id"].as_str().unwrap();
    app.set_stage(first, Some("Later"), Some(9)).unwrap();
    assert_eq!(list(&client, &path).await["data"][1]["name"], "Later");
    let nothing = list(&client, "/hiring/projects/none/stages/v1").await;
    assert_eq!(nothing, json!({"data": []}));
}

#[tokio::test]
async fn an_invite_makes_a_submission_and_mails_only_when_told() {
    let client = Client::seeded(SEED).await;
    let set = set_id(&client).await;
    let alex = json!({"email": "alex@example.com", "firstname": "Alex", "ats_candidate_id": "a-1"});
    let body = |send: Value| json!({"com_interview_set_id": set, "send_invite": send, "candidates": [alex]});
    let mut quiet = body(json!(false));
    for silent in [quiet.clone(), {
        quiet.as_object_mut().unwrap().remove("send_invite");
        quiet
    }] {
        let results = invite(&client, silent).await;
        assert!(results[0].get("invitations").is_none() && results[0].get("invitation").is_none());
        assert!(results[0]["submission"]["id"].is_string());
    }
    assert!(client.mails().is_empty());

    let result = &invite(&client, body(json!(true))).await[0];
    assert_eq!(result["ats_candidate_id"], "a-1");
    assert_eq!(result["submission"], result["submissions"][0]);
    assert_eq!(result["submission"]["status_text"], "not_started");
    assert!(
        result["submission"]["created_at"].is_i64(),
        "milliseconds here"
    );
    assert!(result["submission"].get("status").is_none());
    assert_eq!(result["invitation"], result["invitations"][0]);
    assert_eq!(result["invitation"]["status_text"], "pending");
    assert_eq!(
        client.mails(),
        ["flowmingo interviewInvite alex@example.com"]
    );
}

#[tokio::test]
async fn a_second_invite_is_a_second_submission_and_a_second_mail_for_the_same_person() {
    let client = Client::seeded(SEED).await;
    let set = set_id(&client).await;
    let body = |email: &str| json!({"com_interview_set_id": set, "send_invite": true, "candidates": [{"email": email}]});
    let first = invite(&client, body("alex@example.com")).await;
    let second = invite(&client, body("Alex@Example.com")).await;
    assert_eq!(first[0]["tal_candidate_id"], second[0]["tal_candidate_id"]);
    assert_ne!(first[0]["submission"]["id"], second[0]["submission"]["id"]);
    assert_eq!(client.mails().len(), 2);
    let path = format!("/hiring/submissions/v1?com_interview_set_id={set}");
    assert_eq!(list(&client, &path).await["total"], 2);
}

#[tokio::test]
async fn one_refused_address_fails_alone_inside_the_201() {
    let client = Client::seeded(SEED).await;
    let set = set_id(&client).await;
    let candidates = ["a@example.com", "b+bounce@example.com", "c@example.com"];
    let candidates = candidates.map(|email| json!({"email": email}));
    let body = json!({"com_interview_set_id": set, "send_invite": true, "candidates": candidates});
    let results = invite(&client, body).await;
    assert!(results[0]["submission"].is_object() && results[2]["submission"].is_object());
    let refused = &results[1];
    assert!(
        refused["invitation_error_messages"][&set].is_string(),
        "{refused}"
    );
    assert!(refused["invitation_error_message"].is_string());
    assert!(refused.get("submission").is_none() && refused["tal_candidate_id"].is_null());
    assert_eq!(client.mails().len(), 2);
    assert_eq!(list(&client, "/hiring/submissions/v1").await["total"], 2);
}

#[tokio::test]
async fn an_invite_that_is_wrong_as_a_whole_is_refused_as_a_whole() {
    let client = Client::seeded(SEED).await;
    let set = set_id(&client).await;
    let one = json!([{"email": "a@example.com"}]);
    let unknown = "019c5ea9-a792-7f0d-b671-4c3c1602094e";
    let cases = [
        (400, json!({"candidates": one})),
        (400, json!({"com_interview_set_id": set, "candidates": []})),
        (400, json!({"com_interview_set_id": set})),
        (400, json!({"com_interview_set_id": "x", "candidates": one})),
        (
            400,
            json!({"com_interview_set_id": set, "candidates": one, "invitation_message": "too short"}),
        ),
        (
            400,
            json!({"com_interview_set_id": set, "candidates": [{"email": "a"}]}),
        ),
        (
            400,
            json!({"com_interview_set_id": set, "candidates": [{"cv_link": "http://a.b/c"}]}),
        ),
        (
            404,
            json!({"com_interview_set_id": unknown, "candidates": one}),
        ),
        (404, json!({"com_project_id": unknown, "candidates": one})),
    ];
    for (expected, body) in cases {
        let (status, reply) = client.flowmingo("POST", INVITE, body.clone()).await;
        assert_eq!(status, expected, "{body}: {reply}");
        assert!(reply["message"].is_string());
    }
    assert_eq!(list(&client, "/hiring/submissions/v1").await["total"], 0);
}

#[tokio::test]
async fn a_cv_alone_makes_a_submission_and_no_mail() {
    let client = Client::seeded(SEED).await;
    let set = set_id(&client).await;
    let candidates = json!([{"cv_link": "https://cv.example.com/a.pdf"}, {"firstname": "Nobody"}]);
    let body = json!({"com_interview_set_id": set, "send_invite": true, "candidates": candidates});
    let results = invite(&client, body).await;
    assert!(results[0]["submission"]["id"].is_string() && results[0].get("invitation").is_none());
    assert!(results[1]["submission_error_messages"][&set].is_string());
    assert!(client.mails().is_empty());
}

#[tokio::test]
async fn an_invite_to_a_project_takes_its_latest_job_post() {
    let client = Client::seeded(SEED).await;
    let projects = list(&client, "/hiring/projects/v1").await;
    let project = &projects["data"][0]["id"];
    let posts = list(&client, "/hiring/job-posts/v1").await;
    let body = json!({"com_project_id": project, "send_invite": false,
                      "candidates": [{"email": "a@example.com"}]});
    let results = invite(&client, body.clone()).await;
    assert!(results[0].get("submission").is_none());
    let applications = list(&client, "/hiring/applications/v1").await;
    assert_eq!(
        applications["data"][0]["com_job_post_id"],
        posts["data"][0]["id"]
    );
    assert_eq!(applications["data"][0]["stage"], Value::Null);
    let again = invite(&client, body.clone()).await;
    let project = project.as_str().unwrap();
    assert_eq!(
        again[0]["application_error_messages"][project],
        "Candidate has already applied to this project"
    );
    let mut pinned = body;
    pinned["com_job_post_id"] = json!("019c5ea9-a792-7f0d-b671-4c3c1602094e");
    assert_eq!(client.flowmingo("POST", INVITE, pinned).await.0, 404);
}

#[tokio::test]
async fn a_submission_is_read_with_its_score_once_it_is_there() {
    let client = Client::seeded(SEED).await;
    let set = set_id(&client).await;
    let body = json!({"com_interview_set_id": set, "candidates": [{"email": "a@example.com"}]});
    let result = &invite(&client, body).await[0];
    let id = result["submission"]["id"].as_str().unwrap();
    let path = format!("/hiring/submissions/{id}/v1");
    let fresh = list(&client, &path).await;
    assert_eq!(
        (&fresh["overall_score"], &fresh["submission_at"]),
        (&Value::Null, &Value::Null)
    );
    assert!(fresh["created_at"].is_string(), "ISO here");

    let change = SubmissionChange {
        status: Some(2),
        overall_score: Some("8.50".to_owned()),
        submission_at: Some(1_772_586_000_000),
    };
    let app = client.sandbox.web_app().flowmingo();
    app.set_submission(id, &change).unwrap();
    let scored = list(&client, &path).await;
    assert_eq!(scored["overall_score"], "8.50");
    assert_eq!(scored["submission_at"], "2026-03-04T01:00:00.000Z");
    let person = result["tal_candidate_id"].as_str().unwrap();
    let listed = list(
        &client,
        &format!("/hiring/submissions/v1?tal_candidate_id={person}"),
    )
    .await;
    assert_eq!(listed["data"][0], scored);
    let (status, reply) = client
        .flowmingo("GET", "/hiring/submissions/none/v1", Value::Null)
        .await;
    assert_eq!(
        (status, &reply["message"]),
        (404, &json!("Submission not found"))
    );
    app.delete_submission(id).unwrap();
    assert_eq!(client.flowmingo("GET", &path, Value::Null).await.0, 404);
}

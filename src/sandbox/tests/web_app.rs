use serde_json::json;

use super::super::{AssessmentChange, FlowChange, FlowStep, QuestionContent, SandboxError};
use super::client::Client;

#[tokio::test]
async fn somebody_changes_what_the_api_cannot() {
    let client = Client::new().await;
    let app = client.sandbox.web_app();
    let id = client.assessment().await;
    let job = app.add_job("Engineer").unwrap();
    let change = AssessmentChange {
        status: Some("INACTIVE".to_owned()),
        job_id: Some(job.to_string()),
        buckets: Some(json!([])),
        submission_count: Some(12),
        ..AssessmentChange::default()
    };
    app.set_assessment(&id, &change).unwrap();
    let item = client.get("/assessment").await.1["data"]["assessments"][0].take();
    assert_eq!(item["status"], "INACTIVE");
    assert_eq!(item["jobId"], job.to_string());
    assert_eq!(item["buckets"], json!([]));
    assert_eq!(item["submissionCount"], 12);
    let unlink = AssessmentChange {
        job_id: Some(String::new()),
        ..AssessmentChange::default()
    };
    app.set_assessment(&id, &unlink).unwrap();
    assert_eq!(client.read(&id).await["jobId"], json!(null));
}

#[tokio::test]
async fn somebody_edits_deletes_and_reorders_questions() {
    let client = Client::new().await;
    let app = client.sandbox.web_app();
    let id = client.assessment().await;
    let first = client.question(&id, "The first question?").await;
    let mut choice = QuestionContent::new("Pick one");
    choice.kind = "MULTIPLE_CHOICE".to_owned();
    let second = app.add_question(&id, &choice).unwrap();
    let third = client.question(&id, "The third question?").await;
    assert_eq!(
        client.read(&id).await["questions"][1]["type"],
        "MULTIPLE_CHOICE"
    );

    app.order_questions(&id, &[third.clone(), first.clone(), second.clone()])
        .unwrap();
    app.set_question(&first, &QuestionContent::new("The edited question?"))
        .unwrap();
    let expected = ["The third question?", "The edited question?", "Pick one"];
    assert_eq!(client.texts(&id).await, expected);

    app.delete_question(&third).unwrap();
    assert_eq!(
        client.texts(&id).await,
        ["The edited question?", "Pick one"]
    );
    let error = app
        .order_questions(&id, &[first.clone(), first])
        .unwrap_err();
    assert!(matches!(error, SandboxError::Misfit(_)), "{error:?}");
    let error = app.delete_question(&third).unwrap_err();
    assert_eq!(error.to_string(), format!("no question has the id {third}"));
}

#[tokio::test]
async fn somebody_edits_a_flow_against_the_prefix_law() {
    let client = Client::new().await;
    let app = client.sandbox.web_app();
    let (a, b) = (client.assessment().await, client.assessment().await);
    let body = json!({"flowName": "F", "steps": [{"assessmentId": a, "passThreshold": 1}]});
    client.send("POST", "/assessment-flows", body).await;
    app.append_step(1, FlowStep::new(&b, 2.0)).unwrap();
    app.append_step(1, FlowStep::new(&a, 3.0)).unwrap();
    app.move_step(1, 2, 0).unwrap();
    app.remove_step(1, 1).unwrap();
    app.set_step(1, 0, FlowStep::new(&a, 4.0)).unwrap();
    let change = FlowChange {
        candidate_count: Some(3),
        ..FlowChange::default()
    };
    app.set_flow(1, &change).unwrap();
    let data = client.get("/assessment-flows/1").await.1["data"].take();
    assert_eq!(data["candidateCount"], 3);
    let steps = data["steps"].as_array().unwrap();
    let shown: Vec<_> = steps
        .iter()
        .map(|s| (&s["assessmentId"], &s["passThreshold"]))
        .collect();
    assert_eq!(shown, [(&json!(a), &json!(4)), (&json!(b), &json!(2))]);
    assert!(app.remove_step(1, 2).is_err());
    assert!(app.append_step(1, FlowStep::new("nobody", 1.0)).is_err());
}

#[tokio::test]
async fn what_is_deleted_in_the_web_app_is_gone_for_the_api() {
    let client = Client::new().await;
    let app = client.sandbox.web_app();
    let id = client.assessment().await;
    let body = json!({"flowName": "F", "steps": [{"assessmentId": id, "passThreshold": 1}]});
    client.send("POST", "/assessment-flows", body).await;
    let error = app.delete_assessment(&id).unwrap_err();
    assert!(
        matches!(error, SandboxError::Database(_)),
        "a flow uses it: {error:?}"
    );
    app.delete_flow(1).unwrap();
    assert_eq!(client.get("/assessment-flows/1").await.0, 404);
    app.delete_assessment(&id).unwrap();
    assert_eq!(client.get(&format!("/assessment/{id}")).await.0, 404);
}

#[tokio::test]
async fn the_edits_and_the_state_are_there_over_http_too() {
    let client = Client::new().await;
    let id = client.assessment().await;
    let edit = |body| client.outside("POST", "/__edit", body);
    let content = json!({"question": "Pick one", "type": "CHOICE"});
    let (status, reply) =
        edit(json!({"action": "addQuestion", "assessmentId": id, "content": content})).await;
    assert_eq!(status, 200, "{reply}");
    let change = json!({"shouldEvaluateCEFR": true, "submissionCount": 4});
    let body = json!({"action": "setAssessment", "assessmentId": id, "change": change});
    assert_eq!(edit(body).await, (200, json!({"id": null})));
    assert_eq!(
        edit(json!({"action": "setCredits", "credits": 5})).await.0,
        200
    );

    let (_, mut state) = client.outside("GET", "/__state", json!(null)).await;
    let received = state.as_object_mut().unwrap().shift_remove("received");
    assert_eq!(state["credits"], 5);
    assert_eq!(state["assessments"][0]["shouldEvaluateCEFR"], true);
    assert_eq!(state["assessments"][0]["submissionCount"], 4);
    assert_eq!(state["assessments"][0]["questions"][0]["id"], reply["id"]);
    assert_eq!(state, client.sandbox.web_app().state().unwrap());
    let call = &received.unwrap()[0];
    assert_eq!(call["path"], "/assessment/audio-interviews");
    assert_eq!(call["system"], "taptalent");

    let (status, reply) = edit(json!({"action": "removeStep", "flowId": 1, "index": 0})).await;
    assert_eq!(
        (status, reply),
        (400, json!({"error": "no flow has the id 1"}))
    );
    let (status, reply) = edit(json!({"action": "explode"})).await;
    assert_eq!(status, 400);
    assert!(
        reply["error"].as_str().unwrap().contains("setAssessment"),
        "{reply}"
    );
}

#[tokio::test]
async fn an_edit_names_its_system() {
    let client = Client::new().await;
    let edit = |body| client.outside("POST", "/__edit", body);
    let made = async |body| {
        let (status, reply) = edit(body).await;
        assert_eq!(status, 200, "{reply}");
        reply["id"].as_str().unwrap_or_default().to_owned()
    };
    let of_flowmingo = |action: &str| json!({"system": "flowmingo", "action": action});
    let with = |mut edit: serde_json::Value, more: serde_json::Value| {
        let more = more.as_object().unwrap().clone();
        edit.as_object_mut().unwrap().extend(more);
        edit
    };
    let set = with(of_flowmingo("createInterviewSet"), json!({"title": "S"}));
    made(set).await;
    let more = json!({"title": "P", "stages": ["Applied"], "jobPosts": ["Engineer"]});
    let project = made(with(of_flowmingo("createProject"), more)).await;
    let more = json!({"projectId": project, "name": "Final"});
    made(with(of_flowmingo("addStage"), more)).await;
    let issue = json!({"issueTitle": "I", "taskBrief": "B"});
    made(json!({"system": "promptster", "action": "addIssue", "issue": issue})).await;
    let change = json!({"plan": "business", "rateLimit": 0});
    made(json!({"system": "promptster", "action": "setSettings", "change": change})).await;
    let change = json!({"generation": {"millis": 0}});
    made(json!({"system": "taptalent", "action": "setSettings", "change": change})).await;

    let state = client.sandbox.web_app().state().unwrap();
    assert_eq!(state["settings"]["generation"], json!({"millis": 0}));
    assert_eq!(
        state["flowmingo"]["projects"][0]["stages"][1]["name"],
        "Final"
    );
    assert_eq!(state["flowmingo"]["interviewSets"][0]["title"], "S");
    assert_eq!(state["promptster"]["issues"][0]["issueTitle"], "I");
    assert_eq!(state["promptster"]["settings"]["plan"], "business");
    let (status, reply) = edit(json!({"system": "flowmingo", "action": "explode"})).await;
    assert_eq!(status, 400);
    assert!(
        reply["error"].as_str().unwrap().contains("createProject"),
        "{reply}"
    );
    assert_eq!(
        edit(json!({"system": "other", "action": "addJob"})).await.0,
        400
    );
}

#[tokio::test]
async fn people_come_and_go_over_http_too() {
    let client = Client::new().await;
    let id = client.assessment().await;
    let person = json!({"email": "a@example.com", "firstName": "A"});
    let submit = json!({"action": "submit", "assessmentId": id, "person": person,
                        "taken": {"score": 55}});
    let (status, reply) = client.outside("POST", "/__edit", submit).await;
    assert_eq!(status, 200, "{reply}");
    let invite = reply["id"].clone();
    let state = client.outside("GET", "/__state", json!(null)).await.1;
    let shown = &state["assessments"][0]["invites"][0];
    assert_eq!(
        (&shown["id"], &shown["taken"]["score"]),
        (&invite, &json!(55.0))
    );
    let delete = json!({"action": "deleteInvite", "inviteId": invite});
    assert_eq!(client.outside("POST", "/__edit", delete).await.0, 200);
    let (_, results) = client.get(&format!("/assessment/{id}/candidates")).await;
    assert_eq!(results["data"]["pagination"]["count"], 0);
}

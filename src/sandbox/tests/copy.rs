//! A sandbox that holds what was read of another one.

use serde_json::{Value, json};

use super::super::{Answered, Assumed, Moment, Options, SandboxError, System, Witness, World};
use super::client::Client;

const LIVE: &str = "
taptalent:
  jobs: [{title: Senior Backend Engineer}, {title: Product Manager}]
  assessments:
    - title: Backend Voice
      hiringForRole: Engineer
      purposeOfInterview: Evaluate technical depth.
      job: Senior Backend Engineer
      questions: [{question: What is your approach to debugging?}, {question: Which system did you design?}]
      submissions: [{email: done@example.com, firstName: D, lastName: One, score: 78.5, scores: [80]}]
    - {title: Case, hiringForRole: Engineer, purposeOfInterview: Evaluate technical depth.}
  flows:
    - flowName: Engineering screen
      steps: [{assessment: Backend Voice, passThreshold: 60}, {assessment: Case, passThreshold: 70}]
      candidates: [{email: alex@example.com, status: IN_PROGRESS}, {email: kim@example.com}]
flowmingo:
  scopes: [read_hiring]
  interviewSets: [{title: Sales Assessment}, {title: Service}]
  projects: [{title: Backend, stages: [Applied, Final], jobPosts: [Engineer]}]
promptster: {plan: starter}
";

/// What a plan reads of a system, with what the place of an id is called there.
async fn reads(client: &Client) -> Vec<(System, String)> {
    let (_, list) = client.get("/assessment?pageNumber=1&perPage=100").await;
    let id = list["data"]["assessments"][1]["assessmentId"]
        .as_str()
        .unwrap();
    let (_, projects) = client
        .flowmingo("GET", "/hiring/projects/v1", Value::Null)
        .await;
    let project = projects["data"][0]["id"].as_str().unwrap();
    let taptalent = [
        "/jobs?pageNumber=1&perPage=100".to_owned(),
        "/assessment?pageNumber=1&perPage=100".to_owned(),
        format!("/assessment/{id}"),
        format!("/assessment/{id}/candidates?limit=50"),
        "/assessment-flows".to_owned(),
        "/assessment-flows/1".to_owned(),
        "/assessment-flows/1/candidates?page=1&pageSize=100".to_owned(),
    ];
    let flowmingo = [
        "/integration/me/v1".to_owned(),
        "/integration/hiring/interview-sets/v1?page=1&limit=100".to_owned(),
        "/integration/hiring/projects/v1?page=1&limit=100".to_owned(),
        format!("/integration/hiring/projects/{project}/stages/v1"),
        format!("/integration/hiring/job-posts/v1?com_project_id={project}&page=1&limit=100"),
    ];
    let promptster = ["/v1/assessments?limit=100&offset=0", "/v1/org/branding"];
    let of = |system| move |path: String| (system, path);
    let all = taptalent.into_iter().map(of(System::Taptalent));
    let all = all.chain(flowmingo.into_iter().map(of(System::Flowmingo)));
    all.chain(promptster.map(str::to_owned).map(of(System::Promptster)))
        .collect()
}

async fn get(client: &Client, system: System, path: &str) -> Value {
    let below = |base: &str| path.strip_prefix(base).unwrap().to_owned();
    let (status, body) = match system {
        System::Taptalent => client.get(path).await,
        System::Flowmingo => {
            client
                .flowmingo("GET", &below("/integration"), Value::Null)
                .await
        }
        System::Promptster => client.promptster("GET", &below("/v1"), Value::Null).await,
    };
    assert_eq!(status, 200, "{path}: {body}");
    body
}

/// Adds to every object of an answer what no document names.
fn with_unknown_fields(body: &mut Value) {
    match body {
        Value::Array(items) => items.iter_mut().for_each(with_unknown_fields),
        Value::Object(fields) => {
            fields.values_mut().for_each(with_unknown_fields);
            if fields
                .keys()
                .any(|name| name.to_ascii_lowercase().ends_with("id"))
            {
                fields.insert("mood".to_owned(), json!({"of": "the day"}));
            }
        }
        _ => {}
    }
}

async fn answers(live: &Client) -> Vec<Answered> {
    let mut answers = Vec::new();
    for (system, path) in reads(live).await {
        let mut body = get(live, system, &path).await;
        with_unknown_fields(&mut body);
        answers.push(Answered { system, path, body });
    }
    answers
}

async fn copy(answers: &[Answered]) -> Client {
    let world = World::copied(answers, &Assumed::default()).unwrap();
    Client::with(Options {
        world: Some(world),
        ..Options::default()
    })
    .await
}

#[tokio::test]
async fn a_copy_answers_every_read_as_it_was_answered_unknown_fields_too() {
    let answers = answers(&Client::seeded(LIVE).await).await;
    let copy = copy(&answers).await;
    for Answered { system, path, body } in &answers {
        assert_eq!(get(&copy, *system, path).await, *body, "{path}");
    }
    assert!(copy.mails().is_empty());
}

#[tokio::test]
async fn a_change_of_the_copy_shows_among_what_was_read() {
    let live = Client::seeded(LIVE).await;
    let answers = answers(&live).await;
    let copy = copy(&answers).await;
    let read = &answers[2];
    let id = read.body["data"]["assessmentId"].as_str().unwrap();
    let change = json!({"title": "Backend interview"});
    assert_eq!(
        copy.send("PUT", &format!("/assessment/{id}"), change)
            .await
            .0,
        200
    );
    let question = json!({"question": "How do you estimate work?"});
    let questions = format!("/assessment/{id}/questions");
    assert_eq!(copy.send("POST", &questions, question).await.0, 200);
    let mut shown = get(&copy, System::Taptalent, &read.path).await["data"].take();
    assert_eq!(shown["testName"], "Backend interview");
    assert_eq!(shown["questionCount"], 3);
    assert_eq!(
        shown["questions"][2]["question"],
        "How do you estimate work?"
    );
    shown["testName"] = read.body["data"]["testName"].clone();
    shown["questionCount"] = 2.into();
    shown["questions"].as_array_mut().unwrap().pop();
    assert_eq!(shown, read.body["data"]);
    // Of whom it was read, nothing has changed.
    assert_eq!(
        get(&live, System::Taptalent, &read.path).await["data"]["testName"],
        "Backend Voice"
    );
}

#[tokio::test]
async fn a_flow_whose_assessments_nobody_read_can_go_on_and_no_list_shows_them() {
    let live = Client::seeded(LIVE).await;
    let mut answers = answers(&live).await;
    answers.retain(|one| one.path.starts_with("/assessment-flows"));
    let empty = json!({"data": {"assessments": [], "pagination": {"total": 0}}});
    answers.push(Answered {
        system: System::Taptalent,
        path: "/assessment?pageNumber=1&perPage=100".to_owned(),
        body: empty,
    });
    let copy = copy(&answers).await;
    let mut flow = get(&copy, System::Taptalent, "/assessment-flows/1").await["data"].take();
    let steps = flow["steps"].as_array_mut().unwrap();
    for step in steps.iter_mut() {
        let step = step.as_object_mut().unwrap();
        for name in ["assessmentName", "assessmentDuration", "mood"] {
            step.shift_remove(name);
        }
        step.retain(|_, value| !value.is_null());
    }
    steps[0]["passThreshold"] = 65.into();
    let body = json!({"flowName": "Engineering screen", "steps": steps});
    let (status, reply) = copy.send("PATCH", "/assessment-flows/1", body).await;
    assert_eq!(status, 200, "{reply}");
    let (_, list) = copy.get("/assessment?pageNumber=1&perPage=100").await;
    assert_eq!(list["data"]["assessments"], json!([]));
}

#[tokio::test]
async fn new_things_get_ids_that_were_not_read_and_are_counted_beside_them() {
    let live = Client::seeded(LIVE).await;
    let answers = answers(&live).await;
    let copy = copy(&answers).await;
    let before = copy.sandbox.world().unwrap().census();
    let id = copy.assessment().await;
    let known = answers.iter().map(|one| one.body.to_string());
    assert!(!known.into_iter().any(|body| body.contains(&id)));
    let after = copy.sandbox.world().unwrap().census();
    let new: Vec<_> = after.beyond(&before).collect();
    assert_eq!(new.len(), 1, "{new:?}");
    assert!(new[0].0.starts_with("assessment “"), "{new:?}");
    assert_eq!(before.beyond(&after).count(), 0);
}

#[tokio::test]
async fn what_no_sandbox_can_hold_is_refused_in_words() {
    let flow = Answered {
        system: System::Taptalent,
        path: "/assessment-flows/abc".to_owned(),
        body: json!({"data": {"id": "abc", "flowName": "F", "steps": []}}),
    };
    let refused = World::copied(&[flow], &Assumed::default()).unwrap_err();
    assert!(matches!(refused, SandboxError::Misfit(_)), "{refused}");
    assert_eq!(
        refused.to_string(),
        "the id `abc` of a flow is not a number"
    );
}

#[tokio::test]
async fn who_watches_sees_the_world_right_before_and_right_after_each_write() {
    let (witness, mut seen) = Witness::new();
    let client = Client::with(Options {
        witness: Some(witness),
        ..Options::default()
    })
    .await;
    let watching = tokio::spawn(async move {
        let mut told = Vec::new();
        while told.len() < 2 {
            let witnessed = seen.recv().await.unwrap();
            let things = witnessed
                .world
                .census()
                .beyond(&World::default().census())
                .count();
            told.push((witnessed.call.clone(), witnessed.moment, things));
        }
        told
    });
    client.assessment().await;
    let call = "POST /assessment/audio-interviews".to_owned();
    let told = watching.await.unwrap();
    assert_eq!(
        told,
        [(call.clone(), Moment::Before, 0), (call, Moment::After, 1)]
    );
    // Nobody watches any more, and nobody is waited for.
    client.assessment().await;
}

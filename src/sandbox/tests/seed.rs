use camino::Utf8PathBuf;
use serde_json::{Value, json};

use super::super::{Options, Sandbox, Store, seed_from_text};
use super::client::Client;

const SEED: &str = "
taptalent:
  credits: 7
  generation: {reads: 1}
  jobs: [{title: Senior Backend Engineer}]
  jobCandidates: [{email: jane@example.com, firstName: Jane, job: Senior Backend Engineer}]
  assessments:
    - title: Backend Voice
      hiringForRole: Engineer
      purposeOfInterview: Evaluate technical depth.
      job: Senior Backend Engineer
      skills: [APIs]
      questions: [{question: What is your approach to debugging?, idealAnswer: Reproduce.}]
      invites: [{email: pending@example.com, firstName: P}]
      submissions: [{email: done@example.com, firstName: D, lastName: One, score: 78.5, scores: [80]}]
  flows:
    - flowName: Engineering screen
      steps: [{assessment: Backend Voice, passThreshold: 60}]
      candidates: [{email: alex@example.com, status: IN_PROGRESS}]
flowmingo:
  scopes: [read_hiring]
  interviewSets: [{title: Sales Assessment}]
  projects: [{title: Backend, stages: [Applied, Final], jobPosts: [Engineer]}]
promptster:
  plan: starter
  quota: 3
  issues: [{issueTitle: Fix the router, taskBrief: Fix it.}]
  providerKeys: [{provider: openai, name: Main}]
";

#[tokio::test]
async fn a_seed_is_there_before_anybody_comes_and_mails_nobody() {
    let client = Client::seeded(SEED).await;
    let assessments = client.get("/assessment").await.1["data"]["assessments"].take();
    assert_eq!(assessments[0]["testName"], "Backend Voice");
    assert_eq!(assessments[0]["submissionCount"], 1);
    let id = assessments[0]["assessmentId"].as_str().unwrap();
    let (_, results) = client.get(&format!("/assessment/{id}/candidates")).await;
    assert_eq!(
        results["data"]["candidates"][0]["email"],
        "done@example.com"
    );
    let question = &results["data"]["candidates"][0]["questions"][0];
    assert_eq!(question["question"], "What is your approach to debugging?");
    assert_eq!(question["score"], 80);
    let (_, people) = client.get("/assessment-flows/1/candidates").await;
    assert_eq!(people["data"][0]["status"], "IN_PROGRESS");
    let (_, me) = client.flowmingo("GET", "/me/v1", Value::Null).await;
    assert_eq!(me["scopes"], json!(["read_hiring"]));
    let (_, branding) = client.promptster("GET", "/org/branding", Value::Null).await;
    assert_eq!(branding["maxRetentionDays"], 30);
    assert!(client.mails().is_empty());
}

#[tokio::test]
async fn the_same_seed_is_planted_once_and_a_changed_one_adds() {
    let folder = tempfile::tempdir().unwrap();
    let path = Utf8PathBuf::from_path_buf(folder.path().join("sandbox.db")).unwrap();
    let start = async |seed: &str| {
        let options = Options {
            store: Store::File(path.clone()),
            seed: Some(seed_from_text(seed).unwrap()),
            ..Options::default()
        };
        Sandbox::start(options).await.unwrap()
    };
    let first = start(SEED).await;
    first.web_app().set_credits(6).unwrap();
    let before = first.web_app().state().unwrap();
    let set = before["flowmingo"]["interviewSets"][0]["id"]
        .as_str()
        .unwrap();
    first.stop().await;
    let second = start(SEED).await;
    assert_eq!(second.web_app().state().unwrap(), before);
    second
        .web_app()
        .flowmingo()
        .delete_interview_set(set)
        .unwrap();
    second.stop().await;

    let third = start(SEED).await;
    let sets =
        |sandbox: &Sandbox| sandbox.web_app().state().unwrap()["flowmingo"]["interviewSets"].take();
    assert_eq!(sets(&third), json!([]));
    third.stop().await;
    let longer =
        format!("{SEED}  rateLimit: 7\n").replace("[Applied, Final]", "[Applied, Final, Hired]");
    let mut after = start(&longer).await.web_app().state().unwrap();
    assert_eq!(
        after["flowmingo"]["interviewSets"][0]["title"],
        "Sales Assessment"
    );
    assert_eq!(
        after["flowmingo"]["projects"][0]["stages"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
    assert_eq!(
        (
            &after["credits"],
            &after["promptster"]["settings"]["rateLimit"]
        ),
        (&json!(7), &json!(7))
    );
    for name in ["assessments", "flows", "jobs", "jobCandidates", "mails"] {
        assert_eq!(after[name].take(), before[name], "{name}");
    }
}

#[tokio::test]
async fn without_a_seed_nothing_is_there() {
    let client = Client::new().await;
    for path in ["/hiring/interview-sets/v1", "/hiring/projects/v1"] {
        let (_, reply) = client.flowmingo("GET", path, Value::Null).await;
        assert_eq!(reply["total"], 0);
    }
    let (_, reply) = client.promptster("GET", "/issues", Value::Null).await;
    assert_eq!(reply["total"], 0);
}

#[tokio::test]
async fn a_seed_that_names_what_is_not_there_starts_nothing() {
    let text = "taptalent: {flows: [{flowName: F, steps: [{assessment: X, passThreshold: 1}]}]}";
    let options = Options {
        seed: Some(seed_from_text(text).unwrap()),
        ..Options::default()
    };
    let error = Sandbox::start(options).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the seed refers to the assessment \"X\", which is neither in it nor in the store"
    );
}

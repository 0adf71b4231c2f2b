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
      submissions: [{email: done@example.com, firstName: D, lastName: One, score: 78.5}]
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
  issues: [{issueTitle: Fix the router, taskBrief: Mend it.}]
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
    let (_, people) = client.get("/assessment-flows/1/candidates").await;
    assert_eq!(people["data"][0]["status"], "IN_PROGRESS");
    let (_, me) = client.flowmingo("GET", "/me/v1", Value::Null).await;
    assert_eq!(me["scopes"], json!(["read_hiring"]));
    let (_, branding) = client.promptster("GET", "/org/branding", Value::Null).await;
    assert_eq!(branding["maxRetentionDays"], 30);
    assert!(client.mails().is_empty());
}

#[tokio::test]
async fn planting_twice_is_planting_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = Utf8PathBuf::from_path_buf(folder.path().join("sandbox.db")).unwrap();
    let start = async || {
        let options = Options {
            store: Store::File(path.clone()),
            seed: Some(seed_from_text(SEED).unwrap()),
            ..Options::default()
        };
        Sandbox::start(options).await.unwrap()
    };
    let first = start().await;
    let before = first.web_app().state().unwrap();
    first.stop().await;
    let second = start().await;
    assert_eq!(second.web_app().state().unwrap(), before);
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
        "the seed names the assessment \"X\", which is neither in it nor in the store"
    );
}

//! The kinds of all three systems, as the contract shows them.

use super::world::World;
use crate::model::promptster::{AssessmentField, BrandingField};
use crate::model::taptalent::GenerateRequest;
use crate::model::{Desired, FieldValue, Number, Person, PersonSource};

/// The sample of the contract for the kinds that are not in `good::SAMPLE`.
pub(super) const SAMPLE: &str = r##"apiVersion: taptalent/v1
kind: Assessment
metadata: { name: backend-voice }
spec:
  title: Senior Engineer Voice Interview
  hiringForRole: Senior Software Engineer
  purposeOfInterview: Evaluate technical depth and communication.
  generate: { jobDescription: "We look for somebody who runs our storage in three regions.", skills: [Rust], questionCount: 4, difficulty: hard }
---
apiVersion: taptalent/v1
kind: Flow
metadata: { name: engineering-screen }
spec:
  flowName: Engineering screen
  steps:
    - { assessment: backend-voice, passThreshold: 60 }
---
apiVersion: taptalent/v1
kind: Roster                      # who is assigned to a flow, or invited to an assessment
metadata: { name: spring-cohort }
spec:
  flow: engineering-screen        # or assessment: backend-voice
  candidates:
    - { email: alex@example.com, firstName: Alex, lastName: Doe }
  from: cohort.csv                # optional: header email,firstName,lastName[,jobCandidateId]
---
apiVersion: promptster/v1
kind: Assessment
metadata: { name: webhook-challenge, id: task-7 }
spec:
  title: Backend API Challenge
  role: Senior Backend Engineer
  taskBrief: Build a webhook ingestion endpoint
  repoUrl: https://git.example.com/acme/challenge
  timeLimitMinutes: 120
  expiresInDays: 7
  tokenBudgetUsd: 25.5
  allowedTools: [claude, cursor]
  anthropicKeyMode: byok
  anthropicKeyId: key-1
  rubricId: 6f1c
lifecycle: { replace: true }
---
apiVersion: promptster/v1
kind: Roster                      # candidate keys
metadata: { name: april-keys }
spec: { assessment: webhook-challenge, orgName: Acme, candidates: [ { email: kim@example.com, name: Kim }, { email: lee@example.com, revoked: true } ] }
---
apiVersion: promptster/v1
kind: Branding                    # the one updatable thing there
metadata: { name: org }
spec: { logoUrl: null, accentColor: "#0a7", retentionDays: 30 }
---
apiVersion: flowmingo/v1
kind: InterviewSet                # authored in Flowmingo; here it is a named reference that must exist
metadata: { name: sales-screen }
spec: { id: 12 }
---
apiVersion: flowmingo/v1
kind: Project                     # likewise; stages, if given, must match live, in order
metadata: { name: backend }
spec: { title: Backend Engineer, stages: [Applied, Screening, Final], jobPosts: [Senior Engineer] }
---
apiVersion: flowmingo/v1
kind: Roster
metadata: { name: sales-april }
spec:
  interviewSet: sales-screen
  project: backend
  jobPost: Senior Engineer
  sendInvite: true                # required, no default
  invitationMessage: "<p>Dear {{candidate_name}}, {{interview_link}}</p>"
  candidates:
    - { email: alex@example.com, firstname: Alex, lastname: Doe, cvLink: "https://example.com/cv", atsCandidateId: ats-1001, stage: Screening }
    - { email: sam@example.com, rejected: true }
lifecycle: { unknownSubmissions: ignore }
"##;

const COHORT: &str = "firstName,email,lastName\r\nSam,sam@example.com,Roe\r\n";

fn desired() -> Desired {
    let world = World::new()
        .file("people/all.yaml", SAMPLE)
        .file("people/cohort.csv", COHORT);
    let loaded = world.load();
    assert_eq!(loaded.problems, []);
    assert_eq!((loaded.files, loaded.resources), (1, 9));
    loaded.desired.unwrap()
}

#[test]
fn the_taptalent_kinds_are_read_with_their_people() {
    let desired = desired();
    let generate = GenerateRequest {
        job_description: "We look for somebody who runs our storage in three regions.".into(),
        skills: Some(vec!["Rust".into()]),
        question_count: Some(4),
        difficulty: Some("hard".into()),
    };
    assert_eq!(
        desired.taptalent.assessments[0].spec.generate,
        Some(generate)
    );
    let roster = &desired.taptalent.rosters[0];
    assert_eq!(roster.address.to_string(), "taptalent/Roster/spring-cohort");
    let target = roster.spec.target.address().to_string();
    assert_eq!(target, "taptalent/Flow/engineering-screen");
    let [alex, sam] = &roster.spec.candidates[..] else {
        panic!("{:?}", roster.spec.candidates)
    };
    assert_eq!(alex.email().reveal(), "alex@example.com");
    assert!(matches!(alex.source(), PersonSource::Manifest(_)));
    assert_eq!(sam.email().reveal(), "sam@example.com");
    assert_eq!(sam.first_name.as_deref(), Some("Sam"));
    let PersonSource::Row { file, line } = sam.source() else {
        panic!("{:?}", sam.source())
    };
    assert_eq!((file.as_str(), *line), ("people/cohort.csv", 2));
}

#[test]
fn the_promptster_kinds_are_read() {
    let desired = desired().promptster;
    let task = &desired.assessments[0];
    assert_eq!(task.pin.as_ref().unwrap().as_str(), "task-7");
    assert!(task.lifecycle.replace && !task.lifecycle.prevent_destroy);
    let fields = &task.spec.fields;
    assert_eq!(
        fields[&AssessmentField::TokenBudgetUsd],
        FieldValue::Number(Number::new(25.5).unwrap())
    );
    let tools = ["claude", "cursor"].map(str::to_owned).to_vec();
    assert_eq!(
        fields[&AssessmentField::AllowedTools],
        FieldValue::List(tools)
    );
    assert_eq!(fields.len(), 11);
    let roster = &desired.rosters[0].spec;
    assert_eq!(roster.assessment, task.address);
    assert_eq!(roster.org_name.as_deref(), Some("Acme"));
    let revoked: Vec<bool> = roster.candidates.iter().map(|p| p.revoked).collect();
    assert_eq!(revoked, [false, true]);
    let branding = &desired.branding[0].spec.fields;
    assert_eq!(branding[&BrandingField::LogoUrl], FieldValue::Null);
    assert_eq!(
        branding[&BrandingField::AccentColor],
        FieldValue::Text("#0a7".into())
    );
}

#[test]
fn the_flowmingo_kinds_are_read() {
    let desired = desired();
    let [set, project] = &desired.externals[..] else {
        panic!("{:?}", desired.externals)
    };
    assert_eq!(set.pin.as_ref().unwrap().as_str(), "12");
    assert_eq!(set.spec.title, None);
    assert_eq!(project.spec.stages.as_ref().unwrap().len(), 3);
    let roster = &desired.flowmingo.rosters[0].spec;
    assert_eq!(roster.interview_set.as_ref(), Some(&set.address));
    assert_eq!(roster.project.as_ref(), Some(&project.address));
    assert!(roster.send_invite && roster.ignores_unknown_submissions);
    let [alex, sam] = &roster.candidates[..] else {
        panic!("{:?}", roster.candidates)
    };
    assert_eq!(alex.stage.as_deref(), Some("Screening"));
    assert_eq!(alex.ats_candidate_id.as_deref(), Some("ats-1001"));
    assert!(sam.rejected && sam.stage.is_none());
}

#[test]
fn a_changed_cohort_is_another_digest() {
    let digest = |cohort: &str| {
        let world = World::new()
            .file("a.yaml", SAMPLE)
            .file("cohort.csv", cohort);
        world.load().desired.unwrap().digest
    };
    let same = digest(COHORT);
    assert_eq!(digest(COHORT), same);
    assert_ne!(digest(&COHORT.replace("Sam,", "Samuel,")), same);
}

#[test]
fn a_sandbox_may_have_a_seed() {
    let config = super::world::CONFIG.replace("{}", "{ seed: ./seeds/demo.json }");
    let world = World::new().file("vetform.yaml", config);
    let sandbox = world.load().project.unwrap().workspace.sandbox.unwrap();
    assert_eq!(sandbox.seed, Some(world.root().join("seeds/demo.json")));
    let sandbox = World::new().load().project.unwrap().workspace.sandbox;
    assert_eq!(sandbox.unwrap().seed, None);
}

#[test]
fn a_seed_of_any_workspace_is_no_manifest() {
    let config = super::world::CONFIG.replace("{}", "{ seed: ./seeds/demo.yaml }");
    let seed = "flowmingo: { interviewSets: [{ title: Sales }] }\n";
    let set =
        "{apiVersion: flowmingo/v1, kind: InterviewSet, metadata: {name: a}, spec: {title: A}}\n";
    let world = World::new()
        .file("vetform.yaml", config)
        .file("a.yaml", set)
        .file("seeds/demo.yaml", seed);
    let before = world.load();
    assert!(!before.has_errors(), "{:#?}", before.problems);
    let other = world.file("seeds/other.yaml", seed).load();
    assert!(other.has_errors());
}

//! Projects that are right.

use super::world::{World, assessment, flow};
use crate::model::taptalent::{AssessmentField, StepTarget};
use crate::model::{FieldValue, OnImmutableChange, Pointer, QuestionOrder};

/// The sample of the contract, as far as this version goes.
pub(super) const SAMPLE: &str = r#"apiVersion: taptalent/v1
kind: Assessment
metadata: { name: backend-voice, labels: { team: platform } }
spec:
  title: Senior Engineer Voice Interview
  hiringForRole: Senior Software Engineer
  purposeOfInterview: Evaluate technical depth and communication for backend and system design.
  jobId: "12345"                 # or  job: { title: Senior Backend Engineer }  looked up live
  isEmailVerificationRequired: true
  status: ACTIVE
  duration: 20
  aiLanguage: english
  skills: [Node.js, System Design, APIs]
  buckets:
    - { name: Strong Fit, description: Exceeds expectations, status: pass }
    - { name: Not a Fit, status: fail }
  shouldEvaluateCEFR: false
  questions:                      # the whole list, in order; leave the key out to leave questions alone
    - name: debugging
      question: Describe a time when you had to debug a critical production issue. What was your approach?
      systemInstruction: Look for structured problem-solving and communication.
      idealAnswer: Reproduction, root cause, fix, prevention.
    - use: incident-response      # a kind: Question manifest, shared by many assessments
lifecycle:
  preventDestroy: true            # nothing of it may be deleted or replaced
  questionOrder: ignore           # ignore | enforce (delete and add again from the first misplaced one)
---
apiVersion: taptalent/v1
kind: Question
metadata: { name: incident-response }
spec: { question: How do you run an incident?, systemInstruction: Roles., idealAnswer: Calm. }
---
apiVersion: taptalent/v1
kind: Flow
metadata: { name: engineering-screen }
spec:
  flowName: Engineering screen
  description: Quiz then interview
  status: ACTIVE
  steps:
    - assessment: backend-voice   # a manifest of this project …
      passThreshold: 60
      name: Technical quiz
    - assessmentId: test-uuid-2   # … or an id of the system
      passThreshold: 70
lifecycle:
  onImmutableChange: block        # block | newVersion
"#;

#[test]
fn the_sample_of_the_contract_loads() {
    let loaded = World::new().file("deep/er/sample.yaml", SAMPLE).load();
    assert_eq!(loaded.problems, []);
    assert_eq!((loaded.files, loaded.resources), (1, 3));
    let desired = loaded.desired.unwrap();
    let assessment = &desired.taptalent.assessments[0];
    assert_eq!(
        assessment.address.to_string(),
        "taptalent/Assessment/backend-voice"
    );
    assert_eq!(assessment.labels["team"], "platform");
    assert!(assessment.lifecycle.prevent_destroy);
    assert_eq!(assessment.lifecycle.question_order, QuestionOrder::Ignore);
    assert_eq!(assessment.spec.fields.len(), 11);
    let questions = assessment.spec.questions.as_ref().unwrap();
    assert_eq!(questions[1].name.as_str(), "incident-response");
    assert_eq!(questions[1].content.question, "How do you run an incident?");
    let flow = &desired.taptalent.flows[0];
    assert_eq!(flow.lifecycle.on_immutable_change, OnImmutableChange::Block);
    assert_eq!(flow.spec.steps.len(), 2);
    assert_eq!(
        flow.spec.steps[0].target,
        StepTarget::Manifest(assessment.address.clone())
    );
    assert_eq!(desired.digest.len(), 64);
}

#[test]
fn a_value_is_found_again_by_its_path() {
    let loaded = World::new().file("sample.yaml", SAMPLE).load();
    let desired = loaded.desired.unwrap();
    let at = |source: &crate::model::SourcePath| {
        let place = loaded.sources.locate(source).unwrap();
        let span = place.span.unwrap();
        let text = loaded.sources.text(&place.file).unwrap();
        (
            span.start.line,
            text[span.start.byte..span.end.byte].to_owned(),
        )
    };
    let questions = desired.taptalent.assessments[0]
        .spec
        .questions
        .as_ref()
        .unwrap();
    let text = |i: usize| {
        let mut source = questions[i].source.clone();
        source.pointer = source.pointer.key("idealAnswer");
        at(&source)
    };
    assert_eq!(
        text(0),
        (22, "Reproduction, root cause, fix, prevention.".into())
    );
    assert_eq!(text(1), (31, "Calm.".into()));
    let origin = &desired.taptalent.flows[0].origin;
    let threshold = Pointer::spec("steps").index(1).key("passThreshold");
    assert_eq!(at(&origin.at(threshold)), (45, "70".into()));
    let missing = Pointer::spec("steps").index(1).key("name");
    assert_eq!(
        at(&origin.at(missing)),
        (
            44,
            "assessmentId: test-uuid-2   # … or an id of the system".into()
        )
    );
}

#[test]
fn text_stays_as_it_stands() {
    let lines = "status: ACTIVE\njobId: 007\naiLanguage: no\nskills: [1.10, on, 0x1f, 2026-01-01, ~x, '~', 1e3, True]";
    let loaded = World::new().file("a.yaml", assessment("a", lines)).load();
    assert_eq!(loaded.problems, []);
    let fields = &loaded.desired.unwrap().taptalent.assessments[0].spec.fields;
    let list = ["1.10", "on", "0x1f", "2026-01-01", "~x", "~", "1e3", "True"];
    let list = list.map(str::to_owned).to_vec();
    assert_eq!(fields[&AssessmentField::Skills], FieldValue::List(list));
    assert_eq!(
        fields[&AssessmentField::JobId],
        FieldValue::Text("007".into())
    );
    assert_eq!(
        fields[&AssessmentField::AiLanguage],
        FieldValue::Text("no".into())
    );
}

#[test]
fn anchors_and_merge_keys_are_read() {
    let text = "apiVersion: taptalent/v1\nkind: Question\nmetadata: { name: a, labels: &l { team: x, area: y } }\nspec: { question: How do you debug? }\n---\n\
                apiVersion: taptalent/v1\nkind: Assessment\nmetadata: { name: a, labels: { <<: &m { area: z, team: x }, area: y } }\nspec:\n  title: &t Voice\n  hiringForRole: *t\n  purposeOfInterview: Evaluate depth.\n";
    let loaded = World::new().file("a.yaml", text).load();
    assert_eq!(loaded.problems, []);
    let assessment = &loaded.desired.unwrap().taptalent.assessments[0];
    assert_eq!(assessment.labels["area"], "y");
    assert_eq!(assessment.labels["team"], "x");
    assert_eq!(
        assessment.spec.fields[&AssessmentField::HiringForRole],
        FieldValue::Text("Voice".into())
    );
}

#[test]
fn what_is_ignored_hidden_or_state_is_no_manifest() {
    let world = World::new()
        .file(".gitignore", "drafts/\n*.local.yaml\n")
        .file("drafts/a.yaml", "kind: [")
        .file("a.local.yaml", "kind: [")
        .file(".github/workflows/ci.yml", "kind: [")
        .file(".vetform/a.yaml", "kind: [")
        .file("vetform.state/a.yaml", "kind: [")
        .file("sub/.gitignore", "x.yaml")
        .file("sub/x.yaml", "kind: [")
        .file("empty.yaml", "")
        .file("blank.yml", "# nothing\n---\n---\n")
        .file("bom.yaml", format!("\u{feff}{}", assessment("a", "")));
    let loaded = world.load();
    assert_eq!(loaded.problems, []);
    assert_eq!((loaded.files, loaded.resources), (3, 1));
}

#[test]
fn patterns_choose_folders_and_globs() {
    let config = "apiVersion: vetform/v1\nkind: Config\nmanifests: [./voice/, 'teams/*/flows']\nworkspaces: { a: { sandbox: {} } }\n";
    let world = World::new()
        .file("vetform.yaml", config)
        .file("voice/deep/a.yaml", assessment("a", ""))
        .file(
            "teams/x/flows/f.yaml",
            flow("f", "- { assessment: a, passThreshold: 6.5 }"),
        )
        .file("other/voice/a.yaml", "kind: [");
    let loaded = world.load();
    assert_eq!(loaded.problems, []);
    assert_eq!(loaded.files, 2);
}

#[test]
fn the_configuration_has_its_defaults() {
    use crate::manifest::{Credential, Guards, StateLocation};
    let config = "apiVersion: vetform/v1\nkind: Config\ndefaultWorkspace: b\nworkspaces:\n  a: { sandbox: {} }\n  b: { taptalent: { apiKey: { env: KEY } } }\n";
    let world = World::new().file("vetform.yaml", config);
    let project = world.load().project.unwrap();
    let workspace = project.workspace;
    assert_eq!(workspace.name, "b");
    let taptalent = workspace.taptalent.unwrap();
    assert_eq!(
        taptalent.base_url,
        "https://partner-api.taptalent.io/v1/partner"
    );
    assert_eq!(taptalent.api_key, Credential::Env("KEY".into()));
    assert_eq!(workspace.limits.concurrency, 16);
    assert_eq!(workspace.guards, Guards::default());
    let state = world.root().join("vetform.state/b.json");
    assert_eq!(workspace.state, StateLocation::Local(state));
    let sandbox = world
        .load_in(Some("a"))
        .project
        .unwrap()
        .workspace
        .sandbox
        .unwrap();
    assert_eq!(sandbox.store, world.root().join(".vetform/sandbox.db"));
}

#[test]
fn the_digest_tells_any_change_of_a_manifest() {
    let digest = |name: &str, text: &str| {
        let world = World::new().file(name, text);
        world.load().desired.unwrap().digest
    };
    let same = digest("a.yaml", SAMPLE);
    assert_eq!(digest("a.yaml", SAMPLE), same);
    assert_ne!(digest("b.yaml", SAMPLE), same);
    assert_ne!(
        digest("a.yaml", &SAMPLE.replace("duration: 20", "duration: 21")),
        same
    );
}

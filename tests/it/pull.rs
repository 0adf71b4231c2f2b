//! `pull`: what is live, into the manifests; and afterwards there is nothing to do.

use vetform::sandbox::{AssessmentChange, FlowChange, FlowStep, QuestionContent};

use super::binary::applied;
use super::person::Person;

const SEED: &str = "\
taptalent:
  jobs: [{ title: Backend }]
  assessments:
    - title: Rust interview
      hiringForRole: Engineer
      purposeOfInterview: Find out who writes sound code.
      skills: [Rust, 'a, b']
      questions: [{ question: Why do you like to write Rust? }, { question: How do you find a data race? }]
    - { title: 'SQL: the basics', hiringForRole: Analyst, purposeOfInterview: See who knows joins. }
  flows:
    - flowName: Engineering
      steps:
        - { assessment: 'SQL: the basics', passThreshold: 55 }
flowmingo:
  interviewSets: [{ title: Sales Assessment }]
  projects: [{ title: Backend Engineer, stages: [Applied, Final], jobPosts: [Senior Engineer] }]
promptster:
  branding: { logoUrl: 'https://a.example/logo.png', accentColor: '#0a7', retentionDays: 30 }
";

/// A project with no manifest at a sandbox where everything was made in the web apps.
pub(crate) fn at_a_sandbox(seed: &str) -> Person {
    let person = Person::new();
    person.write(
        "vetform.yaml",
        "apiVersion: vetform/v1\nkind: Config\nmanifests: [live]\nworkspaces:\n  lab:\n    sandbox: { seed: seed.yml }\n",
    );
    person.write("live/.keep", "");
    person.write("seed.yml", seed);
    person
}

#[track_caller]
pub(crate) fn has_nothing_to_do(person: &Person) {
    let plan = person.runs("plan --detailed-exitcode");
    assert_eq!(plan.code, Some(0), "{plan}\n{}", texts(person));
    let again = person.runs("pull");
    assert_eq!(again.stdout, "", "{again}");
}

/// Every manifest of the project.
pub(crate) fn texts(person: &Person) -> String {
    let files = person.files();
    let yaml = files
        .iter()
        .filter(|(path, _)| path.extension() == Some("yaml"));
    let text = |(path, (bytes, _)): (&camino::Utf8PathBuf, &(Vec<u8>, _))| {
        format!("# {path}\n{}", String::from_utf8_lossy(bytes))
    };
    yaml.map(text).collect()
}

#[test]
fn what_is_not_managed_becomes_files() {
    let person = at_a_sandbox(SEED);
    let shown = person.runs("pull").exits(0);
    assert!(
        !person.path("live/taptalent").exists(),
        "nothing is written without --write"
    );
    insta::assert_snapshot!(shown.stdout, @r##"
    --- /dev/null
    +++ b/live/assessments/rust-interview.yaml
    @@ -0,0 +1,16 @@
    +# yaml-language-server: $schema=../../.vetform/schema/taptalent.assessment.schema.json
    +apiVersion: taptalent/v1
    +kind: Assessment
    +metadata:
    +  name: rust-interview
    +spec:
    +  title: Rust interview
    +  hiringForRole: Engineer
    +  purposeOfInterview: Find out who writes sound code.
    +  skills: [Rust, "a, b"]
    +  # vetform: ignore[no-ideal-answer] systemInstruction, idealAnswer: unknown, because they cannot be read back
    +  questions:
    +    - name: like-write-rust
    +      question: Why do you like to write Rust?
    +    - name: find-data-race
    +      question: How do you find a data race?
    --- /dev/null
    +++ b/live/assessments/sql-the-basics.yaml
    @@ -0,0 +1,9 @@
    +# yaml-language-server: $schema=../../.vetform/schema/taptalent.assessment.schema.json
    +apiVersion: taptalent/v1
    +kind: Assessment
    +metadata:
    +  name: sql-the-basics
    +spec:
    +  title: "SQL: the basics"
    +  hiringForRole: Analyst
    +  purposeOfInterview: See who knows joins.
    --- /dev/null
    +++ b/live/flows/engineering.yaml
    @@ -0,0 +1,10 @@
    +# yaml-language-server: $schema=../../.vetform/schema/taptalent.flow.schema.json
    +apiVersion: taptalent/v1
    +kind: Flow
    +metadata:
    +  name: engineering
    +spec:
    +  flowName: Engineering
    +  steps:
    +    - assessment: sql-the-basics
    +      passThreshold: 55
    --- /dev/null
    +++ b/live/flowmingo/sales-assessment.yaml
    @@ -0,0 +1,7 @@
    +# yaml-language-server: $schema=../../.vetform/schema/flowmingo.interviewset.schema.json
    +apiVersion: flowmingo/v1
    +kind: InterviewSet
    +metadata:
    +  name: sales-assessment
    +spec:
    +  title: Sales Assessment
    --- /dev/null
    +++ b/live/flowmingo/backend-engineer.yaml
    @@ -0,0 +1,9 @@
    +# yaml-language-server: $schema=../../.vetform/schema/flowmingo.project.schema.json
    +apiVersion: flowmingo/v1
    +kind: Project
    +metadata:
    +  name: backend-engineer
    +spec:
    +  title: Backend Engineer
    +  stages: [Applied, Final]
    +  jobPosts: [Senior Engineer]
    --- /dev/null
    +++ b/live/promptster/org.yaml
    @@ -0,0 +1,9 @@
    +# yaml-language-server: $schema=../../.vetform/schema/promptster.branding.schema.json
    +apiVersion: promptster/v1
    +kind: Branding
    +metadata:
    +  name: org
    +spec:
    +  logoUrl: https://a.example/logo.png
    +  accentColor: "#0a7"
    +  retentionDays: 30
    "##);
    insta::assert_snapshot!(person.runs("pull --write").exits(0).stdout, @"
    live/assessments/rust-interview.yaml
    live/assessments/sql-the-basics.yaml
    live/flows/engineering.yaml
    live/flowmingo/sales-assessment.yaml
    live/flowmingo/backend-engineer.yaml
    live/promptster/org.yaml
    ");
    has_nothing_to_do(&person);
    person.does("apply --auto-approve");
    has_nothing_to_do(&person);
}

const SHARED: &str = concat!(
    manifest!("incident"),
    "---\n",
    manifest!("backend"),
    "  questions:
    - use: incident          # shared
    - { name: debug, question: How do you debug a production issue? }
",
);

#[test]
fn a_shared_question_that_was_changed_in_one_assessment_stands_there_by_itself_from_then_on() {
    let person = Person::new().at_a_system().with_manifests(SHARED);
    person.does("apply --auto-approve");
    let live = person.live();
    let question = live["assessments"][0]["questions"][0]["id"]
        .as_str()
        .unwrap();
    let app = person.system().web_app();
    app.set_question(
        question,
        &QuestionContent::new("What did you do in the worst incident?"),
    )
    .unwrap();
    insta::assert_snapshot!(person.runs("pull --write"), @"
    exit 0
    ── stdout
    all.yaml
    ── stderr
    taptalent/Assessment/backend: question `incident` is shared with other assessments and was changed live in this one, so it is now declared here; if the others should change too, edit the Question manifest instead
    ");
    has_nothing_to_do(&person);
}

#[test]
fn what_drifted_is_edited_in_place() {
    let person = applied();
    let live = person.live();
    let assessment = live["assessments"][0]["assessmentId"].as_str().unwrap();
    let question = live["assessments"][0]["questions"][0]["id"]
        .as_str()
        .unwrap();
    let flow = live["flows"][0]["id"].as_i64().unwrap();
    let app = person.system().web_app();
    let change = AssessmentChange {
        title: Some("Renamed: again".into()),
        hiring_for_role: Some("Somebody else".into()),
        ..AssessmentChange::default()
    };
    app.set_assessment(assessment, &change).unwrap();
    app.set_question(
        question,
        &QuestionContent::new("How do you debug it\nin production?"),
    )
    .unwrap();
    app.add_question(
        assessment,
        &QuestionContent::new("Which tools do you use for it?"),
    )
    .unwrap();
    app.append_step(flow, step(assessment, 80.0)).unwrap();
    let change = FlowChange {
        flow_name: Some("Screen".into()),
        ..FlowChange::default()
    };
    app.set_flow(flow, &change).unwrap();
    insta::assert_snapshot!(person.runs("pull").exits(0).stdout, @r#"
    --- a/all.yaml
    +++ b/all.yaml
    @@ -2,16 +2,22 @@
     kind: Assessment
     metadata: { name: backend }
     spec:
    -  title: Backend interview
    -  hiringForRole: Backend Engineer
    +  title: "Renamed: again"
    +  hiringForRole: Somebody else
       purposeOfInterview: See how the candidate finds causes.
       questions:
    -    - { name: debug, question: How do you debug a production issue?, idealAnswer: With a method. }
    +    - { name: debug, question: "How do you debug it\nin production?", idealAnswer: With a method. }
    +    - name: tools-use
    +      # vetform: ignore[no-ideal-answer] systemInstruction, idealAnswer: unknown, because they cannot be read back
    +      question: Which tools do you use for it?
     ---
     apiVersion: taptalent/v1
     kind: Flow
     metadata: { name: screen }
     spec:
    -  flowName: Engineering screen
    +  flowName: Screen
       steps:
         - { assessment: backend, passThreshold: 60, name: Technical }
    +    - assessment: backend
    +      passThreshold: 80
    +      name: Once more
    "#);
    person.does("pull --write taptalent/Assessment/backend");
    person.does("pull --write");
    has_nothing_to_do(&person);
    let wrong = person.runs("pull taptalent/Assessment/backed").exits(3);
    insta::assert_snapshot!(wrong.stderr, @"
    error: neither a manifest nor a live object has the address taptalent/Assessment/backed
    help: did you mean taptalent/Assessment/backend?
    ");
}

pub(crate) fn step(assessment: &str, threshold: f64) -> FlowStep {
    FlowStep {
        assessment_id: assessment.to_owned(),
        pass_threshold: threshold,
        assessment_type: None,
        name: Some("Once more".into()),
        instructions: None,
        pass_action: None,
    }
}

#[test]
fn an_edit_that_is_not_applied_yet_stays() {
    let person = applied();
    person.changes("Backend interview", "Backend talk");
    insta::assert_snapshot!(person.runs("pull"), @"
    exit 0
    ── stderr
    nothing to pull: the manifests match what is live
    ");
}

#[test]
fn an_edit_that_live_contradicts_stays_until_somebody_decides() {
    let person = applied();
    person.changes("Backend interview", "Backend talk");
    person.changes_live(&AssessmentChange {
        title: Some("Web edit".into()),
        duration: Some(45.0),
        ..AssessmentChange::default()
    });
    let edited = person.read("all.yaml");
    insta::assert_snapshot!(person.runs("pull --write"), @"
    exit 0
    ── stderr
    taptalent/Assessment/backend: spec.title was changed in the manifest (all.yaml:5) and live since the last apply: the manifest is kept; `vetform plan` shows both values; keep this one with `vetform apply --overwrite-conflicts`, or take the live one with `vetform pull --write --take-live taptalent/Assessment/backend`
    nothing else to pull
    ");
    assert_eq!(person.read("all.yaml"), edited);
    let plan = person.runs("plan").exits(0);
    assert!(
        plan.stdout.contains("Web edit") && plan.stdout.contains("Backend talk"),
        "{plan}"
    );
    insta::assert_snapshot!(person.runs("pull --write --take-live taptalent/Assessment/backend"), @"
    exit 0
    ── stdout
    all.yaml
    ── stderr
    taptalent/Assessment/backend: spec.title was changed in the manifest (all.yaml:5) and live since the last apply: the live value is taken
    ");
    assert_eq!(
        person.read("all.yaml"),
        edited.replace("Backend talk", "Web edit")
    );
    has_nothing_to_do(&person);
}

#[test]
fn a_question_that_was_edited_here_and_deleted_live_stays_in_the_manifest() {
    let person = applied();
    person.changes("How do you debug a production issue?", "How do you debug?");
    let live = person.live();
    let question = live["assessments"][0]["questions"][0]["id"]
        .as_str()
        .unwrap();
    person.system().web_app().delete_question(question).unwrap();
    person.some_time_passes();
    let edited = person.read("all.yaml");
    insta::assert_snapshot!(person.runs("pull --write"), @"
    exit 0
    ── stderr
    taptalent/Assessment/backend: spec.questions[debug] was changed in the manifest (all.yaml:9) and live since the last apply: the manifest is kept; `vetform plan` shows both values; keep this one with `vetform apply --overwrite-conflicts`, or take the live one with `vetform pull --write --take-live taptalent/Assessment/backend`
    nothing else to pull
    ");
    assert_eq!(person.read("all.yaml"), edited);
}

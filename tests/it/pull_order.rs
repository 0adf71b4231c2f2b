//! `pull` of what has an order or a name of its own making: enforced questions, and later versions of a flow.

use vetform::sandbox::{FlowStep, QuestionContent};

use super::person::Person;
use super::pull::has_nothing_to_do;

const ENFORCED: &str = concat!(
    manifest!("backend"),
    "  questions:
    # everybody gets this one
    - name: debug
      question: How do you debug a production issue?
      idealAnswer: With a method.
      # the short version is enough

    # asked by the team
    - { name: design, question: How do you design an API? } # since spring
    - name: estimate # to be re-worded
      question: >-
        How do you estimate work
        that nobody has done before?
lifecycle: { questionOrder: enforce }
",
);

fn questions(person: &Person) -> Vec<String> {
    let live = person.live();
    let questions = live["assessments"][0]["questions"].as_array().unwrap();
    let id = |question: &serde_json::Value| question["id"].as_str().unwrap().to_owned();
    questions.iter().map(id).collect()
}

/// Their positions before, in the order that they are to have.
fn put_in_order(person: &Person, order: &[usize]) {
    let ids = questions(person);
    let ids: Vec<String> = order.iter().map(|at| ids[*at].clone()).collect();
    let app = person.system().web_app();
    app.order_questions(&person.assessment_id(0), &ids).unwrap();
}

fn enforced() -> Person {
    let person = Person::new().at_a_system().with_manifests(ENFORCED);
    person.does("apply --auto-approve");
    let _ = person.calls();
    person
}

/// The manifest, below what no pull changes.
fn below_the_head(person: &Person) -> String {
    let text = person.read("all.yaml");
    text.strip_prefix(manifest!("backend")).unwrap().to_owned()
}

#[test]
fn questions_that_were_moved_live_move_in_the_manifest_with_their_comments() {
    let person = enforced();
    put_in_order(&person, &[2, 0, 1]);
    person.ends("plan --detailed-exitcode", 2);
    insta::assert_snapshot!(person.runs("pull --write"), @"
    exit 0
    ── stdout
    all.yaml
    ── stderr
    taptalent/Assessment/backend: the live questions are in another order than the declared ones; the state does not record the order, so the live order is taken
    ");
    insta::assert_snapshot!(below_the_head(&person), @"
      questions:
        - name: estimate # to be re-worded
          question: >-
            How do you estimate work
            that nobody has done before?

        # everybody gets this one
        - name: debug
          question: How do you debug a production issue?
          idealAnswer: With a method.
          # the short version is enough
        # asked by the team
        - { name: design, question: How do you design an API? } # since spring
    lifecycle: { questionOrder: enforce }
    ");
    has_nothing_to_do(&person);
    assert!(person.writes().is_empty());
}

#[test]
fn what_was_moved_added_deleted_and_reworded_at_once_is_taken_in_at_once() {
    let person = enforced();
    let ids = questions(&person);
    let app = person.system().web_app();
    app.set_question(
        &ids[2],
        &QuestionContent::new("How do you estimate new work?"),
    )
    .unwrap();
    app.add_question(
        &person.assessment_id(0),
        &QuestionContent::new("Which tools do you use for it?"),
    )
    .unwrap();
    app.delete_question(&ids[1]).unwrap();
    put_in_order(&person, &[2, 1, 0]);
    person.does("pull --write");
    insta::assert_snapshot!(below_the_head(&person), @"
      questions:
        - name: tools-use
          # vetform: ignore[no-ideal-answer] systemInstruction, idealAnswer: unknown, because they cannot be read back
          question: Which tools do you use for it?

        - name: estimate # to be re-worded
          question: How do you estimate new work?
        # everybody gets this one
        - name: debug
          question: How do you debug a production issue?
          idealAnswer: With a method.
          # the short version is enough
    lifecycle: { questionOrder: enforce }
    ");
    has_nothing_to_do(&person);
}

#[test]
fn questions_that_must_not_be_destroyed_are_taken_in_all_the_same() {
    let person = enforced();
    person.changes(
        "questionOrder: enforce",
        "questionOrder: enforce, preventDestroy: true",
    );
    let ids = questions(&person);
    let app = person.system().web_app();
    app.set_question(
        &ids[0],
        &QuestionContent::new("How do you debug it in production?"),
    )
    .unwrap();
    put_in_order(&person, &[1, 0, 2]);
    person.ends("plan", 4);
    person.does("pull --write");
    has_nothing_to_do(&person);
}

#[test]
fn an_order_that_nobody_enforces_is_left_alone() {
    let person = enforced();
    person.changes("questionOrder: enforce", "questionOrder: ignore");
    put_in_order(&person, &[2, 0, 1]);
    insta::assert_snapshot!(person.runs("pull --write"), @"
    exit 0
    ── stderr
    nothing to pull: the manifests match what is live
    ");
}

const VERSIONED: &str = "\
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: backend }
spec: { title: Backend interview, hiringForRole: Engineer, purposeOfInterview: See how the candidate finds causes. }
---
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: frontend }
spec: { title: Frontend interview, hiringForRole: Engineer, purposeOfInterview: See how the candidate finds causes. }
---
apiVersion: taptalent/v1
kind: Flow
metadata: { name: screen }
spec:
  flowName: Screen # seen by candidates
  steps:
    - { assessment: backend, passThreshold: 60 }
lifecycle: { onImmutableChange: newVersion }
";

/// A flow whose second version is live.
fn second_version() -> (Person, i64) {
    let person = Person::new().at_a_system().with_manifests(VERSIONED);
    person.does("apply --auto-approve");
    person.changes("assessment: backend,", "assessment: frontend,");
    person.does("apply --auto-approve");
    let id = flow_called(&person, "Screen v2");
    has_nothing_to_do(&person);
    (person, id)
}

fn flow_called(person: &Person, name: &str) -> i64 {
    let live = person.live();
    let flows = live["flows"].as_array().unwrap();
    let flow = flows.iter().find(|flow| flow["flowName"] == name).unwrap();
    flow["id"].as_i64().unwrap()
}

#[test]
fn a_later_version_that_keeps_its_number_gives_the_manifest_the_name_without_it() {
    let (person, flow) = second_version();
    person.renames_flow(flow, "Hiring v2");
    person.ends("drift --detailed-exitcode", 2);
    person.does("pull --write");
    let text = person.read("all.yaml");
    assert!(
        text.contains("  flowName: Hiring # seen by candidates\n"),
        "{text}"
    );
    has_nothing_to_do(&person);
}

#[test]
fn a_later_version_that_lost_its_number_keeps_the_name_that_it_was_given() {
    let (person, flow) = second_version();
    person.renames_flow(flow, "Hiring");
    person.does("pull --write");
    let text = person.read("all.yaml");
    assert!(
        text.contains("  flowName: Hiring # seen by candidates\n"),
        "{text}"
    );
    has_nothing_to_do(&person);
    person.does("apply --auto-approve");
    has_nothing_to_do(&person);
    // The next version counts on.
    person.changes("assessment: frontend,", "assessment: backend,");
    person.does("apply --auto-approve");
    let _ = flow_called(&person, "Hiring v3");
    has_nothing_to_do(&person);
}

#[test]
fn a_later_version_that_took_the_name_of_an_older_one_gets_its_own_back() {
    let (person, flow) = second_version();
    person.renames_flow(flow, "Screen");
    insta::assert_snapshot!(person.runs("pull --write"), @"
    exit 1
    ── stderr
    taptalent/Flow/screen: the live flow was renamed to “Screen”, the name of another flow; `apply` renames it back to “Screen v2”
    nothing else to pull
    ");
    person.does("apply --auto-approve");
    assert_eq!(flow_called(&person, "Screen v2"), flow);
    has_nothing_to_do(&person);
}

#[test]
fn steps_that_were_changed_live_are_taken_in_instead_of_making_a_new_version() {
    let person = Person::new().at_a_system().with_manifests(VERSIONED);
    person.does("apply --auto-approve");
    let flow = flow_called(&person, "Screen");
    // Two assessments are created side by side: which is the first one is chance.
    let backend = person.live()["flows"][0]["steps"][0]["assessmentId"].clone();
    let step = FlowStep {
        assessment_id: backend.as_str().unwrap().to_owned(),
        pass_threshold: 80.0,
        assessment_type: None,
        name: None,
        instructions: None,
        pass_action: None,
    };
    person.system().web_app().append_step(flow, step).unwrap();
    person.renames_flow(flow, "Hiring");
    insta::assert_snapshot!(person.runs("drift --detailed-exitcode"), @"
    exit 2
    ── stdout
    “Hiring” taptalent/Flow/screen ([id])
        + added in the web app: step 2 (“Backend interview” (`backend`))  (all.yaml:16:3)
        ~ changed in the web app: the name was changed from “Screen” to “Hiring”  (all.yaml:15:13)

    Changed outside the manifests of workspace lab: 1 resource (2 changes).
    `vetform pull --write` copies the changes into the manifests.
    ");
    insta::assert_snapshot!(person.runs("pull"), @"
    exit 0
    ── stdout
    --- a/all.yaml
    +++ b/all.yaml
    @@ -12,7 +12,9 @@
     kind: Flow
     metadata: { name: screen }
     spec:
    -  flowName: Screen # seen by candidates
    +  flowName: Hiring # seen by candidates
       steps:
         - { assessment: backend, passThreshold: 60 }
    +    - assessment: backend
    +      passThreshold: 80
     lifecycle: { onImmutableChange: newVersion }
    ");
    person.does("pull --write");
    has_nothing_to_do(&person);
}

//! Places of a manifest that a pull cannot edit: the rest is taken, each of them is named with its line, and nobody hears
//! that nothing is left.

use vetform::sandbox::AssessmentChange;

use super::person::Person;

/// Applied, and then changed in the web app: title, duration and skills.
fn changed_live(spec: &str) -> Person {
    let person = Person::new()
        .at_a_system()
        .with_manifests(&format!("{HEAD}{spec}"));
    person.does("apply --auto-approve");
    let id = person.live()["assessments"][0]["assessmentId"].clone();
    let change = AssessmentChange {
        title: Some("Voice talk".into()),
        duration: Some(45.0),
        skills: Some(vec!["Rust".into(), "SQL".into()]),
        ..AssessmentChange::default()
    };
    let app = person.system().web_app();
    app.set_assessment(id.as_str().unwrap(), &change).unwrap();
    person.some_time_passes();
    person
}

/// The spec once everything was taken in, below what no pull changes.
fn taken(spec: &str) -> String {
    let person = changed_live(spec);
    let pulled = person.runs("pull --write").exits(0);
    assert_eq!(
        (pulled.stdout.as_str(), pulled.stderr.as_str()),
        ("all.yaml\n", "")
    );
    let text = person.read("all.yaml");
    text.strip_prefix(HEAD).unwrap().to_owned()
}

const HEAD: &str = "apiVersion: taptalent/v1\nkind: Assessment\nmetadata: { name: voice }\n";

const REST: &str = "  purposeOfInterview: See how the candidate finds causes.\n";

#[test]
fn an_anchor_that_others_refer_to_stays_and_what_can_be_taken_is_taken() {
    let person = changed_live(&format!(
        "spec:\n  title: &t Voice Interview\n  hiringForRole: *t\n{REST}  duration: 20 # minutes\n  skills: [Rust]\n"
    ));
    insta::assert_snapshot!(person.runs("pull"), @"
    exit 1
    ── stdout
    --- a/all.yaml
    +++ b/all.yaml
    @@ -5,5 +5,5 @@
       title: &t Voice Interview
       hiringForRole: *t
       purposeOfInterview: See how the candidate finds causes.
    -  duration: 20 # minutes
    -  skills: [Rust]
    +  duration: 45 # minutes
    +  skills: [Rust, SQL]
    ── stderr
    taptalent/Assessment/voice (all.yaml:5): edit it by hand: set `spec.title` to Voice talk: the edit would also change another value; perhaps another place refers to this one
    ");
    insta::assert_snapshot!(person.runs("pull --write"), @"
    exit 1
    ── stdout
    all.yaml
    ── stderr
    taptalent/Assessment/voice (all.yaml:5): edit it by hand: set `spec.title` to Voice talk: the edit would also change another value; perhaps another place refers to this one
    ");
    insta::assert_snapshot!(person.runs("pull --write"), @"
    exit 1
    ── stderr
    taptalent/Assessment/voice (all.yaml:5): edit it by hand: set `spec.title` to Voice talk: the edit would also change another value; perhaps another place refers to this one
    nothing else to pull
    ");
    let plan = person.runs("plan --format json").exits(0);
    assert!(
        plan.stdout.contains("\"cause\": \"drifted\"") && !plan.stdout.contains("duration"),
        "what was left is still drift, and what was taken is not: {plan}"
    );
}

#[test]
fn a_tag_or_an_anchored_list_stays_too() {
    let person = changed_live(&format!(
        "spec:\n  title: !!str Voice Interview\n  hiringForRole: Engineer\n{REST}  duration: &d 20\n  skills: &s [Rust]\n"
    ));
    insta::assert_snapshot!(person.runs("pull --write"), @"
    exit 1
    ── stdout
    all.yaml
    ── stderr
    taptalent/Assessment/voice (all.yaml:5): edit it by hand: set `spec.title` to Voice talk: `spec.title` is written in a way that cannot be edited in place
    ");
}

#[test]
fn what_is_merged_in_stays_where_it_is_merged_from() {
    let spec = taken(&format!(
        "spec:\n  <<: {{ title: Voice Interview }}\n  hiringForRole: Engineer\n{REST}  duration: 20\n  skills: [Rust]\n"
    ));
    insta::assert_snapshot!(spec, @"
    spec:
      <<: { title: Voice talk }
      hiringForRole: Engineer
      purposeOfInterview: See how the candidate finds causes.
      duration: 45
      skills: [Rust, SQL]
    ");
}

#[test]
fn an_anchor_that_nobody_refers_to_is_kept_and_its_value_taken() {
    let spec = taken(&format!(
        "spec:\n  title: &t Voice Interview # ours\n  hiringForRole: Engineer\n{REST}  duration: &d 20\n  skills:\n    - &s Rust\n"
    ));
    insta::assert_snapshot!(spec, @"
    spec:
      title: &t Voice talk # ours
      hiringForRole: Engineer
      purposeOfInterview: See how the candidate finds causes.
      duration: &d 45
      skills:
        - &s Rust
        - SQL
    ");
}

#[test]
fn a_question_that_another_is_made_from_stays_whatever_became_of_it_live() {
    for is_deleted in [false, true] {
        let person = Person::new().at_a_system().with_manifests(&format!(
            "apiVersion: taptalent/v1\nkind: Assessment\nmetadata: {{ name: voice }}\nspec:\n  title: Voice\n  hiringForRole: \
             Engineer\n{REST}  questions:\n    - &q {{ name: one, question: Why do you like to write Rust? }}\n    - {{ <<: *q, \
             name: two }}\n    - {{ name: three, question: How do you find a data race? }}\n"
        ));
        person.does("apply --auto-approve");
        let live = person.live();
        let id = |index: usize| {
            let question = &live["assessments"][0]["questions"][index]["id"];
            question.as_str().unwrap().to_owned()
        };
        let reword = |id: &str, text: &str| {
            let content = serde_json::json!({ "question": text });
            let content = serde_json::from_value(content).unwrap();
            person
                .system()
                .web_app()
                .set_question(id, &content)
                .unwrap();
        };
        if is_deleted {
            person.system().web_app().delete_question(&id(0)).unwrap();
        } else {
            reword(&id(0), "Why do you like Rust?");
        }
        reword(&id(2), "How do you find a race?");
        person.some_time_passes();
        let pulled = person.runs("pull --write").exits(1);
        pulled.tells("(all.yaml:9): edit it by hand: ");
        assert!(!pulled.stderr.contains("nothing"), "{pulled}");
        let text = person.read("all.yaml");
        assert!(
            text.contains("How do you find a race?") && text.contains("write Rust?"),
            "{text}"
        );
    }
}

#[test]
fn flow_style_is_edited_in_place() {
    let spec = taken(
        "spec: { title: Voice Interview, hiringForRole: Engineer, purposeOfInterview: See how the candidate finds causes., duration: 20, skills: [Rust] }\n",
    );
    insta::assert_snapshot!(spec, @"
    spec: { title: Voice talk, hiringForRole: Engineer, purposeOfInterview: See how the candidate finds causes., duration: 45, skills: [Rust, SQL] }
    ");
}

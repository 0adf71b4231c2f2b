//! One run of `validate` tells errors and warnings: whoever fixes the one must not meet the other only then.

use super::person::Person;

const WRONG: &str = "\
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: backend }
spec:
  titel: Backend interview
  hiringForRole: \"TODO: which role\"
  purposeOfInterview: See how the candidate finds causes.
  duration: 2000
  questions:
    - { name: no name, question: Is this a name? }
    - { name: debug, question: How do you debug? }
    - { name: slip, question: Do you make slips?, idealAnswr: Yes. }
    - { name: number, question: 5, idealAnswer: [] }
    - { name: last, question: \"TODO: What else?\" }
---
apiVersion: taptalent/v1
kind: Flow
metadata: { name: screen }
spec:
  flowName: [Screen]
  steps:
    - { assessment: nowhere, passThreshold: 160 }
    - { assessment: empty, passThreshold: 60 }
---
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: empty }
spec:
  title: Asks nothing
  hiringForRole: Nobody
  purposeOfInterview: None at all, as it seems.
  duration: many
  questions: []
---
apiVersion: taptalent/v1
kind: Question
metadata: { name: unused }
spec: { question: Does anybody ask?, idealAnswr: No. }
---
apiVersion: promptster/v1
kind: Assessment
metadata: { name: webhooks }
spec: { titel: Webhooks, role: \"TODO: which role\", timeLimitMinutes: many }
";

#[test]
fn warnings_about_what_is_right_stand_beside_the_errors_of_the_same_manifest() {
    let person = Person::new().at_all_systems().with_manifests(WRONG);
    let said = person.runs("validate --format json").exits(3);
    let document: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    let problems = document["problems"].as_array().unwrap().iter();
    let problems: Vec<String> = problems
        .map(|problem| {
            let word = |name: &str| problem[name].as_str().unwrap().to_owned();
            format!("{} {}[{}]", problem["line"], word("severity"), word("code"))
        })
        .collect();
    insta::assert_snapshot!(problems.join("\n"), @"
    4 error[missing-field]
    5 error[unknown-field]
    6 warning[placeholder-text]
    8 error[out-of-bounds]
    10 error[invalid-name]
    11 warning[no-ideal-answer]
    12 error[unknown-field]
    13 error[out-of-bounds]
    13 error[wrong-type]
    14 warning[no-ideal-answer]
    14 warning[placeholder-text]
    20 error[wrong-type]
    22 error[unknown-reference]
    22 error[out-of-bounds]
    23 warning[no-questions]
    32 error[wrong-type]
    37 warning[unused-question]
    38 error[unknown-field]
    43 error[missing-field]
    43 error[missing-field]
    43 error[unknown-field]
    43 warning[placeholder-text]
    43 error[wrong-type]
    ");
}

#[test]
fn a_warning_that_an_error_may_explain_is_not_told() {
    let person = Person::new().at_a_system();
    for (wrong, misled) in [
        (
            "{ name: q, question: How?, idealAnswr: So. }",
            "no-ideal-answer",
        ),
        (
            "{ name: q, question: How?, idealAnswer: [So] }",
            "no-ideal-answer",
        ),
        ("wrong", "no-questions"),
    ] {
        person.write(
            "all.yaml",
            &format!(
                "apiVersion: taptalent/v1\nkind: Assessment\nmetadata: {{ name: backend }}\nspec:\n  title: Backend\n  \
                 hiringForRole: Engineer\n  purposeOfInterview: See how it goes.\n  questions:\n    - {wrong}\n---\n\
                 apiVersion: taptalent/v1\nkind: Flow\nmetadata: {{ name: screen }}\nspec:\n  flowName: Screen\n  steps:\n    - \
                 {{ assessment: backend, passThreshold: 60 }}\n"
            ),
        );
        let said = person.runs("validate").exits(3);
        assert!(!said.stdout.contains(misled), "{wrong}: {said}");
    }
}

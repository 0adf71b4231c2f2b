//! One set of manifests for staging and production: `values:`, `{ value }`, `{ template }`, `{ file }`.

use super::person::Person;

const CONFIG: &str = "\
apiVersion: vetform/v1
kind: Config
values:
  brand: Acme
  minimum: 60
  skills: [Rust, SQL]
workspaces:
  staging:
    sandbox: { store: .vetform/staging.db }
    values: { brand: Acme (staging), minimum: 0 }
  production:
    sandbox: { store: .vetform/production.db }
";

const MANIFESTS: &str = "\
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: voice }
spec:
  title: { template: \"Interview at ${brand}\" }
  hiringForRole: Backend Engineer
  purposeOfInterview: { file: briefs/purpose.md }
  skills: { value: skills }
---
apiVersion: taptalent/v1
kind: Flow
metadata: { name: screen }
spec:
  flowName: { template: \"$${brand} of ${brand}\" }
  steps:
    - { assessment: voice, passThreshold: { value: minimum }, name: Voice }
";

const PURPOSE: &str = "See how the candidate finds causes.\n";

fn person() -> Person {
    let person = Person::new().with_manifests(MANIFESTS);
    person.write("vetform.yaml", CONFIG);
    person.write("briefs/purpose.md", PURPOSE);
    person
}

/// What a plan would set, by path.
fn planned(person: &Person, workspace: &str) -> Vec<String> {
    let plan = person.runs(&format!("plan -w {workspace} --format json"));
    let plan: serde_json::Value = serde_json::from_str(&plan.stdout).unwrap();
    let changes = plan["changes"].as_array().unwrap().iter();
    let fields = changes.flat_map(|change| change["fields"].as_array().unwrap());
    let lines =
        fields.map(|field| format!("{}: {}", field["path"].as_str().unwrap(), field["after"]));
    lines.collect()
}

#[test]
fn each_workspace_gets_its_own_values_from_the_same_manifests() {
    let person = person();
    insta::assert_debug_snapshot!(planned(&person, "staging"), @r#"
    [
        "spec.title: \"Interview at Acme (staging)\"",
        "spec.hiringForRole: \"Backend Engineer\"",
        "spec.purposeOfInterview: \"See how the candidate finds causes.\"",
        "spec.skills: [\"Rust\",\"SQL\"]",
        "spec.flowName: \"${brand} of Acme (staging)\"",
        "spec.steps[0]: {\"assessment\":\"voice\",\"passThreshold\":0,\"name\":\"Voice\"}",
    ]
    "#);
    insta::assert_debug_snapshot!(planned(&person, "production"), @r#"
    [
        "spec.title: \"Interview at Acme\"",
        "spec.hiringForRole: \"Backend Engineer\"",
        "spec.purposeOfInterview: \"See how the candidate finds causes.\"",
        "spec.skills: [\"Rust\",\"SQL\"]",
        "spec.flowName: \"${brand} of Acme\"",
        "spec.steps[0]: {\"assessment\":\"voice\",\"passThreshold\":60,\"name\":\"Voice\"}",
    ]
    "#);
    for workspace in ["staging", "production"] {
        person.does(&format!("validate -w {workspace}"));
        person.does(&format!("apply -w {workspace} --auto-approve"));
        person.does(&format!("plan -w {workspace} --detailed-exitcode"));
    }
    person.edit("vetform.yaml", "minimum: 0", "minimum: 10");
    let plan = person.runs("plan -w staging").exits(0);
    insta::assert_snapshot!(plan, @"
    exit 0
    ── stdout
    ~ update taptalent/Flow/screen ([id])
        ~ steps[0].passThreshold: 0 → 10  (edited here)
        → PATCH /assessment-flows/[id]

    Plan for workspace staging: 1 to update, 1 unchanged.
    1 call: 1 × PATCH /assessment-flows/:id.
    ");
    person.does("plan -w production --detailed-exitcode");
}

#[test]
fn a_saved_plan_is_of_the_values_and_files_that_it_was_made_from() {
    for (file, from, to) in [
        ("vetform.yaml", "skills: [Rust, SQL]", "skills: [Rust]"),
        ("briefs/purpose.md", "finds causes", "finds the cause"),
    ] {
        let person = person();
        person.does("plan -w production --out saved");
        person.edit(file, from, to);
        let _ = person.runs("apply -w production saved").exits(5);
    }
}

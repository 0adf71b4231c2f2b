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

#[test]
fn validate_checks_every_workspace_and_says_once_what_they_share() {
    let person = person();
    person.does("validate");
    person.edit("vetform.yaml", "minimum: 0", "minimum: none, only: here");
    person.changes(
        "hiringForRole: Backend Engineer",
        "hiringForRole: { value: rol }",
    );
    person.changes("name: Voice", "name: { value: only }");
    insta::assert_snapshot!(person.runs("validate"), @r#"
    exit 3
    ── stdout
    error[unknown-value]: there is no value `rol` (every workspace)
     --> all.yaml:6:27
      |
    5 |   title: { template: "Interview at ${brand}" }
    6 |   hiringForRole: { value: rol }
      |                           ^^^
    7 |   purposeOfInterview: { file: briefs/purpose.md }
      |
      = help: there are: brand, minimum, only, skills; add it in vetform.yaml, under `values:` at
              the top or of a workspace

    error[wrong-type]: `passThreshold` must be a number, not `none` (workspace `staging`)
      --> all.yaml:16:43
       |
    15 |   steps:
    16 |     - { assessment: voice, passThreshold: { value: minimum }, name: { value: only } }
       |                                           ^^^^^^^^^^^^^^^^^^
       |
      ::: vetform.yaml:10:47
       |
     9 |     sandbox: { store: .vetform/staging.db }
    10 |     values: { brand: Acme (staging), minimum: none, only: here }
       |                                               ---- the value `minimum`
    11 |   production:
       |
       = help: `minimum` in vetform.yaml: write a plain number, like `20`

    error[unknown-value]: there is no value `only` (workspace `production`)
      --> all.yaml:16:78
       |
    15 |   steps:
    16 |     - { assessment: voice, passThreshold: { value: minimum }, name: { value: only } }
       |                                                                              ^^^^
       |
       = help: the workspace `staging` has one of its own: add it to the others in vetform.yaml, or
               under `values:` at the top for all

    3 errors in 1 file
    "#);
    let said = person.runs("validate -w production").exits(3).stdout;
    assert!(!said.contains("staging`)"), "{said}");
    // The default one is one of them.
    let config = person.read("vetform.yaml");
    person.write("vetform.yaml", &(config + "defaultWorkspace: production\n"));
    person
        .runs("validate --format json")
        .exits(3)
        .shows("(workspace `staging`)");
}

#[test]
fn what_one_workspace_lacks_is_said_of_that_one() {
    let person = person();
    let set = "---\napiVersion: flowmingo/v1\nkind: InterviewSet\nmetadata: { name: s }\nspec: { title: Sales }\n";
    let roster = "---\napiVersion: taptalent/v1\nkind: Roster\nmetadata: { name: r, workspaces: [staging] }\nspec: { flow: screeen, candidates: [] }\n";
    person.write("all.yaml", &format!("{MANIFESTS}{set}{roster}"));
    let config = person.read("vetform.yaml");
    let live = config.replace(
        "sandbox: { store: .vetform/production.db }",
        "taptalent: { apiKey: { env: KEY } }",
    );
    person.write("vetform.yaml", &live);
    insta::assert_snapshot!(person.runs("validate"), @r#"
    exit 3
    ── stdout
    warning[idle-thresholds]: every `passThreshold` of the flow is 0 or 100 (workspace `staging`)
      --> all.yaml:15:3
       |
    14 |   flowName: { template: "$${brand} of ${brand}" }
    15 |   steps:
       |   ^^^^^
    16 |     - { assessment: voice, passThreshold: { value: minimum }, name: Voice }
       |
       = help: everybody passes 0 and nobody 100: set thresholds that distinguish candidates

    error[system-not-configured]: flowmingo/InterviewSet/s needs flowmingo, which the workspace `production` does not have
      --> all.yaml:18:13
       |
    17 | ---
    18 | apiVersion: flowmingo/v1
       |             ^^^^^^^^^^^^
    19 | kind: InterviewSet
       |
       = help: add `flowmingo:` to the workspace in vetform.yaml, or choose another workspace with
               `-w`

    error[unknown-reference]: there is no manifest of kind Flow named `screeen` (workspace `staging`)
      --> all.yaml:26:15
       |
    25 | metadata: { name: r, workspaces: [staging] }
    26 | spec: { flow: screeen, candidates: [] }
       |               ^^^^^^^
       |
       = help: did you mean `screen`?

    2 errors, 1 warning in 1 file
    "#);
}

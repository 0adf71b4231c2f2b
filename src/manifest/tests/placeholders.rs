//! `{ value }`, `{ template }` and `{ file }` in the places of what they stand for.

use super::world::{World, assessment};

pub(super) const VALUES: &str = "\
apiVersion: vetform/v1
kind: Config
values: { brand: Acme, minimum: 60, skills: [Rust, SQL], long: '60' }
workspaces:
  staging: { sandbox: {}, values: { minimum: sixty, test: only here } }
  production: { sandbox: { store: b.db } }
";

#[test]
fn a_placeholder_is_read_as_what_it_stands_for() {
    let lines = "aiLanguage: { template: \"$${brand} $5 ${ brand }${long}\" }\nduration: { value: minimum }\nskills: [Go, { value: brand }]\nbuckets: [{ name: { file: purpose.md }, status: pass }]";
    let world = World::new()
        .file("vetform.yaml", VALUES)
        .file("m/purpose.md", "Evaluate depth.\r\nAnd breadth.\r\n\r\n")
        .file("m/a.yaml", assessment("a", lines));
    let desired = world.load_in(Some("production")).desired.unwrap();
    let fields = &desired.taptalent.assessments[0].spec.fields;
    let said: Vec<String> = fields
        .iter()
        .map(|(field, value)| format!("{field:?} {}", value.to_json()))
        .collect();
    insta::assert_debug_snapshot!(said, @r#"
    [
        "Title \"Voice\"",
        "HiringForRole \"Engineer\"",
        "PurposeOfInterview \"Evaluate technical depth.\"",
        "Duration 60",
        "AiLanguage \"${brand} $5 Acme60\"",
        "Skills [\"Go\",\"Acme\"]",
        "Buckets [{\"name\":\"Evaluate depth.\\nAnd breadth.\\n\",\"status\":\"pass\"}]",
    ]
    "#);
}

#[test]
fn what_a_manifest_for_other_workspaces_names_need_not_be_here() {
    let manifest = assessment(
        "a",
        "aiLanguage: { value: test }\nduration: { value: minimum }",
    )
    .replace("name: a", "name: a, workspaces: [staging]");
    let world = World::new()
        .file("vetform.yaml", VALUES.replace("sixty", "6"))
        .file("a.yaml", manifest)
        .file("b.yaml", assessment("b", ""));
    assert_eq!(world.say_in(Some("production")), "");
    assert_eq!(world.say_in(Some("staging")), "");
}

#[test]
fn a_small_manifest_cannot_stand_for_more_than_a_large_one_may_be() {
    let skills = ["{ file: big.md }"; 40].join(", ");
    let world = World::new()
        .file("big.md", "x".repeat(1 << 20))
        .file("a.yaml", assessment("a", &format!("skills: [{skills}]")));
    let said = world.say();
    assert!(
        said.contains("error[too-large]: with its values and files"),
        "{said}"
    );
}

#[test]
fn an_alias_of_a_placeholder_stands_for_the_same() {
    let lines = "aiLanguage: &b { value: brand }\nskills: [*b, { value: minimum }]";
    let world = World::new()
        .file("vetform.yaml", VALUES)
        .file("a.yaml", assessment("a", lines));
    let desired = world.load_in(Some("production")).desired.unwrap();
    let skills = desired.taptalent.assessments[0]
        .spec
        .fields
        .iter()
        .last()
        .unwrap();
    assert_eq!(skills.1.to_json(), serde_json::json!(["Acme", "60"]));
}

#[test]
fn what_a_value_tells_of_a_person_is_hidden_where_it_is_used() {
    let config = VALUES.replace(
        "brand: Acme",
        "lead: Alexandria Doe, mail: alexandria@example",
    );
    let roster = "apiVersion: taptalent/v1\nkind: Roster\nmetadata: { name: r, workspaces: [production] }\nspec:\n  flow: { value: lead }\n  \
                  candidates:\n    - { email: { value: mail } }\n    - { email: { value: lead } }\n    - { email: a@example.com, jobCandidateId: { value: skills } }\n";
    let world = World::new()
        .file("vetform.yaml", config)
        .file("r.yaml", roster);
    insta::assert_snapshot!(world.say_in(Some("production")), @"
    error[invalid-name]: `Alexandria Doe` is not a valid name: use 1 to 63 lower-case letters, digits and dashes, with no dash first or last (workspace `production`)
     --> r.yaml:5:9
      |
    4 | spec:
    5 |   flow: { value: lead }
      |         ^^^^^^^^^^^^^^^
    6 |   candidates:
      |
     ::: vetform.yaml:3:17
      |
    2 | kind: Config
    3 | values: { lead: Alexandria Doe, mail: ******************, minimum: 60, skills: [Rust, SQL], l...
      |                 -------------- the value `lead`
    4 | workspaces:
      |
      = help: `lead` in vetform.yaml: write `alexandria-doe`

    error[invalid-email]: `email` is not a valid e-mail address (workspace `production`)
     --> r.yaml:7:16
      |
    6 |   candidates:
    7 |     - { email: *************** }
      |                ^^^^^^^^^^^^^^^
    8 |     - { email: *************** }
      |
      = help: `mail` in vetform.yaml: write only the address, with `@`, without a display name or
              spaces

    error[invalid-email]: `email` is not a valid e-mail address (workspace `production`)
     --> r.yaml:8:16
      |
    7 |     - { email: *************** }
    8 |     - { email: *************** }
      |                ^^^^^^^^^^^^^^^
    9 |     - { email: *************, jobCandidateId: { *****: skills } }
      |
      = help: `lead` in vetform.yaml: write only the address, with `@`, without a display name or
              spaces

    error[wrong-type]: `jobCandidateId` must be text, not a list (workspace `production`)
     --> r.yaml:9:47
      |
    8 |     - { email: *************** }
    9 |     - { email: *************, jobCandidateId: { *****: skills } }
      |                                               ^^^^^^^^^^^^^^^^^
      |
     ::: vetform.yaml:3:80
      |
    2 | ...
    3 | ...*******, minimum: 60, skills: [Rust, SQL], long: '60' }
      |                                  ----------- the value `skills`
    4 | ...
      |
      = help: `skills` in vetform.yaml: write the text after the key; text that starts with `{`, `[`
              or `- ` must be quoted
    ");
}

//! `metadata.id`, also one for each workspace.

use super::world::{World, assessment};

const TWO: &str = "\
apiVersion: vetform/v1
kind: Config
workspaces:
  staging: { sandbox: {} }
  production: { sandbox: { store: b.db } }
";

fn with(id: &str) -> World {
    let manifest = assessment("a", "").replace("name: a", &format!("name: a, id: {id}"));
    World::new()
        .file("vetform.yaml", TWO)
        .file("a.yaml", manifest)
}

fn pin(world: &World, workspace: &str) -> Option<String> {
    let desired = world.load_in(Some(workspace)).desired.unwrap();
    let pin = desired.taptalent.assessments[0].pin.as_ref();
    pin.map(|id| id.as_str().to_owned())
}

#[test]
fn an_id_is_that_of_every_workspace_or_of_the_one_it_is_given_for() {
    let everywhere = with("as_1");
    let some = with("{ staging: 007 }");
    for workspace in ["staging", "production"] {
        assert_eq!(pin(&everywhere, workspace).unwrap(), "as_1");
    }
    assert_eq!(pin(&some, "staging").unwrap(), "007");
    assert_eq!(pin(&some, "production"), None);
}

#[test]
fn an_id_for_a_workspace_that_is_not_there_is_an_error() {
    insta::assert_snapshot!(with("{ prodction: as_1, staging: a b }").say_in(Some("staging")), @"
    error[unknown-reference]: `metadata.id` names the workspace `prodction`, which vetform.yaml does not have
     --> a.yaml:3:28
      |
    2 | kind: Assessment
    3 | metadata: { name: a, id: { prodction: as_1, staging: a b } }
      |                            ^^^^^^^^^
    4 | spec:
      |
      = help: did you mean `production`?

    error[out-of-bounds]: `metadata.id.staging` is not a valid id: it contains spaces
     --> a.yaml:3:54
      |
    2 | kind: Assessment
    3 | metadata: { name: a, id: { prodction: as_1, staging: a b } }
      |                                                      ^^^
    4 | spec:
      |
      = help: write the id as the system shows it, or remove the key
    ");
}

#[test]
fn two_manifests_may_have_one_id_in_different_workspaces_and_not_in_one() {
    let second = |id: &str| {
        let manifest = assessment("b", "").replace("name: b", &format!("name: b, id: {id}"));
        with("{ staging: as_1 }").file("b.yaml", manifest)
    };
    assert_eq!(second("{ production: as_1 }").say_in(Some("staging")), "");
    let twice = second("{ staging: as_1 }").say_in(Some("staging"));
    assert!(twice.contains("as_1"), "{twice}");
}

#[test]
fn what_must_exist_needs_a_title_or_an_id_in_each_workspace() {
    let set = "apiVersion: flowmingo/v1\nkind: InterviewSet\nmetadata: { name: s, id: { staging: 7 } }\nspec: {}\n";
    let world = World::new().file("vetform.yaml", TWO).file("s.yaml", set);
    assert_eq!(world.say_in(Some("staging")), "");
    insta::assert_snapshot!(world.say_in(Some("production")), @"
    error[missing-field]: flowmingo/InterviewSet/s has no id for the workspace `production`, and no title
     --> s.yaml:3:22
      |
    2 | kind: InterviewSet
    3 | metadata: { name: s, id: { staging: 7 } }
      |                      ^^
    4 | spec: {}
      |
      = help: add the id that it has there, as `staging` has one, or `title:` under `spec`, or limit
              the manifest with `metadata.workspaces`
    ");
}

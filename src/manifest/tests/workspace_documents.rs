//! `kind: Workspace`: workspaces in files of their own.

use super::world::{World, assessment};

const CONFIG: &str = "\
apiVersion: vetform/v1
kind: Config
values: { brand: Acme, minimum: 60 }
workspaces:
  staging: { sandbox: {} }
manifests: [assessments, clients]
";

fn client(name: &str, spec: &str) -> String {
    format!("apiVersion: vetform/v1\nkind: Workspace\nmetadata: {{ name: {name} }}\nspec:\n{spec}")
}

fn world() -> World {
    World::new()
        .file("vetform.yaml", CONFIG)
        .file(
            "assessments/a.yaml",
            assessment("a", "").replace("title: Voice", "title: { value: brand }"),
        )
        .file(
            "clients/1.yaml",
            client(
                "client-1",
                "  values: { brand: Globex }\n  sandbox: { store: 1.db }\n",
            ),
        )
}

fn title(world: &World, workspace: &str) -> String {
    let desired = world.load_in(Some(workspace)).desired.unwrap();
    format!("{:?}", desired.taptalent.assessments[0].spec)
}

#[test]
fn a_workspace_in_a_file_of_its_own_is_one_like_any_other() {
    let world = world().file(
        "beside.yaml",
        client("client-2", "  sandbox: { store: 2.db }\n"),
    );
    assert!(title(&world, "client-1").contains("Globex"));
    assert!(title(&world, "client-2").contains("Acme"));
    assert!(title(&world, "staging").contains("Acme"));
}

#[test]
fn several_stand_in_one_file_also_among_manifests() {
    let two = client("x", "  sandbox: { store: x.db }\n---\n")
        + &client("y", "  sandbox: { store: y.db }\n");
    let world = world().file(
        "assessments/b.yaml",
        format!("{two}---\n{}", assessment("b", "")),
    );
    let loaded = world.load_in(Some("y"));
    assert_eq!(loaded.resources, 2);
    assert_eq!(loaded.desired.unwrap().taptalent.assessments.len(), 2);
}

#[test]
fn a_project_may_have_all_its_workspaces_in_files_of_their_own() {
    let world = World::new()
        .file(
            "vetform.yaml",
            "apiVersion: vetform/v1\nkind: Config\ndefaultWorkspace: one\n",
        )
        .file("a.yaml", assessment("a", ""))
        .file("one.yaml", client("one", "  sandbox: {}\n"));
    assert!(world.load_in(None).desired.is_some());
}

#[test]
fn what_is_wrong_with_one_is_told_at_its_place() {
    let spec =
        "  sandboxx: {}\n  taptalent: { apiKey: sk_live_4242424242424242, baseUrl: ftp://x }\n";
    let world = world()
        .file("clients/2.yaml", client("-x", spec))
        .file(
            "clients/3.yaml",
            "apiVersion: vetform/v1\nkind: Workspace\nmetadata: { labels: { a: [b] } }\n",
        )
        .file(
            "clients/4.yaml",
            "apiVersion: vetform/v1\nkind: Workspce\nmetadata: { name: a }\n",
        );
    insta::assert_snapshot!(world.say_in(Some("staging")), @"
    error[invalid-name]: `-x` is not a valid workspace name
     --> clients/2.yaml:3:19
      |
    2 | kind: Workspace
    3 | metadata: { name: -x }
      |                   ^^
    4 | spec:
      |
      = help: use 1 to 63 letters, digits, `-`, `_` and `.`, starting with a letter or digit

    error[unknown-field]: `spec` has no field `sandboxx`
     --> clients/2.yaml:5:3
      |
    4 | spec:
    5 |   sandboxx: {}
      |   ^^^^^^^^
    6 |   taptalent: { apiKey: ************************, baseUrl: ftp://x }
      |
      = help: did you mean `sandbox`?

    error[literal-credential]: an API key must not be in the file: anyone who can read the repository could use it
     --> clients/2.yaml:6:16
      |
    5 |   sandboxx: {}
    6 |   taptalent: { apiKey: ************************, baseUrl: ftp://x }
      |                ^^^^^^
      |
      = help: write `apiKey: { env: TAPTALENT_API_KEY }`, or `{ file: PATH }`, or `{ command: [PROGRAM, ARGUMENT] }`;
              if the file was ever committed, replace the key

    error[invalid-config]: a base URL must start with https://
     --> clients/2.yaml:6:59
      |
    5 |   sandboxx: {}
    6 |   taptalent: { apiKey: ************************, baseUrl: ftp://x }
      |                                                           ^^^^^^^
      |
      = help: write it like https://api.example.com/v1

    error[missing-field]: `spec` is missing
     --> clients/3.yaml:1:1
      |
    1 | apiVersion: vetform/v1
      | ^^^^^^^^^^^^^^^^^^^^^^
    2 | kind: Workspace
      |
      = help: add `spec:` with a system, as below `workspaces` in vetform.yaml

    error[missing-field]: `metadata` has no `name`
     --> clients/3.yaml:3:1
      |
    2 | kind: Workspace
    3 | metadata: { labels: { a: [b] } }
      | ^^^^^^^^
      |
      = help: add `name: …`: 1 to 63 letters, digits, `-`, `_` and `.`

    error[wrong-type]: `a` must be text, not a list
     --> clients/3.yaml:3:26
      |
    2 | kind: Workspace
    3 | metadata: { labels: { a: [b] } }
      |                          ^^^
      |
      = help: write the text after the key; text that starts with `{`, `[` or `- ` must be quoted
    ");
}

#[test]
fn two_of_one_name_or_one_state_are_an_error_at_both_places() {
    let world = world()
        .file(
            "clients/2.yaml",
            client("staging", "  sandbox: { store: 2.db }\n"),
        )
        .file(
            "clients/3.yaml",
            client(
                "client-3",
                "  sandbox: { store: 3.db }\n  state: vetform.state/client-1.json\n",
            ),
        );
    insta::assert_snapshot!(world.say_in(Some("staging")), @"
    error[invalid-config]: there are two workspaces `staging`
     --> clients/2.yaml:3:19
      |
    2 | kind: Workspace
    3 | metadata: { name: staging }
      |                   ^^^^^^^
    4 | spec:
      |
     ::: vetform.yaml:5:3
      |
    4 | workspaces:
    5 |   staging: { sandbox: {} }
      |   ------- the other
    6 | manifests: [assessments, clients]
      |
      = help: give one of them another name, or remove it

    error[invalid-config]: workspaces `client-1` and `client-3` share a state
     --> clients/3.yaml:6:10
      |
    5 |   sandbox: { store: 3.db }
    6 |   state: vetform.state/client-1.json
      |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
     ::: clients/1.yaml:3:19
      |
    2 | kind: Workspace
    3 | metadata: { name: client-1 }
      |                   -------- that of `client-1`
    4 | spec:
      |
      = help: give each its own `state:` (default: vetform.state/client-3.json)
    ");
}

#[test]
fn a_file_that_cannot_be_read_hides_no_workspace_in_silence() {
    let broken = world().file(
        "clients/2.yaml",
        "apiVersion: vetform/v1\nkind: Workspace\nmetadata: { name: client-2\n",
    );
    insta::assert_snapshot!(broken.say_in(Some("client-2")), @"
    error[yaml-syntax]: this `{` is never closed
     --> clients/2.yaml:3:11
      |
    2 | kind: Workspace
    3 | metadata: { name: client-2
      |           ^
      |
      = help: close it with `}`
    ");
}

#[test]
fn a_value_is_told_with_its_place_in_the_file_of_its_workspace() {
    let world = world().file(
        "clients/2.yaml",
        client(
            "client-2",
            "  values: { brand: [a, b] }\n  sandbox: { store: 2.db }\n",
        ),
    );
    insta::assert_snapshot!(world.say_in(Some("client-2")), @"
    error[wrong-type]: `title` must be text, not a list (workspace `client-2`)
     --> assessments/a.yaml:5:10
      |
    4 | spec:
    5 |   title: { value: brand }
      |          ^^^^^^^^^^^^^^^^
    6 |   hiringForRole: Engineer
      |
     ::: clients/2.yaml:5:20
      |
    4 | spec:
    5 |   values: { brand: [a, b] }
      |                    ------ the value `brand`
    6 |   sandbox: { store: 2.db }
      |
      = help: `brand` in clients/2.yaml: write the text after the key; text that starts with `{`,
              `[` or `- ` must be quoted
    ");
}

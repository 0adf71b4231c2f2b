//! vetform.yaml with faults.

use super::world::{World, say_config};

pub(super) fn with(workspaces: &str) -> String {
    format!("apiVersion: vetform/v1\nkind: Config\nworkspaces:\n{workspaces}")
}

#[test]
fn an_empty_configuration_says_what_it_needs() {
    insta::assert_snapshot!(say_config(""), @"
    error[invalid-config]: vetform.yaml is empty
     --> vetform.yaml:1:1
      |
    1 |
      | ^
      |
      = help: it needs at least `apiVersion: vetform/v1`, `kind: Config`, and `workspaces: { sandbox: { sandbox: {} } }`
    ");
}

#[test]
fn unknown_and_duplicate_keys_are_named() {
    insta::assert_snapshot!(say_config(&with("  live:\n    sandbox: {}\n    sandboxx: {}\n  live:\n    sandbox: {}\n")), @"
    error[unknown-field]: `live` has no field `sandboxx`
     --> vetform.yaml:6:5
      |
    5 |     sandbox: {}
    6 |     sandboxx: {}
      |     ^^^^^^^^
    7 |   live:
      |
      = help: did you mean `sandbox`?

    error[duplicate-key]: duplicate key `live`
     --> vetform.yaml:7:3
      |
    3 | workspaces:
    4 |   live:
      |   ---- first here
    5 |     sandbox: {}
    6 |     sandboxx: {}
    7 |   live:
      |   ^^^^
    8 |     sandbox: {}
      |
      = help: keep one of the two
    ");
}

#[test]
fn limits_and_guards_have_bounds() {
    insta::assert_snapshot!(say_config(&with("  live:\n    sandbox: {}\n    state: ftp://a/b\n    limits: { concurrency: 257, requestsPerSecond: 0 }\n    guards: { maxDestroy: -1, fairness: allow }\n")), @"
    error[invalid-config]: `state` is neither a path nor an s3://, gs:// or az:// URL with a bucket
     --> vetform.yaml:6:12
      |
    5 |     sandbox: {}
    6 |     state: ftp://a/b
      |            ^^^^^^^^^
    7 |     limits: { concurrency: 257, requestsPerSecond: 0 }
      |
      = help: omit it for vetform.state/live.json

    error[out-of-bounds]: `concurrency` is 257; it must be from 1 to 256
     --> vetform.yaml:7:28
      |
    6 |     state: ftp://a/b
    7 |     limits: { concurrency: 257, requestsPerSecond: 0 }
      |                            ^^^
    8 |     guards: { maxDestroy: -1, fairness: allow }
      |
      = help: use a number in this range, or omit the key for the default, 16

    error[out-of-bounds]: `requestsPerSecond` is 0; it must be more than 0
     --> vetform.yaml:7:52
      |
    6 |     state: ftp://a/b
    7 |     limits: { concurrency: 257, requestsPerSecond: 0 }
      |                                                    ^
    8 |     guards: { maxDestroy: -1, fairness: allow }
      |
      = help: use a number above 0, like `20`, or omit the key for no limit

    error[wrong-type]: `maxDestroy` must be a whole number, 0 or more, not `-1`
     --> vetform.yaml:8:27
      |
    7 |     limits: { concurrency: 257, requestsPerSecond: 0 }
    8 |     guards: { maxDestroy: -1, fairness: allow }
      |                           ^^
      |
      = help: write plain digits, like `20`

    error[out-of-bounds]: `workspaces.live.guards.fairness` is `allow`; it must be `warn`, `deny` or `off`
     --> vetform.yaml:8:41
      |
    7 |     limits: { concurrency: 257, requestsPerSecond: 0 }
    8 |     guards: { maxDestroy: -1, fairness: allow }
      |                                         ^^^^^
      |
      = help: use one of these, exactly as written
    ");
}

#[test]
fn a_workspace_needs_a_system_and_a_sandbox_stands_alone() {
    insta::assert_snapshot!(say_config(&with("  none: {}\n  both:\n    sandbox: {}\n    taptalent: { apiKey: { env: KEY } }\n")), @"
    error[invalid-config]: `workspaces.none` has no system
     --> vetform.yaml:4:3
      |
    3 | workspaces:
    4 |   none: {}
      |   ^^^^
    5 |   both:
      |
      = help: add `sandbox: {}`, or one of taptalent, flowmingo, promptster

    error[conflicting-fields]: `sandbox` already includes every system, including taptalent
     --> vetform.yaml:7:5
      |
    5 |   both:
    6 |     sandbox: {}
      |     ------- here
    7 |     taptalent: { apiKey: { env: KEY } }
      |     ^^^^^^^^^
      |
      = help: use two workspaces
    ");
}

#[test]
fn an_unknown_default_workspace_asks_for_the_near_one() {
    let text = format!(
        "defaultWorkspace: prodction\n{}",
        with("  production:\n    sandbox: {}\n")
    );
    insta::assert_snapshot!(say_config(&text), @"
    error[invalid-config]: `defaultWorkspace` does not exist: `prodction`
     --> vetform.yaml:1:19
      |
    1 | defaultWorkspace: prodction
      |                   ^^^^^^^^^
    2 | apiVersion: vetform/v1
      |
      = help: did you mean `production`?
    ");
}

#[test]
fn an_unknown_workspace_asks_for_the_near_one() {
    let world = World::new().file("vetform.yaml", with("  production:\n    sandbox: {}\n"));
    insta::assert_snapshot!(world.say_in(Some("prodction")), @"
    error[invalid-config]: there is no workspace `prodction` in vetform.yaml
     --> vetform.yaml:3:1
      |
    2 | kind: Config
    3 | workspaces:
      | ^^^^^^^^^^
    4 |   production:
      |
      = help: did you mean `production`?
    ");
}

#[test]
fn several_workspaces_and_no_choice_lists_them() {
    insta::assert_snapshot!(say_config(&with("  a:\n    sandbox: {}\n  b:\n    sandbox: {}\n")), @"
    error[invalid-config]: vetform.yaml has several workspaces, and none is chosen
     --> vetform.yaml:3:1
      |
    2 | kind: Config
    3 | workspaces:
      | ^^^^^^^^^^
    4 |   a:
      |
      = help: choose one with `-w`, or set `defaultWorkspace`; available: a, b
    ");
}

#[test]
fn patterns_must_lead_to_something_in_the_project() {
    let text = format!("manifests: [../other]\n{}", with("  a:\n    sandbox: {}\n"));
    insta::assert_snapshot!(say_config(&text), @"
    error[invalid-config]: `../other` leads out of the project, and the project is not in a git repository
     --> vetform.yaml:1:13
      |
    1 | manifests: [../other]
      |             ^^^^^^^^
    2 | apiVersion: vetform/v1
      |
      = help: a folder outside the project is read only if it is in the same git repository: copy it
              into the project, or remove the entry
    ");
    let text = format!(
        "manifests: [assesments]\n{}",
        with("  a:\n    sandbox: {}\n")
    );
    insta::assert_snapshot!(say_config(&text), @"
    error[invalid-config]: there is no file or folder `assesments`
     --> vetform.yaml:1:13
      |
    1 | manifests: [assesments]
      |             ^^^^^^^^^^
    2 | apiVersion: vetform/v1
      |
      = help: fix the name, create the folder, or remove the entry
    ");
}

#[test]
fn a_project_has_a_name_or_leaves_it_to_git() {
    let text = format!("project: ' '\n{}", with("  w:\n    sandbox: {}\n"));
    insta::assert_snapshot!(say_config(&text), @"
    error[invalid-config]: `project` is empty
     --> vetform.yaml:1:10
      |
    1 | project: ' '
      |          ^^^
    2 | apiVersion: vetform/v1
      |
      = help: choose a name that no other project with a state in that place has, or omit the key
    ");
}

#[test]
fn a_configuration_of_another_kind_is_refused() {
    insta::assert_snapshot!(say_config("apiVersion: taptalent/v1\nkind: Assessment\nspec: {}\n"), @"
    error[invalid-config]: `apiVersion` must be `vetform/v1`
     --> vetform.yaml:1:13
      |
    1 | apiVersion: taptalent/v1
      |             ^^^^^^^^^^^^
    2 | kind: Assessment
      |
      = help: write `apiVersion: vetform/v1`

    error[invalid-config]: `kind` must be `Config`
     --> vetform.yaml:2:7
      |
    1 | apiVersion: taptalent/v1
    2 | kind: Assessment
      |       ^^^^^^^^^^
    3 | spec: {}
      |
      = help: write `kind: Config`

    error[unknown-field]: vetform.yaml has no field `spec`
     --> vetform.yaml:3:1
      |
    2 | kind: Assessment
    3 | spec: {}
      | ^^^^
      |
      = help: fields: apiVersion, kind, project, manifests, lint, sources, defaultWorkspace, values,
              workspaces
    ");
}

#[test]
fn two_workspaces_with_one_state_are_refused_however_it_is_spelled() {
    let live = "taptalent: { apiKey: { env: KEY } }";
    insta::assert_snapshot!(say_config(&with(&format!(
        "  a:\n    {live}\n    state: ./vetform.state/w.json\n  b:\n    {live}\n    state: vetform.state/x/../w.json\n"
    ))), @"
    error[invalid-config]: workspaces `a` and `b` share a state
     --> vetform.yaml:9:12
      |
    5 |     taptalent: { apiKey: { env: KEY } }
    6 |     state: ./vetform.state/w.json
      |            ---------------------- that of `a`
    7 |   b:
    8 |     taptalent: { apiKey: { env: KEY } }
    9 |     state: vetform.state/x/../w.json
      |            ^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: give each its own `state:` (default: vetform.state/b.json)
    ");
    for (first, second) in [
        ("state: vetform.state/b.json", ""),
        ("", "state: ./vetform.state/a.json"),
    ] {
        let said = say_config(&with(&format!(
            "  a:\n    {live}\n    {first}\n  b:\n    {live}\n    {second}\n"
        )));
        assert!(
            said.contains("workspaces `a` and `b` share a state"),
            "{said}"
        );
    }
    // In a bucket each has an object of its own.
    let said = say_config(&with(&format!(
        "  a:\n    {live}\n    state: s3://b/p\n  b:\n    {live}\n    state: s3://b//p/\n"
    )));
    assert!(!said.contains("one state"), "{said}");
}

#[test]
fn a_state_or_a_store_outside_of_the_project_is_refused() {
    insta::assert_snapshot!(say_config(&with(
        "  a:\n    taptalent: { apiKey: { env: KEY } }\n    state: ../x/Cargo.toml\n  b:\n    sandbox: { store: ../ }\n"
    )), @"
    error[invalid-config]: `state` leads out of the project, where vetform does not write
     --> vetform.yaml:6:12
      |
    5 |     taptalent: { apiKey: { env: KEY } }
    6 |     state: ../x/Cargo.toml
      |            ^^^^^^^^^^^^^^^
    7 |   b:
      |
      = help: use a path inside the project, or omit it for the default

    error[invalid-config]: `store` leads out of the project, where vetform does not write
     --> vetform.yaml:8:23
      |
    7 |   b:
    8 |     sandbox: { store: ../ }
      |                       ^^^
      |
      = help: use a path inside the project, or omit it for the default
    ");
    for out in ["/elsewhere/state.json", "a/../../x.json", "."] {
        let said = say_config(&with(&format!(
            "  a:\n    taptalent: {{ apiKey: {{ env: KEY }} }}\n    state: {out}\n"
        )));
        assert!(said.contains("leads out of the project"), "{said}");
    }
}

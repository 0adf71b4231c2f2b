//! Files that are right one by one and wrong together.

use super::world::{World, assessment, say};

fn with_metadata(name: &str, more: &str) -> String {
    assessment(&format!("{name}, {more}"), "")
}

#[test]
fn two_manifests_of_one_name_show_both_places() {
    let world = World::new()
        .file("a.yaml", assessment("voice", ""))
        .file("b/a.yml", assessment("voice", ""));
    insta::assert_snapshot!(world.say(), @"
    error[duplicate-name]: two manifests of kind Assessment are named `voice`
     --> b/a.yml:3:19
      |
    2 | kind: Assessment
    3 | metadata: { name: voice }
      |                   ^^^^^
    4 | spec:
      |
     ::: a.yaml:3:19
      |
    2 | kind: Assessment
    3 | metadata: { name: voice }
      |                   ----- the first
    4 | spec:
      |
      = help: give one of them another name
    ");
}

#[test]
fn two_pins_to_one_id_show_both_places() {
    let world = World::new()
        .file("a.yaml", with_metadata("a", "id: 7"))
        .file("b.yaml", with_metadata("b", "id: '7'"));
    insta::assert_snapshot!(world.say(), @"
    error[duplicate-name]: two manifests of kind Assessment are pinned to the id `7`
     --> b.yaml:3:26
      |
    2 | kind: Assessment
    3 | metadata: { name: b, id: '7' }
      |                          ^^^
    4 | spec:
      |
     ::: a.yaml:3:26
      |
    2 | kind: Assessment
    3 | metadata: { name: a, id: 7 }
      |                          - the first
    4 | spec:
      |
      = help: a live object can have only one manifest: remove `id` from one of them
    ");
}

#[test]
fn an_earlier_name_must_not_be_in_use() {
    let world = World::new()
        .file("a.yaml", with_metadata("a", "previousNames: [b, a]"))
        .file("b.yaml", assessment("b", ""));
    insta::assert_snapshot!(world.say(), @"
    error[duplicate-name]: the previous name `b` is the name of another manifest of kind Assessment
     --> a.yaml:3:38
      |
    2 | kind: Assessment
    3 | metadata: { name: a, previousNames: [b, a] }
      |                                      ^
    4 | spec:
      |
     ::: b.yaml:3:19
      |
    2 | kind: Assessment
    3 | metadata: { name: b }
      |                   - named here
    4 | spec:
      |
      = help: remove it from `previousNames`: the live object belongs to the manifest with that name

    error[duplicate-name]: `a` is the current name of this manifest
     --> a.yaml:3:41
      |
    2 | kind: Assessment
    3 | metadata: { name: a, previousNames: [b, a] }
      |                   - named here          ^
    4 | spec:
      |
      = help: remove it from `previousNames`
    ");
}

#[test]
fn an_earlier_name_belongs_to_one_manifest() {
    let world = World::new()
        .file("a.yaml", with_metadata("a", "previousNames: [old]"))
        .file("b.yaml", with_metadata("b", "previousNames: [old]"));
    insta::assert_snapshot!(world.say(), @"
    error[duplicate-name]: two manifests of kind Assessment have the previous name `old`
     --> b.yaml:3:38
      |
    2 | kind: Assessment
    3 | metadata: { name: b, previousNames: [old] }
      |                                      ^^^
    4 | spec:
      |
     ::: a.yaml:3:38
      |
    2 | kind: Assessment
    3 | metadata: { name: a, previousNames: [old] }
      |                                      --- the first
    4 | spec:
      |
      = help: remove it from one of them
    ");
}

#[test]
fn a_system_that_the_workspace_lacks_is_named_with_it() {
    let config = "apiVersion: vetform/v1\nkind: Config\nworkspaces:\n  production:\n    promptster: { apiKey: { env: KEY } }\n";
    let world = World::new()
        .file("vetform.yaml", config)
        .file("a.yaml", assessment("a", ""))
        .file("b.yaml", assessment("b", ""));
    insta::assert_snapshot!(world.say(), @"
    error[system-not-configured]: taptalent/Assessment/a needs taptalent, which the workspace `production` does not have (1 other manifest needs it too)
     --> a.yaml:1:13
      |
    1 | apiVersion: taptalent/v1
      |             ^^^^^^^^^^^^
    2 | kind: Assessment
      |
      = help: add `taptalent:` to the workspace in vetform.yaml, or choose another workspace with
              `-w`
    ");
}

#[test]
fn an_empty_project_says_where_it_looked() {
    insta::assert_snapshot!(say("# nothing yet\n"), @"
    warning[no-manifests]: there are no manifests
     |
     = help: searched every *.yaml and *.yml below ROOT, except hidden folders and what
             .gitignore ignores

    1 warning
    ");
}

#[test]
fn problems_of_all_files_come_in_the_order_of_their_lines() {
    let world = World::new()
        .file("z.yaml", assessment("z", "duration: 0"))
        .file("b.yaml", assessment("b", "skills: 1\nduration: 0"))
        .file("a.yaml", "kind: [");
    let places: Vec<String> = world
        .load()
        .problems
        .into_iter()
        .filter_map(|problem| problem.place)
        .map(|place| format!("{}:{}", place.file, place.span.unwrap().start.line))
        .collect();
    assert_eq!(places, ["a.yaml:1", "b.yaml:8", "b.yaml:9", "z.yaml:8"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_manifest_that_cannot_be_read_is_never_taken_for_absent() {
    use std::os::unix::fs::symlink;
    let world = World::new().file("a.yaml", assessment("a", ""));
    symlink("gone/elsewhere.yaml", world.root().join("dangling.yaml")).unwrap();
    symlink("itself.yml", world.root().join("itself.yml")).unwrap();
    let _ = std::os::unix::net::UnixListener::bind(world.root().join("socket.yaml")).unwrap();
    insta::assert_snapshot!(world.say(), @"
    error[unreadable]: cannot read dangling.yaml: No such file or directory (os error 2)
    --> dangling.yaml
     = help: fix its permissions or, if it is a link, its target; if it is not a manifest, list it
             in .gitignore

    error[unreadable]: cannot read itself.yml: Too many levels of symbolic links (os error 40)
    --> itself.yml
     = help: fix its permissions or, if it is a link, its target; if it is not a manifest, list it
             in .gitignore

    error[unreadable]: cannot read socket.yaml: it is not a regular file
    --> socket.yaml
     = help: fix its permissions or, if it is a link, its target; if it is not a manifest, list it
             in .gitignore
    ");
    assert!(world.load().desired.is_none());
}

#[cfg(unix)]
#[test]
fn links_that_lead_round_and_folders_called_like_files_end_nothing() {
    use std::os::unix::fs::symlink;
    let world = World::new()
        .file("a/b/voice.yaml", assessment("voice", ""))
        .file("folder.yaml/other.yaml", assessment("other", ""));
    symlink(".", world.root().join("a/round")).unwrap();
    symlink("..", world.root().join("a/b/round.yaml")).unwrap();
    symlink("voice.yaml", world.root().join("a/b/ignored.yaml")).unwrap();
    let world = world.file(".gitignore", "ignored.yaml\n");
    let loaded = world.load();
    assert_eq!(
        (loaded.files, loaded.resources, loaded.has_errors()),
        (2, 2, false)
    );
}

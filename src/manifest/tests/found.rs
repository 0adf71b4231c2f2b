//! Which files are found: repositories, .gitignore, links, projects inside projects.

use camino::Utf8Path;

use super::world::{CONFIG, World};
use crate::diagnostic::{Code, Severity};
use crate::manifest::{Loaded, find_project, is_read, load};

fn assessment(name: &str) -> String {
    format!(
        "apiVersion: taptalent/v1\nkind: Assessment\nmetadata: {{ name: {name} }}\nspec:\n  title: {name}\n  hiringForRole: Engineer\n  \
         purposeOfInterview: See how the candidate finds causes.\n"
    )
}

fn loaded_in(folder: &Utf8Path) -> Loaded {
    load(&find_project(folder, Some(folder)).unwrap(), None)
}

fn codes(loaded: &Loaded) -> Vec<(Code, Severity)> {
    let problems = loaded.problems.iter();
    problems.map(|one| (one.code, one.severity)).collect()
}

/// A repository that ignores everything, and a project in it.
fn in_a_home_folder_under_git() -> World {
    World::new()
        .file(".git/HEAD", "ref: refs/heads/main\n")
        .file(".gitignore", "*\n")
        .file("project/vetform.yaml", CONFIG)
        .file("project/a.yaml", assessment("a"))
}

#[test]
fn a_gitignore_above_the_repository_of_the_project_does_not_count() {
    let world = in_a_home_folder_under_git();
    let project = world.root().join("project");
    assert_eq!(loaded_in(&project).files, 0);
    let world = world.file("project/.git/HEAD", "ref: refs/heads/main\n");
    assert_eq!(loaded_in(&project).files, 1);
    // A submodule or a worktree has a file.
    let other = in_a_home_folder_under_git().file("project/.git", "gitdir: ../.git/modules/x\n");
    assert_eq!(loaded_in(&other.root().join("project")).files, 1);
    drop(world);
}

#[test]
fn a_gitignore_between_the_repository_and_the_project_counts() {
    let world = World::new()
        .file(".git/HEAD", "")
        .file("teams/.gitignore", "drafts/\n!a.yaml\n")
        .file("teams/x/vetform.yaml", CONFIG)
        .file("teams/x/a.yaml", assessment("a"))
        .file("teams/x/drafts/b.yaml", assessment("b"));
    assert_eq!(loaded_in(&world.root().join("teams/x")).files, 1);
}

#[test]
fn a_line_that_is_no_text_leaves_the_other_lines_as_they_are() {
    let world = World::new()
        .file(".gitignore", b"caf\xe9/\r\nassessments/\n!kept.yaml\n")
        .file("assessments/a.yaml", assessment("a"))
        .file("cafe/b.yaml", assessment("b"));
    let loaded = world.load();
    assert_eq!((loaded.files, loaded.has_errors()), (1, false));
}

#[test]
fn a_gitignore_that_cannot_be_read_is_an_error() {
    let world = World::new()
        .file(".gitignore/x", "")
        .file("a.yaml", assessment("a"));
    assert_eq!(codes(&world.load()), [(Code::Unreadable, Severity::Error)]);
}

#[test]
fn a_project_inside_a_project_is_its_own_and_said_once() {
    let world = World::new()
        .file("a.yaml", assessment("a"))
        .file("teams/x/vetform.yaml", CONFIG)
        .file("teams/x/a.yaml", assessment("a"))
        .file("teams/y/vetform.yaml", CONFIG)
        .file("teams/y/b/c.yaml", "no manifest: [");
    let loaded = world.load();
    assert_eq!(loaded.files, 1);
    assert_eq!(codes(&loaded), [(Code::NestedProject, Severity::Warning)]);
    assert!(loaded.problems[0].message.contains("teams/x, teams/y"));
}

#[test]
fn endings_are_known_in_any_spelling() {
    let world = World::new()
        .file("a.YAML", assessment("a"))
        .file("b.Yml", assessment("b"));
    assert_eq!(world.load().resources, 2);
}

#[cfg(unix)]
#[test]
fn links_to_folders_are_followed_within_the_repository_and_the_others_are_said() {
    use std::os::unix::fs::symlink;
    let outside = World::new().file("secret.yaml", "password: 123\n");
    let world = World::new()
        .file(".git/HEAD", "")
        .file("bank/a.yaml", assessment("a"))
        .file("bank/deep/b.yaml", assessment("b"))
        .file("project/vetform.yaml", CONFIG)
        .file("project/own/c.yaml", assessment("c"));
    let project = world.root().join("project");
    symlink("../bank", project.join("assessments")).unwrap();
    symlink("../../bank", project.join("own/again")).unwrap();
    symlink("../../project", world.root().join("bank/deep/round")).unwrap();
    let loaded = loaded_in(&project);
    assert_eq!((codes(&loaded), loaded.resources), (vec![], 3));
    symlink(outside.root(), project.join("elsewhere")).unwrap();
    symlink("gone", project.join("nowhere")).unwrap();
    symlink(outside.root().join("secret.yaml"), project.join("s.yaml")).unwrap();
    let loaded = loaded_in(&project);
    let followed = codes(&loaded);
    let not_followed = (Code::LinkNotFollowed, Severity::Warning);
    assert_eq!(
        followed.iter().filter(|one| **one == not_followed).count(),
        2
    );
    assert!(followed.contains(&(Code::Unreadable, Severity::Error)));
    let said = format!("{:?}", loaded.problems);
    assert!(said.contains(outside.root().as_str()), "{said}");
    assert!(!said.contains("password"), "{said}");
}

#[test]
fn whether_a_new_file_would_be_read_is_known_before_it_is_written() {
    let world = World::new()
        .file(".gitignore", "assessments/\n")
        .file("teams/x/vetform.yaml", CONFIG);
    let root = find_project(world.root(), None).unwrap();
    let read = |patterns: &[&str], file: &str| {
        let patterns: Vec<String> = patterns.iter().map(ToString::to_string).collect();
        is_read(&root, &patterns, file.into())
    };
    assert_eq!(read(&[], "flows/a.yaml"), Ok(()));
    assert_eq!(read(&["flows"], "flows/a.yaml"), Ok(()));
    assert!(read(&["flows"], "other/a.yaml").is_err());
    assert!(read(&[], "assessments/a.yaml").is_err());
    assert!(read(&[], ".hidden/a.yaml").is_err());
    assert!(read(&[], "teams/x/a.yaml").is_err());
}

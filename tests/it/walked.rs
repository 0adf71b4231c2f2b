//! What a project is made of, as people have it on their disks: line ends, spellings of `.yaml`, projects inside projects,
//! folders that are ignored – and manifests that are not found.

use super::binary::{SCREEN, applied};
use super::person::Person;
use super::pull::at_a_sandbox;

#[test]
fn a_saved_plan_fits_a_checkout_whose_line_ends_are_of_another_system() {
    let person = Person::new().at_a_system().with_manifests(SCREEN);
    person.does("plan --out change.plan");
    person.write("all.yaml", &SCREEN.replace('\n', "\r\n"));
    person.does("apply change.plan");
    person.does("plan --detailed-exitcode");
}

#[test]
fn manifests_that_are_not_found_remove_nothing_and_are_4() {
    let person = applied();
    let state = person.read("vetform.state/lab.json");
    person.write(".gitignore", "all.yaml\n");
    for line in ["plan", "apply --auto-approve"] {
        let refused = person.runs(line).exits(4);
        let said = format!("{}{}", refused.stdout, refused.stderr);
        assert!(said.contains("too-many-removed"), "{refused}");
    }
    assert_eq!(person.read("vetform.state/lab.json"), state);
    assert_eq!(person.writes(), Vec::<String>::new());
}

#[test]
fn any_spelling_of_the_ending_is_read() {
    let person = Person::new().at_a_system();
    let (first, second) = SCREEN.split_once("---\n").unwrap();
    person.write("a/one.YAML", first);
    person.write("b/two.YML", second);
    let said = person.runs("validate").exits(0);
    said.shows("2 resources in 2 files");
}

#[test]
fn a_project_inside_a_project_is_neither_read_nor_pulled_into() {
    let person = applied();
    person.write("teams/x/vetform.yaml", &person.read("vetform.yaml"));
    person.write("teams/x/all.yaml", "apiVersion: nothing/v1\n");
    let said = person.runs("validate").exits(0);
    said.shows("nested-project");
    assert!(!said.stdout.contains("nothing/v1"), "{said}");
}

#[test]
fn a_pull_into_a_folder_that_is_ignored_is_refused_and_leaves_no_file() {
    let person = at_a_sandbox(
        "taptalent: { assessments: [{ title: Backend, hiringForRole: Engineer, purposeOfInterview: Find sound code. }] }\n",
    );
    person.write(".gitignore", "live/\n.vetform/\n");
    for _ in 0..2 {
        let refused = person.runs("pull --write").exits(3);
        refused.tells("new manifests would not be read: live is ignored by .gitignore");
    }
    assert!(!person.path("live/taptalent").exists());
    assert!(
        !person.path("vetform.state/lab.json").exists(),
        "and nothing is recorded"
    );
}

#[cfg(unix)]
#[test]
fn a_link_that_is_not_followed_is_said_by_whoever_reads_manifests() {
    use std::os::unix::fs::symlink;

    let person = applied();
    std::fs::create_dir(person.neighbour("bank")).unwrap();
    symlink(person.neighbour("bank"), person.path("bank")).unwrap();
    symlink("nowhere", person.path("gone")).unwrap();
    for line in [
        "validate",
        "plan",
        "pull",
        "pull --write",
        "pull --write --prune",
    ] {
        let ended = person.runs(line);
        let said = format!("{}{}", ended.stdout, ended.stderr);
        for link in ["bank", "gone"] {
            let told = format!("{link} is a link that is not followed");
            assert!(said.contains(&told), "{line}: {ended}");
        }
    }
}

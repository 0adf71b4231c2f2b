//! No room for what is written: a full disk, or a limit on the size of files, which can be had anywhere. Nothing is lost, and
//! the next run goes on.

use std::os::unix::fs::PermissionsExt as _;

use super::binary::{applied, planned};
use super::person::{Outcome, Person};

/// Runs with files of at most so many KiB.
fn within(person: &Person, kib: usize, line: &str) -> Outcome {
    person.script(&format!("ulimit -f {kib}; vetform {line}"))
}

/// Where the state is small enough, the log of calls may be what is cut.
#[test]
fn a_run_without_room_says_so_and_the_next_one_sends_the_rest_and_nothing_twice() {
    for kib in 0..3 {
        let person = planned();
        let outcome = within(&person, kib, "apply --auto-approve");
        let said = format!("{}{}", outcome.stdout, outcome.stderr);
        let is_told =
            said.contains("raise the limit") || said.contains("further calls are not logged");
        assert!(is_told, "{kib} KiB: {outcome}");
        let mut sent = person.writes();
        person.does("apply --auto-approve");
        sent.extend(person.writes());
        sent.sort();
        sent.dedup();
        assert_eq!(sent.len(), 3, "{kib} KiB: {sent:?}");
        let plan = person.runs("plan").exits(0);
        plan.begins("Nothing to do");
    }
}

#[test]
fn a_state_without_room_is_the_old_one_and_its_journal_tells_the_rest() {
    let person = applied();
    person.changes("passThreshold: 60", "passThreshold: 70");
    let before = person.read("vetform.state/lab.json");
    let outcome = within(&person, 1, "apply --auto-approve").exits(1);
    let told = outcome
        .stderr
        .lines()
        .skip_while(|line| !line.starts_with("error: "));
    insta::assert_snapshot!(told.collect::<Vec<_>>().join("\n"), @"
    error: cannot write [project]/vetform.state/lab.json: File too large (yours to fix)
    help: it exceeds the limit for file sizes: raise the limit (`ulimit -f`), then run the command again; anything sent before is in the journal, which the next run merges
    ");
    assert_eq!(person.read("vetform.state/lab.json"), before);
    person.does("apply --auto-approve");
    assert!(person.runs("plan").stdout.contains("Nothing to do"));
}

#[test]
fn a_result_without_room_leaves_the_older_one_as_it_was_and_no_half_of_a_new_one() {
    let person = planned();
    let plan = "plan --out change.plan";
    person.does(plan);
    let before = person.read("change.plan");
    person.write("more.yaml", &assessments(9));
    let kib = before.len() / 1024 + 1;
    let outcome = within(&person, kib, plan).exits(1);
    let told = outcome
        .stderr
        .lines()
        .skip_while(|line| !line.starts_with("error: "));
    insta::assert_snapshot!(told.collect::<Vec<_>>().join("\n"), @"
    error: cannot write change.plan: File too large
    help: it exceeds the limit for file sizes: raise the limit (`ulimit -f`), then run the command again
    ");
    assert_eq!(person.read("change.plan"), before);
    let _ = within(&person, kib, "plan --out other.plan").exits(1);
    assert!(!person.path("other.plan").exists());
    person.does(plan);
    assert!(person.read("change.plan").len() > before.len());
}

fn assessments(count: usize) -> String {
    let one = |number| {
        format!(
            "apiVersion: taptalent/v1\nkind: Assessment\nmetadata: {{ name: more-{number} }}\nspec:\n  title: More {number}\n  \
             hiringForRole: Engineer\n  purposeOfInterview: See how they find causes.\n---\n"
        )
    };
    (0..count).map(one).collect()
}

#[test]
fn a_project_without_room_is_begun_as_a_whole_or_not_at_all() {
    let person = Person::new();
    let outcome = within(&person, 1, "init hiring --yes").exits(1);
    outcome.tells("help: it exceeds the limit for file sizes");
    assert_eq!(person.files().len(), 0, "{:?}", person.files().keys());
    person.does("init hiring --yes");
}

#[test]
fn a_manifest_that_is_pulled_without_room_is_the_old_one() {
    let person = applied();
    std::fs::remove_file(person.path("all.yaml")).unwrap();
    let outcome = within(&person, 0, "pull taptalent --write").exits(1);
    outcome.tells("help: ");
    let left: Vec<_> = person
        .files()
        .into_keys()
        .filter(|file| file.extension() == Some("yaml"))
        .collect();
    assert_eq!(left, [person.path("vetform.yaml")]);
}

/// A real one, where this user may not write: what a read-only disk looks like.
#[test]
fn a_folder_that_nobody_may_write_in_is_told_before_anything_is_sent() {
    let person = planned();
    let folder = person.path("vetform.state");
    std::fs::create_dir(&folder).unwrap();
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o500)).unwrap();
    if std::fs::write(folder.join("try"), "").is_ok() {
        // Whoever may do everything sees nothing of it.
        return;
    }
    let outcome = person.runs("apply --auto-approve").exits(1);
    outcome.tells("help: look at the permissions");
    assert_eq!(person.writes(), Vec::<String>::new());
}

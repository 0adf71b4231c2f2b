//! `pull --write` and the files: all of them or none, and never over what somebody else has written.

use vetform::sandbox::{FaultRule, Match};

use super::binary::applied;
use super::fault_rules::throttled;
use super::person::{Outcome, Person, wait_until};
use super::pull::{at_a_sandbox, has_nothing_to_do};

const SEED: &str = "\
taptalent:
  assessments:
    - { title: Backend, hiringForRole: Engineer, purposeOfInterview: Find out who writes sound code. }
  flows:
    - { flowName: Screen, steps: [{ assessment: Backend, passThreshold: 55 }] }
";

fn all(person: &Person) -> Vec<camino::Utf8PathBuf> {
    let live = person.files().into_keys();
    live.filter(|path| path.as_str().contains("live")).collect()
}

#[test]
fn if_one_file_cannot_be_written_none_is() {
    let person = at_a_sandbox(SEED);
    // In the place of a folder; also who may write everywhere cannot write below it.
    person.write("live/flows", "");
    let before = all(&person);
    insta::assert_snapshot!(person.runs("pull --write"), @"
    exit 1
    ── stderr
    error: cannot write live/flows/screen.yaml: File exists
    help: no file was written; something else is in its place, or in place of a folder in its path: move that away
    ");
    assert_eq!(all(&person), before);
    assert!(!person.path("live/assessments").exists());
    std::fs::remove_file(person.path("live/flows")).unwrap();
    person.does("pull --write");
    has_nothing_to_do(&person);
}

#[cfg(unix)]
#[test]
fn a_folder_that_must_not_be_written_to_is_named_and_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt as _;
    let person = at_a_sandbox(SEED);
    let folder = person.path("live");
    let set =
        |mode| std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(mode)).unwrap();
    set(0o555);
    let is_refused = std::fs::write(folder.join("probe"), "").is_err();
    let _ = std::fs::remove_file(folder.join("probe"));
    let before = all(&person);
    let written = person.runs("pull --write");
    set(0o755);
    // Whoever may write everywhere is not refused.
    if is_refused {
        let written = written.exits(1);
        written.tells("cannot write live/taptalent/");
        assert_eq!(all(&person), before);
    } else {
        let _ = written.exits(0);
        has_nothing_to_do(&person);
    }
}

#[test]
fn a_manifest_that_was_changed_while_live_was_read_is_not_written_over() {
    let person = applied();
    person.retitles_live("Renamed");
    // The pull has read its manifests, and waits for the system.
    person.play(&[FaultRule {
        when: Match {
            times: Some(1),
            ..Match::default()
        },
        fault: throttled(2),
    }]);
    let pulling = person.starts("pull --write");
    wait_until("the pull has asked", || {
        !person.system().received().is_empty()
    });
    person.changes("With a method.", "With a method and notes.");
    let pulled: Outcome = pulling.wait_with_output().unwrap().into();
    insta::assert_snapshot!(pulled, @"
    exit 1
    ── stderr
    the system asks to slow down (429); continuing in 2.0 s
    error: all.yaml was not written: it was changed meanwhile
    help: run the command again
    ");
    assert!(person.read("all.yaml").contains("title: Backend interview"));
    person.does("pull --write");
    let text = person.read("all.yaml");
    assert!(
        text.contains("title: Renamed") && text.contains("and notes."),
        "{text}"
    );
}

#[test]
fn a_byte_order_mark_and_line_ends_of_another_system_stay() {
    let person = applied();
    let text = format!("\u{feff}{}", person.read("all.yaml").replace('\n', "\r\n"));
    person.write("all.yaml", &text);
    person.retitles_live("Renamed");
    person.does("pull --write");
    assert_eq!(
        person.read("all.yaml"),
        text.replace("Backend interview", "Renamed")
    );
}

//! Files that are read and written on this machine: what lies there may be a link, a pipe, a device, or somebody else's.

use std::os::unix::fs::{PermissionsExt as _, symlink};

use camino::Utf8PathBuf;

use super::binary::{applied, planned};
use super::person::Person;

const STATE: &str = "vetform.state/lab.json";
const JOURNAL: &str = "vetform.state/lab.journal";

fn pipe(person: &Person, name: &str) {
    let made = std::process::Command::new("mkfifo")
        .arg(person.path(name))
        .status();
    assert!(made.unwrap().success());
}

fn mode(person: &Person, name: &str) -> u32 {
    person.path(name).metadata().unwrap().permissions().mode() & 0o777
}

/// A file beside the project that nobody may touch.
fn bystander(person: &Person) -> Utf8PathBuf {
    let path = person.neighbour("bystander");
    std::fs::write(&path, "mine").unwrap();
    path
}

#[track_caller]
fn untouched(path: &Utf8PathBuf) {
    assert_eq!(std::fs::read_to_string(path).unwrap(), "mine");
}

#[test]
fn a_device_or_a_pipe_in_the_place_of_any_file_that_is_read_is_an_error_and_no_wait() {
    for (name, line) in [
        (STATE, "plan"),
        (JOURNAL, "plan"),
        ("saved.plan", "apply saved.plan"),
        ("seed.yaml", "sandbox --seed seed.yaml"),
        ("faults.json", "sandbox --faults faults.json"),
        ("more.yaml", "validate"),
    ] {
        for device in [true, false] {
            let person = planned();
            std::fs::create_dir_all(person.path("vetform.state")).unwrap();
            let _ = std::fs::remove_file(person.path(name));
            if device {
                symlink("/dev/zero", person.path(name)).unwrap();
            } else {
                pipe(&person, name);
            }
            let outcome = person.soon(line);
            assert!(matches!(outcome.code, Some(1 | 3)), "{name}: {outcome}");
            let said = format!("{}{}", outcome.stdout, outcome.stderr);
            let is_told = said.contains("not a regular file") || said.contains("is a link");
            assert!(is_told, "{name}: {outcome}");
            assert_eq!(person.writes(), Vec::<String>::new());
        }
    }
}

#[test]
fn a_lock_a_journal_or_a_log_that_is_a_link_leaves_what_it_leads_to_alone() {
    for name in ["vetform.state/lab.json.lock", JOURNAL] {
        let person = planned();
        let bystander = bystander(&person);
        std::fs::create_dir_all(person.path("vetform.state")).unwrap();
        symlink(&bystander, person.path(name)).unwrap();
        let outcome = person.runs("apply --auto-approve").exits(1);
        assert!(
            outcome.stderr.contains("link")
                || outcome.stderr.contains("damaged")
                || outcome.stderr.contains("not a journal"),
            "{name}: {outcome}"
        );
        untouched(&bystander);
        assert_eq!(person.writes(), Vec::<String>::new(), "{name}");
    }
    // Names that a write may use on its way.
    for name in ["lab.json.new", ".lab.json.vetform-new", "lab.lock"] {
        let person = planned();
        let bystander = bystander(&person);
        std::fs::create_dir_all(person.path("vetform.state")).unwrap();
        symlink(&bystander, person.path("vetform.state").join(name)).unwrap();
        person.does("apply --auto-approve");
        untouched(&bystander);
    }
}

#[test]
fn a_folder_of_ours_that_is_a_link_is_not_written_into() {
    for (name, code) in [("vetform.state", 1), (".vetform", 0), (".vetform/log", 0)] {
        let person = planned();
        let outside = person.neighbour("outside");
        std::fs::create_dir_all(&outside).unwrap();
        if name == ".vetform/log" {
            std::fs::create_dir_all(person.path(".vetform")).unwrap();
        }
        symlink(&outside, person.path(name)).unwrap();
        let outcome = person.runs("apply --auto-approve").exits(code);
        outcome.tells("is a link, and vetform does not write through links");
        assert_eq!(std::fs::read_dir(&outside).unwrap().count(), 0, "{name}");
    }
}

#[test]
fn a_file_that_is_not_a_state_gets_no_lock_and_nothing_beside_it_is_replaced() {
    let person = planned().with_settings("    state: ./x/Cargo.toml\n");
    person.write("x/Cargo.toml", "[package]\n");
    person.write("x/Cargo.lock", "version = 4\n");
    person.write("x/Cargo.journal", "mine\n");
    let refused = person.runs("apply --auto-approve").exits(1);
    refused.tells("is not a valid state");
    assert_eq!(person.read("x/Cargo.lock"), "version = 4\n");
    assert_eq!(person.path("x").read_dir().unwrap().count(), 3);
    // Where there is no file yet, what lies beside it stays as it is.
    std::fs::remove_file(person.path("x/Cargo.toml")).unwrap();
    person.does("apply --auto-approve");
    assert_eq!(person.read("x/Cargo.lock"), "version = 4\n");
    assert_eq!(person.read("x/Cargo.journal"), "mine\n");
}

#[test]
fn a_file_in_the_place_of_a_journal_or_a_lock_is_refused_before_any_call() {
    for (name, what) in [
        (JOURNAL, "journal"),
        ("vetform.state/lab.json.lock", "is not a lock"),
    ] {
        let person = planned();
        person.write(name, "mine\nand more\n");
        let refused = person.runs("apply --auto-approve").exits(1);
        refused.tells(what);
        assert_eq!(person.read(name), "mine\nand more\n");
        assert_eq!(person.writes(), Vec::<String>::new());
    }
}

#[test]
fn a_new_state_is_private_and_a_state_keeps_the_mode_that_it_was_given() {
    let person = applied();
    assert_eq!(mode(&person, STATE), 0o600);
    for kept in [0o664, 0o644, 0o600] {
        let permissions = std::fs::Permissions::from_mode(kept);
        std::fs::set_permissions(person.path(STATE), permissions).unwrap();
        person.changes("Engineering screen", "Engineering talk");
        person.does("apply --auto-approve");
        person.changes("Engineering talk", "Engineering screen");
        assert_eq!(mode(&person, STATE), kept);
    }
}

#[test]
fn a_state_that_is_a_link_is_written_where_it_leads_and_stays_a_link() {
    let person = applied();
    let shared = person.neighbour("shared");
    std::fs::create_dir_all(&shared).unwrap();
    let target = shared.join("prod.json");
    std::fs::rename(person.path(STATE), &target).unwrap();
    std::fs::set_permissions(&target, std::fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&target, person.path(STATE)).unwrap();
    let before = std::fs::read_to_string(&target).unwrap();
    person.changes("Engineering screen", "Engineering talk");
    person.does("apply --auto-approve");
    assert!(person.path(STATE).symlink_metadata().unwrap().is_symlink());
    assert_ne!(std::fs::read_to_string(&target).unwrap(), before);
    assert_eq!(
        target.metadata().unwrap().permissions().mode() & 0o777,
        0o640
    );
    person.does("plan --detailed-exitcode");
}

#[test]
fn a_state_that_is_a_link_to_nowhere_is_not_a_missing_state() {
    let person = applied();
    let target = person.neighbour("not-mounted/prod.json");
    std::fs::remove_file(person.path(STATE)).unwrap();
    symlink(&target, person.path(STATE)).unwrap();
    for line in ["plan", "apply --auto-approve", "state list", "doctor"] {
        let refused = person.runs(line).exits(1);
        let said = format!("{}{}", refused.stdout, refused.stderr);
        assert!(said.contains("is a broken link"), "{line}: {refused}");
    }
    assert_eq!(person.writes(), Vec::<String>::new());
    assert!(person.path(STATE).symlink_metadata().unwrap().is_symlink());
}

#[test]
fn a_merge_conflict_in_a_state_is_called_by_its_name() {
    let person = applied();
    let text = person.read(STATE);
    let (head, tail) = text.split_at(text.find("  \"serial\"").unwrap());
    let conflict = format!(
        "{head}<<<<<<< ours\n  \"serial\": 2,\n=======\n  \"serial\": 3,\n>>>>>>> theirs\n{tail}"
    );
    person.write(STATE, &conflict);
    insta::assert_snapshot!(person.runs("apply --auto-approve"), @"
    exit 1
    ── stderr
    error: [project]/vetform.state/lab.json has a merge conflict, from line 4 on (yours to fix)
    help: nothing was sent; keep the whole version with the higher `serial` (the later apply), with `git checkout --theirs` or `--ours`, then plan: objects that it lacks are found by name
    ");
}

/// A state whose last run was killed: its journal has what the state lacks.
fn killed() -> Person {
    let person = applied();
    let state: serde_json::Value = serde_json::from_str(&person.read(STATE)).unwrap();
    let begin = serde_json::json!({"begin": {
        "lineage": state["lineage"], "serial": state["serial"], "run": "r",
    }});
    let fact = serde_json::json!({"fact": {
        "address": "taptalent/Flow/screen", "change": {"retargeted": {"id": "of-the-journal"}},
    }});
    person.write(JOURNAL, &format!("{begin}\n{fact}\n"));
    person
}

#[test]
fn garbage_at_the_end_of_a_journal_is_cut_and_said_and_garbage_in_its_middle_is_not() {
    let person = killed();
    assert!(
        person
            .runs("state list")
            .exits(0)
            .stdout
            .contains("of-the-journal")
    );
    let whole = person.read(JOURNAL);
    let garbage = "\0\0\0\0\n\u{1}\u{2} rest of another file\n\n";
    person.write(JOURNAL, &format!("{whole}{garbage}"));
    let listed = person.runs("state list").exits(0);
    assert!(listed.stdout.contains("of-the-journal"));
    insta::assert_snapshot!(listed.stderr, @"warning: the end of the journal [project]/vetform.state/lab.journal is damaged from line 3 on, as after a power failure, and was skipped: anything it recorded there is searched for among live objects");
    let (first, second) = whole.split_once('\n').unwrap();
    person.write(JOURNAL, &format!("{first}\n\0\0\0\n{second}"));
    insta::assert_snapshot!(person.runs("apply --auto-approve"), @"
    exit 1
    ── stderr
    error: line 2 of the journal [project]/vetform.state/lab.journal is damaged (yours to fix)
    help: nothing was sent; keep a copy and move the journal away: the next plan finds what that run created by name
    ");
    assert_eq!(person.writes(), Vec::<String>::new());
}

#[test]
fn results_are_written_over_no_manifest_no_configuration_and_no_other_file() {
    let person = planned();
    person.write("README.md", "# Ours\n");
    person.write("README", "Ours\n");
    let before = person.files();
    for line in [
        "plan --output all.yaml",
        "plan --out vetform.yaml",
        "plan --out ./x/../all.yaml",
        "apply --auto-approve --report all.yaml",
        "validate --output vetform.yaml --force",
        "drift --output new.YML",
        "plan --output README.md --format markdown",
        "plan --out README",
        "plan --force --output vetform.state/lab.json",
    ] {
        let refused = person.runs(line).exits(3);
        assert!(
            refused.stderr.contains("was not written: "),
            "{line}: {refused}"
        );
        assert_eq!(person.files(), before, "{line}");
    }
    assert_eq!(person.calls(), Vec::<String>::new());
    person.does("plan --output README.md --force");
    assert!(person.read("README.md").contains("Plan for workspace lab"));
}

#[test]
fn a_result_replaces_an_older_one_of_its_sort_and_no_other() {
    let person = planned();
    for format in [
        "text", "json", "markdown", "html", "gitlab", "junit", "sarif",
    ] {
        for _ in 0..2 {
            person.does(&format!("plan --format {format} --output out --out saved"));
        }
    }
    person.ends("plan --output saved", 3);
    person.ends("plan --out out", 3);
    person.does("plan --out out --force");
    let bystander = bystander(&person);
    symlink(&bystander, person.path("linked")).unwrap();
    for line in ["plan --force --output linked", "plan --force --out linked"] {
        person.ends(line, 3);
        untouched(&bystander);
    }
}

#[test]
fn where_the_log_cannot_be_written_that_is_said_and_the_run_goes_on() {
    let person = planned();
    person.write(".vetform", "a file in its place");
    person.does("plan");
    let outcome = person.runs("apply --auto-approve").exits(0);
    insta::assert_snapshot!(outcome.stderr, @"
    warning: cannot write the log [project]/.vetform/log/[run].jsonl: Not a directory (os error [n]); calls are not logged
      create taptalent/Assessment/backend (2 calls) …
      create taptalent/Flow/screen (1 call) …
    ");
    person.does("plan --detailed-exitcode");
}

#[test]
fn two_names_for_the_lock_keep_two_versions_apart() {
    let person = planned();
    person.write("vetform.state/lab.lock", "");
    let held = std::fs::File::open(person.path("vetform.state/lab.lock")).unwrap();
    held.lock().unwrap();
    person.ends("apply --auto-approve", 6);
    drop(held);
    person.does("apply --auto-approve");
}

/// A project in its sandbox with this seed, and a flow that needs nothing.
fn seeded(seed: &str) -> Person {
    let person = Person::new().with_manifests(
        "apiVersion: promptster/v1\nkind: Branding\nmetadata: { name: org }\nspec: { retentionDays: 30 }\n",
    );
    person.write(
        "vetform.yaml",
        &format!(
            "apiVersion: vetform/v1\nkind: Config\nworkspaces:\n  lab:\n    sandbox: {{ seed: {seed} }}\n"
        ),
    );
    person
}

#[test]
fn a_seed_is_a_regular_file_of_the_project() {
    let person = seeded("seed.yaml");
    person.write("seed.yaml", "taptalent: {}\n");
    person.does("plan");
    std::fs::write(person.neighbour("outside.yaml"), "secret: text\n").unwrap();
    let outside = person.neighbour("outside.yaml");
    for seed in ["../outside.yaml", outside.as_str()] {
        let person = seeded(seed);
        std::fs::write(person.neighbour("outside.yaml"), "secret: text\n").unwrap();
        let said = person.runs("plan").exits(3);
        said.tells("`seed` leads out of the project");
        assert!(!said.stderr.contains("secret"), "{said}");
    }
    for (target, words) in [
        (outside.as_str(), "leads out of the project"),
        ("/dev/zero", "leads out of the project"),
        ("missing.yaml", "cannot read the sandbox's seed"),
    ] {
        std::fs::remove_file(person.path("seed.yaml")).unwrap();
        symlink(target, person.path("seed.yaml")).unwrap();
        let said = person.soon("plan").exits(3);
        assert!(said.stderr.contains(words), "{target}: {said}");
        assert!(!said.stderr.contains("secret"), "{said}");
    }
    std::fs::remove_file(person.path("seed.yaml")).unwrap();
    pipe(&person, "seed.yaml");
    let said = person.soon("plan").exits(3);
    said.tells("it is not a regular file");
    std::fs::remove_file(person.path("seed.yaml")).unwrap();
    let large = std::fs::File::create(person.path("seed.yaml")).unwrap();
    large.set_len(17 * 1024 * 1024).unwrap();
    let said = person.soon("plan").exits(3);
    said.tells("larger than 16 MiB");
}

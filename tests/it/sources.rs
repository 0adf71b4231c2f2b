//! Rosters whose people a program prints: which program is the configuration's, what it is given is a text and never a
//! command, what it prints is read as a file is, and whoever only checks manifests runs nothing.

use std::fs;
use std::time::{Duration, Instant};

use super::person::{Person, send, wait_until};

pub(crate) const ROSTER: &str = "\
---
apiVersion: taptalent/v1
kind: Roster
metadata: { name: spring }
spec: { flow: screen, from: { source: ats, arguments: [spring] } }
";

pub(crate) const MANIFESTS: &str = concat!(
    manifest!("voice"),
    "  questions: [{ name: debug, question: How do you debug a production issue?, idealAnswer: By its cause. }]
---
",
    manifest!("screen-of-voice"),
);

/// With a program `ats` in `scripts/cohort.sh`, and a roster that takes its people from it.
pub(crate) fn at_a_source(script: &str) -> Person {
    let person = Person::new()
        .with_manifests(&format!("{MANIFESTS}{ROSTER}"))
        .at_a_system();
    name_the_source(&person);
    person.write("scripts/cohort.sh", &format!("#!/bin/sh\n{script}"));
    executable(&person, "scripts/cohort.sh");
    person
}

pub(crate) fn name_the_source(person: &Person) {
    let sources = "sources:\n  ats: { command: [./scripts/cohort.sh] }\n";
    person.write("vetform.yaml", &(person.read("vetform.yaml") + sources));
}

pub(crate) fn executable(person: &Person, name: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(person.path(name), fs::Permissions::from_mode(0o755)).unwrap();
}

pub(crate) const PEOPLE: &str = "cat <<END\nemail,firstName,lastName\nalex@example.com,Alex,Doe\nsam@example.com,Sam,Poe\nEND\n";

#[test]
fn whoever_the_program_prints_is_invited_once_and_the_next_plan_is_empty() {
    let person = at_a_source(PEOPLE);
    person.does("apply --auto-approve --send-invites");
    assert_eq!(person.mails(), 2);
    person.ends("plan --detailed-exitcode", 0);
    person.does("apply --auto-approve --send-invites");
    assert_eq!(person.mails(), 2);
    // From another folder it is the same program.
    fs::create_dir(person.path("deep")).unwrap();
    let mut deep = person.command("plan --detailed-exitcode");
    let deep = deep.current_dir(person.path("deep")).output().unwrap();
    assert_eq!(deep.status.code(), Some(0));
}

#[test]
fn whoever_the_program_prints_is_invited_once_in_many_workspaces_as_well() {
    let person = at_a_source(PEOPLE);
    person.does("apply -w l* --auto-approve --send-invites");
    assert_eq!(person.mails(), 2);
    person.ends("plan -w l* --detailed-exitcode", 0);
    person.does("apply -w l* --auto-approve --send-invites");
    assert_eq!(person.mails(), 2);
}

#[test]
fn what_a_manifest_gives_is_one_argument_and_no_shell_reads_it() {
    let script = format!("for a in \"$@\"; do echo \"[$a]\" >> ../given; done\n{PEOPLE}");
    let person = at_a_source(&script);
    let given = "['$(touch ../stolen)', 'a b', '; touch ../stolen', '*', '']";
    let roster = format!("{MANIFESTS}{}", ROSTER.replace("[spring]", given));
    person.write("all.yaml", &roster);
    person.does("plan");
    let told = fs::read_to_string(person.neighbour("given")).unwrap();
    assert_eq!(
        told,
        "[$(touch ../stolen)]\n[a b]\n[; touch ../stolen]\n[*]\n[]\n"
    );
    assert!(!person.neighbour("stolen").exists());

    person.write("all.yaml", &roster.replace("'a b'", "--output=x"));
    insta::assert_snapshot!(person.runs("plan"), @"
    exit 3
    ── stderr
    error[out-of-bounds]: an argument of a source cannot start with `-`: whoever may edit this manifest would set options of the program
      --> all.yaml:18:78
       |
    17 | metadata: { name: spring }
    18 | spec: { flow: screen, from: { source: ats, arguments: ['$(touch ../stolen)', --output=x, '; ...
       |                                                                              ^^^^^^^^^^
       |
       = help: put options into `command` under `sources` in vetform.yaml, where they are reviewed

    1 error in 1 file
    ");
}

#[test]
fn checking_manifests_runs_no_program_and_says_so() {
    let person = at_a_source(&format!("touch ../ran\n{PEOPLE}"));
    insta::assert_snapshot!(person.runs("validate"), @"
    exit 0
    ── stdout
    3 resources in 1 file: no problems
    ── stderr
    the people of the source `ats` were not checked: `validate` runs no program of vetform.yaml, `plan` does
    ");
    insta::assert_snapshot!(person.runs("-q validate"), @"
    exit 0
    ── stdout
    3 resources in 1 file: no problems
    ");
    for line in [
        "doctor",
        "graph",
        "state list",
        "validate -w lab --format sarif",
        "pull",
    ] {
        person.does(line);
    }
    assert!(!person.neighbour("ran").exists());
    person.does("plan");
    assert!(person.neighbour("ran").exists());
}

#[test]
fn two_rosters_of_one_call_run_it_once() {
    let person = at_a_source(&format!("echo \"$1\" >> ../ran\n{PEOPLE}"));
    let other = ROSTER
        .replace("spring }\nspec", "second }\nspec")
        .replace("flow: screen", "assessment: voice");
    let third = ROSTER
        .replace("spring }\nspec", "third }\nspec")
        .replace("flow: screen", "assessment: voice")
        .replace("[spring]", "[autumn]");
    person.write(
        "all.yaml",
        &format!(
            "{MANIFESTS}{ROSTER}{other}{}",
            third.replace("assessment: voice", "flow: screen")
        ),
    );
    // The same people in the same flow by two rosters is no error: the first enters them.
    let _ = person.runs("plan");
    let ran = fs::read_to_string(person.neighbour("ran")).unwrap();
    assert_eq!(ran, "spring\nautumn\n");
}

#[test]
fn a_header_alone_is_nobody_and_nothing_is_undone() {
    let person = at_a_source(PEOPLE);
    person.does("apply --auto-approve --send-invites");
    let before = person.world();
    person.write(
        "scripts/cohort.sh",
        "#!/bin/sh\necho email,firstName,lastName\n",
    );
    person.calls();
    person
        .runs("apply --auto-approve --send-invites")
        .exits(0)
        .tells("has a header and nobody below it");
    assert_eq!(person.writes(), Vec::<String>::new());
    assert_eq!(person.world(), before);
    // Nobody was forgotten: whoever is printed again is not mailed again.
    person.write("scripts/cohort.sh", &format!("#!/bin/sh\n{PEOPLE}"));
    person.does("apply --auto-approve --send-invites");
    assert_eq!(person.mails(), 2);
}

#[test]
fn a_program_sees_no_key_of_a_workspace_and_nothing_on_stdin() {
    let script = format!("env > ../seen\ncat >> ../seen\n{PEOPLE}");
    let person = at_a_source(&script)
        .with_env("AWS_SECRET_ACCESS_KEY", "of-the-state")
        .with_env("ATS_TOKEN", "its-own");
    person.does("plan");
    let seen = fs::read_to_string(person.neighbour("seen")).unwrap();
    for secret in ["LAB_KEY", "AWS_SECRET_ACCESS_KEY"] {
        assert!(!seen.contains(secret), "{seen}");
    }
    assert!(seen.contains("ATS_TOKEN=its-own"), "{seen}");
    assert!(seen.contains("VETFORM_WORKSPACE=lab"), "{seen}");
}

#[test]
fn a_saved_plan_does_not_fit_once_the_program_prints_other_people() {
    let person = at_a_source(PEOPLE);
    person.does("plan --out change.plan");
    let others = PEOPLE.replace("sam@", "kim@");
    person.write("scripts/cohort.sh", &format!("#!/bin/sh\n{others}"));
    person.ends("apply change.plan --send-invites", 5);
    assert_eq!(person.mails(), 0);
}

#[test]
fn whoever_interrupts_a_run_ends_its_program_too() {
    let person = at_a_source("sh -c 'echo $$ > ../child; exec sleep 1000'\n");
    for line in ["plan", "apply --auto-approve"] {
        let child = person.neighbour("child");
        let _ = fs::remove_file(&child);
        let begun = Instant::now();
        let run = person.starts(line);
        wait_until("the program has a child", || {
            fs::read_to_string(&child).is_ok_and(|text| text.ends_with('\n'))
        });
        send("TERM", &run);
        let outcome = super::person::Outcome::from(run.wait_with_output().unwrap());
        assert_eq!(outcome.code, Some(130), "{outcome}");
        outcome.tells("interrupted; nothing was sent");
        let id = fs::read_to_string(&child).unwrap();
        wait_until("the child is gone", || {
            let alive = person.script(&format!("kill -0 {}", id.trim()));
            alive.code != Some(0)
        });
        assert!(begun.elapsed() < Duration::from_mins(2));
    }
}

#[test]
fn with_the_configuration_from_the_protected_branch_its_program_is_run_as_it_is_there() {
    let mut person = at_a_source(PEOPLE).with_git();
    person.set_env("PATH", &std::env::var("PATH").unwrap());
    person.does_script(
        "git init -q -b main\ngit add .\ngit commit -qm First\ngit switch -q -c theirs",
    );
    person.write("scripts/cohort.sh", "#!/bin/sh\ntouch ../stolen\n");
    let theirs = person
        .read("vetform.yaml")
        .replace("./scripts/cohort.sh", "touch, ../stolen");
    person.write("vetform.yaml", &theirs);
    let plan = person.runs("plan --config-from main").exits(0);
    plan.shows("a…x@e….com");
    assert!(!person.neighbour("stolen").exists());
}

#[test]
fn no_address_is_in_any_git_object_nor_in_the_state() {
    let mut person = at_a_source("cat ../ats.csv\n").with_git();
    person.set_env("PATH", &std::env::var("PATH").unwrap());
    let people =
        "email,firstName,lastName\nalex@people.example,Alex,Quuxley\nsam@people.example,Sam,Poe\n";
    person.write("../ats.csv", people);
    person.does("plan --out change.plan");
    person.does("apply change.plan --send-invites --report report.json");
    assert_eq!(person.mails(), 2);
    // Everything, also what .gitignore would leave out: logs, the state, the plan and the report.
    person.does_script("git init -q -b main\ngit add -A -f\ngit commit -qm All");
    let objects =
        person.script("git cat-file --batch-all-objects --batch | LC_ALL=C tr -cd '[:print:]\\n'");
    let objects = objects.exits(0).stdout.to_lowercase();
    assert!(
        objects.contains("\"fingerprintkey\""),
        "the state is among them"
    );
    for word in ["alex", "sam@", "quuxley", "people.example"] {
        assert!(!objects.contains(word), "{word}");
    }
}

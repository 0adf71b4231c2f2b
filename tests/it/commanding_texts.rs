//! Texts that command: names of files, variables, arguments, manifests and what is live steer no terminal, forge no line
//! and give no order to the runner that reads the log.

use vetform::sandbox::AssessmentChange;

use super::binary::{SCREEN, applied, planned};
use super::person::{Outcome, Person};

/// What each of the four runners obeys, and what moves a cursor.
const EVIL: &str = "x\n::add-mask::k\n \t::stop-commands::t\n##[group]g\n##vso[task.complete]d\nsection_start:1:s\r\u{1b}[0K\u{7}";

const RUNNERS: [&str; 4] = ["GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI", "CI"];

fn in_a_runner(person: Person, runner: &str) -> Person {
    person.with_env(runner, "true")
}

/// Both streams of a run: nothing in them commands anybody.
#[track_caller]
fn commands_nobody(outcome: &Outcome) {
    for text in [&outcome.stdout, &outcome.stderr] {
        let steers = |c: char| c.is_control() && c != '\n' && c != '\t';
        assert!(!text.contains(steers), "{text:?}");
        for line in text.lines() {
            let line = line.trim();
            let is_command = ["::", "section_start:", "section_end:"]
                .iter()
                .any(|command| line.starts_with(command));
            assert!(!is_command, "{text}");
            assert!(!line.contains("##[") && !line.contains("##vso["), "{text}");
        }
    }
}

/// The same, and of a name not even a line of its own.
#[track_caller]
fn commands_nobody_in_one_line(outcome: &Outcome) {
    commands_nobody(outcome);
    let is_forged = |line: &str| line.trim_start_matches(['\\', ' ', '\t']).starts_with("::");
    for text in [&outcome.stdout, &outcome.stderr] {
        assert!(!text.lines().any(is_forged), "{text}");
    }
}

#[test]
fn the_name_of_a_file_commands_nobody() {
    for runner in RUNNERS {
        let person = in_a_runner(planned(), runner);
        let name = EVIL.replace('/', "");
        person.write(
            &format!("{name}.yaml"),
            "apiVersion: taptalent/v1\nkind: Asessment\n",
        );
        for line in [
            "validate",
            "plan",
            "apply --auto-approve",
            "validate --format json",
            "validate --format sarif",
            "validate --format gitlab",
            "validate --format junit",
            "doctor",
            "state list",
        ] {
            let said = person.runs(line);
            commands_nobody_in_one_line(&said);
        }
        let folder = person.path(&format!("{name}d"));
        std::fs::create_dir(&folder).unwrap();
        for arguments in [
            ["-C", folder.as_str(), "init"],
            ["-C", "nowhere\n::error::", "plan"],
        ] {
            let said = person.command("").args(arguments).output().unwrap();
            commands_nobody_in_one_line(&Outcome::from(said));
        }
    }
}

#[test]
fn variables_and_arguments_command_nobody() {
    let person = in_a_runner(planned(), "GITHUB_ACTIONS");
    for arguments in [
        vec!["plan", "--target", EVIL],
        vec!["plan", EVIL],
        vec![EVIL],
        vec!["plan", "--output", EVIL, "--format", EVIL],
        vec!["plan", "--out", "a\n::error::/b"],
        vec!["apply", EVIL],
        vec!["results", EVIL],
        vec!["pull", EVIL],
        vec!["state", "show", EVIL],
        vec!["plan", "--config-from", EVIL],
        vec!["explain", EVIL],
        vec!["schema", EVIL],
        vec!["-w", EVIL, "plan"],
    ] {
        let said = person.command("").args(&arguments).output().unwrap();
        let said = Outcome::from(said);
        assert_ne!(said.code, Some(0), "{arguments:?}");
        commands_nobody_in_one_line(&said);
    }
    let person = person.with_env("VETFORM_WORKSPACE", EVIL);
    for line in ["plan", "plan --help", "--help", "doctor", "state list"] {
        commands_nobody_in_one_line(&person.runs(line));
    }
}

#[test]
fn texts_of_manifests_and_of_what_is_live_command_nobody() {
    let question = serde_json::to_string(&EVIL.replace(['\r', '\u{1b}', '\u{7}'], "")).unwrap();
    let manifests = SCREEN.replace("How do you debug a production issue?", &question);
    for runner in RUNNERS {
        let person = Person::new().at_a_system().with_manifests(&manifests);
        let person = in_a_runner(person, runner);
        for line in [
            "plan",
            "plan --format markdown",
            "plan --format json",
            "plan --format html",
            "apply --auto-approve",
        ] {
            commands_nobody(&person.runs(line).exits(0));
        }
        let change = AssessmentChange {
            title: Some(EVIL.to_owned()),
            ..AssessmentChange::default()
        };
        let id = person.live()["assessments"][0]["assessmentId"].clone();
        let web_app = person.system().web_app();
        web_app
            .set_assessment(id.as_str().unwrap(), &change)
            .unwrap();
        for line in [
            "plan",
            "drift",
            "pull",
            "graph",
            "results taptalent/Assessment/backend",
        ] {
            commands_nobody(&person.runs(line).exits(0));
        }
    }
}

#[test]
fn without_a_runner_a_text_is_shown_as_it_is() {
    let manifests = SCREEN.replace(
        "How do you debug a production issue?",
        "'::add-mask::a ##[group]b'",
    );
    let person = Person::new().at_a_system().with_manifests(&manifests);
    let shown = person.runs("plan").exits(0).stdout;
    assert!(
        shown.contains("question: ::add-mask::a ##[group]b"),
        "{shown}"
    );
}

#[test]
fn our_own_workflow_commands_are_obeyed_in_a_runner() {
    let person = in_a_runner(applied(), "GITHUB_ACTIONS");
    person.changes("name: Technical", "name: \"50%, a:b\\n::x\"");
    let said = person.runs("plan --format github").exits(4);
    insta::assert_snapshot!(said.stdout, @"::error file=all.yaml,line=17,col=7,endLine=17,endColumn=71,title=immutable-step taptalent/Flow/screen::`name` of step 1 cannot be changed; live: “Technical”, manifest: “50%25, a:b%0A::x”%0Ahelp: steps of a live flow cannot be changed, moved or removed: revert the manifest and append at the end; or set `lifecycle.onImmutableChange: newVersion` to create a new flow and set this one INACTIVE; or give the manifest a new `metadata.name` and `flowName`");
}

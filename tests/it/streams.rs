//! What goes to which stream, how it looks there, and what is never in any.

use std::io::{BufRead as _, BufReader};

use vetform::sandbox::{API_KEY, AssessmentChange, FaultRule, FlowStep, Match, QuestionContent};

use super::binary::{applied, planned};
use super::fault_rules::status;
use super::person::{Outcome, Person, send};

#[test]
fn what_would_steer_the_terminal_is_shown_escaped() {
    let person = applied();
    let title = "Owned \u{1b}[2J\u{1b}]0;title\u{7} by \u{202e}nobody".to_owned();
    let change = AssessmentChange {
        title: Some(title),
        ..AssessmentChange::default()
    };
    person
        .system()
        .web_app()
        .set_assessment(&id_of(&person, 0), &change)
        .unwrap();
    let plan = person.runs("plan").exits(0);
    assert!(
        !plan
            .stdout
            .chars()
            .any(|c| c == '\u{1b}' || c == '\u{7}' || c == '\u{202e}'),
        "{plan}"
    );
    insta::assert_snapshot!(plan, @r"
    exit 0
    ── stdout
    ~ update taptalent/Assessment/backend ([id])
        ~ title: [-Owned \u{1b}[2J\u{1b}]0;title\u{7} by \u{202e}nobody-]{+Backend interview+}  (changed
          in the web app)
        → PUT /assessment/[id]

    Plan for workspace lab: 1 to update, 1 unchanged.
    1 call: 1 × PUT /assessment/:id.
    ");
    let applied = person
        .runs("apply --auto-approve -vv --color never")
        .exits(0);
    assert!(!applied.to_string().contains('\u{1b}'), "{applied}");
}

#[test]
fn a_live_text_can_neither_steer_the_terminal_nor_forge_a_line() {
    let person = applied();
    let evil = "x\n✓ created all \u{1b}[2J \u{9b}31m \u{202e}y\r".to_owned();
    let web_app = person.system().web_app();
    let live = person.live();
    let question = QuestionContent {
        question: evil.clone(),
        kind: "SUBJECTIVE".to_owned(),
        system_instruction: None,
        ideal_answer: None,
    };
    let assessment = id_of(&person, 0);
    web_app.add_question(&assessment, &question).unwrap();
    let step = FlowStep {
        assessment_id: assessment.clone(),
        pass_threshold: 1.0,
        assessment_type: None,
        name: Some(evil.clone()),
        instructions: Some(evil.clone()),
        pass_action: Some(evil.clone()),
    };
    let flow = live["flows"][0]["id"].as_i64().unwrap();
    web_app.append_step(flow, step.clone()).unwrap();
    web_app.set_step(flow, 0, step).unwrap();
    let change = AssessmentChange {
        title: Some(evil.clone()),
        hiring_for_role: Some(evil),
        ..AssessmentChange::default()
    };
    web_app.set_assessment(&assessment, &change).unwrap();
    for line in ["plan", "plan --format json", "apply --auto-approve -vv"] {
        let shown = person.runs(line).exits(4).to_string();
        let steers = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!shown.contains(steers), "{line}: {shown:?}");
        assert!(!shown.lines().any(|line| line.starts_with('✓')), "{shown}");
    }
    let json = person.runs("plan --format json").exits(4).stdout;
    let plan: serde_json::Value = serde_json::from_str(&json).unwrap();
    let message = plan["blocked"][1]["message"].as_str().unwrap();
    assert!(
        message.contains("\u{1b}[2J \u{9b}31m \u{202e}y\r"),
        "{message:?}"
    );
}

#[test]
fn quiet_leaves_results_and_verbose_names_every_call() {
    let person = planned();
    let verbose = person.runs("plan -v --output plan.txt").exits(0);
    let mut calls: Vec<&str> = verbose.stderr.lines().collect();
    calls.sort_unstable();
    insta::assert_snapshot!(calls.join("\n"), @"
    GET /assessment-flows → 200 in [n] ms (try 1)
    GET /assessment?pageNumber=1&perPage=100 → 200 in [n] ms (try 1)
    ");
    let quiet = person.runs("apply --auto-approve -q").exits(0);
    assert_eq!(quiet.stderr, "");
    insta::assert_snapshot!(person.runs("plan -q"), @"
    exit 0
    ── stdout
    Nothing to do in workspace lab: 2 resources are as declared.
    ");
    person.play(&[FaultRule {
        when: Match {
            nth: Some(1),
            ..Match::default()
        },
        fault: status(500),
    }]);
    let tried = person.runs("plan -vv").exits(0);
    tried.tells("attempt 1 failed; trying again in");
}

#[test]
fn colour_is_for_terminals_and_for_those_who_insist() {
    let person = planned();
    let plain = person.runs("plan").exits(0).stdout;
    assert!(!plain.contains('\u{1b}'));
    let colourful = person.runs("plan --color always").exits(0).stdout;
    assert!(colourful.contains("\u{1b}[32m+ create"), "{colourful}");
    assert_eq!(person.runs("plan --color never").exits(0).stdout, plain);
    let person = person.with_env("NO_COLOR", "1");
    assert_eq!(person.runs("plan").exits(0).stdout, plain);
    // What is asked for on the command line counts more than what the environment prefers.
    assert_eq!(
        person.runs("plan --color always").exits(0).stdout,
        colourful
    );
    let error = person
        .runs("plan --color always --target taptalent/Flow/scren")
        .exits(3);
    assert!(error.stderr.starts_with("\u{1b}[31merror:"), "{error}");
}

#[test]
fn the_key_appears_in_no_output_and_in_no_file() {
    let person = planned();
    for line in [
        "plan -vv --out saved.plan --format json --output plan.json",
        "apply -vv --auto-approve --report report.json",
        "plan -vv",
        "state show taptalent/Flow/screen",
    ] {
        let outcome = person.runs(line).exits(0);
        assert!(!outcome.to_string().contains(API_KEY), "{line}: {outcome}");
    }
    assert!(person.files().len() > 6);
    for (path, (text, _)) in person.files() {
        let text = String::from_utf8_lossy(&text).into_owned();
        assert!(!text.contains(API_KEY), "{path}");
    }
}

#[test]
fn a_reader_who_has_seen_enough_is_no_failure() {
    let person = Person::with_example("acme").with_a_lab_added();
    let mut run = person.starts("plan");
    // Closing the pipe before the plan is written is what `head` does after its first line.
    drop(run.stdout.take());
    let outcome = run.wait_with_output().unwrap();
    assert_eq!(
        (outcome.status.code(), outcome.stderr.as_slice()),
        (Some(0), &[][..])
    );
}

#[test]
#[cfg(target_os = "linux")]
fn a_result_that_cannot_be_written_is_a_failure() {
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let person = planned();
    insta::assert_snapshot!(person.runs_into("plan --format json", full), @"
    exit 1
    ── stderr
    error: cannot write the result: No space left on device (os error [n])
    ");
}

#[test]
fn a_report_that_could_not_be_written_is_found_before_the_first_call() {
    let person = planned();
    insta::assert_snapshot!(person.runs("apply --auto-approve --report nowhere/report.json"), @"
    exit 3
    ── stderr
    error: there is no folder nowhere for nowhere/report.json
    help: nothing was sent
    ");
    assert_eq!(person.calls(), Vec::<String>::new());
}

#[test]
fn a_sandbox_serves_until_it_is_told_to_stop_and_says_why_it_cannot_start() {
    let person = planned();
    let taken = person.system().base_url();
    let port = taken.rsplit(':').next().unwrap();
    insta::assert_snapshot!(person.runs(&format!("sandbox --port {port}")), @"
    exit 1
    ── stderr
    error: the sandbox: cannot listen on 127.0.0.1:[port]: Address already in use (os error [n])
    help: choose another port with `--port`; 0 for any free port
    ");

    let mut serving = person.starts("sandbox --port 0");
    let mut lines = BufReader::new(serving.stdout.take().unwrap()).lines();
    insta::assert_snapshot!(lines.next().unwrap().unwrap(), @"taptalent: baseUrl http://127.0.0.1:[port]/taptalent/v1/partner apiKey sk_test_vetformSandboxKey00000");
    send("TERM", &serving);
    insta::assert_snapshot!(Outcome::from(serving.wait_with_output().unwrap()), @"
    exit 0
    ── stderr
    serving until interrupted (Ctrl-C)
    finishing the calls in flight; press again to exit now
    ");
}

fn id_of(person: &Person, index: usize) -> String {
    person.assessment_id(index)
}

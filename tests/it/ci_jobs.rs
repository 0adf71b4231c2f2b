//! A job of a CI, whose disk keeps no two runs apart; and what a run says that had nothing to do.

use super::binary::planned;
use super::person::Person;

const PEOPLE: &str = "\
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: backend }
spec: { title: Backend interview, hiringForRole: Backend Engineer, purposeOfInterview: See how causes are found. }
---
apiVersion: taptalent/v1
kind: Roster
metadata: { name: april }
spec: { assessment: backend, candidates: [ { email: alex@example.com, firstName: Alex, lastName: Doe } ] }
";

fn with_people() -> Person {
    Person::new().at_a_system().with_manifests(PEOPLE)
}

#[test]
fn a_ci_job_with_a_local_state_is_warned_and_mails_nobody_unless_somebody_says_that_it_is_safe() {
    let person = with_people().with_env("CI", "true");
    let planned = person.runs("plan").exits(0);
    planned.tells("local-state-in-ci");
    let held = person.runs("apply --auto-approve --send-invites").exits(0);
    held.tells("local-state-in-ci");
    held.tells("--allow-local-state");
    assert_eq!(person.mails(), 0);
    person.does("apply --auto-approve --send-invites --allow-local-state");
    assert_eq!(person.mails(), 1);
}

#[test]
fn elsewhere_and_where_ci_says_false_nothing_is_held() {
    for value in ["", "false"] {
        let person = with_people().with_env("CI", value);
        let sent = person.runs("apply --auto-approve --send-invites").exits(0);
        assert!(!sent.stderr.contains("local-state-in-ci"), "{sent}");
        assert_eq!(person.mails(), 1);
    }
}

#[test]
fn a_blocked_plan_and_a_run_whose_reads_fail_write_their_report() {
    let person = planned();
    let report = |person: &Person| -> serde_json::Value {
        serde_json::from_str(&person.read("report.json")).unwrap()
    };
    person.changes(
        "metadata: { name: backend }",
        "metadata: { name: backend, id: unknown }",
    );
    person.ends("apply --auto-approve --report report.json", 4);
    let told = report(&person);
    assert_eq!(told["outcome"], "failed");
    assert!(
        told["failed"][0]["error"]
            .as_str()
            .unwrap()
            .contains("unknown-pin"),
        "{told}"
    );
    let refused = planned().with_env("LAB_KEY", "sk_live_notAKeyOfThisSystem");
    refused.ends("apply --auto-approve --report report.json", 1);
    let told = report(&refused);
    assert_eq!(told["outcome"], "failed");
    assert_eq!(told["skipped"].as_array().unwrap().len(), 2, "{told}");
}

#[test]
fn that_somebody_was_not_mailed_is_asked_and_without_a_terminal_wants_yes() {
    let person = with_people();
    person.does("apply --auto-approve --send-invites");
    let before = person.read("vetform.state/lab.json");
    let line = "state settle taptalent/Roster/april alex@example.com --not-sent";
    insta::assert_snapshot!(person.runs(line), @"
    exit 3
    ── stderr
    error: cannot ask for confirmation without a terminal, and `--yes` was not given
    help: nothing was changed; make sure that none of them was mailed, then run the same command with `--yes`: the next apply mails them
    ");
    assert_eq!(person.read("vetform.state/lab.json"), before);
    person.does(&format!("{line} --yes"));
    assert_ne!(person.read("vetform.state/lab.json"), before);
}

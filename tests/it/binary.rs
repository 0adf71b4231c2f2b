//! Every exit code, with all that the program says.

use vetform::sandbox::{Fault, FaultRule, Match};

use super::fault_rules::{on_path, on_writes, status};
use super::person::{Person, errors_of};

/// One assessment with one question, and a flow that leads to it.
pub(crate) const SCREEN: &str = concat!(
    manifest!("backend"),
    "  questions:
    - { name: debug, question: How do you debug a production issue?, idealAnswer: With a method. }
---
",
    manifest!("engineering-screen"),
    "  steps:
    - { assessment: backend, passThreshold: 60, name: Technical }
",
);

/// `SCREEN`, not applied yet.
pub(crate) fn planned() -> Person {
    Person::new().at_a_system().with_manifests(SCREEN)
}

/// `SCREEN`, live and recorded.
pub(crate) fn applied() -> Person {
    let person = planned();
    person.does("apply --auto-approve");
    let _ = person.calls();
    person
}

#[test]
fn done_is_0_and_pending_changes_are_2_when_asked_for() {
    let person = planned();
    person.does("plan");
    insta::assert_snapshot!(person.runs("plan --detailed-exitcode"), @"
    exit 2
    ── stdout
    + create taptalent/Assessment/backend
        + title: Backend interview
        + hiringForRole: Backend Engineer
        + purposeOfInterview: See how the candidate finds causes.
        + questions[debug]
            question: How do you debug a production issue?
            idealAnswer: With a method.
        → POST /assessment/audio-interviews
        → POST /assessment/{taptalent/Assessment/backend}/questions

    + create taptalent/Flow/screen
        + flowName: Engineering screen
        + steps[0]
            assessment: backend
            passThreshold: 60
            name: Technical
        → POST /assessment-flows

    Plan for workspace lab: 2 to create.
    3 calls: 1 × POST /assessment-flows, 1 × POST /assessment/:id/questions, 1 × POST
      /assessment/audio-interviews.
    ");
    person.does("apply --auto-approve");
    insta::assert_snapshot!(person.runs("plan --detailed-exitcode"), @"
    exit 0
    ── stdout
    Nothing to do in workspace lab: 2 resources are as declared.
    ");
}

#[test]
fn a_refused_key_is_1_and_neither_it_nor_the_good_one_is_shown() {
    let person = planned().with_env("LAB_KEY", "sk_live_notAKeyOfThisSystem");
    for line in ["plan", "apply --auto-approve"] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(person.runs(line), @"
            exit 1
            ── stderr
            error: taptalent rejects the API key: 401 Unauthorized, UNAUTHORIZED (authentication_error): Missing or invalid API key (yours to fix)
            while reading what is live in workspace lab: GET http://127.0.0.1:[port]/taptalent/v1/partner[a list]
            help: the key in the environment variable LAB_KEY is of unusual length: `sk_live_` is usually followed by 22 letters and digits: copy a key that is valid now from TapTalent's web app, and store it in that place; nothing was changed
            ");
        }
    }
    assert_eq!(person.writes(), Vec::<String>::new());
}

#[test]
fn a_missing_key_is_told_by_the_name_of_its_variable() {
    let person = planned();
    person.edit("vetform.yaml", "LAB_KEY", "OTHER_KEY");
    insta::assert_snapshot!(person.runs("plan"), @"
    exit 1
    ── stderr
    error: there is no key of taptalent for workspace lab: the environment variable OTHER_KEY is not set (yours to fix)
    help: set OTHER_KEY where this command runs: `export OTHER_KEY=…`, or in a CI job from its secret (`env:`); `taptalent.apiKey` in vetform.yaml says where the key comes from; nothing was sent
    ");
}

#[test]
fn a_key_of_another_system_is_not_sent_off_this_machine() {
    let person = planned().with_env("LAB_KEY", "psk_live_abcdefghijkl");
    let here = person.runs("plan").exits(1);
    here.tells("taptalent rejects the API key");
    person.write(
        "vetform.yaml",
        "apiVersion: vetform/v1\nkind: Config\nworkspaces:\n  lab:\n    taptalent: { apiKey: { env: LAB_KEY } }\n",
    );
    insta::assert_snapshot!(person.runs("plan -w lab"), @"
    exit 1
    ── stderr
    error: the environment variable LAB_KEY holds a key of promptster, and workspace lab takes the key of taptalent from there (yours to fix)
    help: put a key of taptalent there, or name its own source at `taptalent.apiKey` in vetform.yaml; nothing was sent, so taptalent has not seen the other key
    ");
}

#[test]
fn a_key_that_was_copied_with_quotation_marks_is_told_as_such() {
    let person = planned().with_env("LAB_KEY", "'sk_live_nobody'");
    insta::assert_snapshot!(person.runs("plan"), @"
    exit 1
    ── stderr
    error: taptalent rejects the API key: 401 Unauthorized, UNAUTHORIZED (authentication_error): Missing or invalid API key (yours to fix)
    while reading what is live in workspace lab: GET http://127.0.0.1:[port]/taptalent/v1/partner[a list]
    help: the key in the environment variable LAB_KEY has quotation marks around it, which are sent too: copy a key that is valid now from TapTalent's web app, and store it in that place; nothing was changed
    ");
}

#[test]
fn a_key_that_cannot_be_sent_is_told_by_its_variable_and_its_system_and_never_shown() {
    let person = Person::new().at_all_systems().with_manifests(SCREEN);
    let person = person.with_env("LAB_KEY", "sk_test_one\nsk_test_two");
    insta::assert_snapshot!(person.runs("plan"), @"
    exit 1
    ── stderr
    error: there is no key of taptalent for workspace lab: the environment variable LAB_KEY contains characters that cannot be sent in a key, perhaps a line break (yours to fix)
    help: the source has to give the key alone, on one line of plain text; `taptalent.apiKey` in vetform.yaml says where the key comes from; nothing was sent
    ");
    let doctor = person.runs("doctor");
    doctor.shows("the environment variable LAB_KEY contains characters");
    assert!(!doctor.stdout.contains("sk_test_"), "{doctor}");
}

#[test]
fn an_unreachable_system_is_1() {
    let person = planned();
    person.configure("http://127.0.0.1:1", "");
    insta::assert_snapshot!(person.runs("plan"), @"
    exit 1
    ── stderr
    error: taptalent cannot be reached: the connection was refused (the network's or the system's fault)
    while reading what is live in workspace lab: GET http://127.0.0.1:[port][a list] (tried 5 times)
    help: check the network and any firewall, and `taptalent.baseUrl` in vetform.yaml; nothing was changed
    ");
}

#[test]
fn a_failed_read_is_1_and_never_taken_for_absence() {
    let person = applied();
    let forbidden = status(403);
    person.play(&[on_path("/assessment-flows/", forbidden)]);
    insta::assert_snapshot!(person.runs("apply --auto-approve"), @"
    exit 1
    ── stderr
    error: taptalent does not let this API key read it (permissions or subscription): 403 Forbidden, REFUSED (api_error): The service could not answer (yours to fix)
    while reading what is live in workspace lab: GET http://127.0.0.1:[port]/taptalent/v1/partner/assessment-flows/[id]
    help: check the key's permissions, and the subscription, in TapTalent's web app, or put another key into the environment variable LAB_KEY; nothing was changed
    ");
    assert_eq!(person.writes(), Vec::<String>::new());
    let person = planned();
    person.play(&[on_path("/assessment-flows", Fault::WrongShape)]);
    insta::assert_snapshot!(person.runs("apply --auto-approve"), @"
    exit 1
    ── stderr
    error: taptalent gives an undocumented answer: `data`: expected a list of flows, not integer `42` (the system's to fix)
    while reading what is live in workspace lab: GET http://127.0.0.1:[port]/taptalent/v1/partner[a list] (tried 5 times)
    help: check `taptalent.baseUrl` in vetform.yaml, with its path: the documented one is https://partner-api.taptalent.io/v1/partner; nothing was changed
    ");
    assert_eq!(person.writes(), Vec::<String>::new());
}

#[test]
fn a_refused_write_is_1_and_what_needs_it_is_skipped() {
    let person = planned();
    person.play(&[on_writes(status(422))]);
    let refused = person
        .runs("apply --auto-approve --report report.json")
        .exits(1);
    let (_, report) = refused
        .stdout
        .split_once(
            "
✗",
        )
        .unwrap();
    insta::assert_snapshot!(format!("✗{report}"), @"
    ✗ failed taptalent/Assessment/backend
        POST /assessment/audio-interviews: refused: 422 Unprocessable Entity, REFUSED (api_error): The service could not answer
    - skipped taptalent/Flow/screen: it needs taptalent/Assessment/backend, which was not applied
    Not everything was applied: 0 done, 1 failed, 1 skipped. Finished changes are kept; fix the cause and apply again to continue.
    ");
    insta::assert_snapshot!(refused.stderr, @"
    every call is logged in [project]/.vetform/log/[run].jsonl
      create taptalent/Assessment/backend (2 calls) …
      taptalent/Assessment/backend: POST /assessment/audio-interviews: refused: 422 Unprocessable Entity, REFUSED (api_error): The service could not answer
    ");
    insta::assert_snapshot!(person.read("report.json"), @r#"
    {
      "formatVersion": 1,
      "workspace": "lab",
      "outcome": "failed",
      "done": [],
      "failed": [
        {
          "address": "taptalent/Assessment/backend",
          "error": "POST /assessment/audio-interviews: refused: 422 Unprocessable Entity, REFUSED (api_error): The service could not answer",
          "uncertain": false,
          "callsDone": 0
        }
      ],
      "skipped": [
        {
          "address": "taptalent/Flow/screen",
          "because": "it needs taptalent/Assessment/backend, which was not applied"
        }
      ],
      "held": [],
      "verified": false,
      "unverifiedBecause": [],
      "rewritten": [],
      "sent": 1,
      "repeated": []
    }
    "#);
}

#[test]
fn an_apply_that_nobody_has_agreed_to_is_3() {
    let person = planned();
    insta::assert_snapshot!(person.runs("apply"), @"
    exit 3
    ── stderr
    error: cannot ask for approval without a terminal, and neither `--auto-approve` nor a saved plan was given
    help: review `vetform plan --out FILE`, then run `vetform apply FILE`; or use `--auto-approve`
    ");
    assert_eq!(person.calls(), Vec::<String>::new());
}

#[test]
fn a_wrong_manifest_is_3_with_every_problem_and_nothing_is_sent() {
    let person = planned().with_manifests(
        &SCREEN
            .replace("idealAnswer", "idealAnswr")
            .replace("60", "160"),
    );
    let applied = person.runs("apply --auto-approve").exits(3);
    let validated = person.runs("validate").exits(3);
    assert_eq!(
        (applied.stdout, validated.stderr),
        (String::new(), String::new())
    );
    assert_eq!(applied.stderr, errors_of(&validated.stdout));
    insta::assert_snapshot!(applied.stderr, @"
    error[unknown-field]: an item of `questions` has no field `idealAnswr`
      --> all.yaml:9:70
       |
     8 |   questions:
     9 |     - { name: debug, question: How do you debug a production issue?, idealAnswr: With a meth...
       |                                                                      ^^^^^^^^^^
    10 | ---
       |
       = help: did you mean `idealAnswer`?

    error[out-of-bounds]: `passThreshold` is 160; it must be from 0 to 100
      --> all.yaml:17:45
       |
    16 |   steps:
    17 |     - { assessment: backend, passThreshold: 160, name: Technical }
       |                                             ^^^
       |
       = help: lower it to 100 or less

    2 errors in 1 file
    ");
    assert_eq!(person.calls(), Vec::<String>::new());
}

#[test]
fn a_write_that_nobody_can_settle_is_told_as_in_doubt_and_settled_later() {
    let person = planned();
    let befall = |method: &str, fault| FaultRule {
        when: Match {
            method: Some(method.to_owned()),
            ..Match::default()
        },
        fault,
    };
    let after_the_lists = FaultRule {
        when: Match {
            method: Some("GET".to_owned()),
            nth: Some(4),
            times: Some(1_000),
            ..Match::default()
        },
        fault: status(404),
    };
    person.play(&[befall("POST", Fault::DropAfterCommit), after_the_lists]);
    let lost = person.runs("apply --auto-approve -q").exits(1);
    let (_, report) = lost.stdout.split_once("\n?").unwrap();
    insta::assert_snapshot!(format!("?{report}"), @"
    ? in doubt taptalent/Assessment/backend
        POST /assessment/audio-interviews: outcome unknown: the connection was closed before a response arrived (sent once); reading what is live failed too: GET [a list]: refused: 404 Not Found, REFUSED (api_error): The service could not answer; apply again to settle it
    - skipped taptalent/Flow/screen: it needs taptalent/Assessment/backend, which was not applied
    Not everything was applied: 0 done, 1 failed, 1 skipped. The next apply reads before it sends and settles what is in doubt; if no read can, use the command above.
    ");
    assert_eq!(lost.stderr, "");
    assert_eq!(person.writes().len(), 1);
    insta::assert_snapshot!(person.runs("state list"), @"
    exit 0
    ── stdout
    taptalent/Assessment/backend	in doubt since [time]
    ");
    person.play(&[]);
    person.does("apply --auto-approve");
    assert_eq!(person.live()["assessments"].as_array().unwrap().len(), 1);
}

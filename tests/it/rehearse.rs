//! An apply that happens in a copy of what is live: what would go wrong there is told with its line, and live nothing is
//! written, nobody mailed, and no file of the project touched.

use vetform::sandbox::{Fault, FaultRule, FlowStep, FlowmingoChange, Match};

use super::binary::applied;
use super::person::{Outcome, Person};
use super::proxy::Proxy;

const MANIFESTS: &str = concat!(
    manifest!("backend"),
    "  questions:
    - { name: debug, question: How do you debug a production issue?, idealAnswer: With a method. }
---
",
    manifest!("engineering-screen"),
    "  steps:
    - { assessment: backend, passThreshold: 60, name: Technical }
---
",
    manifest!("spring-of-screen"),
);

/// Somebody about to apply `MANIFESTS` for the first time.
fn about_to_apply() -> Person {
    Person::new().at_a_system().with_manifests(MANIFESTS)
}

/// Rehearses, and proves that nothing else happened: at the sockets of the live systems only reads arrived, what is live
/// and every file of the project are as before.
#[track_caller]
fn rehearses(person: &Person, line: &str) -> Outcome {
    let _ = person.calls();
    let (world, files) = (person.live(), person.files());
    let outcome = person.runs(&format!("rehearse {line}"));
    let received = person.system().received();
    assert!(!received.is_empty(), "nothing was read: {outcome}");
    let writes: Vec<_> = received.iter().filter(|one| one.method != "GET").collect();
    assert!(writes.is_empty(), "{writes:?}");
    assert_eq!(person.live(), world);
    assert!(person.files() == files, "a file of the project was touched");
    outcome
}

#[test]
fn a_plan_that_works_is_told_in_a_few_lines_and_applies_as_rehearsed() {
    let person = about_to_apply();
    insta::assert_snapshot!(rehearses(&person, ""), @"
    exit 0
    ── stdout
    Rehearsed in a copy of what is live in workspace lab: all 3 changes worked (4 calls); planned again, nothing is left.
    Live systems were only read (2 reads), and nobody was mailed (an apply sends 1 mail): all of this happened in a sandbox. It took [n] s.
    Assumed, since no read shows it:
      - TapTalent has the credit that is needed (`--credits N` says how many it has)
    ");
    let applied = person.runs("apply --auto-approve --send-invites").exits(0);
    applied.shows("3 done, 0 failed");
    assert_eq!(person.mails(), 1);
    insta::assert_snapshot!(rehearses(&person, ""), @"
    exit 0
    ── stdout
    Nothing to rehearse in workspace lab: everything is as declared.
    ");
}

#[test]
fn for_a_review_it_is_one_line_and_for_scripts_it_is_json_by_its_schema() {
    let person = about_to_apply();
    let markdown = rehearses(&person, "--format markdown").exits(0);
    insta::assert_snapshot!(markdown.stdout, @"✅ Rehearsed in a copy of what is live in workspace lab: all 3 changes worked (4 calls); planned again, nothing is left. Nobody was mailed: all of this happened in a sandbox.");
    let json = rehearses(&person, "--format json").exits(0).stdout;
    let document: serde_json::Value = serde_json::from_str(&json).unwrap();
    let schema = include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/schema/rehearsal.schema.json"
    ));
    let schema = serde_json::from_str(schema).unwrap();
    assert!(jsonschema::is_valid(&schema, &document), "{json}");
    assert_eq!(document["outcome"], "passed");
    assert_eq!(
        (&document["changes"], &document["mails"]),
        (&3.into(), &1.into())
    );
}

#[test]
fn credits_that_are_gone_are_met_in_the_rehearsal_first() {
    let person = about_to_apply();
    insta::assert_snapshot!(rehearses(&person, "--credits 0"), @"
    exit 4
    ── stdout
    ✗ taptalent/Assessment/backend  all.yaml:3:19
        POST /assessment/audio-interviews: refused: 402 Payment Required, INSUFFICIENT_CREDITS (payment_error): Insufficient credits to create assessment
    Rehearsed in a copy of what is live in workspace lab: 1 problem. An apply would end the same way.
    Live systems were only read (2 reads), and nobody was mailed: all of this happened in a sandbox. It took [n] s.
    ");
    let markdown = rehearses(&person, "--credits 0 --format markdown").exits(4);
    insta::assert_snapshot!(markdown.stdout, @"
    ❌ Rehearsed in a copy of what is live in workspace lab: 1 problem. An apply would end the same way. Nobody was mailed: all of this happened in a sandbox.

    - taptalent/Assessment/backend (all.yaml:&#8203;3): POST /assessment/audio-interviews: refused: 402 Payment Required, INSUFFICIENT&#95;CREDITS (payment&#95;error): Insufficient credits to create assessment
    ");
    person.system().web_app().set_credits(0).unwrap();
    let live = person.runs("apply --auto-approve").exits(1);
    live.shows("402 Payment Required");
}

/// `backend` and `screen` are live; somebody puts another step in the place of the first, and here one is appended.
fn with_a_broken_prefix() -> Person {
    let person = applied();
    person.changes("passThreshold: 60", "passThreshold: 65");
    person.does("plan --out change.plan");
    let id = person.live()["flows"][0]["id"].as_i64().unwrap();
    let assessment = person.assessment_id(0);
    let app = person.system().web_app();
    let step = FlowStep {
        name: Some("Somebody else's".to_owned()),
        ..FlowStep::new(assessment, 60.0)
    };
    app.set_step(id, 0, step).unwrap();
    person
}

#[test]
fn steps_that_were_changed_behind_our_back_are_met_in_the_rehearsal_first() {
    let person = with_a_broken_prefix();
    insta::assert_snapshot!(rehearses(&person, "change.plan"), @"
    exit 5
    ── stdout
    ✗ taptalent/Flow/screen  all.yaml:13:19
        “Engineering screen”: now blocked: `name` of step 1 cannot be changed; live: “Somebody else's”, manifest: “Technical”; nothing was sent for it: plan and review again
    Nothing was rehearsed in workspace lab: an apply would refuse the plan, for 1 problem.
    ");
    insta::assert_snapshot!(rehearses(&person, ""), @"
    exit 4
    ── stdout
    ✗ taptalent/Flow/screen  all.yaml:17:7
        `name` of step 1 cannot be changed; live: “Somebody else's”, manifest: “Technical” [immutable-step]
        help: steps of a live flow cannot be changed, moved or removed: take in what was changed in the web app with `vetform pull --write`; or set `lifecycle.onImmutableChange: newVersion` to create a new flow and set this one INACTIVE; or give the manifest a new `metadata.name` and `flowName`
    Nothing was rehearsed in workspace lab: an apply would refuse the plan, for 1 problem.
    ");
    person.ends("apply change.plan", 5);
    person.ends("apply --auto-approve", 4);
}

#[test]
fn a_saved_plan_is_rehearsed_and_what_it_leaves_out_is_no_problem() {
    let person = about_to_apply();
    person.does("plan --target backend --out part.plan");
    insta::assert_snapshot!(rehearses(&person, "part.plan"), @"
    exit 0
    ── stdout
    Rehearsed in a copy of what is live in workspace lab: the 1 change worked (2 calls); planned again, nothing is left.
    Live systems were only read (2 reads), and nobody was mailed: all of this happened in a sandbox. It took [n] s.
    Assumed, since no read shows it:
      - TapTalent has the credit that is needed (`--credits N` says how many it has)
    ");
    let killed = rehearses(&person, "part.plan --crash-everywhere").exits(0);
    killed.shows("4 cases, 0 duplicates, 0 losses");
    // Once the assessment is there, and nobody heard of it, it is another plan than the one that was reviewed.
    killed.shows("In 1 case the next run says who has to look, or to review, first: taptalent/Assessment/backend.");
    insta::assert_snapshot!(rehearses(&person, "--target backend --quiet"), @"
    exit 0
    ── stdout
    Rehearsed in a copy of what is live in workspace lab: the 1 change worked (2 calls); planned again, nothing is left.
    Live systems were only read (1 read), and nobody was mailed: all of this happened in a sandbox. It took [n] s.
    Assumed, since no read shows it:
      - TapTalent has the credit that is needed (`--credits N` says how many it has)
    ");
}

#[test]
fn killed_at_every_call_and_resumed_nothing_is_doubled_and_nothing_lost() {
    let person = about_to_apply();
    insta::assert_snapshot!(rehearses(&person, "--crash-everywhere"), @"
    exit 0
    ── stdout
    Rehearsed in a copy of what is live in workspace lab: all 3 changes worked (4 calls); planned again, nothing is left.
    Live systems were only read (2 reads), and nobody was mailed (an apply sends 1 mail): all of this happened in a sandbox. It took [n] s.
    Assumed, since no read shows it:
      - TapTalent has the credit that is needed (`--credits N` says how many it has)
    Killed and resumed right before and right after every call: 8 cases, 0 duplicates, 0 losses (16 calls, [n] s).
    ");
    let markdown = rehearses(&person, "--crash-everywhere --format markdown").exits(0);
    insta::assert_snapshot!(markdown.stdout, @"✅ Rehearsed in a copy of what is live in workspace lab: all 3 changes worked (4 calls); planned again, nothing is left. Nobody was mailed: all of this happened in a sandbox. Killed and resumed right before and right after every call: 8 cases, 0 duplicates, 0 losses (16 calls, [n] s).");
}

const INVITED: &str = concat!(
    manifest!("sales-assessment"),
    "---\n",
    manifest!("april-of-sales"),
    "  candidates: [{ email: a@example.com }]
---
",
    manifest!("task"),
    "---\n",
    manifest!("keys-of-task"),
    "  candidates: [{ email: b@example.com }]
",
);

#[test]
fn where_no_read_tells_whether_somebody_was_mailed_the_kill_ends_with_a_question() {
    let person = Person::new().at_all_systems().with_manifests(INVITED);
    person.authors_a_set("Sales Assessment");
    insta::assert_snapshot!(rehearses(&person, "--crash-everywhere"), @"
    exit 0
    ── stdout
    Rehearsed in a copy of what is live in workspace lab: all 3 changes worked (3 calls); planned again, nothing is left.
    Live systems were only read (4 reads), and nobody was mailed (an apply sends 2 mails): all of this happened in a sandbox. It took [n] s.
    Assumed, since no read shows it:
      - Promptster's subscription is active, and its quota suffices
      - Flowmingo knows no more of the people than the state has recorded, and refuses nobody
    Killed and resumed right before and right after every call: 6 cases, 0 duplicates, 0 losses (8 calls, [n] s). In 2 cases the next run says who has to look, or to review, first: flowmingo/Roster/april.
    ");
}

#[test]
fn a_key_that_only_reads_is_enough() {
    let person = Person::new().at_all_systems().with_manifests(INVITED);
    person.authors_a_set("Sales Assessment");
    let reads_only = FlowmingoChange {
        scopes: Some(vec!["read_hiring".to_owned()]),
        ..FlowmingoChange::default()
    };
    let app = person.system().web_app().flowmingo();
    app.set(&reads_only).unwrap();
    let outcome = rehearses(&person, "").exits(0);
    outcome.shows("all 3 changes worked");
    outcome.shows(
        "the key that applies may do what this one may not: Flowmingo's `invite_candidates`\n",
    );
    person.ends("apply --auto-approve --send-invites", 4);
}

#[test]
fn a_state_that_others_lock_is_read_all_the_same_and_left_alone() {
    let person = about_to_apply();
    person.play(&[FaultRule {
        when: Match {
            nth: Some(1),
            writes_only: true,
            ..Match::default()
        },
        fault: Fault::Hang { millis: 600_000 },
    }]);
    let mut apply = person.starts("apply --auto-approve");
    person.waits_for_a_fault();
    let outcome = person.runs("rehearse");
    apply.kill().unwrap();
    apply.wait().unwrap();
    outcome.exits(0).begins("Rehearsed in a copy");
}

#[test]
fn a_live_system_that_cannot_be_read_ends_it_before_anything_is_rehearsed() {
    let person = about_to_apply();
    person.play(&[FaultRule {
        when: Match::default(),
        fault: Fault::Status {
            code: 401,
            retry_after: None,
        },
    }]);
    let outcome = rehearses(&person, "").exits(1);
    assert_eq!(outcome.stdout, "");
}

#[test]
fn the_example_company_is_rehearsed_from_the_first_apply_to_the_last_edit() {
    let person = Person::with_example("acme").with_a_lab_added();
    let first = rehearses(&person, "").exits(0);
    first.begins(
        "Rehearsed in a copy of what is live in workspace lab: all 32 changes worked (143 calls)",
    );
    person.does("apply --auto-approve --send-invites");
    rehearses(&person, "")
        .exits(0)
        .begins("Nothing to rehearse");
    person.edit(
        "assessments/product/product-manager.yaml",
        "respect for those who had built",
        "thanks to those who had built",
    );
    person.edit(
        "flows/product.yaml",
        "lifecycle:",
        "    - { assessment: product-designer, passThreshold: 50, name: Design }\nlifecycle:",
    );
    let edited = rehearses(&person, "--crash-everywhere").exits(0);
    insta::assert_snapshot!(edited, @"
    exit 0
    ── stdout
    Rehearsed in a copy of what is live in workspace lab: all 2 changes worked (2 calls); planned again, nothing is left.
    Live systems were only read (41 reads), and nobody was mailed: all of this happened in a sandbox. It took [n] s.
    Killed and resumed right before and right after every call: 4 cases, 0 duplicates, 0 losses (5 calls, [n] s).
    ");
}

/// What a newer server may add: a field in every object, and its own way to page.
fn with_more_than_is_documented(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Array(items) => items.iter_mut().for_each(with_more_than_is_documented),
        serde_json::Value::Object(fields) => {
            fields.values_mut().for_each(with_more_than_is_documented);
            fields.insert(
                "sinceNextYear".to_owned(),
                serde_json::json!({ "by": [1, 2] }),
            );
        }
        _ => {}
    }
}

#[test]
fn what_a_newer_server_shows_is_in_the_copy_and_the_plan_is_the_same() {
    let person = applied();
    person.changes("passThreshold: 60", "passThreshold: 65");
    let proxy = Proxy::before(&person.system().taptalent_url());
    proxy.answers(|answer| {
        if answer.method == "GET" {
            answer.edit(with_more_than_is_documented);
        }
    });
    person.configure(&proxy.url(), "");
    let plain = rehearses(&person, "").exits(0);
    plain.begins(
        "Rehearsed in a copy of what is live in workspace lab: the 1 change worked (1 call)",
    );
}

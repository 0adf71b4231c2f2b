//! Mail goes out on somebody's word only; what is not known is said with the way to settle it. Driven at the command line.

use vetform::sandbox::Fault;

use super::fault_rules::on_write;
use super::person::{Person, wait_until};

const SEED: &str = manifest!("seed-of-sales");

const CONFIG: &str = "apiVersion: vetform/v1
kind: Config
workspaces:
  lab:
    sandbox: { seed: seed.yaml }
";

const MANIFESTS: &str = concat!(
    manifest!("sales-assessment"),
    "---\n",
    manifest!("april-of-sales"),
    "  candidates:
    - { email: alex@example.com, firstname: Alex }
    - { email: sam@example.com }
",
);

fn sales_person() -> Person {
    let person = Person::new().with_manifests(MANIFESTS);
    person.write("vetform.yaml", CONFIG);
    person.write("seed.yaml", SEED);
    person
}

/// A plan as an apply shows it that may mail.
fn released(plan: &str) -> String {
    let lines = plan.split_inclusive('\n');
    lines
        .filter(|line| !line.starts_with("Held until `apply --send-invites`"))
        .collect()
}

#[test]
fn what_mails_is_held_until_somebody_says_so() {
    let person = sales_person();
    let plan = person.runs("plan --detailed-exitcode").exits(2).stdout;
    insta::assert_snapshot!(plan, @"
    @ invite flowmingo/Roster/april ([uuid])
        ! cannot be undone: mails 2 people
        + invite a…x@e….com  (all.yaml:13)
        + invite s…m@e….com  (all.yaml:14)
        → POST /integration/interview/candidate/invite/v1

    Plan for workspace lab: 1 to invite people to, 1 unchanged.
    Held until `apply --send-invites`, because they mail people: flowmingo/Roster/april.
    1 call: 1 × POST /integration/interview/candidate/invite/v1.
    ");
    let held = person.runs("apply --auto-approve -q").exits(0);
    insta::assert_snapshot!(held.beyond(&plan), @"
    - held flowmingo/Roster/april: people are mailed only with `--send-invites`
    Applied: 0 done, 0 failed, 0 skipped, 1 held; read back and as declared.
    ");
    let sent = person
        .runs("apply --auto-approve --send-invites -q")
        .exits(0);
    insta::assert_snapshot!(sent.beyond(&released(&plan)), @"
    ✓ entered flowmingo/Roster/april ([uuid]) 1 call, 2 people
    Applied: 1 done, 0 failed, 0 skipped; read back and as declared.
    ");
    person.does("plan --detailed-exitcode");
}

#[test]
fn nobody_s_address_is_in_any_output_state_or_log() {
    let person = sales_person();
    let mut shown = String::new();
    for line in [
        "plan",
        "plan --format json --out saved.plan",
        "plan --format markdown",
        "plan --format html",
        "plan --format sarif",
        "plan --show-candidates",
        "apply --auto-approve --send-invites --report report.json -vv",
        "plan --format json",
    ] {
        let outcome = person.runs(line).exits(0);
        shown += &outcome.stdout;
        shown += &outcome.stderr;
    }
    for (path, (bytes, _)) in person.files() {
        // What a person wrote, and what the embedded system holds.
        if path.ends_with("all.yaml") || path.as_str().contains("sandbox.db") {
            continue;
        }
        shown += &String::from_utf8_lossy(&bytes);
    }
    for address in ["alex@example.com", "sam@example.com", "alex", "sam@"] {
        assert!(!shown.contains(address), "{address}");
    }
}

#[test]
fn a_saved_plan_with_invites_is_sent_only_with_the_word_too() {
    let person = sales_person();
    person.does("plan --out saved.plan");
    let held = person.runs("apply saved.plan").exits(0);
    held.shows("held flowmingo/Roster/april");
    let sent = person.runs("apply saved.plan --send-invites").exits(0);
    sent.shows("entered flowmingo/Roster/april");
}

#[test]
fn a_key_without_the_scope_plans_and_is_refused_before_the_first_call() {
    let person = sales_person();
    person.write(
        "seed.yaml",
        &SEED.replace("flowmingo:", "flowmingo:\n  scopes: [read_hiring]"),
    );
    let plan = person.runs("plan").exits(0);
    plan.shows("the key lacks the scope `invite_candidates`");
    person.does("apply --auto-approve");
    let refused = person
        .runs("apply --auto-approve --send-invites -q")
        .exits(4);
    insta::assert_snapshot!(refused.stderr, @"
    error: the Flowmingo key lacks the scope `invite_candidates` (for flowmingo/Roster/april)
    help: nothing was sent; add the scope to the key in Flowmingo, or use another key; `--target` limits the plan to what the key can do
    ");
}

#[test]
fn a_change_that_is_not_held_is_blocked_without_its_scope_and_still_shown() {
    let person = sales_person();
    person.write(
        "seed.yaml",
        &SEED.replace("flowmingo:", "flowmingo:\n  scopes: [read_hiring]"),
    );
    person.changes("sendInvite: true", "sendInvite: false");
    insta::assert_snapshot!(person.runs("plan --out saved.plan").exits(4), @"
    exit 4
    ── stdout
    ✗ blocked flowmingo/Roster/april  all.yaml:10:3
        the key lacks the scope `invite_candidates`, which this change needs [missing-scope]
        help: add the scope to the key in Flowmingo (Account Settings, Integrations), or use another
          key; `--target` limits the plan to what the key can do

    @ invite flowmingo/Roster/april ([uuid])
        + register a…x@e….com  (all.yaml:13)
        + register s…m@e….com  (all.yaml:14)
        → POST /integration/interview/candidate/invite/v1

    Plan for workspace lab: 1 blocked, 1 unchanged.
    Nothing can be applied while anything is blocked; `--target ADDRESS` narrows the plan.
    ── stderr
    saved.plan was not written: a blocked plan cannot be applied
    ");
    let applied = person.runs("apply --auto-approve -q").exits(4);
    applied.shows("[missing-scope]");
    let json = person.runs("plan --format json").exits(4);
    let json: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(json["blocked"][0]["code"], "missing-scope");
    assert_eq!(json["summary"]["blocked"], 1);
    assert_eq!(json["summary"]["invite"], 0);
    person.does("plan --target flowmingo/InterviewSet/sales");
}

#[test]
fn a_key_that_may_read_nothing_is_told_which_scope_it_needs() {
    let person = sales_person();
    person.write(
        "seed.yaml",
        &SEED.replace("flowmingo:", "flowmingo:\n  scopes: []"),
    );
    insta::assert_snapshot!(person.runs("plan -q").exits(4), @"
    exit 4
    ── stdout
    ✗ blocked flowmingo/InterviewSet/sales  all.yaml:4:7
        the key lacks the scope `read_hiring`, so no interview set can be looked up [missing-scope]
        help: add the scope to the key in Flowmingo (Account Settings, Integrations), or use another key

    ✗ blocked flowmingo/Roster/april  all.yaml:10:17
        it needs flowmingo/InterviewSet/sales, which is blocked [blocked-dependency]
        help: fix flowmingo/InterviewSet/sales first

    Plan for workspace lab: 2 blocked.
    Nothing can be applied while anything is blocked; `--target ADDRESS` narrows the plan.
    ");
}

#[test]
fn a_malformed_address_is_found_offline_with_its_line_and_nothing_is_sent() {
    let person = sales_person();
    person.write(
        "cohort.csv",
        "email,firstname\nkim@example.com,Kim\nlee@example,Lee\n",
    );
    person.write(
        "all.yaml",
        &MANIFESTS.replace("  candidates:\n", "  from: cohort.csv\n  candidates:\n"),
    );
    insta::assert_snapshot!(person.runs("validate").exits(3), @"
    exit 3
    ── stdout
    error[invalid-email]: `email` is not a valid e-mail address
     --> cohort.csv:3:1
      |
    2 | ***************,***
    3 | ***********,***
      | ^^^^^^^^^^^
      |
      = help: write only the address, with `@`, without a display name or spaces

    1 error in 1 file
    ");
    person.ends("apply --auto-approve --send-invites", 3);
}

/// Where Flowmingo's answer is lost after the mails went out.
fn in_doubt() -> Person {
    let person = Person::new().at_all_systems().with_manifests(MANIFESTS);
    person.authors_a_set("Sales Assessment");
    person.play(&[on_write(1, Fault::DropAfterCommit)]);
    person
}

#[test]
fn a_lost_answer_stops_for_its_people_and_says_what_settles_it() {
    let person = in_doubt();
    let plan = released(&person.runs("plan").exits(0).stdout);
    let stopped = person
        .runs("apply --auto-approve --send-invites -q")
        .exits(1);
    insta::assert_snapshot!(stopped.beyond(&plan), @"
    ? in doubt flowmingo/Roster/april
        a…x@e….com, s…m@e….com: POST /integration/interview/candidate/invite/v1: outcome unknown: the connection was closed before a response arrived (sent once); Flowmingo does not show addresses; the interview set now shows 2 submissions that are not in the state, and the request had 2 people; nothing more is sent to them until you have checked and run `vetform state settle flowmingo/Roster/april NAME --sent` for each name that `vetform state list` shows, or `all` for everybody, or --not-sent to try again
    Not everything was applied: 0 done, 1 failed, 0 skipped. The next apply reads before it sends and settles what is in doubt; if no read can, use the command above.
    ");
    let again = person
        .runs("apply --auto-approve --send-invites -q")
        .exits(1);
    again.shows("is unknown");
    assert_eq!(person.mails(), 2, "nobody is mailed twice");
    let first = person.runs("state settle flowmingo/Roster/april alex@example.com --sent");
    insta::assert_snapshot!(first, @"
    exit 0
    ── stderr
    recorded as sent; nothing is sent to this person again
    ");
    person.does("state settle flowmingo/Roster/april sam@example.com --sent");
    person.does("plan --detailed-exitcode");
    person.does("apply --auto-approve --send-invites");
    assert_eq!(person.mails(), 2);
}

#[test]
fn somebody_who_was_not_mailed_after_all_is_mailed_by_the_next_apply() {
    let person = in_doubt();
    person.ends("apply --auto-approve --send-invites", 1);
    person.does("state settle flowmingo/Roster/april alex@example.com --not-sent --yes");
    person.does("state settle flowmingo/Roster/april sam@example.com --sent");
    // They were mailed, as it turns out: the run says so.
    let applied = person.runs("apply --auto-approve --send-invites").exits(0);
    assert_eq!(person.mails(), 3);
    applied.shows(
        "! sent again: flowmingo/Roster/april: a…x@e….com has 2 open submissions in the set",
    );
    insta::assert_snapshot!(person.runs("state settle flowmingo/Roster/april kim@example.com --sent"), @"
    exit 3
    ── stderr
    error: the state has nobody with that name in flowmingo/Roster/april
    help: `vetform state list` shows what is in doubt; a name is the hex digits after `candidates/`, or at least four of them
    ");
    insta::assert_snapshot!(person.runs("state settle flowmingo/Roster/april alex@example.com --sent"), @"
    exit 3
    ── stderr
    error: this person is already recorded as entered
    ");
}

#[test]
fn who_is_assigned_elsewhere_while_a_long_roster_is_worked_through_is_not_mailed_again() {
    use std::fmt::Write as _;
    let flow = "\
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: voice }
spec: { title: Voice, hiringForRole: Engineer, purposeOfInterview: See how causes are found. }
---
apiVersion: taptalent/v1
kind: Flow
metadata: { name: screen }
spec: { flowName: Screen, steps: [{ assessment: voice, passThreshold: 60 }] }
---
";
    let person = Person::new()
        .at_a_system()
        .with_settings("    limits: { concurrency: 1, requestsPerSecond: 5 }\n")
        .with_manifests(flow);
    person.does("apply --auto-approve");
    let mut roster = format!(
        "{flow}apiVersion: taptalent/v1\nkind: Roster\nmetadata: {{ name: r }}\nspec:\n  flow: screen\n  candidates:\n"
    );
    for i in 10..30 {
        writeln!(roster, "    - {{ email: p{i}@example.com }}").unwrap();
    }
    person.write("all.yaml", &roster);
    let _ = person.calls();
    let mut child = person.starts("apply --auto-approve --send-invites");
    wait_until("the first is assigned", || {
        let received = person.system().received();
        received.iter().any(|call| call.method == "POST")
    });
    let id = person.live()["flows"][0]["id"].as_i64().unwrap();
    let last = serde_json::from_value(serde_json::json!({ "email": "P29@example.com" })).unwrap();
    let app = person.system().web_app();
    app.add_flow_candidate(id, &last).unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(person.writes().len(), 19, "{:?}", person.writes());
    person.does("plan --detailed-exitcode");
}

#[test]
fn a_set_that_is_not_live_is_named_with_its_article() {
    let person = sales_person();
    person.write("seed.yaml", "flowmingo: {}\n");
    let plan = person.runs("plan -q").exits(4);
    plan.shows("help: an interview set is created in Flowmingo's web app");
}

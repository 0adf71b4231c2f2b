//! People who were entered, at the command line: what is said of them, and of those who are gone since.

use serde_json::Value;

use super::person::Person;

const SEED: &str = manifest!("seed-of-sales");

const CONFIG: &str = "apiVersion: vetform/v1
kind: Config
defaultWorkspace: sandbox
workspaces:
  sandbox:
    sandbox: { seed: seed.yaml }
";

const MANIFESTS: &str = concat!(
    manifest!("voice"),
    "  questions: [{ name: debug, question: How do you debug a production issue? }]
---
",
    manifest!("screen-of-voice"),
    "\
---
apiVersion: taptalent/v1
kind: Roster
metadata: { name: spring }
spec: { flow: screen, candidates: [{ email: alex@example.com }, { email: sam@example.com }] }
---
",
    manifest!("sales-assessment"),
    "\
---
apiVersion: flowmingo/v1
kind: Roster
metadata: { name: april }
spec: { interviewSet: sales, sendInvite: true, candidates: [{ email: kim@example.com }] }
---
apiVersion: promptster/v1
kind: Assessment
metadata: { name: task }
spec: { title: Challenge, role: Engineer, taskBrief: Build a webhook ingestion endpoint that survives repeats. }
---
apiVersion: promptster/v1
kind: Roster
metadata: { name: keys }
spec: { assessment: task, orgName: Acme, candidates: [{ email: lee@example.com }] }
",
);

/// Somebody at three systems, who has entered nobody yet.
fn person() -> Person {
    let person = Person::new().with_manifests(MANIFESTS);
    person.write("seed.yaml", SEED);
    person.write("vetform.yaml", CONFIG);
    person.with_a_lab_added()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[test]
fn a_roster_of_something_that_the_same_run_makes_has_no_id_to_tell() {
    let person = person();
    let sent = person
        .runs("apply --auto-approve --send-invites --report report.json")
        .exits(0);
    assert!(!sent.stdout.contains("()"), "{sent}");
    sent.shows("entered taptalent/Roster/spring 2 calls, 2 people");
    let report: Value = serde_json::from_str(&person.read("report.json")).unwrap();
    let done = report["done"].as_array().unwrap();
    for one in done {
        assert_ne!(one["id"], "", "{one}");
    }
    let roster = done
        .iter()
        .find(|one| one["address"] == "promptster/Roster/keys");
    assert_eq!(roster.unwrap()["id"], Value::Null);
}

#[test]
fn whoever_was_taken_out_elsewhere_is_drift_and_no_change() {
    let person = person();
    person.does("apply --auto-approve --send-invites");
    person.does("drift --detailed-exitcode");
    let live = person.live();
    let app = person.system().web_app();
    // People are assigned side by side: who came first is not said.
    let mut candidates = live["flows"][0]["candidates"].as_array().unwrap().iter();
    let alex = candidates.find(|one| one.to_string().contains("alex@example.com"));
    app.delete_flow_candidate(alex.unwrap()["id"].as_i64().unwrap())
        .unwrap();
    app.flowmingo()
        .delete_submission(&text(&live["flowmingo"]["submissions"][0]["id"]))
        .unwrap();
    app.promptster()
        .revoke_candidate_key(&text(&live["promptster"]["keys"][0]["id"]))
        .unwrap();
    let drift = person.runs("drift --detailed-exitcode").exits(2).stdout;
    insta::assert_snapshot!(drift, @"
    taptalent/Roster/spring (1)
        ! a…x@e….com was assigned, but is no longer among the flow's candidates; nobody is entered twice
          [person-gone]

    flowmingo/Roster/april ([uuid])
        ! k…m@e….com was entered, but the submission no longer exists; nobody is entered twice
          [person-gone]

    promptster/Roster/keys ([uuid])
        ! l…e@e….com had a key, which no longer exists; nobody is entered twice [person-gone]

    Changed outside the manifests of workspace lab: 3 resources.
    Nobody is entered a second time: remove the people who are gone from their rosters, or see `vetform
      explain person-gone`.
    ");
    let plan = person.runs("plan --detailed-exitcode").exits(0);
    plan.shows("Nothing to do in workspace lab: 7 resources are as declared.");
    let told = |text: &str| text.matches("nobody is entered twice").count();
    assert_eq!((told(&plan.stdout), told(&drift)), (3, 3), "{plan}");
    let json = person.runs("drift --format json").exits(0);
    let json: Value = serde_json::from_str(&json.stdout).unwrap();
    let codes: Vec<&Value> = json["notes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|note| &note["code"])
        .collect();
    assert_eq!(codes, ["person-gone"; 3]);
    for format in ["markdown", "html"] {
        let page = person.runs(&format!("drift --format {format}")).exits(0);
        assert_eq!(
            page.stdout.matches("nobody is entered twice").count(),
            3,
            "{page}"
        );
    }
}

#[test]
fn a_key_that_an_apply_revoked_is_no_drift() {
    let person = person();
    person.does("apply --auto-approve --send-invites");
    person.changes("lee@example.com }", "lee@example.com, revoked: true }");
    person.does("apply --auto-approve");
    person.changes(", revoked: true", "");
    let plan = person.runs("plan --detailed-exitcode").exits(0);
    plan.shows("which was revoked");
    person.does("drift --detailed-exitcode");
}

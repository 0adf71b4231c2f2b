//! People who were entered, at the command line: what is said of them, and of those who are gone since.

use serde_json::Value;

use super::person::Person;

const SEED: &str = "flowmingo:
  interviewSets: [{ title: Sales Assessment }]
promptster:
  rateLimit: 0
";

const CONFIG: &str = "apiVersion: invigil/v1
kind: Config
defaultWorkspace: sandbox
workspaces:
  sandbox:
    sandbox: { seed: seed.yaml }
";

const MANIFESTS: &str = "apiVersion: taptalent/v1
kind: Assessment
metadata: { name: voice }
spec:
  title: Voice interview
  hiringForRole: Engineer
  purposeOfInterview: See how the candidate finds causes.
  questions: [{ name: debug, question: How do you debug a production issue? }]
---
apiVersion: taptalent/v1
kind: Flow
metadata: { name: screen }
spec: { flowName: Screen, steps: [{ assessment: voice, passThreshold: 60 }] }
---
apiVersion: taptalent/v1
kind: Roster
metadata: { name: spring }
spec: { flow: screen, candidates: [{ email: alex@example.com }, { email: sam@example.com }] }
---
apiVersion: flowmingo/v1
kind: InterviewSet
metadata: { name: sales }
spec: { title: Sales Assessment }
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
";

/// Somebody at three systems, who has entered nobody yet.
fn person() -> Person {
    let person = Person::new().with_manifests(MANIFESTS);
    person.write("seed.yaml", SEED);
    person.write("invigil.yaml", CONFIG);
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
    assert!(
        sent.stdout
            .contains("entered taptalent/Roster/spring 2 calls, 2 people"),
        "{sent}"
    );
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

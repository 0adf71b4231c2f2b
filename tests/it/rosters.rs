//! Rosters of all three systems: nobody is mailed twice, nobody is lost, and what nobody can know is left to a person.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use vetform::sandbox::{Fault, Seed, seed_from_text};
use vetform::state::Part;

use super::fault_rules::on_path;
use super::lab::Lab;

const SEED: &str = "
flowmingo:
  interviewSets: [{ title: Sales Assessment }]
  projects: [{ title: Backend, stages: [Applied, Screening], jobPosts: [Engineer] }]
  refuses: ['*+no@*']
promptster:
  rateLimit: 0
";

pub(super) const FLOW: &str = concat!(
    "\n",
    manifest!("voice"),
    "  questions: [{ name: debug, question: How do you debug a production issue? }]
---
",
    manifest!("screen-of-voice"),
    "---\n",
);

fn seed() -> Seed {
    seed_from_text(SEED).unwrap()
}

pub(super) async fn lab(manifests: &str) -> Lab {
    Lab::seeded(manifests, seed()).await
}

/// The mails that went out, by address in lower case.
pub(super) fn mails(lab: &Lab) -> BTreeMap<String, usize> {
    let state = lab.sandbox.web_app().state().unwrap();
    let mut counts = BTreeMap::new();
    for mail in state["mails"].as_array().unwrap() {
        let to = mail["to"].as_str().unwrap().to_lowercase();
        *counts.entry(to).or_default() += 1;
    }
    counts
}

fn writes(lab: &Lab, path_part: &str) -> usize {
    let all = lab.writes();
    all.iter().filter(|call| call.contains(path_part)).count()
}

pub(super) fn cohort(count: usize, address: impl Fn(usize) -> String) -> String {
    let mut text = "email,firstName,lastName\n".to_owned();
    for i in 0..count {
        writeln!(text, "{},First{i},Last{i}", address(i)).unwrap();
    }
    text
}

pub(super) fn flow_roster() -> String {
    format!(
        "{FLOW}apiVersion: taptalent/v1\nkind: Roster\nmetadata: {{ name: spring }}\nspec: {{ flow: screen, from: cohort.csv }}\n"
    )
}

#[tokio::test]
async fn only_those_who_are_not_in_the_flow_yet_are_assigned_and_capitals_do_not_matter() {
    let lab = lab(FLOW).await;
    lab.apply_until_done().await;
    let state = lab.sandbox.web_app().state().unwrap();
    let flow = state["flows"][0]["id"].as_i64().unwrap();
    for i in 0..200 {
        let address = match i {
            0..3 => format!("Person{i}@Example.COM"),
            _ => format!("person{i}@example.com"),
        };
        let person = serde_json::from_value(serde_json::json!({ "email": address })).unwrap();
        lab.sandbox
            .web_app()
            .add_flow_candidate(flow, &person)
            .unwrap();
    }
    lab.write(
        "cohort.csv",
        &cohort(500, |i| format!("person{i}@example.com")),
    );
    lab.write("all.yaml", &flow_roster());
    let mailed_before = mails(&lab).len();
    lab.sandbox.clear_received();
    let plan = lab.plan().await.unwrap();
    assert_eq!(
        plan.calls().by_endpoint["POST /assessment-flows/:id/assign"],
        300
    );
    let report = lab.apply().await.unwrap();
    assert!(report.verified, "{report:#?}");
    assert_eq!(writes(&lab, "/assign"), 300);
    assert_eq!(mails(&lab).len() - mailed_before, 300);
    lab.sandbox.clear_received();
    lab.apply().await.unwrap();
    assert_eq!(lab.writes(), Vec::<String>::new());
    lab.lose_state();
    lab.apply().await.unwrap();
    assert_eq!(
        lab.writes(),
        Vec::<String>::new(),
        "the state is lost, the flow is read"
    );
}

pub(super) const TASK: &str = "
apiVersion: promptster/v1
kind: Assessment
metadata: { name: webhooks }
spec: { title: Webhooks, role: Engineer, taskBrief: Build an endpoint. }
---
";

pub(super) fn key_roster() -> String {
    format!(
        "{TASK}apiVersion: promptster/v1\nkind: Roster\nmetadata: {{ name: april }}\nspec: {{ assessment: webhooks, from: keys.csv }}\n"
    )
}

#[tokio::test]
async fn keys_are_issued_fifty_at_a_time_and_shown_nowhere() {
    let lab = lab(TASK).await;
    lab.write("keys.csv", &names(120));
    lab.write("all.yaml", &key_roster());
    let report = lab.apply().await.unwrap();
    assert!(report.verified, "{report:#?}");
    let bodies = lab.sandbox.received();
    let sizes: Vec<u64> = bodies
        .iter()
        .filter(|call| call.method == "POST" && call.path.ends_with("/keys"))
        .map(|call| call.body["count"].as_u64().unwrap())
        .collect();
    assert_eq!(sizes.iter().sum::<u64>(), 120);
    let mut sorted = sizes.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, [20, 50, 50]);
    let state = std::fs::read_to_string(lab.state_file()).unwrap();
    for shown in [
        state,
        format!("{report:?}"),
        format!("{:?}", lab.plan().await.unwrap()),
    ] {
        assert!(!shown.contains("PST-"), "a candidate key");
        assert!(!shown.contains("person1@"), "an address");
    }
    lab.sandbox.clear_received();
    lab.apply().await.unwrap();
    assert_eq!(lab.writes(), Vec::<String>::new());
}

pub(super) fn names(count: usize) -> String {
    let mut text = "name,email\n".to_owned();
    for i in 0..count {
        writeln!(text, "Person {i},person{i}@example.com").unwrap();
    }
    text
}

pub(super) const SET: &str = concat!(
    "\n",
    manifest!("sales-assessment"),
    "\
---
apiVersion: flowmingo/v1
kind: Roster
metadata: { name: april }
spec: { interviewSet: sales, sendInvite: true, from: cohort.csv }
",
);

pub(super) fn invitees(count: usize, refused: impl Fn(usize) -> bool) -> String {
    let mut text = "email,firstname\n".to_owned();
    for i in 0..count {
        let mark = if refused(i) { "+no" } else { "" };
        writeln!(text, "person{i}{mark}@example.com,First{i}").unwrap();
    }
    text
}

#[tokio::test]
async fn people_whom_the_system_refuses_are_reported_with_their_line_and_tried_alone_again() {
    let lab = lab("").await;
    lab.write("cohort.csv", &invitees(1000, |i| i % 50 == 49));
    lab.write("all.yaml", SET);
    let report = lab.apply().await.unwrap();
    assert_eq!(report.done[0].people, 980);
    assert_eq!(report.failed.len(), 20);
    insta::assert_snapshot!(report.failed[0].error, @"p…o@e….com (cohort.csv:51): refused: This email address cannot be invited");
    assert!(
        report
            .failed
            .iter()
            .all(|one| one.error.contains("cohort.csv:") && !one.uncertain)
    );
    assert_eq!(mails(&lab).len(), 980);
    lab.sandbox.clear_received();
    let report = lab.apply().await.unwrap();
    assert_eq!(report.failed.len(), 20);
    let bodies = lab.sandbox.received();
    let asked: usize = bodies
        .iter()
        .filter(|call| call.path.ends_with("/invite/v1"))
        .map(|call| call.body["candidates"].as_array().unwrap().len())
        .sum();
    assert_eq!(asked, 20);
    assert_eq!(mails(&lab).len(), 980);
}

pub(super) async fn in_doubt(lab: &Lab) -> usize {
    let recorded = lab.state().load().await.unwrap();
    let parts = recorded.pending.keys().map(|key| &key.part);
    parts.filter(|part| matches!(part, Part::Person(_))).count()
}

#[tokio::test]
async fn invites_of_a_lost_state_are_held_back_until_somebody_says_whose_the_submissions_are() {
    let lab = lab("").await;
    lab.write("cohort.csv", &invitees(3, |_| false));
    lab.write("all.yaml", SET);
    lab.apply_until_done().await;
    assert_eq!(mails(&lab).len(), 3);
    lab.lose_state();
    let plan = lab.plan().await.unwrap();
    insta::assert_snapshot!(plan.blocked[0].message, @"3 submissions of the interview set are not in the state, and Flowmingo does not show whose they are: if an earlier run invited people of this roster and its state was lost, they would be mailed twice");
    insta::assert_snapshot!(plan.blocked[0].help, @"restore the newest state; or, if these are certainly other people, set `lifecycle: { unknownSubmissions: ignore }`");
}

/// Two rosters with `b` in both, and the target of both.
fn two_rosters(objects: &str, kind: &str, target: &str) -> String {
    let roster = |name: &str, people: &str| {
        format!(
            "apiVersion: {kind}\nkind: Roster\nmetadata: {{ name: {name} }}\nspec: {{ {target}, candidates: [{people}] }}\n---\n"
        )
    };
    let names = if kind == "taptalent/v1" {
        ", firstName: B, lastName: B"
    } else {
        ""
    };
    let one = |email: &str| format!("{{ email: {email}@example.com{names} }}");
    format!(
        "{objects}{}{}",
        roster("r", &format!("{}, {}", one("a"), one("b"))),
        roster("r2", &format!("{}, {}", one("B"), one("c")))
    )
}

#[tokio::test]
async fn who_stands_in_two_rosters_of_one_thing_is_mailed_once() {
    for (objects, kind, target) in [
        (FLOW, "taptalent/v1", "flow: screen"),
        (FLOW, "taptalent/v1", "assessment: voice"),
        (TASK, "promptster/v1", "assessment: webhooks"),
    ] {
        let manifests = two_rosters(objects, kind, target);
        let lab = lab(&manifests).await;
        let plan = lab.plan().await.unwrap();
        let said: Vec<String> = plan
            .notes
            .iter()
            .map(|note| format!("{}: {}", note.address, note.message))
            .collect();
        let roster = format!("{}/Roster/r", kind.trim_end_matches("/v1"));
        let expected =
            format!("{roster}2: 1 person is already entered by {roster}; nobody is entered twice");
        assert!(said.contains(&expected), "{said:#?}");
        // Another roster takes over when the first one goes, and says nothing new.
        for manifests in [
            manifests.clone(),
            manifests.clone(),
            manifests.replace("name: r }", "name: r3 }"),
            manifests
                .replace("name: r }", "name: gone }")
                .replace("B@example.com", "b@example.com"),
        ] {
            lab.write("all.yaml", &manifests);
            assert!(lab.apply_until_done().await <= 2, "{target}");
            let counts = mails(&lab);
            assert_eq!(counts.len(), 3, "{target} {counts:?}");
            assert!(
                counts.values().all(|count| *count == 1),
                "{target} {counts:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_manifest_with_another_name_is_no_deletion_and_its_keys_live_on() {
    let lab = lab(&key_roster()).await;
    lab.write("keys.csv", "email,name\na@example.com,A\n");
    lab.apply_until_done().await;
    let before = lab.state().load().await.unwrap();
    let renamed = key_roster()
        .replace("name: webhooks", "name: renamed")
        .replace("assessment: webhooks", "assessment: renamed");
    lab.write("all.yaml", &renamed);
    lab.sandbox.clear_received();
    let plan = lab.plan().await.unwrap();
    assert!(super::lab::is_empty(&plan), "{plan:#?}");
    lab.apply().await;
    assert_eq!((lab.writes(), mails(&lab).len()), (Vec::new(), 1));
    let after = lab.state().load().await.unwrap();
    let ids = |state: &vetform::state::Recorded| -> Vec<(String, bool)> {
        let records = state.resources.values();
        records
            .map(|record| (record.id.clone(), record.adopted))
            .collect()
    };
    assert_eq!(ids(&before), ids(&after), "it is still ours");
}

#[tokio::test]
async fn an_invite_in_doubt_is_not_sent_by_a_roster_with_another_name() {
    let roster = |name: &str| {
        format!(
            "{FLOW}apiVersion: taptalent/v1\nkind: Roster\nmetadata: {{ name: {name} }}\nspec: {{ assessment: voice, \
             candidates: [{{ email: a@example.com, firstName: A, lastName: B }}] }}\n"
        )
    };
    // Also where the roster and what it invites to come in one run, so that no id is remembered.
    for live_before in [true, false] {
        let lab = lab(FLOW).await;
        if live_before {
            lab.apply_until_done().await;
        }
        lab.write("all.yaml", &roster("first"));
        lab.sandbox
            .set_faults(vec![on_path("/invite", Fault::DropAfterCommit)]);
        lab.apply().await;
        lab.sandbox.set_faults(Vec::new());
        assert_eq!(mails(&lab).len(), 1);
        lab.write("all.yaml", &roster("second"));
        lab.sandbox.clear_received();
        lab.apply().await;
        assert_eq!(writes(&lab, "/invite"), 0, "{live_before}");
    }
}

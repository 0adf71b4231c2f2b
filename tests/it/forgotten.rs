//! Whoever is to be forgotten leaves the state and is not mailed again, whatever lists say; and nobody else is kept from
//! being mailed because of it.

use vetform::model::Email;
use vetform::sandbox::{Fault, seed_from_text};
use vetform::state::{PersonRecord, RecordChange};

use super::fault_rules::on_write;
use super::lab::{Lab, is_empty};
use super::rosters::mails;

const SEED: &str = "
flowmingo:
  interviewSets: [{ title: Sales Assessment }]
  projects: [{ title: Backend, stages: [Applied, Screening], jobPosts: [Engineer] }]
promptster:
  rateLimit: 0
";

const OBJECTS: &str = concat!(
    manifest!("sales-assessment"),
    "---\n",
    manifest!("project"),
    "---\n",
    manifest!("voice"),
    "  questions: [{ name: debug, question: How do you debug a production issue? }]\n---\n",
    manifest!("screen-of-voice"),
    "---\n",
    manifest!("task"),
);

fn roster(system: &str, target: &str, people: &[&str]) -> String {
    let people: Vec<String> = people.iter().map(|one| person(system, one)).collect();
    format!(
        "---\napiVersion: {system}/v1\nkind: Roster\nmetadata: {{ name: r }}\nspec: {{ {target}, candidates: [{}] }}\n",
        people.join(", ")
    )
}

fn person(system: &str, name: &str) -> String {
    let called = match system {
        "taptalent" => "firstName: F, lastName: L",
        "promptster" => "name: F",
        _ => "firstname: F",
    };
    format!("{{ email: {name}@example.com, {called} }}")
}

/// Every place that people are entered into.
const TARGETS: [(&str, &str); 6] = [
    ("taptalent", "flow: screen"),
    ("taptalent", "assessment: voice"),
    ("flowmingo", "interviewSet: sales, sendInvite: true"),
    ("flowmingo", "project: backend, sendInvite: true"),
    (
        "flowmingo",
        "interviewSet: sales, project: backend, sendInvite: true",
    ),
    ("promptster", "assessment: task, orgName: Acme"),
];

async fn lab(text: &str) -> Lab {
    let lab = Lab::seeded("", seed_from_text(SEED).unwrap()).await;
    lab.write("all.yaml", &format!("{OBJECTS}{text}"));
    lab
}

async fn forget(lab: &Lab, name: &str) {
    let mut recorded = lab.state().load().await.unwrap();
    let email = Email::parse(&format!("{name}@example.com")).unwrap();
    recorded.erase(&email);
    assert_eq!(recorded.traces_of(&email), []);
    lab.state().save(&mut recorded).await.unwrap();
}

#[tokio::test]
async fn who_is_forgotten_is_not_mailed_again_and_others_still_are() {
    for (system, target) in TARGETS {
        let lab = lab(&roster(system, target, &["a", "b"])).await;
        lab.apply_until_done().await;
        forget(&lab, "a").await;
        let plan = lab.plan().await.unwrap();
        assert!(is_empty(&plan), "{target}: {plan:#?}");
        let told = plan.notes.iter().any(|note| {
            note.message
                == "1 person was forgotten and will not be invited again; the list still has them"
        });
        assert!(told, "{target}: {:#?}", plan.notes);
        // Neither if what is live of them goes.
        let people = roster(system, target, &["a", "b", "c"]);
        lab.write("all.yaml", &format!("{OBJECTS}{people}"));
        lab.apply_until_done().await;
        let mailed: Vec<usize> = ["a", "b", "c"]
            .iter()
            .map(|name| mails(&lab)[&format!("{name}@example.com")])
            .collect();
        assert_eq!(mailed, [1, 1, 1], "{target}");
    }
}

#[tokio::test]
async fn an_invite_in_doubt_counts_as_sent_and_closes_nothing() {
    for (system, target) in TARGETS {
        for fault in [Fault::DropBefore, Fault::DropAfterCommit] {
            let lab = lab("").await;
            lab.apply_until_done().await;
            let people = roster(system, target, &["a"]);
            lab.write("all.yaml", &format!("{OBJECTS}{people}"));
            lab.sandbox.set_faults(vec![on_write(1, fault.clone())]);
            let before = mails(&lab).get("a@example.com").copied();
            assert_eq!(before, None);
            lab.apply().await.unwrap();
            forget(&lab, "a").await;
            let was_mailed = mails(&lab).get("a@example.com").copied();
            lab.apply_until_done().await;
            assert_eq!(
                mails(&lab).get("a@example.com").copied(),
                was_mailed,
                "{target}"
            );
        }
    }
}

#[tokio::test]
async fn a_stranger_still_closes_the_set_after_somebody_is_forgotten() {
    let target = "interviewSet: sales, sendInvite: true";
    let lab = lab(&roster("flowmingo", target, &["a", "b"])).await;
    lab.apply_until_done().await;
    forget(&lab, "a").await;
    let mut theirs = lab.sandbox.received().into_iter();
    let mut theirs = theirs.find(|one| one.path.contains("invite")).unwrap();
    let body = theirs
        .body
        .to_string()
        .replace("@example.com", "@elsewhere.example");
    theirs.body = serde_json::from_str(&body).unwrap();
    lab.send_again(&theirs).await;
    let people = roster("flowmingo", target, &["a", "b", "c"]);
    lab.write("all.yaml", &format!("{OBJECTS}{people}"));
    let plan = lab.plan().await.unwrap();
    let codes: Vec<&str> = plan.blocked.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["unknown-submissions"], "{plan:#?}");
}

#[tokio::test]
async fn what_a_killed_run_has_written_down_is_found_and_forgotten_too() {
    let lab = lab("").await;
    lab.apply_until_done().await;
    let recorded = lab.state().load().await.unwrap();
    let email = Email::parse("a@example.com").unwrap();
    let person = PersonRecord {
        id: Some("submission-of-the-killed-run".into()),
        ..PersonRecord::default()
    };
    let fact = RecordChange::Person {
        who: recorded.print_of(&email),
        person,
    };
    let fact = fact.of(&"flowmingo/Roster/r".parse().unwrap());
    let journal = lab
        .state()
        .begin_journal(&recorded, "killed")
        .await
        .unwrap();
    journal.durable(&[fact]).await.unwrap();
    drop(journal);
    let journal = lab.state_file().with_extension("journal");
    assert!(journal.exists());

    let found = lab
        .command(&["people", "find", "a@example.com"])
        .output()
        .unwrap();
    let found = String::from_utf8(found.stdout).unwrap();
    assert!(found.contains("flowmingo/Roster/r  entered"), "{found}");
    let forgot = lab
        .command(&["people", "forget", "a@example.com", "--yes"])
        .output()
        .unwrap();
    assert!(forgot.status.success(), "{forgot:?}");
    assert!(!journal.exists());
    let state = std::fs::read_to_string(lab.state_file()).unwrap();
    assert!(!state.contains("killed-run"), "{state}");
    assert!(
        !state.contains(&recorded.print_of(&email).to_string()),
        "{state}"
    );
}

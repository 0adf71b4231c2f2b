//! Who is in an old version of a flow stays there, whatever is known of it, and only new people get the new one.

use super::fault_rules::{on_path, status};
use super::lab::Lab;
use super::pipelines::{lab, mails};

const FLOW: &str = concat!(
    manifest!("voice"),
    "---\n",
    manifest!("other"),
    "---\n",
    manifest!("screen-of-voice"),
    "\
lifecycle: { onImmutableChange: newVersion }
---
apiVersion: taptalent/v1
kind: Roster
metadata: { name: spring }
spec: { flow: screen, candidates: [{ email: a@example.com }] }
",
);

#[tokio::test]
async fn who_is_in_the_old_version_of_a_flow_stays_there_and_only_new_people_get_the_new_one() {
    let lab = lab(FLOW).await;
    lab.apply_until_done().await;
    let newer = FLOW.replace(
        "[{ assessment: voice, passThreshold: 60 }]",
        "[{ assessment: other, passThreshold: 60 }]",
    );
    lab.write(
        "all.yaml",
        &newer.replace(
            "[{ email: a@example.com }]",
            "[{ email: a@example.com }, { email: b@example.com }]",
        ),
    );
    lab.sandbox.clear_received();
    lab.apply_until_done().await;
    let assigned: Vec<String> = lab
        .writes()
        .into_iter()
        .filter(|call| call.ends_with("/assign"))
        .collect();
    assert_eq!(assigned, ["POST /assessment-flows/2/assign"]);
    let plan = lab.plan().await.unwrap();
    assert!(!plan.has_pending_changes(), "{plan:#?}");
}

/// Both versions of the flow are live, with one person in the first and one in the second; the state is lost.
async fn with_a_lost_second_version() -> (Lab, String) {
    let lab = lab(FLOW).await;
    lab.apply_until_done().await;
    let newer = FLOW
        .replace("assessment: voice, pass", "assessment: other, pass")
        .replace(
            "[{ email: a@example.com }]",
            "[{ email: a@example.com }, { email: b@example.com }]",
        );
    lab.write("all.yaml", &newer);
    lab.apply_until_done().await;
    assert_eq!(mails(&lab), 2);
    lab.lose_state();
    lab.sandbox.clear_received();
    (lab, newer)
}

#[tokio::test]
async fn who_is_in_the_old_version_of_a_flow_stays_there_when_the_state_is_lost() {
    let (lab, newer) = with_a_lost_second_version().await;
    let plan = lab.plan().await.unwrap();
    let notes = plan.notes.iter();
    let mut notes = notes.filter(|note| note.code.as_str() == "old-version");
    insta::assert_snapshot!(notes.next().unwrap().message, @"people in an earlier version of the flow that is not in the state: 1; they stay there, and the web app can assign them to the new one too");
    let report = lab.apply().await.unwrap();
    assert!(report.failed.is_empty(), "{report:#?}");
    assert_eq!((lab.writes(), mails(&lab)), (Vec::new(), 2));
    // The next run knows the flow, and still not who was in the one before.
    let one_more = "[{ email: a@example.com }, { email: b@example.com }, { email: c@example.com }]";
    lab.write(
        "all.yaml",
        &newer.replace(
            "[{ email: a@example.com }, { email: b@example.com }]",
            one_more,
        ),
    );
    lab.apply_until_done().await;
    assert_eq!(lab.writes(), ["POST /assessment-flows/2/assign"]);
    assert_eq!(mails(&lab), 3);
    assert!(super::lab::is_empty(&lab.plan().await.unwrap()));
}

#[tokio::test]
async fn a_new_version_that_is_made_without_a_state_is_given_to_nobody_who_is_in_an_old_one() {
    let (lab, newer) = with_a_lost_second_version().await;
    lab.write(
        "all.yaml",
        &newer.replace("passThreshold: 60", "passThreshold: 60, name: Talk"),
    );
    lab.apply_until_done().await;
    let writes = lab.writes();
    assert!(writes.contains(&"POST /assessment-flows".to_owned()));
    let assigned = writes.iter().filter(|call| call.ends_with("/assign"));
    assert_eq!(assigned.count(), 0, "{writes:?}");
    assert_eq!(mails(&lab), 2);
    assert!(super::lab::is_empty(&lab.plan().await.unwrap()));
}

#[tokio::test]
async fn an_old_version_whose_people_cannot_be_seen_blocks_the_roster_when_the_state_is_lost() {
    let (lab, _) = with_a_lost_second_version().await;
    lab.sandbox
        .set_faults(vec![on_path("/assessment-flows/1/candidates", status(404))]);
    let plan = lab.plan().await.unwrap();
    let said = plan
        .blocked
        .iter()
        .map(|one| format!("{}: {}", one.address, one.message));
    insta::assert_snapshot!(said.collect::<Vec<_>>().join("\n"), @"taptalent/Roster/spring: the system lists flow 1, an earlier version of taptalent/Flow/screen, but does not show who is in it");
    let mut entered = plan.changes.iter().flat_map(|change| &change.people);
    assert!(entered.next().is_none());
}

//! Coding tasks that are made anew or go: never without the word of the manifest, and never none or two for one.

use vetform::sandbox::Fault;

use super::at_once;
use super::fault_rules::on_write;
use super::faults::at_each_write;
use super::rosters::{FLOW, TASK, lab};

const REPLACED: &str = "
apiVersion: promptster/v1
kind: Assessment
metadata: { name: webhooks }
spec: { title: Webhooks, role: Engineer, taskBrief: Build a better endpoint. }
lifecycle: { replace: true }
";

/// A replacement creates before it deletes: whatever goes wrong, there is one at the end, and it is the new one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_fault_loses_or_doubles_a_replaced_assessment() {
    at_once::each(at_each_write(2), async |(fault, nth)| {
        let case = format!("{fault:?} at {nth}");
        let lab = lab(TASK.trim_end_matches("---\n")).await;
        lab.apply_until_done().await;
        lab.write("all.yaml", REPLACED);
        let lab = lab.facing(vec![on_write(nth, fault)]);
        lab.apply_until_done().await;
        let state = lab.sandbox.web_app().state().unwrap();
        let live: Vec<&str> = state["promptster"]["assessments"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["deleted"] == false)
            .map(|one| one["taskBrief"].as_str().unwrap())
            .collect();
        assert_eq!(live, ["Build a better endpoint."], "{case}");
        lab.sandbox.stop().await;
    })
    .await;
}

#[tokio::test]
async fn without_the_word_replace_a_changed_assessment_is_blocked_with_the_ways_out() {
    let lab = lab(TASK.trim_end_matches("---\n")).await;
    lab.apply_until_done().await;
    lab.write(
        "all.yaml",
        &REPLACED.replace("lifecycle: { replace: true }", ""),
    );
    let plan = lab.plan().await.unwrap();
    let blocked = &plan.blocked[0];
    let id = lab.state().load().await.unwrap();
    let id = id.resources.values().next().unwrap().id.clone();
    let said = format!("{}\n{}", blocked.message, blocked.help).replace(&id, "ID");
    insta::assert_snapshot!(said, @"
    the live assessment has a different `taskBrief`, and a Promptster assessment cannot be changed
    revert the manifest; or set `lifecycle: { replace: true }` to create a new one and delete ID, which invalidates no candidate key; or give the manifest a new `metadata.name` to create one beside it
    ");
    assert!(lab.apply().await.is_none());
}

#[tokio::test]
async fn an_assessment_without_a_manifest_is_deleted_only_within_the_guard() {
    let lab = lab(TASK.trim_end_matches("---\n")).await;
    lab.apply_until_done().await;
    lab.write("all.yaml", "");
    let plan = lab.plan().await.unwrap();
    insta::assert_snapshot!(plan.blocked[0].message, @"it no longer has a manifest, so it would be deleted with its candidate keys; the plan would delete 1, and `guards.maxDestroy` allows 0");
}

/// Somebody may have made the same in the web app meanwhile.
#[tokio::test]
async fn a_task_that_was_found_after_a_lost_answer_is_not_deleted_with_its_manifest() {
    let lab = lab(TASK.trim_end_matches("---\n"))
        .await
        .facing(vec![on_write(1, Fault::DropAfterCommit)]);
    lab.apply_until_done().await;
    assert_eq!(lab.writes().len(), 1);
    lab.write("all.yaml", FLOW);
    let plan = lab.plan().await.unwrap();
    assert!(plan.blocked.is_empty(), "{plan:#?}");
    assert_eq!(plan.notes[0].code.as_str(), "forgotten");
}

#[tokio::test]
async fn an_assessment_that_was_only_adopted_is_not_ours_to_delete() {
    let kept = TASK
        .trim_end_matches("---\n")
        .replace("webhooks", "kept")
        .replace("Webhooks", "Kept");
    let lab = lab(&format!("{TASK}{kept}")).await;
    lab.apply_until_done().await;
    lab.lose_state();
    lab.apply().await;
    lab.write("all.yaml", &kept);
    let plan = lab.plan().await.unwrap();
    assert!(super::lab::is_empty(&plan), "{plan:#?}");
    let said = plan.notes.iter().map(|note| note.message.as_str());
    let id = lab.state().load().await.unwrap();
    let address = "promptster/Assessment/webhooks".parse().unwrap();
    let id = id.record(&address).unwrap().id.clone();
    insta::assert_snapshot!(said.collect::<String>().replace(&id, "ID"), @"it no longer has a manifest; apply removes it from the state, and the live object ID is unchanged (if the manifest was renamed, list the old name under `metadata.previousNames`)");
    lab.apply().await;
    assert!(lab.state().load().await.unwrap().record(&address).is_none());
}

//! Creates whose outcome is not known: never sent again after a yes, once more after a lost answer, and each send is counted.

use std::time::Duration;

use vetform::sandbox::{Fault, FaultRule};

use super::fault_rules::{on_path, status};
use super::lab::{Lab, is_empty};

const ONE: &str = r"
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: backend }
spec:
  title: R&D interview
  hiringForRole: Backend Engineer
  purposeOfInterview: See how the candidate finds causes.
";

fn on_creates(fault: Fault, nth: Option<u64>) -> FaultRule {
    let mut rule = on_path("audio-interviews", fault);
    rule.when.method = Some("POST".to_owned());
    rule.when.nth = nth;
    rule
}

/// An answer that says yes and tells no id; made only after this time.
const fn accepted(millis: u64) -> Fault {
    Fault::AcceptLate { millis }
}

fn titles(lab: &Lab) -> Vec<String> {
    let live = lab.sandbox.web_app().state().unwrap();
    let all = live["assessments"].as_array().unwrap().iter();
    all.map(|one| one["title"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn what_was_accepted_is_looked_for_and_not_sent_again() {
    let lab = Lab::new(ONE).await;
    lab.sandbox.set_faults(vec![on_creates(accepted(60), None)]);
    let report = lab.apply().await.unwrap();
    assert!(report.failed.is_empty(), "{report:#?}");
    assert_eq!((report.sent(), lab.writes().len()), (1, 1));
    assert!(is_empty(&lab.plan().await.unwrap()));
}

#[tokio::test]
async fn what_was_accepted_and_never_seen_is_in_doubt_also_for_the_next_run() {
    let lab = Lab::new(ONE).await;
    lab.sandbox
        .set_faults(vec![on_creates(accepted(600_000), None)]);
    let report = lab.apply().await.unwrap();
    let [failed] = report.failed.as_slice() else {
        panic!("{report:#?}")
    };
    assert!(failed.uncertain);
    insta::assert_snapshot!(failed.error, @"POST /assessment/audio-interviews: accepted (202), but the response has no `data.assessmentId`: {} (sent once); nothing like it is live yet; it is not sent again automatically. Look in the web app: if it is there, pin it with `metadata.id`, or run `vetform state settle taptalent/Assessment/backend --id ITS-ID`; if it is not, run `vetform state settle taptalent/Assessment/backend --not-sent`, and the next apply creates it");
    let plan = lab.plan().await.unwrap();
    assert!(plan.changes.is_empty(), "{plan:#?}");
    assert_eq!(plan.blocked[0].code.as_str(), "create-in-doubt");
    assert_eq!(lab.writes().len(), 1);
}

#[tokio::test]
async fn after_two_lost_answers_a_person_has_to_look_and_the_message_counts_both() {
    let lab = Lab::new(ONE).await;
    let failing = status(500);
    lab.sandbox.set_faults(vec![on_creates(failing, None)]);
    let report = lab.apply().await.unwrap();
    let [failed] = report.failed.as_slice() else {
        panic!("{report:#?}")
    };
    assert!(failed.error.contains("(sent twice)"), "{}", failed.error);
    assert_eq!((report.sent(), lab.writes().len()), (2, 2));
    assert_eq!(report.repeated.len(), 1);
    assert!(!lab.plan().await.unwrap().blocked.is_empty());
}

#[tokio::test]
async fn a_text_that_the_server_spells_otherwise_is_found_again() {
    let lab = Lab::new(ONE).await;
    lab.sandbox
        .set_faults(vec![on_creates(Fault::DropAfterRespelling, Some(1))]);
    let report = lab.apply().await.unwrap();
    assert!(report.failed.is_empty(), "{report:#?}");
    assert_eq!(lab.writes().len(), 1);
    assert_eq!(titles(&lab), ["R&amp;D interview"]);
    assert!(is_empty(&lab.plan().await.unwrap()));
}

#[tokio::test]
async fn one_lost_answer_that_was_not_done_is_sent_once_more_and_said() {
    let lab = Lab::new(ONE).await;
    lab.sandbox
        .set_faults(vec![on_creates(Fault::DropBefore, Some(1))]);
    let report = lab.apply().await.unwrap();
    assert!(report.failed.is_empty(), "{report:#?}");
    assert_eq!((report.sent(), lab.writes().len()), (2, 2));
    insta::assert_snapshot!(report.repeated.join("\n"), @"taptalent/Assessment/backend: POST /assessment/audio-interviews was sent twice: no response came, and reading showed that it had not been done");
}

#[tokio::test]
async fn two_runs_without_a_common_lock_stop_before_anything_depends_on_the_twins() {
    let flow = "---
apiVersion: taptalent/v1
kind: Flow
metadata: { name: screen }
spec:
  flowName: Screen
  steps: [{ assessment: backend, passThreshold: 60 }]
";
    let lab = Lab::new(&format!("{ONE}{flow}")).await;
    // The other run's request arrives between this one's look and its own create.
    let hang = Fault::CommitLate { millis: 300 };
    lab.sandbox.set_faults(vec![on_creates(hang, Some(1))]);
    let other = async {
        while lab.writes().is_empty() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        let ours = lab.sandbox.received();
        let body = &ours.iter().find(|one| one.method == "POST").unwrap().body;
        let url = format!(
            "{}/assessment/audio-interviews",
            lab.sandbox.taptalent_url()
        );
        lab.post(&url, body).await;
    };
    let (report, ()) = tokio::join!(lab.apply(), other);
    let report = report.unwrap();
    assert_eq!(report.failed.len(), 1, "{report:#?}");
    assert!(report.failed[0].error.contains("at the same time"));
    assert_eq!(report.skipped.len(), 1);
    assert!(!lab.writes().iter().any(|write| write.contains("flows")));
    let plan = lab.plan().await.unwrap();
    assert_eq!(plan.blocked[0].code.as_str(), "create-in-doubt");
}

#[tokio::test]
async fn credits_that_are_out_end_the_creates_of_the_run() {
    use std::fmt::Write as _;
    let mut manifests = String::new();
    for number in 0..30 {
        write!(
            manifests,
            "---\napiVersion: taptalent/v1\nkind: Assessment\nmetadata: {{ name: a{number} }}\nspec: {{ title: Interview \
             {number}, hiringForRole: Engineer, purposeOfInterview: See how they think. }}\n"
        )
        .unwrap();
    }
    let lab = Lab::new(&manifests).await;
    let broke = status(402);
    lab.sandbox.set_faults(vec![on_creates(broke, None)]);
    let report = lab.apply().await.unwrap();
    assert!(lab.writes().len() <= 16, "{}", lab.writes().len());
    assert_eq!(report.failed.len() + report.skipped.len(), 30);
    assert!(
        report
            .skipped
            .iter()
            .all(|one| one.because.contains("taptalent has no credits left"))
    );
}

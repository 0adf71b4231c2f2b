//! Two runs without a common lock that make the same at the same moment, for every create of every system: what the system
//! lets be there twice is found before anything depends on it or anybody is mailed, and the next plan says it too.

use serde_json::Value;
use vetform::apply::Report;
use vetform::plan::Plan;
use vetform::sandbox::{Fault, FaultRule, Match, seed_from_text};

use super::creates::{KEYS, Row, SEED, STEP, VOICE, flow, mails, roster, row_of, rows, task};
use super::lab::Lab;

/// What is right where two of a row were sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Right {
    /// The run stops with both ids, and so does the next plan.
    Stops,
    /// Nothing can be undone: the run does not end well, and every plan says it, until somebody has looked.
    Says,
    /// The system makes it once.
    Once,
    /// It can also be what somebody wanted: the run ends well, and names who has two.
    Named,
}

fn right_for(row: &Row) -> Right {
    match row.name {
        "assessment" | "flow" | "version" | "task" | "replacement" => Right::Stops,
        "question" | "assign" | "key" => Right::Says,
        "set" => Right::Named,
        _ => Right::Once,
    }
}

pub(super) struct End {
    pub(super) report: Report,
    plan: Plan,
    live: Value,
    /// More of it than before.
    made: usize,
    pub(super) lab: Lab,
}

/// A lab where what a row needs is live for long, and what it makes is to be made.
pub(super) async fn before(row: &Row) -> Lab {
    let lab = Lab::seeded(&row.before, seed_from_text(SEED).unwrap()).await;
    if !row.before.is_empty() {
        lab.apply_until_done().await;
    }
    lab.some_time_passes().await;
    lab.sandbox.clear_received();
    lab.write("all.yaml", &row.after);
    lab
}

/// A run, whose first write of a row comes to the system together with the same of another run.
pub(super) async fn race(row: &Row) -> End {
    let lab = before(row).await;
    let (method, end) = row.write;
    let made_before = (row.made)(&lab.sandbox.web_app().state().unwrap());
    lab.sandbox.set_faults(vec![FaultRule {
        when: Match {
            method: (!method.is_empty()).then(|| method.to_owned()),
            path_contains: Some(end.to_owned()),
            writes_only: true,
            nth: Some(1),
            ..Match::default()
        },
        fault: Fault::CommitLate { millis: 600 },
    }]);
    let (report, ()) = tokio::join!(lab.apply(), lab.another_sends_the_same(end));
    let live = lab.sandbox.web_app().state().unwrap();
    End {
        report: report.unwrap(),
        plan: lab.plan().await.unwrap(),
        made: (row.made)(&live) - made_before,
        live,
        lab,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_two_runs_made_at_once_is_found_or_said_whatever_it_is() {
    for row in rows() {
        let End {
            report,
            plan,
            made,
            lab,
            ..
        } = race(&row).await;
        let words = format!(
            "{}: {report:#?} {:#?} {:#?}",
            row.name, plan.blocked, plan.notes
        );
        let of_code = |code: &str| {
            plan.notes
                .iter()
                .filter(|one| one.code.as_str() == code)
                .count()
        };
        match right_for(&row) {
            Right::Stops => {
                assert_eq!((made, report.failed.len()), (2, 1), "{words}");
                assert!(
                    report.failed[0].error.contains("at the same time"),
                    "{words}"
                );
                assert_eq!(plan.blocked[0].code.as_str(), "create-in-doubt", "{words}");
                let told = plan.clone().only_drift().notes;
                assert!(
                    told.iter()
                        .any(|one| one.message.contains("at the same time")),
                    "{words}"
                );
            }
            Right::Says => {
                assert_eq!((made, report.verified), (2, false), "{words}");
                assert_eq!(of_code("live-twice"), 1, "{words}");
                assert!(plan.only_drift().has_drift(), "{words}");
                // It was there before this one, and is said again; there is nothing that it could do about it.
                let again = lab.apply().await.unwrap();
                assert!(again.failed.is_empty() && again.sent() == 0, "{again:#?}");
            }
            Right::Once => assert!(made <= 1 && report.failed.is_empty(), "{words}"),
            Right::Named => {
                assert_eq!(made, 2, "{words}");
                let [named] = &report.repeated[..] else {
                    panic!("{words}")
                };
                assert!(
                    named.contains("has 2 open submissions in the set"),
                    "{words}"
                );
            }
        }
    }
}

/// What depends on each whole thing, and mails.
pub(super) fn with_dependents() -> Vec<(&'static str, String)> {
    let screen = flow("Screen", STEP, "");
    let assigned = roster("flow: screen");
    let invited = roster("assessment: voice");
    let asking =
        format!("{VOICE}  questions: [{{ name: zebra, question: What does a zebra eat? }}]\n");
    vec![
        ("assessment", format!("{VOICE}{invited}")),
        ("assessment", format!("{VOICE}{screen}{assigned}")),
        ("question", format!("{asking}{invited}")),
        ("question", format!("{asking}{screen}{assigned}")),
        ("flow", format!("{VOICE}{screen}{assigned}")),
        (
            "task",
            format!("{}{KEYS}", task("Task", "Build an endpoint.")),
        ),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_mailed_and_nothing_made_that_depends_on_twins() {
    for (name, after) in with_dependents() {
        let row = Row {
            after,
            ..row_of(name)
        };
        let End {
            report,
            plan,
            live,
            lab,
            ..
        } = race(&row).await;
        let words = format!("{name}: {report:#?} {:#?}", plan.blocked);
        assert_eq!(report.failed.len(), 1, "{words}");
        assert!(
            report.failed[0].error.contains("at the same time"),
            "{words}"
        );
        assert_eq!(mails(&live), 0, "{words}");
        let depends = |one: &vetform::apply::Skipped| one.because.contains("which was not applied");
        assert!(
            report.skipped.iter().all(depends) && !report.skipped.is_empty(),
            "{words}"
        );
        assert_eq!(plan.blocked[0].code.as_str(), "create-in-doubt", "{words}");
        assert!(lab.apply().await.is_none(), "{words}");
    }
}

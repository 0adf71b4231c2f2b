//! `state settle`: every kind of create and call that can be in doubt × what somebody found out: what the state then holds,
//! what the next plan is, and that the end is one of it.

use std::process::Output;

use serde_json::Value;
use vetform::plan::Plan;
use vetform::sandbox::{Fault, FaultRule, Match};
use vetform::state::{Part, PendingKey, Recorded};

use super::creates::{Row, VOICE, mails, row_of, rows};
use super::fault_rules::status;
use super::lab::{Lab, is_empty};
use super::two_runs::{End, before, race, with_dependents};

/// The first write of a row is never answered so that it can be read, and not done.
fn never_done(row: &Row) -> FaultRule {
    let (method, end) = row.write;
    // What a 202 says enough of is lost at every try.
    let needs_no_id = matches!(row.name, "invite" | "assign" | "reject" | "generation");
    let fault = if needs_no_id {
        status(500)
    } else {
        Fault::AcceptLate { millis: 600_000 }
    };
    FaultRule {
        when: Match {
            method: (!method.is_empty()).then(|| method.to_owned()),
            path_contains: Some(end.to_owned()),
            writes_only: true,
            ..Match::default()
        },
        fault,
    }
}

/// What is in doubt after a run: nothing of it was made.
async fn doubted(row: &Row) -> Lab {
    let lab = before(row).await;
    lab.sandbox.set_faults(vec![never_done(row)]);
    let report = lab.apply().await.unwrap();
    assert_eq!(report.failed.len(), 1, "{}: {report:#?}", row.name);
    lab.sandbox.set_faults(vec![]);
    lab
}

/// The rows that leave a doubt behind: what is read again to find out, leaves none.
fn doubtful() -> Vec<Row> {
    let mut rows = rows();
    rows.retain(|row| !matches!(row.name, "step" | "application" | "move"));
    rows.push(Row {
        name: "generation",
        before: VOICE.to_owned(),
        after: format!("{VOICE}  generate: {{ jobDescription: Looks after the zebras of the zoo all day and all night., questionCount: 3 }}\n"),
        write: ("POST", "/generate-questions"),
        made: |_| 0,
        is_readable: true,
    });
    rows
}

/// How many writes of a row the system has done.
fn done(lab: &Lab, row: &Row) -> usize {
    let (method, end) = row.write;
    let received = lab.sandbox.received().into_iter();
    let done = received.filter(|one| {
        let is_it = one.method == method || method.is_empty() && one.method != "GET";
        is_it && one.path.ends_with(end) && one.fault.is_none()
    });
    done.filter(|one| matches!(one.status, Some(200..=299)))
        .count()
}

async fn only_doubt(lab: &Lab) -> PendingKey {
    let recorded = lab.state().load().await.unwrap();
    let mut keys = recorded.pending.keys().cloned();
    let key = keys.next().unwrap();
    assert_eq!(keys.next(), None);
    key
}

/// `vetform state settle …`
fn settle(lab: &Lab, key: &PendingKey, answer: &[&str]) -> Output {
    let (of, who) = match &key.part {
        Part::Person(who) | Part::Rejection(who) => {
            (key.address.to_string(), Some(who.to_string()))
        }
        _ => (key.to_string(), None),
    };
    let mut line = vec!["state", "settle", &of];
    line.extend(who.as_deref());
    line.extend(answer);
    lab.command(&line).output().unwrap()
}

#[track_caller]
fn well(output: &Output) {
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words}");
}

async fn plan_and_state(lab: &Lab) -> (Plan, Recorded) {
    let recorded = lab.state().load().await.unwrap();
    let plan = lab.plan_with(&recorded).await.unwrap();
    (plan, recorded)
}

/// Ids of everything that there is: what is new is what was made.
fn ids(state: &Value) -> Vec<String> {
    let lists = [
        &state["assessments"],
        &state["flows"],
        &state["promptster"]["assessments"],
    ];
    let objects: Vec<&Value> = lists
        .iter()
        .flat_map(|list| list.as_array().unwrap())
        .collect();
    let questions = objects
        .iter()
        .flat_map(|one| one["questions"].as_array().into_iter().flatten());
    let all = objects.iter().copied().chain(questions);
    let id = |one: &Value| {
        let id = ["assessmentId", "questionId", "id"].map(|name| &one[name]);
        let id = id.into_iter().find(|id| !id.is_null()).unwrap();
        id.as_str()
            .map_or_else(|| id.to_string(), ToOwned::to_owned)
    };
    all.map(id).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_somebody_found_not_made_is_made_by_the_next_apply_and_once() {
    for row in doubtful() {
        let lab = doubted(&row).await;
        let key = only_doubt(&lab).await;
        let unsure = settle(&lab, &key, &["--not-sent"]);
        assert_eq!(
            unsure.status.code(),
            Some(3),
            "{}: nobody is there to ask",
            row.name
        );
        assert_eq!(only_doubt(&lab).await, key);
        well(&settle(&lab, &key, &["--not-sent", "--yes"]));
        let (plan, recorded) = plan_and_state(&lab).await;
        assert!(recorded.pending.is_empty(), "{}", row.name);
        assert!(
            plan.blocked.is_empty() && plan.has_pending_changes(),
            "{}: {plan:#?}",
            row.name
        );
        let report = lab.apply().await.unwrap();
        assert!(
            report.failed.is_empty() && report.verified,
            "{}: {report:#?}",
            row.name
        );
        assert_eq!(done(&lab, &row), 1, "{}", row.name);
        assert!(is_empty(&lab.plan().await.unwrap()), "{}", row.name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_somebody_found_made_is_not_made_again() {
    for row in doubtful() {
        let lab = doubted(&row).await;
        let before = ids(&lab.sandbox.web_app().state().unwrap());
        let key = only_doubt(&lab).await;
        // It arrives after all.
        let mut received = lab.sandbox.received().into_iter();
        let write = received.find(|one| one.fault.is_some()).unwrap();
        lab.send_again(&write).await;
        let arrived = lab.sandbox.web_app().state().unwrap();
        let id = ids(&arrived).into_iter().find(|id| !before.contains(id));
        let answer = match (&key.part, &id) {
            (Part::Person(_) | Part::Rejection(_), _) => vec!["--sent"],
            (Part::Generation, _) => vec!["--id", "q1"],
            (_, id) => vec!["--id", id.as_deref().unwrap()],
        };
        let settled = settle(&lab, &key, &answer);
        if key.part == Part::Generation {
            // They have no id, and have come.
            assert_eq!(settled.status.code(), Some(3));
        } else {
            well(&settled);
            assert!(
                lab.state().load().await.unwrap().pending.is_empty(),
                "{}",
                row.name
            );
        }
        let report = lab.apply().await.unwrap();
        assert!(report.failed.is_empty(), "{}: {report:#?}", row.name);
        assert_eq!(done(&lab, &row), 1, "{}", row.name);
        assert_eq!(
            mails(&lab.sandbox.web_app().state().unwrap()),
            mails(&arrived)
        );
        let (plan, recorded) = plan_and_state(&lab).await;
        assert!(is_empty(&plan), "{}: {plan:#?}", row.name);
        if key.part == Part::Whole {
            let record = recorded.record(&key.address).unwrap();
            let is_successor = matches!(row.name, "version" | "replacement");
            assert_eq!(Some(&record.id), id.as_ref(), "{}", row.name);
            assert_eq!(
                record.version,
                if is_successor { 2 } else { 1 },
                "{}",
                row.name
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slip_in_an_id_is_refused() {
    for name in ["assessment", "question", "version", "replacement"] {
        let lab = doubted(&row_of(name)).await;
        let key = only_doubt(&lab).await;
        let recorded = lab.state().load().await.unwrap();
        let before = recorded
            .record(&key.address)
            .map(|record| record.id.as_str());
        let slips = before
            .filter(|_| key.part == Part::Whole)
            .into_iter()
            .chain(["", " "]);
        for slip in slips {
            let refused = settle(&lab, &key, &["--id", slip]);
            assert_eq!(refused.status.code(), Some(3), "{name}: `{slip}`");
            assert!(String::from_utf8_lossy(&refused.stderr).contains("nothing was changed"));
            assert_eq!(only_doubt(&lab).await, key);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_that_were_made_at_once_either_can_be_kept() {
    let dependents = with_dependents();
    let after = |name: &str| {
        let mut dependents = dependents.iter();
        let own = dependents.find(|(of, _)| *of == name);
        own.map_or_else(|| row_of(name).after, |(_, after)| after.clone())
    };
    for name in [
        "assessment",
        "flow",
        "version",
        "task",
        "replacement",
        "question",
    ] {
        for place in 0..2 {
            let row = Row {
                after: after(name),
                ..row_of(name)
            };
            let End { lab, .. } = race(&row).await;
            let before = lab.state().load().await.unwrap();
            let (key, pending) = before.pending.iter().next().unwrap();
            let kept = pending.among.iter().nth(place).unwrap();
            well(&settle(&lab, key, &["--id", kept]));
            let (plan, recorded) = plan_and_state(&lab).await;
            assert!(
                recorded.pending.is_empty() && plan.blocked.is_empty(),
                "{name}: {plan:#?}"
            );
            let [note] = plan.notes.as_slice() else {
                panic!("{name}: {plan:#?}")
            };
            assert_eq!(note.code.as_str(), "live-twice", "{name}");
            let (record, was) = (recorded.record(&key.address), before.record(&key.address));
            let (record, was) = (record.unwrap(), was.unwrap());
            let id = record
                .questions
                .values()
                .next()
                .map_or(&record.id, |question| &question.id);
            assert_eq!(id, kept, "{name}");
            let place_of = |of: &vetform::state::Record| (of.version, of.previous_ids.clone());
            assert_eq!(place_of(record), place_of(was), "{name}");
            // Only what waited for it is made: the thing itself is left as it is.
            assert!(
                plan.changes
                    .iter()
                    .all(|change| change.address != key.address),
                "{name}: {plan:#?}"
            );
            let report = lab.apply().await.unwrap();
            assert!(
                report.failed.is_empty() && report.verified,
                "{name}: {report:#?}"
            );
        }
    }
}

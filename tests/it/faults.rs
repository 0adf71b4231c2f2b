//! Every write of an apply × everything that can go wrong with it: run again until done, and the end is the same as
//! without faults, nothing doubled and nothing lost.

use std::sync::atomic::{AtomicUsize, Ordering};

use vetform::sandbox::{Fault, FaultRule, Match};

use super::lab::{Lab, TIMEOUT};

const CREATED: &str = r"
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: backend }
spec:
  title: Backend interview
  hiringForRole: Backend Engineer
  purposeOfInterview: See how the candidate finds causes.
  duration: 150
  skills: [Rust]
  questions:
    - { name: debug, question: How do you debug a production issue?, idealAnswer: With a method. }
    - { name: design, question: Which system did you design from scratch?, systemInstruction: Look for trade-offs. }
---
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: culture }
spec:
  title: Culture interview
  hiringForRole: Backend Engineer
  purposeOfInterview: See how the candidate works with others.
  questions:
    - { name: conflict, question: Tell me about a conflict in your team., idealAnswer: Listens first. }
---
apiVersion: taptalent/v1
kind: Flow
metadata: { name: screen }
spec:
  flowName: Engineering screen
  description: First talks
  steps:
    - { assessment: backend, passThreshold: 60, name: Technical }
";

/// The same project after a day of work on it: every sort of update.
const UPDATED: &str = r"
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: backend }
spec:
  title: Senior backend interview
  hiringForRole: Backend Engineer
  purposeOfInterview: See how the candidate finds causes.
  duration: 45
  skills: [Rust, SQL]
  questions:
    - { name: debug, question: How do you debug a severe production issue?, idealAnswer: With a method and a log. }
    - { name: estimate, question: How do you estimate work that nobody has done before? }
---
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: culture }
spec:
  title: Culture interview
  hiringForRole: Backend Engineer
  purposeOfInterview: See how the candidate works with others.
  questions:
    - { name: conflict, question: Tell me about a conflict in your team., idealAnswer: Listens first and asks. }
---
apiVersion: taptalent/v1
kind: Flow
metadata: { name: screen }
spec:
  flowName: Engineering screen
  description: First talks
  steps:
    - { assessment: backend, passThreshold: 65, name: Technical }
    - { assessment: culture, passThreshold: 50, name: People }
";

pub(crate) fn faults() -> Vec<Fault> {
    let longer_than_a_try = u64::try_from(TIMEOUT.as_millis()).unwrap() * 2;
    vec![
        Fault::DropBefore,
        Fault::DropAfterCommit,
        Fault::Status {
            code: 500,
            retry_after: None,
        },
        Fault::Status {
            code: 429,
            retry_after: Some(0),
        },
        Fault::Status {
            code: 503,
            retry_after: None,
        },
        Fault::Status {
            code: 503,
            retry_after: Some(0),
        },
        Fault::StatusAfterCommit { code: 504 },
        Fault::TruncatedBody,
        Fault::MalformedJson,
        Fault::WrongShape,
        Fault::Hang {
            millis: longer_than_a_try,
        },
    ]
}

fn on_write(nth: usize, fault: Fault) -> FaultRule {
    let nth = Some(u64::try_from(nth).unwrap());
    FaultRule {
        when: Match {
            nth,
            writes_only: true,
            ..Match::default()
        },
        fault,
    }
}

/// A lab where `CREATED` is live, and its state kept.
async fn created() -> Lab {
    let lab = Lab::new(CREATED).await;
    assert_eq!(lab.apply_until_done().await, 1);
    lab.sandbox.clear_received();
    lab
}

/// Plays one case; returns how many calls the system received.
async fn play(lab: Lab, manifests: &str, rules: Vec<FaultRule>, wanted: &str, case: &str) -> usize {
    lab.write("all.yaml", manifests);
    lab.sandbox.set_faults(rules);
    lab.apply_until_done().await;
    assert_eq!(lab.world(), wanted, "{case}");
    let calls = lab.sandbox.received().len();
    lab.sandbox.stop().await;
    calls
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_at_every_write_of_a_creation_ends_as_without_it() {
    let lab = Lab::new(CREATED).await;
    lab.apply_until_done().await;
    let (wanted, writes) = (lab.world(), lab.writes().len());
    assert_eq!(writes, 7);
    let calls = AtomicUsize::new(0);
    for fault in faults() {
        for nth in 1..=writes {
            let case = format!("{fault:?} at write {nth}");
            let lab = Lab::new(CREATED).await;
            let count = play(
                lab,
                CREATED,
                vec![on_write(nth, fault.clone())],
                &wanted,
                &case,
            )
            .await;
            calls.fetch_add(count, Ordering::Relaxed);
        }
    }
    println!(
        "{} cases, {} calls",
        faults().len() * writes,
        calls.into_inner()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_at_every_write_of_an_update_ends_as_without_it() {
    let lab = created().await;
    lab.write("all.yaml", UPDATED);
    lab.apply_until_done().await;
    let (wanted, writes) = (lab.world(), lab.writes().len());
    assert_eq!(writes, 6);
    let mut calls = 0;
    for fault in faults() {
        for nth in 1..=writes {
            let case = format!("{fault:?} at write {nth}");
            calls += play(
                created().await,
                UPDATED,
                vec![on_write(nth, fault.clone())],
                &wanted,
                &case,
            )
            .await;
        }
    }
    println!("{} cases, {calls} calls", faults().len() * writes);
}

/// A small generator with a fixed seed: the same cases in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_faults_at_once_anywhere_end_as_without_them() {
    let lab = Lab::new(CREATED).await;
    lab.apply_until_done().await;
    let wanted = lab.world();
    let faults = faults();
    for seed in 0..500 {
        let mut dice = Dice(seed);
        let rules: Vec<FaultRule> = (0..2)
            .map(|_| {
                let fault = faults[dice.roll(faults.len())].clone();
                // Reads too: a third of the draws may hit any call.
                let any_call = dice.roll(3) == 0;
                let nth =
                    Some(u64::try_from(1 + dice.roll(if any_call { 20 } else { 8 })).unwrap());
                FaultRule {
                    when: Match {
                        nth,
                        writes_only: !any_call,
                        ..Match::default()
                    },
                    fault,
                }
            })
            .collect();
        let case = format!("seed {seed}: {rules:?}");
        let lab = Lab::new(CREATED).await;
        if seed % 2 == 1 {
            lab.sandbox.set_faults(rules.clone());
            lab.apply().await;
            lab.lose_state();
        }
        play(lab, CREATED, rules, &wanted, &case).await;
    }
}

#[tokio::test]
async fn a_run_without_its_state_doubles_nothing_and_deletes_nothing() {
    let lab = created().await;
    let before = lab.world();
    lab.lose_state();
    lab.apply_until_done().await;
    assert_eq!(lab.world(), before);
    let writes = lab.writes();
    assert!(
        writes
            .iter()
            .all(|write| write.starts_with("PUT /assessment/")),
        "{writes:?}"
    );
}

//! Every write of an apply × everything that can go wrong with it: run again until done, and the end is the same as
//! without faults, nothing doubled and nothing lost.

use vetform::sandbox::{Fault, FaultRule};

use super::at_once;
use super::fault_rules::{on_write, status};
use super::lab::{Lab, TIMEOUT};

const CREATED: &str = concat!(
    "\n",
    manifest!("backend"),
    "  duration: 150
  skills: [Rust]
  questions:
    - { name: debug, question: How do you debug a production issue?, idealAnswer: With a method. }
    - { name: design, question: Which system did you design from scratch?, systemInstruction: Look for trade-offs. }
---
",
    manifest!("culture"),
    "  questions:
    - { name: conflict, question: Tell me about a conflict in your team., idealAnswer: Listens first. }
---
",
    manifest!("engineering-screen"),
    "  description: First talks
  steps:
    - { assessment: backend, passThreshold: 60, name: Technical }
",
);

/// The same project after a day of work on it: every sort of update.
const UPDATED: &str = concat!(
    "
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
",
    manifest!("culture-and-screen-of-the-next-day"),
);

fn faults() -> Vec<Fault> {
    let longer_than_a_try = u64::try_from(TIMEOUT.as_millis()).unwrap() * 2;
    vec![
        Fault::DropBefore,
        Fault::DropAfterCommit,
        status(500),
        Fault::Status {
            code: 429,
            retry_after: Some(0),
        },
        status(503),
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

/// A lab where `CREATED` is live, and its state kept.
async fn created() -> Lab {
    let lab = Lab::new(CREATED).await;
    assert_eq!(lab.apply_until_done().await, 1);
    lab.sandbox.clear_received();
    lab
}

/// Plays one case.
async fn play(lab: Lab, manifests: &str, rules: Vec<FaultRule>, wanted: &str, case: &str) {
    lab.write("all.yaml", manifests);
    let lab = lab.facing(rules);
    lab.apply_until_done().await;
    assert_eq!(lab.world(), wanted, "{case}");
    lab.sandbox.stop().await;
}

/// Every fault at every one of the first writes.
pub(crate) fn at_each_write(writes: u64) -> impl Iterator<Item = (Fault, u64)> {
    let faults = faults().into_iter();
    faults.flat_map(move |fault| (1..=writes).map(move |nth| (fault.clone(), nth)))
}

/// Plays every fault at every write.
async fn play_all(start: impl AsyncFn() -> Lab, manifests: &str, wanted: &str, writes: u64) {
    at_once::each(at_each_write(writes), async |(fault, nth)| {
        let case = format!("{fault:?} at write {nth}");
        let rules = vec![on_write(nth, fault)];
        play(start().await, manifests, rules, wanted, &case).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_at_every_write_of_a_creation_ends_as_without_it() {
    let lab = Lab::new(CREATED).await;
    lab.apply_until_done().await;
    assert_eq!(lab.writes().len(), 7);
    play_all(|| Lab::new(CREATED), CREATED, &lab.world(), 7).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_at_every_write_of_an_update_ends_as_without_it() {
    let lab = created().await;
    lab.write("all.yaml", UPDATED);
    lab.apply_until_done().await;
    assert_eq!(lab.writes().len(), 6);
    play_all(created, UPDATED, &lab.world(), 6).await;
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

/// Two faults anywhere: reads too, a third of the draws may hit any call.
fn two_of(faults: &[Fault], seed: u64) -> Vec<FaultRule> {
    let mut dice = Dice(seed);
    let mut draw = || {
        let fault = faults[dice.roll(faults.len())].clone();
        let any_call = dice.roll(3) == 0;
        let nth = 1 + dice.roll(if any_call { 20 } else { 8 });
        let mut rule = on_write(u64::try_from(nth).unwrap(), fault);
        rule.when.writes_only = !any_call;
        rule
    };
    vec![draw(), draw()]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_faults_at_once_anywhere_end_as_without_them() {
    let lab = Lab::new(CREATED).await;
    lab.apply_until_done().await;
    let (wanted, faults) = (lab.world(), faults());
    at_once::each(0..200, async |seed| {
        let rules = two_of(&faults, seed);
        let case = format!("seed {seed}: {rules:?}");
        let mut lab = Lab::new(CREATED).await;
        if seed % 2 == 1 {
            lab = lab.facing(rules.clone());
            lab.apply().await;
            lab.lose_state();
        }
        play(lab, CREATED, rules, &wanted, &case).await;
    })
    .await;
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

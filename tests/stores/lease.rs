//! What a store must do whose lock is a lease.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::SeqCst;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use tokio::time::{Instant, sleep};
use vetform::clock::Clock;
use vetform::state::{Holding, LeaseTerms, LockError, StateError, StateStore};

use crate::bench::{Bench, fact, holder, lock};
use crate::laws::run_on;

const NOW: Duration = Duration::ZERO;

fn off_by(bench: &Bench, hours: i64) -> LeaseTerms {
    LeaseTerms {
        wall: Arc::new(move || Timestamp::now() + SignedDuration::from_hours(hours)),
        ..bench.terms()
    }
}

pub(crate) async fn a_lock_that_is_renewed_is_not_taken_over_by_a_run_whose_clock_is_an_hour_ahead(
    bench: &Bench,
) {
    let held = lock(&bench.store(), "first", NOW).await.unwrap();
    let ahead = bench.store_on(off_by(bench, 1));
    let refused = lock(&ahead, "second", 2 * bench.terms().length).await;
    assert!(
        matches!(refused, Err(LockError::Held { .. })),
        "{refused:?}"
    );
    assert_eq!(held.lost().reason(), None);
    held.release().await.unwrap();
    assert!(lock(&ahead, "second", NOW).await.is_ok());
}

pub(crate) async fn a_dead_runs_lock_is_taken_over_after_its_lease_by_a_run_whose_clock_is_an_hour_behind(
    bench: &Bench,
) {
    let length = bench.terms().length;
    drop(lock(&bench.store(), "dead", NOW).await.unwrap());
    let behind = bench.store_on(off_by(bench, -1));
    let start = Instant::now();
    let early = lock(&bench.store(), "early", length / 2).await;
    assert!(matches!(early, Err(LockError::Held { .. })), "{early:?}");
    let second = Instant::now();
    let taken = lock(&behind, "next", bench.patience()).await.unwrap();
    assert_eq!(taken.taken_over(), Some(&holder("dead")));
    assert!(
        second.elapsed() >= length,
        "not before it had seen a whole lease itself"
    );
    assert!(start.elapsed() < bench.patience(), "and not for ever");
    assert_eq!(
        behind.holder().await.unwrap(),
        Holding::By(Box::new(holder("next")))
    );
}

pub(crate) async fn short_looks_at_a_dead_runs_lock_add_up_to_its_lease(bench: &Bench) {
    let length = bench.terms().length;
    drop(lock(&bench.store(), "dead", NOW).await.unwrap());
    let looking = bench.store();
    let start = Instant::now();
    for _ in 0..4 {
        assert!(lock(&looking, "early", NOW).await.is_err());
        sleep(length / 5).await;
    }
    assert!(start.elapsed() < length);
    sleep(length / 4).await;
    let taken = lock(&looking, "next", NOW).await.unwrap();
    assert_eq!(taken.taken_over(), Some(&holder("dead")));
}

pub(crate) async fn short_looks_at_a_lock_that_is_renewed_add_up_to_nothing(bench: &Bench) {
    let terms = bench.terms();
    let held = lock(&bench.store(), "first", NOW).await.unwrap();
    let looking = bench.store();
    for _ in 0..8 {
        assert!(lock(&looking, "second", NOW).await.is_err());
        sleep(terms.length / 4).await;
    }
    assert_eq!(held.lost().reason(), None);
    held.release().await.unwrap();
}

pub(crate) async fn of_sixteen_runs_that_wait_for_a_dead_ones_lock_one_wins(bench: &Bench) {
    drop(lock(&bench.store(), "dead", NOW).await.unwrap());
    let stores: Vec<StateStore> = (0..16).map(|_| bench.store()).collect();
    let patience = bench.terms().length + bench.terms().length / 2;
    let taken = join_all(
        stores
            .iter()
            .map(async |store| lock(store, "racer", patience).await),
    )
    .await;
    let won: Vec<_> = taken.iter().flatten().collect();
    assert_eq!(won.len(), 1, "{taken:?}");
    assert_eq!(won[0].taken_over(), Some(&holder("dead")));
}

pub(crate) async fn a_run_whose_lock_was_taken_away_notices(bench: &Bench) {
    let store = bench.store();
    let held = lock(&store, "first", NOW).await.unwrap();
    // A renewal or two later it still is the lock that was shown.
    sleep(2 * bench.terms().renewal).await;
    let other = bench.store();
    let shown = other.holder().await.unwrap();
    other.unlock(shown.holder()).await.unwrap();
    assert_eq!(held.lost().happened().await, "somebody unlocked it");
    let next = lock(&other, "second", NOW).await.unwrap();
    held.release().await.unwrap();
    assert_eq!(
        other.holder().await.unwrap(),
        Holding::By(Box::new(holder("second")))
    );
    assert_eq!(next.lost().reason(), None);
}

pub(crate) async fn a_run_whose_lock_was_removed_notices_and_leaves_the_next_ones_alone(
    bench: &Bench,
) {
    let held = lock(&bench.store(), "first", NOW).await.unwrap();
    bench.remove("w.lock").await;
    let next = lock(&bench.store(), "second", NOW).await.unwrap();
    let reason = held.lost().happened().await;
    assert!(
        reason.starts_with("it was taken over by kim on build-7"),
        "{reason}"
    );
    held.release().await.unwrap();
    assert_eq!(
        bench.store().holder().await.unwrap(),
        Holding::By(Box::new(holder("second")))
    );
    sleep(2 * bench.terms().renewal).await;
    assert_eq!(next.lost().reason(), None);
}

/// Terms by a clock that can be put on, as if the machine had slept and woken.
fn that_can_sleep(bench: &Bench) -> (LeaseTerms, Arc<AtomicU64>) {
    let (terms, slept) = (bench.terms(), Arc::new(AtomicU64::new(0)));
    let (awake, asleep) = (terms.clock.clone(), Arc::clone(&slept));
    let clock = Clock::of(move || awake.now() + Duration::from_millis(asleep.load(SeqCst)));
    (LeaseTerms { clock, ..terms }, slept)
}

pub(crate) async fn a_run_that_slept_sends_nothing_before_it_has_renewed_its_lock(bench: &Bench) {
    let (terms, slept) = that_can_sleep(bench);
    let lease = u64::try_from(terms.length.as_millis()).unwrap();
    let held = lock(&bench.store_on(terms), "slept", NOW).await.unwrap();
    let lost = held.lost();
    assert_eq!(lost.holds().now_or_never(), Some(Ok(())));
    slept.store(lease, SeqCst);
    assert_eq!(lost.holds().now_or_never(), None, "nobody knows yet");
    let before = bench.read("w.lock").await;
    assert_eq!(lost.holds().await, Ok(()), "nobody wanted it meanwhile");
    assert_ne!(bench.read("w.lock").await, before);

    slept.store(2 * lease, SeqCst);
    bench.remove("w.lock").await;
    let next = lock(&bench.store(), "next", NOW).await.unwrap();
    let reason = lost.holds().await.unwrap_err();
    assert!(
        reason.starts_with("it was taken over by kim on build-7"),
        "{reason}"
    );
    assert_eq!(next.lost().holds().await, Ok(()));
}

pub(crate) async fn whoever_takes_a_lock_over_closes_the_journal_of_the_run_before(bench: &Bench) {
    let first = bench.store();
    let held = lock(&first, "first", NOW).await.unwrap();
    let (_, journal) = run_on(&first, "first").await;
    journal.durable(&[fact("a")]).await.unwrap();
    // It is renewed no more, and its run goes on.
    drop(held);
    let next = bench.store();
    let taken = lock(&next, "next", bench.patience()).await.unwrap();
    let mut recorded = next.load().await.unwrap();
    assert_eq!(recorded.resources.len(), 1, "what it had said is read");
    // The state is saved before the first call and after the last; the number stays taken.
    next.save(&mut recorded).await.unwrap();
    next.save(&mut recorded).await.unwrap();
    let error = journal.durable(&[fact("b")]).await.unwrap_err();
    let words = error.to_string();
    let (_, said) = words.split_once("1-first: ").unwrap();
    insta::allow_duplicates! {
        insta::assert_snapshot!(said, @"it was taken over by kim on build-7 (process 42, run next, commit 0123456789ab) since 2026-11-22T10:00:00Z");
    }
    assert_eq!(error.overtaken().as_deref(), Some(said));
    assert_eq!(next.load().await.unwrap(), recorded);
    taken.release().await.unwrap();

    let third = bench.store();
    let _held = lock(&third, "third", NOW).await.unwrap();
    let mut recorded = third.load().await.unwrap();
    third.save(&mut recorded).await.unwrap();
    assert!(bench.journal_names().await.is_empty(), "nothing piles up");
}

pub(crate) async fn a_lock_is_not_taken_away_from_a_run_that_nobody_was_shown(bench: &Bench) {
    let held = lock(&bench.store(), "first", NOW).await.unwrap();
    let error = bench
        .store()
        .unlock(Some(&holder("shown")))
        .await
        .unwrap_err();
    assert!(matches!(error, LockError::Changed { .. }), "{error}");
    assert_eq!(held.lost().reason(), None);
    held.release().await.unwrap();
    bench.store().unlock(Some(&holder("shown"))).await.unwrap();
}

pub(crate) async fn a_lock_that_nobody_can_read_runs_out_like_any_other(bench: &Bench) {
    bench.write("w.lock", b"<<<<<<<").await;
    let refused = lock(&bench.store(), "early", NOW).await;
    assert!(
        matches!(refused, Err(LockError::Held { holder: None })),
        "{refused:?}"
    );
    assert_eq!(bench.store().holder().await.unwrap(), Holding::Somebody);
    let taken = lock(&bench.store(), "next", bench.patience())
        .await
        .unwrap();
    taken.release().await.unwrap();
    bench.write("w.lock", b"<<<<<<<").await;
    bench.store().unlock(None).await.unwrap();
    assert_eq!(bench.store().holder().await.unwrap(), Holding::Nobody);
}

pub(crate) async fn a_lock_object_holds_no_address_and_says_which_commit(bench: &Bench) {
    let _held = lock(&bench.store(), "first", NOW).await.unwrap();
    let text = String::from_utf8(bench.read("w.lock").await).unwrap();
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut keys: Vec<&String> = document.as_object().unwrap().keys().collect();
    keys.sort();
    assert_eq!(
        keys,
        [
            "commit", "expires", "host", "owner", "pid", "released", "renewal", "run", "since",
            "token"
        ]
    );
    assert!(!text.contains('@'), "{text}");
}

pub(crate) async fn a_missing_part_of_a_journal_is_told(bench: &Bench) {
    let store = bench.store();
    let mut recorded = store.load().await.unwrap();
    store.save(&mut recorded).await.unwrap();
    let journal = store.begin_journal(&recorded, "r1").await.unwrap();
    journal.durable(&[fact("a")]).await.unwrap();
    journal.durable(&[fact("b")]).await.unwrap();
    journal.close().await.unwrap();
    bench.remove("w.journal/1-r1/1.jsonl").await;
    let error = bench.store().load().await.unwrap_err();
    assert!(
        matches!(error, StateError::DamagedJournal { line: 2, .. }),
        "{error}"
    );
}

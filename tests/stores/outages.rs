//! What a store in a bucket does when the bucket, or the way to it, fails.

use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;
use std::time::Duration;

use tokio::time::{Instant, sleep};
use vetform::state::Holding;

use crate::bench::{Bench, fact, holder, lock};
use crate::faults::{Faults, Faulty};
use crate::laws::run_on;

const NOW: Duration = Duration::ZERO;

fn faulty() -> (Bench, Arc<Faults>) {
    let (bucket, faults) = Faulty::new();
    (Bench::bucket(bucket, "p", 1), faults)
}

#[tokio::test(start_paused = true)]
async fn writes_that_were_done_count_although_their_answers_are_lost() {
    let (bench, faults) = faulty();
    let store = bench.store();
    let lose = || faults.lost_answers.store(1, SeqCst);
    lose();
    let held = lock(&store, "r1", NOW).await.unwrap();
    lose();
    let mut recorded = store.load().await.unwrap();
    store.save(&mut recorded).await.unwrap();
    lose();
    let journal = store.begin_journal(&recorded, "r1").await.unwrap();
    lose();
    journal.durable(&[fact("a")]).await.unwrap();
    lose();
    sleep(2 * bench.terms().renewal).await;
    assert_eq!(faults.lost_answers.load(SeqCst), 0, "a renewal was hit");
    assert_eq!(held.lost().reason(), None);
    lose();
    held.release().await.unwrap();
    assert_eq!(store.holder().await.unwrap(), Holding::Nobody);
    assert_eq!(bench.store().load().await.unwrap().resources.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_bucket_that_cannot_be_written_is_found_before_the_first_call() {
    let (bench, faults) = faulty();
    let store = bench.store();
    let mut recorded = store.load().await.unwrap();
    faults.failed_writes.store(u32::MAX, SeqCst);
    assert!(lock(&store, "r1", NOW).await.is_err());
    assert!(store.save(&mut recorded).await.is_err());
    assert_eq!(recorded.serial, 0);
    let error = store.begin_journal(&recorded, "r1").await.unwrap_err();
    insta::assert_snapshot!(error, @"cannot write the journal test://bucket/p/w.journal/0-r1: the connection was reset");
    assert!(bench.all_names().await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn after_a_lost_group_a_journal_takes_nothing_more_so_that_it_has_no_hole() {
    let (bench, faults) = faulty();
    let store = bench.store();
    let mut recorded = store.load().await.unwrap();
    store.save(&mut recorded).await.unwrap();
    let journal = store.begin_journal(&recorded, "r1").await.unwrap();
    faults.failed_writes.store(1, SeqCst);
    assert!(journal.durable(&[fact("a")]).await.is_err());
    assert!(journal.durable(&[fact("b")]).await.is_err());
    assert!(journal.close().await.is_err());
    assert!(bench.store().load().await.unwrap().resources.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_page_that_comes_right_before_its_journal_is_closed_is_read() {
    let (bench, faults) = faulty();
    let (first, other) = (bench.store(), bench.store_of("other"));
    let (_, journal) = run_on(&first, "first").await;
    journal.durable(&[fact("a")]).await.unwrap();
    let (_, others) = run_on(&other, "first").await;
    others.durable(&[fact("b")]).await.unwrap();
    let page = bench.read("other.journal/1-first/1.jsonl").await;
    *faults.quicker.lock().unwrap() = Some(page.into());
    let next = bench.store();
    let _held = lock(&next, "next", NOW).await.unwrap();
    assert!(faults.quicker.lock().unwrap().is_none(), "it came");
    assert_eq!(next.load().await.unwrap().resources.len(), 2);
    let error = journal.durable(&[fact("c")]).await.unwrap_err();
    assert_eq!(error.overtaken(), None, "that page is its own: {error}");
    let last = bench.read("w.journal/1-first/3.jsonl").await;
    assert!(
        String::from_utf8(last)
            .unwrap()
            .contains("\"run\":\"next\"")
    );
}

#[tokio::test(start_paused = true)]
async fn a_spent_journal_that_cannot_be_removed_does_not_fail_the_save() {
    let (bench, faults) = faulty();
    let store = bench.store();
    let mut recorded = store.load().await.unwrap();
    store.save(&mut recorded).await.unwrap();
    let journal = store.begin_journal(&recorded, "r1").await.unwrap();
    journal.durable(&[fact("a")]).await.unwrap();
    journal.close().await.unwrap();
    faults.failed_removals.store(u32::MAX, SeqCst);
    store.save(&mut recorded).await.unwrap();
    assert_eq!(bench.journal_names().await.len(), 2);
    assert!(bench.store().load().await.unwrap().resources.is_empty());
    faults.failed_removals.store(0, SeqCst);
    store.save(&mut recorded).await.unwrap();
    assert!(bench.journal_names().await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_run_that_cannot_renew_its_lock_stops_before_anybody_else_may_start() {
    for failing in [true, false] {
        let (bench, faults) = faulty();
        let start = Instant::now();
        let held = lock(&bench.store(), "cut-off", NOW).await.unwrap();
        let count = if failing {
            &faults.failed_writes
        } else {
            &faults.hangs
        };
        count.store(u32::MAX, SeqCst);
        let reason = held.lost().happened().await;
        assert!(
            reason.starts_with("its lease could not be renewed"),
            "{reason}"
        );
        let terms = bench.terms();
        assert!(
            start.elapsed() + terms.margin <= terms.length,
            "{:?}",
            start.elapsed()
        );
        count.store(0, SeqCst);
        let next = lock(&bench.store(), "next", bench.patience())
            .await
            .unwrap();
        assert_eq!(next.taken_over(), Some(&holder("cut-off")));
        assert!(start.elapsed() >= terms.length);
    }
}

#[tokio::test(start_paused = true)]
async fn a_short_outage_does_not_cost_the_lock() {
    let (bench, faults) = faulty();
    let held = lock(&bench.store(), "r1", NOW).await.unwrap();
    faults.failed_writes.store(5, SeqCst);
    sleep(5 * bench.terms().length).await;
    assert_eq!(faults.failed_writes.load(SeqCst), 0);
    assert_eq!(held.lost().reason(), None);
}

#[tokio::test(start_paused = true)]
async fn a_bucket_that_ignores_conditions_gives_its_lock_to_nobody() {
    let (bench, faults) = faulty();
    faults.ignored_conditions.store(u32::MAX, SeqCst);
    // The second finds a lock that was given back, and so tries the other condition.
    for run in ["r1", "r2"] {
        let error = lock(&bench.store(), run, NOW).await.unwrap_err();
        let said = error.to_string();
        assert!(said.contains("ignores conditional writes"), "{said}");
    }
    faults.ignored_conditions.store(0, SeqCst);
    let held = lock(&bench.store(), "r3", NOW).await.unwrap();
    held.release().await.unwrap();
}

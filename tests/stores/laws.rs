//! What every store must do.

use std::sync::Mutex;
use std::time::Duration;

use futures_util::future::join_all;
use vetform::model::Email;
use vetform::state::{
    Content, Holding, Journal, LockError, PersonRecord, RecordChange, Recorded, StateError,
    StateStore,
};

use crate::bench::{Bench, fact, holder, lock};

const NOW: Duration = Duration::ZERO;

/// A saved state, and the journal of a run on it.
pub(crate) async fn run_on(store: &StateStore, run: &str) -> (Recorded, Journal) {
    let mut recorded = store.load().await.unwrap();
    store.save(&mut recorded).await.unwrap();
    let journal = store.begin_journal(&recorded, run).await.unwrap();
    (recorded, journal)
}

async fn known(bench: &Bench) -> Vec<String> {
    let recorded = bench.store().load().await.unwrap();
    recorded
        .resources
        .keys()
        .map(|address| address.name().to_string())
        .collect()
}

pub(crate) async fn no_state_yet_is_an_empty_one_and_reading_leaves_no_trace(bench: &Bench) {
    let recorded = bench.store().load().await.unwrap();
    assert_eq!((recorded.serial, recorded.resources.len()), (0, 0));
    assert!(bench.all_names().await.is_empty());
}

pub(crate) async fn what_was_saved_is_loaded_with_the_next_serial(bench: &Bench) {
    let store = bench.store();
    let mut recorded = store.load().await.unwrap();
    recorded.apply(&fact("a"));
    for serial in 1..=3 {
        store.save(&mut recorded).await.unwrap();
        assert_eq!(recorded.serial, serial);
        assert_eq!(bench.store().load().await.unwrap(), recorded);
    }
    assert_eq!(bench.names().await, ["w.json"]);
}

pub(crate) async fn other_states_in_the_same_place_are_found_and_nothing_else(bench: &Bench) {
    let store = bench.store();
    assert!(store.beside(&|_| false).await.unwrap().is_empty());
    let _ = run_on(&store, "r1").await;
    assert!(store.beside(&|_| false).await.unwrap().is_empty());
    let other = bench.store_of("other");
    let (mut recorded, _journal) = run_on(&other, "r2").await;
    recorded.apply(&fact("a"));
    other.save(&mut recorded).await.unwrap();
    bench.write("notes.json", b"{}").await;
    let found = store.beside(&|_| false).await.unwrap();
    let places: Vec<&str> = found.iter().map(|one| one.place.as_str()).collect();
    assert_eq!(places, [other.to_string()]);
    assert!(matches!(&found[0].content, Content::State(found) if **found == recorded));
    let known = other.to_string();
    let found = store.beside(&|place| place == known).await.unwrap();
    assert!(found.is_empty(), "{found:?}");
}

pub(crate) async fn another_state_that_cannot_be_read_is_told_and_other_files_are_not(
    bench: &Bench,
) {
    let other = bench.store_of("other");
    let _ = run_on(&other, "r1").await;
    let text = String::from_utf8(bench.read("other.json").await).unwrap();
    let newer = text.replacen("\"formatVersion\": 1", "\"formatVersion\": 9", 1);
    let conflict = text.replacen("  \"lineage\"", "<<<<<<< HEAD\n  \"lineage\"", 1);
    for broken in [&newer, &conflict, &text[..text.len() - 9]] {
        bench.write("other.json", broken.as_bytes()).await;
        let found = bench.store().beside(&|_| false).await.unwrap();
        assert_eq!(found[0].place, other.to_string());
        assert!(matches!(found[0].content, Content::Broken(_)), "{found:?}");
    }
    bench
        .write(
            "other.json",
            br#"{"formatVersion": 1, "workspace": "a report"}"#,
        )
        .await;
    let found = bench.store().beside(&|_| false).await.unwrap();
    assert!(found.is_empty(), "{found:?}");
}

pub(crate) async fn a_save_over_somebody_elses_is_refused_and_nothing_is_lost(bench: &Bench) {
    let first = bench.store();
    let (mut recorded, journal) = run_on(&first, "r1").await;
    let journal_name = bench.journal_names().await.remove(0);
    let other = bench.store();
    let mut others = other.load().await.unwrap();
    journal.durable(&[fact("a")]).await.unwrap();
    recorded.apply(&fact("a"));
    // The other run has overlooked the lock, and works on what it had read before.
    let before = bench.read(&journal_name).await;
    others.apply(&fact("b"));
    other.save(&mut others).await.unwrap();
    bench.write(&journal_name, &before).await;

    let error = first.save(&mut recorded).await.unwrap_err();
    assert!(matches!(error, StateError::Conflict { .. }), "{error}");
    assert_eq!(recorded.serial, 1);
    assert_eq!(known(bench).await, ["b"]);
    journal.close().await.unwrap();
    assert_eq!(bench.read(&journal_name).await, before, "the journal stays");
}

pub(crate) async fn a_first_save_over_somebody_elses_first_is_refused(bench: &Bench) {
    let stores = [bench.store(), bench.store()];
    let mut states = [
        stores[0].load().await.unwrap(),
        stores[1].load().await.unwrap(),
    ];
    stores[1].save(&mut states[1]).await.unwrap();
    let error = stores[0].save(&mut states[0]).await.unwrap_err();
    assert!(matches!(error, StateError::Conflict { .. }), "{error}");
    assert_eq!(
        bench.store().load().await.unwrap().lineage,
        states[1].lineage
    );
}

pub(crate) async fn a_save_over_a_state_that_was_removed_is_refused(bench: &Bench) {
    let store = bench.store();
    let mut recorded = store.load().await.unwrap();
    store.save(&mut recorded).await.unwrap();
    bench.remove("w.json").await;
    let error = store.save(&mut recorded).await.unwrap_err();
    assert!(matches!(error, StateError::Conflict { .. }), "{error}");
}

pub(crate) async fn of_sixteen_runs_that_race_for_the_lock_one_wins(bench: &Bench) {
    let stores: Vec<StateStore> = (0..16).map(|_| bench.store()).collect();
    let taken = join_all(
        stores
            .iter()
            .map(async |store| lock(store, "racer", NOW).await),
    )
    .await;
    let refused = taken
        .iter()
        .filter(|taken| matches!(taken, Err(LockError::Held { .. })))
        .count();
    let won = taken.iter().filter(|taken| taken.is_ok()).count();
    assert_eq!((won, refused), (1, 15), "{taken:?}");
}

pub(crate) async fn a_run_that_finds_the_lock_taken_learns_who_has_it(bench: &Bench) {
    let store = bench.store();
    assert_eq!(store.holder().await.unwrap(), Holding::Nobody);
    let held = lock(&store, "first", NOW).await.unwrap();
    let Err(LockError::Held { holder: Some(who) }) = lock(&bench.store(), "second", NOW).await
    else {
        panic!("it was not refused, or did not say who has it");
    };
    assert_eq!(*who, holder("first"));
    assert_eq!(bench.store().holder().await.unwrap(), Holding::By(who));
    held.release().await.unwrap();
    assert_eq!(bench.store().holder().await.unwrap(), Holding::Nobody);
    let next = lock(&bench.store(), "second", NOW).await.unwrap();
    assert_eq!(next.taken_over(), None);
}

pub(crate) async fn a_waiting_run_gets_the_lock_when_it_is_given_back(bench: &Bench) {
    let held = lock(&bench.store(), "first", NOW).await.unwrap();
    let (said, heard) = tokio::sync::oneshot::channel();
    let said = Mutex::new(Some(said));
    let store = bench.store();
    let waits = async {
        let second = holder("second");
        let waiting = |who: Option<&vetform::state::Holder>| {
            let said = said.lock().unwrap().take().expect("it is told once");
            said.send(who.cloned()).unwrap();
        };
        store.lock(&second, bench.patience(), &waiting).await
    };
    let gives_back = async {
        assert_eq!(heard.await.unwrap(), Some(holder("first")));
        held.release().await.unwrap();
    };
    let (taken, ()) = tokio::join!(waits, gives_back);
    assert_eq!(taken.unwrap().taken_over(), None);
}

pub(crate) async fn what_a_killed_run_did_is_taken_in(bench: &Bench) {
    let (_, journal) = run_on(&bench.store(), "r1").await;
    journal.durable(&[fact("a")]).await.unwrap();
    journal.note(&[fact("b")]);
    journal.durable(&[fact("c")]).await.unwrap();
    drop(journal);
    assert_eq!(known(bench).await, ["a", "b", "c"]);
    let (_, journal) = run_on(&bench.store(), "r2").await;
    assert_eq!(bench.journal_names().await.len(), 1, "the spent one went");
    journal.durable(&[fact("d")]).await.unwrap();
    assert_eq!(known(bench).await, ["a", "b", "c", "d"]);
}

pub(crate) async fn facts_that_arrive_together_are_all_kept_in_order(bench: &Bench) {
    let (mut recorded, journal) = run_on(&bench.store(), "r1").await;
    let facts: Vec<_> = (0..200).map(|number| fact(&format!("f{number}"))).collect();
    let written = join_all(
        facts
            .iter()
            .map(|fact| journal.durable(std::slice::from_ref(fact))),
    );
    for outcome in written.await {
        outcome.unwrap();
    }
    for fact in &facts {
        recorded.apply(fact);
    }
    let mut loaded = bench.store().load().await.unwrap();
    // What the journal says that was done, which only a reading of it tells.
    let receipts = std::mem::take(&mut loaded.unwritten_receipts);
    assert_eq!(receipts.len(), facts.len());
    assert_eq!(loaded, recorded);
    let parts = bench.journal_names().await.len();
    assert!(parts < 20, "200 facts made {parts} parts");
}

pub(crate) async fn noted_facts_are_durable_once_the_journal_is_closed(bench: &Bench) {
    let (_, journal) = run_on(&bench.store(), "r1").await;
    journal.note(&[fact("a")]);
    journal.note(&[fact("b")]);
    journal.close().await.unwrap();
    assert_eq!(known(bench).await, ["a", "b"]);
}

pub(crate) async fn a_torn_last_line_is_dropped_and_a_damaged_middle_is_told(bench: &Bench) {
    let (_, journal) = run_on(&bench.store(), "r1").await;
    journal.durable(&[fact("a")]).await.unwrap();
    journal.durable(&[fact("b"), fact("c")]).await.unwrap();
    journal.close().await.unwrap();
    let last = bench.journal_names().await.pop().unwrap();
    let whole = bench.read(&last).await;
    bench.write(&last, &whole[..whole.len() - 7]).await;
    assert_eq!(known(bench).await, ["a", "b"]);

    let mut damaged = whole.clone();
    damaged[1..20].fill(b'x');
    bench.write(&last, &damaged).await;
    let error = bench.store().load().await.unwrap_err();
    assert!(
        matches!(error, StateError::DamagedJournal { .. }),
        "{error}"
    );
}

pub(crate) async fn a_spent_journal_is_ignored(bench: &Bench) {
    let store = bench.store();
    let (mut recorded, journal) = run_on(&store, "r1").await;
    journal.durable(&[fact("a")]).await.unwrap();
    journal.close().await.unwrap();
    let name = bench.journal_names().await.pop().unwrap();
    let spent = bench.read(&name).await;
    store.save(&mut recorded).await.unwrap();
    assert!(bench.journal_names().await.is_empty());
    // As if the run had been killed between saving and removing.
    bench.write(&name, &spent).await;
    assert!(known(bench).await.is_empty());
}

pub(crate) async fn the_journal_of_another_lineage_is_ignored(bench: &Bench) {
    let (_, journal) = run_on(&bench.store(), "r1").await;
    journal.durable(&[fact("a")]).await.unwrap();
    journal.close().await.unwrap();
    bench.remove("w.json").await;
    assert!(known(bench).await.is_empty());
    let mut other = bench.store().load().await.unwrap();
    other.serial = 1;
    bench
        .write("w.json", &serde_json::to_vec(&other).unwrap())
        .await;
    assert!(known(bench).await.is_empty());
}

pub(crate) async fn a_run_that_was_killed_in_mid_save_has_saved_all_or_nothing(bench: &Bench) {
    let (mut recorded, journal) = run_on(&bench.store(), "r1").await;
    journal.durable(&[fact("a")]).await.unwrap();
    journal.close().await.unwrap();
    recorded.apply(&fact("a"));
    recorded.serial += 1;
    let next = serde_json::to_vec_pretty(&recorded).unwrap();
    // Half of the next state is written, beside the one that counts.
    bench.write("w.json.new", &next[..next.len() / 2]).await;
    assert_eq!(known(bench).await, ["a"]);
    // The next state counts, and its journal was not removed yet.
    bench.write("w.json", &next).await;
    assert_eq!(bench.store().load().await.unwrap(), recorded);
    let (_, journal) = run_on(&bench.store(), "r2").await;
    journal.close().await.unwrap();
    assert_eq!(known(bench).await, ["a"]);
}

pub(crate) async fn a_journal_grows_with_its_facts_and_not_with_the_state(bench: &Bench) {
    let store = bench.store();
    let mut recorded = store.load().await.unwrap();
    for number in 0..500 {
        recorded.apply(&fact(&format!("old-{number}")));
    }
    store.save(&mut recorded).await.unwrap();
    let journal = store.begin_journal(&recorded, "r1").await.unwrap();
    let first = journal.bytes_written();
    journal.durable(&[fact("n0")]).await.unwrap();
    let one = journal.bytes_written() - first;
    for number in 1..10 {
        journal
            .durable(&[fact(&format!("n{number}"))])
            .await
            .unwrap();
    }
    assert_eq!(journal.bytes_written(), first + 10 * one);
    let mut stored = 0;
    for name in bench.journal_names().await {
        stored += bench.read(&name).await.len() as u64;
    }
    assert_eq!(stored, first + 10 * one);
}

pub(crate) async fn the_lock_of_a_dead_run_can_be_had(bench: &Bench) {
    drop(lock(&bench.store(), "dead", NOW).await.unwrap());
    lock(&bench.store(), "next", bench.patience())
        .await
        .unwrap();
}

pub(crate) async fn of_somebody_who_was_forgotten_nothing_stays_but_a_mark(bench: &Bench) {
    let store = bench.store();
    let (recorded, journal) = run_on(&store, "r1").await;
    let alex = Email::parse("alex@example.com").unwrap();
    let who = recorded.print_of(&alex);
    let person = PersonRecord {
        id: Some("submission-of-alex".into()),
        ..PersonRecord::default()
    };
    let change = RecordChange::Person {
        who: who.clone(),
        person,
    };
    let roster = "flowmingo/Roster/april".parse().unwrap();
    journal.durable(&[change.of(&roster)]).await.unwrap();
    drop(journal);

    let mut recorded = store.load().await.unwrap();
    assert_eq!(recorded.erase(&alex).len(), 1);
    store.save(&mut recorded).await.unwrap();
    for name in bench.names().await {
        let text = String::from_utf8(bench.read(&name).await).unwrap();
        for trace in [who.to_string().as_str(), "submission-of-alex", "alex@"] {
            assert!(!text.contains(trace), "{name}: {text}");
        }
    }
    let read = bench.store().load().await.unwrap();
    assert!(read.is_forgotten(&alex) && read.is_forgotten_id("submission-of-alex"));
}

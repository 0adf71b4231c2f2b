//! Cases that have nothing in common, some at a time: most of them wait.

use std::sync::Mutex;

use futures_util::StreamExt as _;

/// Fewer than would make a case wait for a core longer than a try may take.
pub(crate) const AT_ONCE: usize = 8;

/// Plays every case; what came of them, in no order.
pub(crate) async fn each<Case, Played: Future>(
    cases: impl IntoIterator<Item = Case>,
    play: impl FnMut(Case) -> Played,
) -> Vec<Played::Output> {
    futures_util::stream::iter(cases)
        .map(play)
        .buffer_unordered(AT_ONCE)
        .collect()
        .await
}

/// Plays every case, each in a thread; the first that fails ends the test with its words.
pub(crate) fn each_in_a_thread<Case: Send>(
    cases: impl IntoIterator<Item = Case>,
    play: impl Fn(Case) + Sync,
) {
    so_many_in_threads(AT_ONCE, cases, play);
}

/// The same, so many at a time: of cases that do little but wait, more.
pub(crate) fn so_many_in_threads<Case: Send>(
    at_once: usize,
    cases: impl IntoIterator<Item = Case>,
    play: impl Fn(Case) + Sync,
) {
    let cases: Vec<Case> = cases.into_iter().collect();
    let at_once = cases.len().min(at_once);
    let cases = Mutex::new(cases.into_iter());
    let next = || cases.lock().unwrap().next();
    let work = || {
        while let Some(case) = next() {
            play(case);
        }
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..at_once).map(|_| scope.spawn(work)).collect();
        for thread in threads {
            if let Err(failure) = thread.join() {
                std::panic::resume_unwind(failure);
            }
        }
    });
}

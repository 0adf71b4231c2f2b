//! The same work for many files, on every core. Knows nothing of the work.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use camino::{Utf8Path, Utf8PathBuf};

/// What `work` gives for each file, in the order of the files.
pub(super) fn side_by_side<T: Send>(
    files: &[Utf8PathBuf],
    work: impl Fn(&Utf8Path) -> T + Sync,
) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, T)>> = Mutex::new(Vec::with_capacity(files.len()));
    let worker = || {
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(file) = files.get(place) else { return };
            let one = work(file);
            // A panic elsewhere leaves what is done already.
            done.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push((place, one));
        }
    };
    let workers = thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(files.len());
    thread::scope(|scope| {
        for _ in 1..workers {
            scope.spawn(worker);
        }
        worker();
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, one)| one).collect()
}

//! How often a write went out, counted where it goes out: whatever repeats it, no repeat is left out (law 11).

use std::cell::Cell;
use std::future::Future;
use std::ops::AddAssign;

tokio::task_local! {
    static SENDS: Cell<Sends>;
}

/// How often a write went out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sends {
    /// Requests that may have arrived.
    pub all: u32,
    /// Those among them that the server turned away unseen (429, 503 with `Retry-After`).
    pub turned_away: u32,
}

impl AddAssign for Sends {
    fn add_assign(&mut self, more: Self) {
        self.all += more.all;
        self.turned_away += more.turned_away;
    }
}

/// Does `work`, and tells how many requests that write it sent. One whose connection never came about is none.
pub async fn counting_sends<F: Future>(work: F) -> (F::Output, Sends) {
    SENDS
        .scope(Cell::default(), async {
            let output = work.await;
            (output, SENDS.with(Cell::get))
        })
        .await
}

/// One more request went out.
pub(super) fn count(is_turned_away: bool) {
    // Nobody has to listen.
    let _ = SENDS.try_with(|sends| {
        let mut so_far = sends.get();
        so_far += Sends {
            all: 1,
            turned_away: u32::from(is_turned_away),
        };
        sends.set(so_far);
    });
}

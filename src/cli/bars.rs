//! The bars that this process draws, so that no message is written into the middle of one.

use std::sync::OnceLock;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget};

use super::bar_terminal::bar_terminal;

static BARS: OnceLock<MultiProgress> = OnceLock::new();

/// Puts a bar on the screen, below those that are there.
pub(super) fn add(bar: ProgressBar) -> ProgressBar {
    let bars = BARS.get_or_init(|| MultiProgress::with_draw_target(bar_terminal()));
    bars.add(bar)
}

/// Writes while no bar is on the screen.
pub(super) fn aside<T>(write: impl FnOnce() -> T) -> T {
    match BARS.get() {
        Some(bars) => bars.suspend(write),
        None => write(),
    }
}

/// Takes every bar off the screen, for a process that ends where it stands.
pub(super) fn clear() {
    if let Some(bars) = BARS.get() {
        let _ = bars.clear();
        bars.set_draw_target(ProgressDrawTarget::hidden());
    }
}

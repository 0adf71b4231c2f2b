//! A limit on the size of files (`ulimit -f`) makes a write fail, as a full disk does. Unheard, its signal would end the run
//! in the middle, without a word and with half a file.

/// From here on, for this process. Needs a runtime.
pub(super) fn survive() {
    #[cfg(unix)]
    {
        use rustix::process::Signal;
        use tokio::signal::unix::{SignalKind, signal};
        // Whoever hears a signal once hears it to the end of the process, though nobody listens.
        let _ = signal(SignalKind::from_raw(Signal::XFSZ.as_raw()));
    }
}

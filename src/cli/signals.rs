//! SIGINT and SIGTERM: the first finishes the calls in flight and records them (law 6); a second one exits now.

use tokio::signal::unix::{SignalKind, signal};

use super::exit::Exit;
use super::failure::CommandFailure;
use super::output::Output;
use crate::apply::Stop;

/// Listens until the process ends.
pub(super) fn stop_on_signals(output: Output) -> Result<Stop, CommandFailure> {
    let failed =
        |error| CommandFailure::new(Exit::Failed, format!("cannot listen for signals: {error}"));
    let mut interrupt = signal(SignalKind::interrupt()).map_err(failed)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(failed)?;
    let stop = Stop::default();
    let asked = stop.clone();
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            if asked.request() {
                output.insist("exiting now; the next apply settles what was in flight");
                std::process::exit(Exit::Failed as i32);
            }
            output.insist("finishing the calls in flight; once more exits now");
        }
    });
    Ok(stop)
}

//! A request to end (SIGINT, SIGTERM, or what the system has for them): the first ends a run where it stands, and finishes and records the calls in flight if there are any
//! (law 6); a second one exits now.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::bars;
use super::end_request::EndRequests;
use super::exit::Exit;
use super::failure::CommandFailure;
use super::output::Output;
use crate::apply::Stop;

/// Whether somebody hears them.
static HEARD: AtomicBool = AtomicBool::new(false);

/// Whether a run hears the signals, and ends itself where it stands.
pub(super) fn are_heard() -> bool {
    HEARD.load(Ordering::Relaxed)
}

/// Hears the signals until the process ends, for as many runs as there are in it.
#[derive(Clone)]
pub(super) struct Signals {
    stop: Stop,
    is_sending: Arc<AtomicBool>,
}

impl Signals {
    /// From here on a signal does not kill.
    pub(super) fn listen(output: Output) -> Result<Self, CommandFailure> {
        let failed = |error| {
            CommandFailure::new(Exit::Failed, format!("cannot listen for signals: {error}"))
        };
        let mut requests = EndRequests::listen().map_err(failed)?;
        HEARD.store(true, Ordering::Relaxed);
        let (stop, is_sending) = (Stop::default(), Arc::new(AtomicBool::new(false)));
        let (asked, sends) = (stop.clone(), Arc::clone(&is_sending));
        tokio::spawn(async move {
            loop {
                requests.next().await;
                let sends = sends.load(Ordering::Relaxed);
                if asked.is_requested() {
                    exit_now(sends, output);
                }
                // First said, then asked: who has nothing in flight is gone at once.
                if sends {
                    output.insist("finishing the calls in flight; press again to exit now");
                }
                asked.request();
            }
        });
        Ok(Self { stop, is_sending })
    }

    /// Waits for the first signal.
    pub(super) async fn first(&self) {
        self.stop.requested().await;
    }

    /// From now on there may be calls in flight. What stops one run alone stops no other.
    pub(super) fn sending(&self) -> Stop {
        self.is_sending.store(true, Ordering::Relaxed);
        let own = Stop::default();
        if self.stop.is_requested() {
            own.request();
        }
        let (all, one) = (self.stop.clone(), own.clone());
        tokio::spawn(async move {
            all.requested().await;
            one.request();
        });
        own
    }

    /// Whether there was one.
    pub(super) fn is_heard(&self) -> bool {
        self.stop.is_requested()
    }
}

fn exit_now(sends: bool, output: Output) -> ! {
    bars::clear();
    output.insist(if sends {
        "exiting now; the next apply settles what was in flight"
    } else {
        "exiting now; nothing was sent"
    });
    std::process::exit(Exit::Failed as i32);
}

/// Listens until the process ends; calls may be in flight from the start.
pub(super) fn stop_on_signals(output: Output) -> Result<Stop, CommandFailure> {
    Ok(Signals::listen(output)?.sending())
}

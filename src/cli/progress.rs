//! What people hear while they wait; all of it on stderr.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use super::call_log::CallLog;
use super::output::Output;
use super::progress_bar::{Applying, PauseClock, Reading};
use crate::apply::{Failure, Progress};
use crate::plan::{Change, PlannedCall};
use crate::provider::http::{Call, CallRecord, Observer, Quota, WaitReason};

/// Says every call (`-v`), every retry (`-vv`) and every pause that a server asks for; and logs calls, if there is a log.
pub(super) struct CallVoice {
    output: Output,
    log: Option<CallLog>,
    quota: Mutex<Option<Quota>>,
    pauses: PauseClock,
    reading: Mutex<Weak<Reading>>,
    /// Answers that came before anybody showed how reading gets on.
    unshown: AtomicU64,
    /// What is to be said once that is allowed; `None` if it is.
    held: Mutex<Option<Vec<String>>>,
}

impl CallVoice {
    pub(super) fn new(output: Output, log: Option<CallLog>) -> Self {
        Self {
            output,
            log,
            quota: Mutex::new(None),
            pauses: PauseClock::default(),
            reading: Mutex::new(Weak::new()),
            unshown: AtomicU64::new(0),
            held: Mutex::new(None),
        }
    }

    /// One that says nothing before [`CallVoice::release`].
    pub(super) fn holding(output: Output) -> Self {
        let held = Mutex::new(Some(Vec::new()));
        Self {
            held,
            ..Self::new(output, None)
        }
    }

    /// Says what was held back, and from now on everything at once.
    pub(super) fn release(&self) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        for line in held.take().unwrap_or_default() {
            self.output.say(&line);
        }
    }

    fn say(&self, line: String) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *held {
            Some(held) => held.push(line),
            None => self.output.say(&line),
        }
    }

    /// Shows how reading gets on, until what is returned is dropped.
    pub(super) fn shows_reading(&self) -> Arc<Reading> {
        let reading = Arc::new(Reading::new(self.output, &self.pauses));
        for _ in 0..self.unshown.swap(0, Ordering::Relaxed) {
            reading.one_done();
        }
        *self.reading.lock().unwrap_or_else(PoisonError::into_inner) = Arc::downgrade(&reading);
        reading
    }

    /// Shows how an apply gets on, until what is returned is dropped.
    pub(super) fn shows_applying(&self, changes: usize) -> ApplyLog {
        ApplyLog {
            output: self.output,
            applying: Applying::new(self.output, changes, &self.pauses),
        }
    }

    fn reading(&self) -> Option<Arc<Reading>> {
        let reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        reading.upgrade()
    }

    /// What the last answer that spoke of its quota told.
    pub(super) fn last_quota(&self) -> Option<Quota> {
        *self.quota.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Observer for CallVoice {
    fn call(&self, record: &CallRecord<'_>) {
        let CallRecord {
            call,
            attempt,
            status,
            duration,
            request_id,
            failure,
        } = record;
        if let Some(log) = &self.log {
            log.write(record);
        }
        if failure.is_none() {
            match self.reading() {
                Some(reading) => reading.one_done(),
                None => _ = self.unshown.fetch_add(1, Ordering::Relaxed),
            }
        }
        if self.output.verbose == 0 {
            return;
        }
        let status = status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
        let id = request_id.map_or_else(String::new, |id| format!(" request {id}"));
        let failure = failure.map_or_else(String::new, |failure| format!(": {failure}"));
        let line = format!(
            "{call} → {status} in {} ms (try {attempt}){id}{failure}",
            duration.as_millis()
        );
        self.say(line);
    }

    fn waiting(&self, call: &Call, reason: WaitReason, delay: Duration) {
        let seconds = delay.as_secs_f64();
        if matches!(reason, WaitReason::Throttled(_)) {
            self.pauses.wait(delay);
        }
        match reason {
            WaitReason::Throttled(_) if self.pauses.is_drawn() => {}
            WaitReason::Throttled(status) => self.say(format!(
                "the system asks to slow down ({status}); continuing in {seconds:.1} s"
            )),
            WaitReason::Retry(attempt) if self.output.verbose > 1 => self.say(format!(
                "{call}: attempt {attempt} failed; trying again in {seconds:.1} s"
            )),
            WaitReason::Retry(_) => {}
        }
    }

    fn quota(&self, quota: Quota) {
        *self.quota.lock().unwrap_or_else(PoisonError::into_inner) = Some(quota);
    }
}

/// Says when a change starts and ends.
pub(super) struct ApplyLog {
    output: Output,
    applying: Applying,
}

impl Progress for ApplyLog {
    fn started(&self, change: &Change) {
        if change.is_pending() {
            let calls = change.calls.len();
            self.output.say(&format!(
                "  {} {} ({calls} {}) …",
                change.action.as_str(),
                change.address,
                if calls == 1 { "call" } else { "calls" }
            ));
        }
    }

    fn call_done(&self, change: &Change, call: &PlannedCall) {
        if self.output.verbose > 0 {
            let route = call.operation.route();
            self.output
                .say(&format!("  {}: {route} done", change.address));
        }
    }

    fn ended(&self, change: &Change, failure: Option<&Failure>) {
        if change.is_pending() {
            self.applying.one_done();
        }
        if let Some(failure) = failure {
            let text = format!("  {}: {failure}", change.address);
            self.output.say(&text);
        }
    }
}

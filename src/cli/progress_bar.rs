//! What moves while people wait: a bar on a terminal, a line now and then elsewhere, nothing when quiet. All on stderr.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use super::bars;
use super::output::Output;

/// Where no terminal is: a line so often, and none in a run that is sooner over.
const LINE_EVERY: Duration = Duration::from_secs(5);
/// How often a bar is drawn; also what a countdown is counted in.
const DRAW_EVERY: Duration = Duration::from_millis(120);

/// Until when a server wants to be left alone, for whoever draws.
#[derive(Debug, Clone, Default)]
pub(super) struct PauseClock(Arc<Mutex<Option<Instant>>>);

impl PauseClock {
    pub(super) fn wait(&self, delay: Duration) {
        let until = Instant::now().checked_add(delay);
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *known = until.max(*known);
    }

    /// Whether a bar counts the pauses down, so that nobody need be told of them in words.
    pub(super) fn is_drawn(&self) -> bool {
        Arc::strong_count(&self.0) > 1
    }

    fn left(&self) -> Option<Duration> {
        let until = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let left = until?.saturating_duration_since(Instant::now());
        (!left.is_zero()).then_some(left)
    }
}

/// Shows how reading gets on until it is dropped. How much is to be read nobody knows before the end.
#[derive(Debug)]
pub(super) struct Reading {
    output: Output,
    begun: Instant,
    done: AtomicU64,
    said: Mutex<Instant>,
    bar: Option<ProgressBar>,
}

impl Reading {
    pub(super) fn new(output: Output, pauses: &PauseClock) -> Self {
        let bar = bar(
            output,
            None,
            "{spinner} reading what is live: {answers}{rate}{pause}",
            pauses,
        );
        Self {
            output,
            begun: Instant::now(),
            done: AtomicU64::new(0),
            said: Mutex::new(Instant::now()),
            bar,
        }
    }

    pub(super) fn one_done(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        match &self.bar {
            Some(bar) => bar.inc(1),
            None if self.is_time() => {
                let seconds = self.begun.elapsed().as_secs();
                let answers = answers(done);
                self.output.say(&format!(
                    "reading what is live: {answers} in {seconds} s so far"
                ));
            }
            None => {}
        }
    }

    /// Whether the last line is long enough ago; then this one is the last.
    fn is_time(&self) -> bool {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        let is_time = said.elapsed() >= LINE_EVERY;
        if is_time {
            *said = Instant::now();
        }
        is_time
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// Shows how an apply gets on until it is dropped, a step a change.
#[derive(Debug)]
pub(super) struct Applying(Option<ProgressBar>);

impl Applying {
    pub(super) fn new(output: Output, changes: usize, pauses: &PauseClock) -> Self {
        let template = "{bar:24} {pos} of {len} changes{rate}{left}{pause}";
        Self(bar(output, Some(changes as u64), template, pauses))
    }

    pub(super) fn one_done(&self) {
        if let Some(bar) = &self.0 {
            bar.inc(1);
        }
    }
}

impl Drop for Applying {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

fn answers(count: u64) -> String {
    format!("{count} answer{}", if count == 1 { "" } else { "s" })
}

fn rate(state: &ProgressState, text: &mut dyn Write) {
    if state.pos() > 0 {
        let _ = write!(text, ", {:.1} a second", state.per_sec());
    }
}

/// Before the first step anything would be a guess.
fn left(state: &ProgressState, text: &mut dyn Write) {
    if state.pos() > 0 {
        let _ = write!(text, ", {} s left", state.eta().as_secs());
    }
}

fn bar(
    output: Output,
    length: Option<u64>,
    template: &str,
    pauses: &PauseClock,
) -> Option<ProgressBar> {
    if !output.draws {
        return None;
    }
    let pauses = pauses.clone();
    let style = ProgressStyle::with_template(template)
        .ok()?
        .with_key("answers", |state: &ProgressState, text: &mut dyn Write| {
            let _ = text.write_str(&answers(state.pos()));
        })
        .with_key("rate", rate)
        .with_key("left", left)
        .with_key("pause", move |_: &ProgressState, text: &mut dyn Write| {
            if let Some(left) = pauses.left() {
                let seconds = left.as_secs_f64().ceil();
                let _ = write!(text, "; the system asks to slow down: {seconds:.0} s");
            }
        });
    let bar = match length {
        Some(length) => ProgressBar::new(length),
        None => ProgressBar::new_spinner(),
    };
    let bar = bars::add(bar.with_style(style));
    bar.enable_steady_tick(DRAW_EVERY);
    Some(bar)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_pause_counts_and_it_ends() {
        let clock = PauseClock::default();
        assert_eq!(clock.left(), None);
        clock.wait(Duration::from_mins(1));
        clock.wait(Duration::from_secs(1));
        assert!(
            clock
                .left()
                .is_some_and(|left| left > Duration::from_secs(30))
        );
        let over = PauseClock::default();
        over.wait(Duration::ZERO);
        assert_eq!(over.left(), None);
    }
}

//! Waiting for questions that were asked for: looking with growing pauses, up to a limit.

use std::time::{Duration, Instant};

use super::super::exit::Exit;
use super::super::failure::CommandFailure;
use super::ask::{Attempt, has_questions};
use crate::model::AssessmentId;
use crate::model::taptalent::{GenerateRequest, ObservedAssessment};
use crate::state::{Part, PendingKey};

/// The first pause and the longest.
const PAUSES: (Duration, Duration) = (Duration::from_millis(250), Duration::from_secs(10));

/// Looks until the questions are there, all of them.
pub(super) async fn for_questions(
    attempt: &Attempt<'_>,
    id: &AssessmentId,
) -> Result<ObservedAssessment, CommandFailure> {
    let started = Instant::now();
    let limit = attempt.args.limit;
    attempt.output.say(&format!(
        "waiting up to {} s for the questions of {}",
        limit.as_secs(),
        attempt.resource.address
    ));
    let mut pause = PAUSES.0;
    let mut came_before = 0;
    loop {
        // Questions that are counted and not all there yet fail the read: they are on their way.
        let last = match attempt.read(id).await {
            Ok(live) if has_questions(&live) => {
                let came = live.questions.as_ref().map_or(0, Vec::len);
                if came >= expected(attempt) || came == came_before {
                    return Ok(live);
                }
                came_before = came;
                None
            }
            Ok(_) => None,
            Err(failure) => Some(failure),
        };
        if attempt.stop.is_requested() {
            return Err(ran_out(
                attempt,
                "interrupted before the questions arrived",
                last,
            ));
        }
        let left = limit.saturating_sub(started.elapsed());
        if left.is_zero() {
            return Err(ran_out(
                attempt,
                "the questions did not arrive in time",
                last,
            ));
        }
        tokio::select! {
            () = tokio::time::sleep(pause.min(left)) => {}
            () = stopped(attempt) => {}
        }
        if pause < PAUSES.1 {
            pause = (pause * 3 / 2).min(PAUSES.1);
        } else {
            let waited = started.elapsed().as_secs();
            attempt
                .output
                .say(&format!("  not there yet after {waited} s …"));
        }
    }
}

/// Ends soon after somebody asked to end.
async fn stopped(attempt: &Attempt<'_>) {
    while !attempt.stop.is_requested() {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn expected(attempt: &Attempt<'_>) -> usize {
    let request = attempt.resource.spec.generate.as_ref();
    let count = request
        .and_then(|request| request.question_count)
        .unwrap_or(GenerateRequest::DEFAULT_COUNT);
    usize::try_from(count).unwrap_or(usize::MAX)
}

fn ran_out(attempt: &Attempt<'_>, why: &str, last: Option<CommandFailure>) -> CommandFailure {
    let address = &attempt.resource.address;
    let last = last.map_or_else(String::new, |failure| {
        format!(" (the last read failed: {})", failure.whole())
    });
    let key = PendingKey {
        address: address.clone(),
        part: Part::Generation,
    };
    let hint = if attempt.recorded.pending.contains_key(&key) {
        format!(
            "they may have been requested, so nothing was requested again; look in the web app, then run `vetform \
            generate {address}` to wait longer, or with `--again` to ask once more, which may cost credits twice"
        )
    } else {
        format!(
            "they were requested and are not requested twice: `vetform generate {address}` waits longer; `--timeout \
            SECONDS` sets how long"
        )
    };
    CommandFailure::new(Exit::Failed, format!("{address}: {why}{last}")).with_hint(hint)
}

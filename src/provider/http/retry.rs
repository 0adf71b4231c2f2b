//! Tries a call until its judge is content or patience ends. What an outcome *means* is the judges' (`read`, `write`);
//! here is only how long to wait, who else has to, and that a call which waits is dropped when the run is asked to end.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::backoff::{delays, pauses};
use super::call::WaitReason;
use super::exchange::{Answer, Lost, Request};
use super::stop::Stop;
use super::transport::Transport;

/// What a judge makes of one outcome.
pub(super) enum Verdict<T, E> {
    /// Over, for good or ill.
    Done(Result<T, E>),
    /// Try again; the error if that is not allowed any more.
    Again(E),
    /// The server turned the call away unseen and wants a pause; the error if it is not granted.
    Throttled {
        status: u16,
        pause: Option<Duration>,
        error: E,
    },
}

impl<T, E> Verdict<T, E> {
    /// What is left when nothing more may be sent.
    fn last(self) -> Result<T, E> {
        match self {
            Self::Done(done) => done,
            Self::Again(error) | Self::Throttled { error, .. } => Err(error),
        }
    }
}

impl Transport {
    /// Sends until `judge` is content. It is told the outcome and the number of the try. Every wait – for a place, the
    /// rate, a pause, the next try – ends when `stop` is requested: the judge then hears [`Lost::Stopped`], as where `stop`
    /// gives no leave to send. That is asked for last, at each try: the wait before it may have been long.
    pub(super) async fn drive<T, E>(
        &self,
        request: &Request,
        stop: &Stop,
        mut judge: impl FnMut(Result<Answer, Lost>, u32) -> Verdict<T, E>,
    ) -> Result<T, E> {
        let mut delays = delays(self.retry());
        let mut pauses = pauses(self.retry());
        let mut attempt = 1;
        let mut waited = Duration::ZERO;
        // In tries and between them; not in the queue, where others are waited for.
        let mut trying = Duration::ZERO;
        let mut place = stop.unless_requested(self.gate().enter()).await;
        loop {
            let Some(own) = &place else {
                return judge(Err(Lost::Stopped), attempt).last();
            };
            let ready = async {
                own.ready().await;
                stop.gives_leave().await
            };
            if stop.unless_requested(ready).await != Some(true) {
                return judge(Err(Lost::Stopped), attempt).last();
            }
            let begun = Instant::now();
            let outcome = self.exchange(request, attempt).await;
            trying += begun.elapsed();
            if let Ok(answer) = &outcome {
                self.heed_quota(request, answer);
            }
            let is_answered = outcome.is_ok();
            match judge(outcome, attempt) {
                Verdict::Done(done) => {
                    if is_answered {
                        self.gate().get_through();
                    }
                    if done.is_ok() {
                        self.gate().succeed();
                    }
                    return done;
                }
                Verdict::Again(error) => {
                    let delay = delays
                        .next()
                        .filter(|delay| trying + *delay < self.retry().longest_trying)
                        .filter(|_| !self.is_hopeless());
                    let Some(delay) = delay else {
                        self.gate().fail();
                        return Err(error);
                    };
                    trying += delay;
                    self.tell(request, WaitReason::Retry(attempt), delay);
                    drop(place);
                    let again = async {
                        sleep(delay).await;
                        self.gate().enter().await
                    };
                    place = stop.unless_requested(again).await;
                }
                Verdict::Throttled {
                    status,
                    pause,
                    error,
                } => {
                    let pause = self
                        .granted(pause, pauses.next())
                        .filter(|pause| waited + *pause <= self.retry().longest_wait)
                        .filter(|_| !self.is_hopeless());
                    let Some(pause) = pause else {
                        self.gate().fail();
                        return Err(error);
                    };
                    waited += pause;
                    self.tell(request, WaitReason::Throttled(status), pause);
                    // The place is kept: who was turned away goes first, so nobody is turned away for ever.
                    self.gate().throttle(pause);
                }
            }
            attempt += 1;
        }
    }

    /// Nothing got through for so many calls that each of the next is tried only once.
    fn is_hopeless(&self) -> bool {
        self.gate().fruitless() >= self.retry().fruitless
    }

    /// A quota that this answer used up turns the next call away: nothing is sent until it is renewed. Where that is
    /// longer than is waited, the next call finds out by itself.
    fn heed_quota(&self, request: &Request, answer: &Answer) {
        if let (Some(quota), Some(observer)) = (answer.quota, self.observer()) {
            observer.quota(quota);
        }
        if let Some(pause) = answer.pause.of_quota()
            && !answer.is_throttling()
            && pause <= self.retry().longest_pause
            && self.gate().hold(pause)
        {
            let status = answer.status.as_u16();
            self.tell(request, WaitReason::Throttled(status), pause);
        }
    }

    /// The pause to make: what was asked for, but not less than a first delay. `None`: too long, or too often.
    fn granted(&self, asked: Option<Duration>, own: Option<Duration>) -> Option<Duration> {
        let pause = asked.unwrap_or(own?);
        (pause <= self.retry().longest_pause).then(|| pause.max(self.retry().first_delay))
    }

    fn tell(&self, request: &Request, reason: WaitReason, delay: Duration) {
        if let Some(observer) = self.observer() {
            observer.waiting(&request.call, reason, delay);
        }
    }
}

//! One try of one call: send, receive the whole answer, and say which of three things happened. No retries here.

use std::error::Error;
use std::time::{Instant, SystemTime};

use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue, LOCATION};
use reqwest::{Method, StatusCode};
use tokio::sync::SemaphorePermit;

use super::call::{Call, CallRecord, Quota};
use super::receive::{Received, Unreceived, receive};
use super::retry_after::{Pause, asked_pause, told_quota};
use super::sanitize::Cleaner;
use super::transport::Transport;
use super::unanswered::Unanswered;
use crate::connection::{Unconnected, unconnected};
use crate::json_text::strict;
use crate::secrets::answer_without_secrets;

/// Names under which gateways and frameworks hand out a request's name.
const REQUEST_IDS: [&str; 5] = [
    "x-request-id",
    "request-id",
    "x-correlation-id",
    "x-amzn-requestid",
    "x-amz-cf-id",
];

/// What is to be sent.
pub(super) struct Request {
    pub(super) call: Call,
    pub(super) method: Method,
    pub(super) body: Option<Bytes>,
    /// How many times the usual limit of one try it may take.
    pub(super) patience: u32,
}

/// A whole answer.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) body: Bytes,
    /// The pause that it asks for. Of what may have been done, only an explicit `Retry-After` proves the contrary.
    pub(super) pause: Pause,
    pub(super) quota: Option<Quota>,
    pub(super) request_id: Option<String>,
    pub(super) location: Option<String>,
    /// Of a large one: others wait until it is read.
    _turn: Option<SemaphorePermit<'static>>,
}

impl Answer {
    /// Turned away before anything was done: 429, or 503 with a pause (law 2).
    pub(super) fn is_throttling(&self) -> bool {
        self.status == StatusCode::TOO_MANY_REQUESTS
            || self.status == StatusCode::SERVICE_UNAVAILABLE && self.pause.retry_after.is_some()
    }
}

/// No whole answer.
pub(super) enum Lost {
    /// No connection came about: the server has seen nothing. `lasting`: another try would fail alike.
    NeverSent { cause: Unconnected, lasting: bool },
    /// The run was asked to end while the call still waited: the server has seen nothing of this try.
    Stopped,
    /// Something may have arrived.
    Unanswered(Unanswered),
    /// The status came, and more after it than is read.
    TooLarge { status: StatusCode, cause: String },
    /// The status came, and the rest of the answer did not.
    CutShort {
        status: StatusCode,
        cause: Unanswered,
    },
}

impl Lost {
    fn words(&self) -> Option<String> {
        match self {
            Self::NeverSent { cause, .. } => Some(cause.to_string()),
            Self::Unanswered(cause) | Self::CutShort { cause, .. } => Some(cause.to_string()),
            Self::TooLarge { cause, .. } => Some(cause.clone()),
            Self::Stopped => None,
        }
    }
}

impl Transport {
    /// Sends once and tells the observer.
    pub(super) async fn exchange(&self, request: &Request, attempt: u32) -> Result<Answer, Lost> {
        let start = Instant::now();
        let outcome = self.send_and_receive(request).await;
        if let Some(observer) = self.observer() {
            let failure = outcome.as_ref().err().and_then(Lost::words);
            let failure = failure.as_deref();
            observer.call(&record(&request.call, attempt, start, &outcome, failure));
        }
        outcome
    }

    async fn send_and_receive(&self, request: &Request) -> Result<Answer, Lost> {
        let url = format!("{}{}", self.base_url(), request.call.path);
        let mut builder = self.client().request(request.method.clone(), url);
        if request.patience > 1 {
            builder = builder.timeout(self.timeout() * request.patience);
        }
        if let Some(body) = &request.body {
            builder = builder
                .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
                .body(body.clone());
        }
        let mut response = builder.send().await.map_err(lost)?;
        let answer = head(response.status(), response.headers(), &self.cleaner());
        let status = answer.status;
        // What a write is answered is needed, however much was read before.
        let allowance = (request.method == Method::GET).then(|| self.allowance());
        match receive(&mut response, allowance).await {
            Ok(Received { body, turn }) => Ok(Answer {
                body: answer_without_secrets(strict(body)),
                _turn: turn,
                ..answer
            }),
            Err(Unreceived::TooLarge(cause)) => Err(Lost::TooLarge { status, cause }),
            Err(Unreceived::BrokenOff(error)) => Err(Lost::CutShort {
                status,
                cause: broken_off(&error),
            }),
        }
    }
}

fn head(status: StatusCode, headers: &HeaderMap, cleaner: &Cleaner<'_>) -> Answer {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    Answer {
        status,
        body: Bytes::new(),
        pause: asked_pause(headers, SystemTime::now()),
        quota: told_quota(headers),
        request_id: REQUEST_IDS
            .iter()
            .find_map(|name| headers.get(*name).map(text))
            // It goes into the log of each call, and may be as long as a head.
            .map(|id| cleaner.clean(&id)),
        location: headers.get(LOCATION).map(text),
        _turn: None,
    }
}

fn lost(error: reqwest::Error) -> Lost {
    let timed_out = error.is_timeout();
    let error = error.without_url();
    if error.is_connect() || error.is_builder() {
        let cause = if timed_out {
            Unconnected::Late
        } else {
            unconnected(causes(&error))
        };
        return Lost::NeverSent {
            lasting: cause.is_lasting() || error.is_builder(),
            cause,
        };
    }
    Lost::Unanswered(Unanswered::before(timed_out, causes(&error)))
}

fn broken_off(error: &reqwest::Error) -> Unanswered {
    Unanswered::after(error.is_timeout(), error.is_decode() && is_packed(error))
}

/// What unpacks an answer complains by an error that is no other's.
fn is_packed(error: &reqwest::Error) -> bool {
    let io = causes(error).find_map(|cause| cause.downcast_ref::<std::io::Error>());
    io.is_some_and(|error| {
        use std::io::ErrorKind;
        matches!(
            error.kind(),
            ErrorKind::InvalidData | ErrorKind::InvalidInput
        )
    })
}

fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(error.source(), |cause: &&(dyn Error + 'static)| {
        (*cause).source()
    })
}

fn record<'a>(
    call: &'a Call,
    attempt: u32,
    start: Instant,
    outcome: &'a Result<Answer, Lost>,
    failure: Option<&'a str>,
) -> CallRecord<'a> {
    let (status, request_id, failure) = match outcome {
        Ok(answer) => (
            Some(answer.status.as_u16()),
            answer.request_id.as_deref(),
            None,
        ),
        Err(Lost::NeverSent { .. } | Lost::Unanswered(_)) => (None, None, failure),
        Err(Lost::Stopped) => (None, None, None),
        Err(Lost::CutShort { status, .. } | Lost::TooLarge { status, .. }) => {
            (Some(status.as_u16()), None, failure)
        }
    };
    CallRecord {
        call,
        attempt,
        status,
        duration: start.elapsed(),
        request_id,
        failure,
    }
}

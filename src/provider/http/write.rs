//! The half that can only write. Its one duty: never to send twice what may have been done, unless twice is the same as once.

use bytes::Bytes;
use reqwest::StatusCode;

use crate::model::{Method, Route};

use super::call::Call;
use super::exchange::{Answer, Lost, Request};
use super::path::Path;
use super::refusal::speaks_of_error;
use super::retry::Verdict;
use super::sends;
use super::stop::Stop;
use super::transport::Transport;
use super::write_error::WriteError;

/// Whether a write may be sent again after an unknown outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// No: the caller has to look first.
    Never,
    /// Yes: sending twice is the same as sending once.
    Idempotent,
}

/// What is to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteRequest {
    /// How.
    pub method: Method,
    /// Where to.
    pub path: Path,
    /// JSON, if any.
    pub body: Option<Bytes>,
    /// How often.
    pub repeat: Repeat,
    /// How many times the usual limit of one try it may take, at least 1.
    pub patience: u32,
}

impl WriteRequest {
    /// What goes to a route. It is repeated where the endpoint may be.
    ///
    /// # Errors
    /// [`WriteError::Unsendable`] if an id is not known yet or cannot stand in a path, or there is no body.
    pub fn to(route: &Route, body: Result<Option<Bytes>, String>) -> Result<Self, WriteError> {
        let unsendable = |cause: String| WriteError::Unsendable {
            endpoint: route.to_string(),
            cause,
        };
        let segments = route.segments().map_err(|why| unsendable(why.to_owned()))?;
        Ok(Self {
            method: route.method(),
            path: Path::of(&segments).map_err(|error| unsendable(error.to_string()))?,
            body: body.map_err(unsendable)?,
            repeat: if route.endpoint.is_idempotent() {
                Repeat::Idempotent
            } else {
                Repeat::Never
            },
            patience: 1,
        })
    }
}

/// A transport that has no way to read.
#[derive(Debug, Clone)]
pub struct WriteTransport {
    transport: Transport,
    stop: Stop,
}

impl Transport {
    /// The half that can only write.
    pub fn writer(&self) -> WriteTransport {
        WriteTransport {
            transport: self.clone(),
            stop: Stop::default(),
        }
    }
}

impl WriteTransport {
    /// The same, sending nothing once `stop` is requested.
    #[must_use]
    pub fn until(self, stop: &Stop) -> Self {
        let stop = stop.clone();
        Self { stop, ..self }
    }

    /// A server's words inside an answer that succeeded, made fit to be shown.
    pub fn fit_to_show(&self, words: &str) -> String {
        self.transport.cleaner().clean(words)
    }

    /// Sends a write. `decode` gets the whole body of a 2xx answer; what it cannot read was [accepted](WriteError::Accepted).
    ///
    /// A DELETE that is repeated after an unknown outcome and then finds nothing was done: `decode` gets an empty body.
    pub async fn send<T>(
        &self,
        request: &WriteRequest,
        decode: impl Fn(&[u8]) -> Result<T, String>,
    ) -> Result<T, WriteError> {
        let WriteRequest {
            method,
            path,
            body,
            repeat,
            patience,
        } = request;
        let wire = Request {
            call: call(*method, path),
            method: http_method(*method),
            body: body.clone(),
            patience: *patience,
        };
        if self.transport.reads_only() {
            return Err(WriteError::Unsendable {
                endpoint: wire.call.to_string(),
                cause: "this run only reads".to_owned(),
            });
        }
        let mut judge = Judge {
            transport: &self.transport,
            call: &wire.call,
            method: *method,
            repeat: *repeat,
            doubt: None,
            sends: 0,
        };
        self.transport
            .drive(&wire, &self.stop, |outcome, attempt| {
                judge.judge(outcome, attempt, &decode)
            })
            .await
    }
}

struct Judge<'a> {
    transport: &'a Transport,
    call: &'a Call,
    method: Method,
    repeat: Repeat,
    /// Why an earlier try may have been done. From then on nothing counts as "never sent".
    doubt: Option<String>,
    /// How many requests went out.
    sends: u32,
}

impl Judge<'_> {
    fn judge<T>(
        &mut self,
        outcome: Result<Answer, Lost>,
        attempts: u32,
        decode: &impl Fn(&[u8]) -> Result<T, String>,
    ) -> Verdict<T, WriteError> {
        if !matches!(outcome, Err(Lost::NeverSent { .. } | Lost::Stopped)) {
            self.sends += 1;
            sends::count(outcome.as_ref().is_ok_and(Answer::is_throttling));
        }
        match outcome {
            Ok(answer) => self.judge_answer(&answer, attempts, decode),
            Err(Lost::NeverSent { cause, lasting }) => {
                let error = self.unsent(cause.to_string(), attempts);
                if lasting {
                    Verdict::Done(Err(error))
                } else {
                    Verdict::Again(error)
                }
            }
            Err(Lost::Stopped) => Verdict::Done(Err(self.stopped())),
            // More than is read comes again, and what was done is done.
            Err(Lost::TooLarge { status, cause }) => {
                let verdict = if status.is_success() {
                    self.accepted(status, cause)
                } else {
                    self.unknown(cause)
                };
                for_good(verdict)
            }
            Err(Lost::CutShort { status, cause }) if status.is_success() => {
                self.accepted(status, cause.to_string())
            }
            Err(Lost::Unanswered(cause)) if cause.is_lasting() => {
                for_good(self.unknown(cause.to_string()))
            }
            Err(Lost::Unanswered(cause) | Lost::CutShort { cause, .. }) => {
                self.unknown(cause.to_string())
            }
        }
    }

    fn judge_answer<T>(
        &mut self,
        answer: &Answer,
        attempts: u32,
        decode: &impl Fn(&[u8]) -> Result<T, String>,
    ) -> Verdict<T, WriteError> {
        let status = answer.status;
        if status.is_success() {
            return match self.read_reply(answer, decode) {
                Ok(value) => Verdict::Done(Ok(value)),
                Err(cause) => self.accepted(status, cause),
            };
        }
        let mut refusal = self.transport.refusal(answer);
        if status.is_redirection() {
            let to = answer.location.as_deref().unwrap_or("nowhere");
            let to = self.transport.cleaner().clean(to);
            refusal.message = format!("the server redirects to {to}, which is not followed");
        }
        if answer.is_throttling() {
            let cause = format!("{}: {refusal}", self.transport.throttled(answer, attempts));
            return Verdict::Throttled {
                status: status.as_u16(),
                pause: answer.pause.any(),
                error: self.unsent(cause, attempts),
            };
        }
        if status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT {
            return self.unknown(format!("the server failed: {refusal}"));
        }
        let removed_before = self.method == Method::Delete
            && status == StatusCode::NOT_FOUND
            && self.doubt.is_some();
        if removed_before && let Ok(value) = decode(b"") {
            return Verdict::Done(Ok(value));
        }
        Verdict::Done(Err(WriteError::Refused {
            call: self.call.clone(),
            refusal: Box::new(refusal),
        }))
    }

    fn read_reply<T>(
        &self,
        answer: &Answer,
        decode: &impl Fn(&[u8]) -> Result<T, String>,
    ) -> Result<T, String> {
        if speaks_of_error(&answer.body) {
            let refusal = self.transport.refusal(answer);
            return Err(format!("the response reports an error: {refusal}"));
        }
        decode(&answer.body).map_err(|cause| self.transport.cleaner().clean(&cause))
    }

    /// The server said yes. Goes on only if sending twice is the same as sending once.
    fn accepted<T>(&mut self, status: StatusCode, cause: String) -> Verdict<T, WriteError> {
        let status = status.as_u16();
        match self.repeat {
            Repeat::Idempotent => {
                self.unknown(format!("the server responded with {status}, but {cause}"))
            }
            Repeat::Never => Verdict::Done(Err(WriteError::Accepted {
                call: self.call.clone(),
                status,
                cause,
                attempts: self.sends,
            })),
        }
    }

    /// The outcome is in doubt. Goes on only if sending twice is the same as sending once.
    fn unknown<T>(&mut self, cause: String) -> Verdict<T, WriteError> {
        self.doubt = Some(cause.clone());
        let error = WriteError::Unknown {
            call: self.call.clone(),
            cause,
            attempts: self.sends,
        };
        match self.repeat {
            Repeat::Never => Verdict::Done(Err(error)),
            Repeat::Idempotent => Verdict::Again(error),
        }
    }

    /// The run was asked to end before this try went out. An earlier one may have been done.
    fn stopped(&self) -> WriteError {
        let call = self.call.clone();
        match &self.doubt {
            Some(doubt) => WriteError::Unknown {
                call,
                cause: format!("{doubt}; then the run was asked to end"),
                attempts: self.sends,
            },
            None => WriteError::Stopped { call },
        }
    }

    /// This try was not seen by the server. An earlier one may have been.
    fn unsent(&self, cause: String, attempts: u32) -> WriteError {
        let call = self.call.clone();
        match &self.doubt {
            Some(doubt) => WriteError::Unknown {
                call,
                cause: format!("{doubt}; then {cause}"),
                attempts: self.sends,
            },
            None => WriteError::NeverSent {
                call,
                cause,
                attempts,
            },
        }
    }
}

/// Another try would end alike.
fn for_good<T, E>(verdict: Verdict<T, E>) -> Verdict<T, E> {
    match verdict {
        Verdict::Again(error) => Verdict::Done(Err(error)),
        other => other,
    }
}

fn call(method: Method, path: &Path) -> Call {
    let method = match method {
        Method::Post => "POST",
        Method::Put => "PUT",
        Method::Patch => "PATCH",
        Method::Delete => "DELETE",
    };
    Call {
        method,
        path: path.as_str().to_owned(),
    }
}

const fn http_method(method: Method) -> reqwest::Method {
    match method {
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
        Method::Patch => reqwest::Method::PATCH,
        Method::Delete => reqwest::Method::DELETE,
    }
}

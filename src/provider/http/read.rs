//! The half that can only read: GET, repeated until a whole and readable answer came or patience ends.
//!
//! A read may always be repeated. It must never turn a failure into an empty answer.

use std::time::Duration;

use reqwest::{Method, StatusCode};

use super::call::Call;
use super::exchange::{Answer, Lost, Request};
use super::page::{is_page, title};
use super::path::Path;
use super::read_error::{BadAnswer, ReadError};
use super::refusal::{ServerRefusal, speaks_of_error};
use super::retry::Verdict;
use super::stop::Stop;
use super::transport::Transport;
use super::unanswered::Unanswered;
use crate::model::times;

/// Failures of a server, or of what stands before it, that stay: it does not know how, or wants somebody to sign in.
const NOT_MENDED_BY_WAITING: [StatusCode; 3] = [
    StatusCode::NOT_IMPLEMENTED,
    StatusCode::HTTP_VERSION_NOT_SUPPORTED,
    StatusCode::NETWORK_AUTHENTICATION_REQUIRED,
];

/// A transport that has no way to write.
#[derive(Debug, Clone)]
pub struct ReadTransport(Transport);

impl ReadTransport {
    /// Most calls that are in flight at once.
    pub fn concurrency(&self) -> usize {
        self.0.concurrency()
    }

    /// A decent delay before something that did not add up is read again; `round` counts from 1.
    pub fn settling_delay(&self, round: u32) -> Duration {
        self.0.retry().first_delay * round
    }

    /// Reads one path. `decode` gets the whole body of a 2xx answer; if it cannot read it, the call is repeated.
    pub async fn get<T>(
        &self,
        path: &Path,
        decode: impl Fn(&[u8]) -> Result<T, BadAnswer>,
    ) -> Result<T, ReadError> {
        let request = Request {
            call: Call::get(path),
            method: Method::GET,
            body: None,
            patience: 1,
        };
        self.0
            .drive(&request, &Stop::default(), |outcome, attempt| {
                self.judge(&request.call, outcome, attempt, &decode)
            })
            .await
    }

    fn judge<T>(
        &self,
        call: &Call,
        outcome: Result<Answer, Lost>,
        attempts: u32,
        decode: &impl Fn(&[u8]) -> Result<T, BadAnswer>,
    ) -> Verdict<T, ReadError> {
        let call = || call.clone();
        match outcome {
            Ok(answer) => self.judge_answer(call(), &answer, attempts, decode),
            Err(Lost::NeverSent { cause, lasting }) => {
                let error = ReadError::Unreachable {
                    call: call(),
                    cause,
                    attempts,
                };
                if lasting {
                    Verdict::Done(Err(error))
                } else {
                    Verdict::Again(error)
                }
            }
            // Whoever does not want to wait for a read drops it.
            Err(Lost::Stopped) => Verdict::Done(Err(ReadError::NoAnswer {
                call: call(),
                cause: Unanswered::Stopped,
                attempts,
            })),
            Err(Lost::TooLarge { cause, .. }) => Verdict::Done(Err(ReadError::TooLarge {
                call: call(),
                cause,
            })),
            Err(Lost::Unanswered(cause) | Lost::CutShort { cause, .. }) => {
                let error = ReadError::NoAnswer {
                    call: call(),
                    cause,
                    attempts,
                };
                if cause.is_lasting() {
                    Verdict::Done(Err(error))
                } else {
                    Verdict::Again(error)
                }
            }
        }
    }

    fn judge_answer<T>(
        &self,
        call: Call,
        answer: &Answer,
        attempts: u32,
        decode: &impl Fn(&[u8]) -> Result<T, BadAnswer>,
    ) -> Verdict<T, ReadError> {
        let status = answer.status;
        if status.is_success() {
            return match decode(&answer.body) {
                Ok(value) => {
                    if let Some(recorder) = self.0.recorder() {
                        recorder.answered(&call.path, &answer.body);
                    }
                    Verdict::Done(Ok(value))
                }
                // The same page of a proxy or a sign-in would come again.
                Err(_) if is_page(&answer.body) => Verdict::Done(Err(ReadError::Malformed {
                    call,
                    bad: self.told_page(&answer.body),
                    attempts,
                })),
                Err(bad) => Verdict::Again(ReadError::Malformed {
                    call,
                    bad: self.told(bad, answer),
                    attempts,
                }),
            };
        }
        if status.is_redirection() {
            let location = answer.location.as_deref().unwrap_or("nowhere");
            return Verdict::Done(Err(ReadError::Redirected {
                call,
                status: status.as_u16(),
                location: self.0.cleaner().clean(location),
            }));
        }
        let refusal = self.0.refusal(answer);
        if answer.is_throttling() {
            return Verdict::Throttled {
                status: status.as_u16(),
                pause: answer.pause.any(),
                error: ReadError::Throttled {
                    call,
                    cause: self.0.throttled(answer, attempts),
                    refusal: Box::new(refusal),
                },
            };
        }
        if status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT {
            let error = ReadError::Failing {
                call,
                refusal: Box::new(refusal),
                attempts,
            };
            return if NOT_MENDED_BY_WAITING.contains(&status) {
                Verdict::Done(Err(error))
            } else {
                Verdict::Again(error)
            };
        }
        let remark = self.0.key_remark();
        Verdict::Done(Err(ReadError::refused(call, refusal, remark)))
    }

    fn told_page(&self, body: &[u8]) -> BadAnswer {
        let page = String::from_utf8_lossy(body);
        let title = title(&page).map(|title| self.0.cleaner().clean(title));
        BadAnswer::page(title.as_deref())
    }

    /// The server's own words, if the answer that could not be read is an error in disguise; always fit to be shown.
    fn told(&self, bad: BadAnswer, answer: &Answer) -> BadAnswer {
        let what = if speaks_of_error(&answer.body) {
            format!("it reports an error: {}", self.0.refusal(answer))
        } else {
            self.0.cleaner().clean(&bad.what)
        };
        BadAnswer { what, ..bad }
    }
}

impl Transport {
    /// The half that can only read.
    pub fn reader(&self) -> ReadTransport {
        ReadTransport(self.clone())
    }

    pub(super) fn refusal(&self, answer: &Answer) -> ServerRefusal {
        ServerRefusal::read(
            answer.status,
            &answer.body,
            answer.request_id.clone(),
            &self.cleaner(),
        )
    }

    /// How a throttling server is spoken of once we give up.
    pub(super) fn throttled(&self, answer: &Answer, attempts: u32) -> String {
        let longest = self.retry().longest_pause;
        match answer.pause.any() {
            Some(pause) if pause > longest => format!(
                "the server asks for a pause of {} s, but vetform waits at most {} s",
                pause.as_secs(),
                longest.as_secs()
            ),
            _ => format!("throttled (tried {})", times(attempts)),
        }
    }
}

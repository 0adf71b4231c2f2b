//! How an answer leaves: whole, or spoiled as a fault wants it. What the answer says is the system's.

use std::io;
use std::task::Poll;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use futures_util::stream;
use serde_json::{Value, json};

use super::answer::Answer;
use super::fault::Fault;

/// An answer on its way out.
#[derive(Debug)]
pub(super) enum Delivery {
    /// As it should be, after a wait.
    Whole(Answer, Duration),
    /// The connection closes instead.
    Cut,
    /// The first half, under the length of the whole; then the connection closes.
    Half(Answer),
    /// The first half, as if that were all.
    Broken(Answer),
}

impl Delivery {
    /// Carries a fault out around `apply`, which does what the request asks; `failing` words an error of the
    /// service itself as the system does.
    pub(super) fn with(
        fault: Option<&Fault>,
        apply: impl FnOnce() -> Answer,
        failing: impl FnOnce(u16) -> Answer,
    ) -> Self {
        let at_once = |answer| Self::Whole(answer, Duration::ZERO);
        match fault {
            // When it is applied is decided where there is time to wait.
            None | Some(Fault::CommitLate { .. } | Fault::AcceptLate { .. }) => at_once(apply()),
            Some(Fault::DropBefore) => Self::Cut,
            Some(Fault::DropAfterCommit | Fault::DropAfterRespelling) => {
                apply();
                Self::Cut
            }
            Some(Fault::Status { code, retry_after }) => {
                let mut answer = failing(*code);
                let header = retry_after.map(|seconds| ("retry-after", seconds));
                answer.headers.extend(header);
                at_once(answer)
            }
            Some(Fault::StatusAfterCommit { code }) => {
                apply();
                at_once(failing(*code))
            }
            Some(Fault::TruncatedBody) => Self::Half(apply()),
            Some(Fault::MalformedJson) => Self::Broken(apply()),
            Some(Fault::Hang { millis }) => Self::Whole(apply(), Duration::from_millis(*millis)),
            Some(Fault::WrongShape) => at_once(Answer {
                body: wrong_shape(),
                ..apply()
            }),
        }
    }

    /// The status that the client gets to see, if any.
    pub(super) const fn status(&self) -> Option<u16> {
        match self {
            Self::Whole(answer, _) | Self::Half(answer) | Self::Broken(answer) => {
                Some(answer.status)
            }
            Self::Cut => None,
        }
    }

    /// How long the answer is held back.
    pub(super) const fn wait(&self) -> Duration {
        match self {
            Self::Whole(_, wait) => *wait,
            Self::Cut | Self::Half(_) | Self::Broken(_) => Duration::ZERO,
        }
    }

    /// The HTTP response; none if the connection is to be cut.
    pub(super) fn into_response(self) -> Option<Response> {
        match self {
            Self::Whole(answer, _) => {
                let bytes = answer.body.to_string();
                Some(respond(&answer, Body::from(bytes)))
            }
            Self::Broken(answer) => {
                let (_, half) = halve(&answer.body);
                Some(respond(&answer, Body::from(half)))
            }
            Self::Half(answer) => {
                let (length, half) = halve(&answer.body);
                let mut response = respond(&answer, ends_early(half));
                response
                    .headers_mut()
                    .insert(header::CONTENT_LENGTH, HeaderValue::from(length));
                Some(response)
            }
            Self::Cut => None,
        }
    }
}

/// JSON that fits no documented answer of any system: `data` is of the wrong type, and no other name is there.
fn wrong_shape() -> Value {
    json!({"status": "success", "data": 42})
}

fn respond(answer: &Answer, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() =
        StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    for (name, number) in &answer.headers {
        headers.insert(
            header::HeaderName::from_static(name),
            HeaderValue::from(*number),
        );
    }
    response
}

/// The length of the body in bytes, and its first half: never the whole, so never valid JSON.
fn halve(body: &Value) -> (usize, Bytes) {
    let whole = Bytes::from(body.to_string());
    (whole.len(), whole.slice(..whole.len() / 2))
}

/// A body that fails behind its one piece. It pauses once before, because hyper throws away what it has
/// not flushed when a body fails, and flushes when a body pauses.
fn ends_early(piece: Bytes) -> Body {
    let mut piece = Some(piece);
    let mut paused = false;
    Body::from_stream(stream::poll_fn(move |context| {
        if let Some(piece) = piece.take() {
            return Poll::Ready(Some(Ok::<_, io::Error>(piece)));
        }
        if !paused {
            paused = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into())))
    }))
}

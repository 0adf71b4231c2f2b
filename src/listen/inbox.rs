//! Where one system's webhooks come in: believed or not, new or a repeat, and answered only when it is known what became
//! of the event. An event is answered with 2xx after whoever takes it out has said that it is written, never before.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use axum::extract::{FromRequest as _, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use secrecy::ExposeSecret as _;
use tokio::sync::{mpsc, watch};

use super::check::check;
use super::event::{Event, WebhookSystem};
use super::limits::{ANSWER_PATIENCE, BODY_PATIENCE, REMEMBERED};
use super::repeats::{Repeats, key};
use super::secret::Secret;
use crate::json_text::strict;

/// Where one system's webhooks come in.
pub(super) struct Inbox {
    system: WebhookSystem,
    secret: Option<Secret>,
    events: mpsc::Sender<Delivery>,
    repeats: Arc<Mutex<Repeats>>,
}

/// An event on its way to whoever writes it. Dropped without [`Delivery::written`] it is lost here, and its sender is told
/// to come again.
#[derive(Debug)]
pub struct Delivery {
    pub event: Event,
    receipt: Receipt,
}

impl Delivery {
    /// The event cannot be lost any more: its sender is told so, and repeats of it are dropped.
    pub fn written(self) {
        let Receipt {
            key,
            repeats,
            written,
        } = &self.receipt;
        lock(repeats).remember(*key);
        written.send_replace(true);
    }
}

#[derive(Debug)]
struct Receipt {
    key: blake3::Hash,
    repeats: Arc<Mutex<Repeats>>,
    written: watch::Sender<bool>,
}

impl Drop for Receipt {
    fn drop(&mut self) {
        lock(&self.repeats).is_over(&self.key);
    }
}

fn lock(repeats: &Mutex<Repeats>) -> MutexGuard<'_, Repeats> {
    repeats.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(super) async fn take(State(inbox): State<Arc<Inbox>>, request: Request) -> Response {
    let headers = request.headers().clone();
    let reading = Bytes::from_request(request, &());
    match tokio::time::timeout(BODY_PATIENCE, reading).await {
        Ok(Ok(body)) => inbox
            .take(&headers, body, Timestamp::now())
            .await
            .into_response(),
        Ok(Err(rejection)) => rejection.into_response(),
        Err(_) => StatusCode::REQUEST_TIMEOUT.into_response(),
    }
}

impl Inbox {
    pub(super) fn new(
        system: WebhookSystem,
        secret: Option<Secret>,
        events: mpsc::Sender<Delivery>,
    ) -> Self {
        let repeats = Arc::new(Mutex::new(Repeats::new(REMEMBERED)));
        Self {
            system,
            secret,
            events,
            repeats,
        }
    }

    pub(super) const fn path(&self) -> &'static str {
        self.system.path()
    }

    /// Whoever is not believed is told nothing but that.
    async fn take(&self, headers: &HeaderMap, body: Bytes, now: Timestamp) -> StatusCode {
        if let Some(Secret(secret)) = &self.secret {
            let secret = secret.expose_secret();
            if let Err(refusal) = check(self.system, secret, headers, &body, now.as_second()) {
                tracing::warn!(system = %self.system.system(), %refusal, "refused a webhook");
                return StatusCode::UNAUTHORIZED;
            }
        }
        // The signature is of the body as it came.
        let Ok(payload) = serde_json::from_slice(&strict(body)) else {
            tracing::warn!(system = %self.system.system(), "refused a webhook: its body is not a JSON object");
            return StatusCode::BAD_REQUEST;
        };
        self.hand_on(Event::new(self.system, self.secret.is_some(), payload, now))
            .await
    }

    /// A sender whose answer is late may find that its event was written after all: it is a repeat then.
    async fn hand_on(&self, event: Event) -> StatusCode {
        let mut written = match self.begin(event) {
            Ok(written) => written,
            Err(status) => return status,
        };
        match tokio::time::timeout(ANSWER_PATIENCE, written.wait_for(|written| *written)).await {
            Ok(Ok(_)) => StatusCode::OK,
            Ok(Err(_)) | Err(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// Where to learn that the event is written, or the answer that is due at once.
    fn begin(&self, event: Event) -> Result<watch::Receiver<bool>, StatusCode> {
        let key = key(&event);
        let mut repeats = lock(&self.repeats);
        if repeats.contains(&key) {
            return Err(StatusCode::OK);
        }
        if let Some(underway) = repeats.underway(&key) {
            return Ok(underway);
        }
        let room = self
            .events
            .try_reserve()
            .map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
        let (written, outcome) = watch::channel(false);
        repeats.begin(key, outcome.clone());
        let receipt = Receipt {
            key,
            repeats: Arc::clone(&self.repeats),
            written,
        };
        room.send(Delivery { event, receipt });
        Ok(outcome)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inbox(room: usize) -> (Arc<Inbox>, mpsc::Receiver<Delivery>) {
        let (events, received) = mpsc::channel(room);
        let inbox = Inbox::new(WebhookSystem::TapTalent, None, events);
        (Arc::new(inbox), received)
    }

    async fn put(inbox: Arc<Inbox>, body: &'static str) -> u16 {
        let headers = HeaderMap::new();
        let now = Timestamp::UNIX_EPOCH;
        let body = Bytes::from_static(body.as_bytes());
        inbox.take(&headers, body, now).await.as_u16()
    }

    fn sent(inbox: &Arc<Inbox>, body: &'static str) -> tokio::task::JoinHandle<u16> {
        tokio::spawn(put(Arc::clone(inbox), body))
    }

    const FIRST: &str = r#"{"event":"a"}"#;
    const SECOND: &str = r#"{"event":"b"}"#;

    #[tokio::test(start_paused = true)]
    async fn an_event_is_answered_after_it_is_written_and_not_before() {
        let (inbox, mut received) = inbox(8);
        let answer = sent(&inbox, FIRST);
        let delivery = received.recv().await.unwrap();
        tokio::time::sleep(ANSWER_PATIENCE / 2).await;
        assert!(!answer.is_finished());
        delivery.written();
        assert_eq!(answer.await.unwrap(), 200);
    }

    #[tokio::test(start_paused = true)]
    async fn an_event_that_is_not_written_is_to_come_again_and_is_no_repeat_then() {
        let (inbox, mut received) = inbox(8);
        for _ in 0..2 {
            let answer = sent(&inbox, FIRST);
            drop(received.recv().await.unwrap());
            assert_eq!(answer.await.unwrap(), 503);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn an_event_that_is_written_too_late_for_its_answer_is_a_repeat_when_it_comes_again() {
        let (inbox, mut received) = inbox(8);
        assert_eq!(sent(&inbox, FIRST).await.unwrap(), 503);
        received.recv().await.unwrap().written();
        assert_eq!(sent(&inbox, FIRST).await.unwrap(), 200);
        assert!(received.try_recv().is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn beyond_the_room_for_waiting_events_senders_are_to_come_again() {
        let (inbox, mut received) = inbox(1);
        let first = sent(&inbox, FIRST);
        while received.is_empty() {
            tokio::task::yield_now().await;
        }
        assert_eq!(sent(&inbox, SECOND).await.unwrap(), 503);
        received.recv().await.unwrap().written();
        assert_eq!(first.await.unwrap(), 200);
        let second = sent(&inbox, SECOND);
        received.recv().await.unwrap().written();
        assert_eq!(second.await.unwrap(), 200);
    }

    #[tokio::test(start_paused = true)]
    async fn repeats_while_an_event_is_being_written_share_its_outcome() {
        let (inbox, mut received) = inbox(8);
        let answers = [(); 3].map(|()| sent(&inbox, FIRST));
        let delivery = received.recv().await.unwrap();
        tokio::time::sleep(ANSWER_PATIENCE / 2).await;
        delivery.written();
        for answer in answers {
            assert_eq!(answer.await.unwrap(), 200);
        }
        assert!(received.try_recv().is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn half_an_emoji_in_an_event_loses_no_event() {
        let (inbox, mut received) = inbox(8);
        let answer = sent(&inbox, r#"{"event":"a","title":"Foreign \ud83d"}"#);
        let delivery = received.recv().await.unwrap();
        assert_eq!(delivery.event.payload["title"], "Foreign \u{fffd}");
        delivery.written();
        assert_eq!(answer.await.unwrap(), 200);
    }

    #[tokio::test]
    async fn a_body_that_is_no_object_is_refused() {
        let (inbox, _received) = inbox(8);
        for body in ["", "[]", "1", "{", r#"{"a":1}x"#] {
            assert_eq!(put(Arc::clone(&inbox), body).await, 400, "{body}");
        }
    }
}

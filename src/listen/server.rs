//! The receiver as a running server: start, take webhooks, stop.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest as _, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

use super::check::check;
use super::event::{Event, WebhookSystem};
use super::repeats::{Repeats, key};
use crate::secrets::keep_out;

/// Longest body in bytes. The documents name none; payloads of events are a few kilobytes.
const LONGEST_BODY: usize = 1024 * 1024;

/// How long a body may take to come in. TapTalent gives up after five seconds itself.
const BODY_PATIENCE: Duration = Duration::from_secs(5);

/// How long [`Listener::stop`] waits for senders that are in the middle of sending.
const FAREWELL: Duration = Duration::from_secs(5);

/// Events that may wait to be taken out; beyond that senders are told to come again.
const WAITING: usize = 1024;

/// Events per system that are remembered to drop repeats.
const REMEMBERED: usize = 10_000;

/// What a system proves itself with. Never empty: an empty secret would be everybody's.
#[derive(Debug, Clone)]
pub struct Secret(SecretString);

/// A secret that is empty. Whoever configured it must mend it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the secret is empty")]
pub struct EmptySecret;

impl Secret {
    /// Takes the secret without blanks and line ends around it.
    pub fn new(text: &str) -> Result<Self, EmptySecret> {
        match text.trim() {
            "" => Err(EmptySecret),
            text => {
                keep_out(text);
                Ok(Self(text.into()))
            }
        }
    }
}

/// How to listen.
#[derive(Debug, Clone)]
pub struct Options {
    /// Address to listen on. The systems send to public HTTPS only: a tunnel or a proxy stands before it.
    pub bind: IpAddr,
    /// TCP port; 0 takes any free one.
    pub port: u16,
    /// TapTalent's key. Without it everything is believed, and marked as not verified.
    pub taptalent: Option<Secret>,
    /// Flowmingo's signing secret. Without it everything is believed, and marked as not verified.
    pub flowmingo: Option<Secret>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            bind: Ipv4Addr::LOCALHOST.into(),
            port: 0,
            taptalent: None,
            flowmingo: None,
        }
    }
}

/// Why nobody can be listened to.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// The address is taken, or not this machine's. The user's to mend.
    #[error("cannot listen on {address}: {source}")]
    Bind {
        /// Where.
        address: SocketAddr,
        /// What the operating system said.
        source: std::io::Error,
    },
}

/// A running receiver. Dropping it stops it too, without waiting.
pub struct Listener {
    address: SocketAddr,
    stopping: watch::Sender<bool>,
    serving: JoinHandle<()>,
}

impl Listener {
    /// Serves on tasks of the current tokio runtime. The channel ends when the listener has stopped and every event is taken.
    pub async fn start(options: Options) -> Result<(Self, mpsc::Receiver<Event>), ListenError> {
        let address = SocketAddr::new(options.bind, options.port);
        let failed = |source| ListenError::Bind { address, source };
        let socket = TcpListener::bind(address).await.map_err(failed)?;
        let address = socket.local_addr().map_err(failed)?;
        let (events, received) = mpsc::channel(WAITING);
        let (stopping, stopped) = watch::channel(false);
        let serving = tokio::spawn(serve(socket, router(options, &events), stopped));
        let listener = Self {
            address,
            stopping,
            serving,
        };
        Ok((listener, received))
    }

    /// Where it listens, with the port that it got.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where a system's webhooks are to be sent.
    pub fn url(&self, system: WebhookSystem) -> String {
        format!("http://{}{}", self.address, system.path())
    }

    /// Takes no more webhooks and returns when all connections are closed; senders that are still sending after 5 s are
    /// left behind.
    pub async fn stop(self) {
        self.stopping.send_replace(true);
        let mut serving = self.serving;
        if tokio::time::timeout(FAREWELL, &mut serving).await.is_err() {
            serving.abort();
        }
    }
}

impl fmt::Debug for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Listener")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

fn router(options: Options, events: &mpsc::Sender<Event>) -> Router {
    let Options {
        bind: _,
        port: _,
        taptalent,
        flowmingo,
    } = options;
    let inbox = |system, secret| {
        Arc::new(Inbox {
            system,
            secret,
            events: events.clone(),
            repeats: Mutex::new(Repeats::new(REMEMBERED)),
        })
    };
    [
        inbox(WebhookSystem::TapTalent, taptalent),
        inbox(WebhookSystem::Flowmingo, flowmingo),
    ]
    .into_iter()
    .fold(Router::new(), |router, inbox| {
        let path = inbox.system.path();
        router.merge(Router::new().route(path, post(take)).with_state(inbox))
    })
    .layer(DefaultBodyLimit::max(LONGEST_BODY))
}

async fn serve(socket: TcpListener, router: Router, mut stopping: watch::Receiver<bool>) {
    let served = axum::serve(socket, router)
        .with_graceful_shutdown(async move {
            // An error means that the listener was dropped, which ends it as well.
            let _ = stopping.wait_for(|stopping| *stopping).await;
        })
        .await;
    if let Err(error) = served {
        tracing::error!(%error, "the listener stopped serving");
    }
}

/// Where one system's webhooks come in.
struct Inbox {
    system: WebhookSystem,
    secret: Option<Secret>,
    events: mpsc::Sender<Event>,
    repeats: Mutex<Repeats>,
}

async fn take(State(inbox): State<Arc<Inbox>>, request: Request) -> Response {
    let headers = request.headers().clone();
    let reading = Bytes::from_request(request, &());
    match tokio::time::timeout(BODY_PATIENCE, reading).await {
        Ok(Ok(body)) => inbox
            .take(&headers, &body, Timestamp::now())
            .into_response(),
        Ok(Err(rejection)) => rejection.into_response(),
        Err(_) => StatusCode::REQUEST_TIMEOUT.into_response(),
    }
}

impl Inbox {
    /// Whoever is not believed is told nothing but that.
    fn take(&self, headers: &HeaderMap, body: &[u8], now: Timestamp) -> StatusCode {
        if let Some(Secret(secret)) = &self.secret {
            let secret = secret.expose_secret();
            if let Err(refusal) = check(self.system, secret, headers, body, now.as_second()) {
                tracing::warn!(system = %self.system.system(), %refusal, "refused a webhook");
                return StatusCode::UNAUTHORIZED;
            }
        }
        let Ok(payload) = serde_json::from_slice(body) else {
            tracing::warn!(system = %self.system.system(), "refused a webhook: its body is no JSON object");
            return StatusCode::BAD_REQUEST;
        };
        self.hand_on(Event::new(self.system, self.secret.is_some(), payload, now))
    }

    /// Only what is in the channel counts as taken: otherwise the sender is to come again.
    fn hand_on(&self, event: Event) -> StatusCode {
        let key = key(&event);
        let mut repeats = self.repeats.lock().unwrap_or_else(PoisonError::into_inner);
        if repeats.contains(&key) {
            return StatusCode::OK;
        }
        if self.events.try_send(event).is_err() {
            return StatusCode::SERVICE_UNAVAILABLE;
        }
        repeats.remember(key);
        StatusCode::OK
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inbox(room: usize) -> (Inbox, mpsc::Receiver<Event>) {
        let (events, received) = mpsc::channel(room);
        let inbox = Inbox {
            system: WebhookSystem::TapTalent,
            secret: None,
            events,
            repeats: Mutex::new(Repeats::new(REMEMBERED)),
        };
        (inbox, received)
    }

    fn put(inbox: &Inbox, body: &str) -> u16 {
        let headers = HeaderMap::new();
        inbox
            .take(&headers, body.as_bytes(), Timestamp::UNIX_EPOCH)
            .as_u16()
    }

    #[test]
    fn an_event_that_nobody_takes_is_not_taken_for_seen() {
        let (inbox, mut received) = inbox(1);
        let [first, second] = [r#"{"event":"a"}"#, r#"{"event":"b"}"#];
        assert_eq!(put(&inbox, first), 200);
        assert_eq!(put(&inbox, second), 503);
        assert_eq!(received.try_recv().unwrap().event.as_deref(), Some("a"));
        assert_eq!(put(&inbox, second), 200);
        assert_eq!(received.try_recv().unwrap().event.as_deref(), Some("b"));
    }

    #[test]
    fn a_repeat_is_answered_and_dropped() {
        let (inbox, mut received) = inbox(8);
        assert_eq!([(); 3].map(|()| put(&inbox, r#"{"event":"a"}"#)), [200; 3]);
        assert!(received.try_recv().is_ok());
        assert!(received.try_recv().is_err());
    }

    #[test]
    fn a_body_that_is_no_object_is_refused() {
        let (inbox, _received) = inbox(8);
        for body in ["", "[]", "1", "{", r#"{"a":1}x"#] {
            assert_eq!(put(&inbox, body), 400, "{body}");
        }
    }

    #[test]
    fn a_secret_is_never_empty() {
        assert!(Secret::new(" \n").is_err());
        assert_eq!(Secret::new(" abc\n").unwrap().0.expose_secret(), "abc");
    }
}

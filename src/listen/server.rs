//! The receiver as a running server: start, take webhooks, stop.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::post;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

use super::connections::serve;
use super::event::WebhookSystem;
use super::inbox::{Delivery, Inbox, take};
use super::limits::{FAREWELL, LONGEST_BODY, WAITING};
use super::secret::Secret;

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
    /// The address is taken, or not this machine's. The user's to fix.
    #[error("cannot listen on {address}: {source}")]
    Bind {
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
    pub async fn start(options: Options) -> Result<(Self, mpsc::Receiver<Delivery>), ListenError> {
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

fn router(options: Options, events: &mpsc::Sender<Delivery>) -> Router {
    let Options {
        bind: _,
        port: _,
        taptalent,
        flowmingo,
    } = options;
    let inbox = |system, secret| Arc::new(Inbox::new(system, secret, events.clone()));
    [
        inbox(WebhookSystem::TapTalent, taptalent),
        inbox(WebhookSystem::Flowmingo, flowmingo),
    ]
    .into_iter()
    .fold(Router::new(), |router, inbox| {
        let path = inbox.path();
        router.merge(Router::new().route(path, post(take)).with_state(inbox))
    })
    .layer(DefaultBodyLimit::max(LONGEST_BODY))
}

//! The sandbox as a running server: start, ask, stop.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::connection::{Connections, Cut};
use super::exchange::{Shared, exchange};
use super::fault::Faults;
use super::rate::Rate;
use super::received::Log;
use super::store::Database;
use super::{FaultRule, Options, Received, SandboxError, System, WebApp, World, seed};

/// How long [`Sandbox::stop`] waits for clients that are in the middle of sending.
const FAREWELL: Duration = Duration::from_secs(5);

/// A running sandbox. Dropping it stops it too, without waiting.
pub struct Sandbox {
    address: SocketAddr,
    shared: Arc<Shared>,
    stopping: watch::Sender<bool>,
    serving: JoinHandle<()>,
}

impl Sandbox {
    /// Opens the store and serves it on 127.0.0.1, on tasks of the current tokio runtime.
    pub async fn start(options: Options) -> Result<Self, SandboxError> {
        let Options {
            store,
            port,
            latency,
            faults,
            seed,
            world,
            witness,
        } = options;
        let database = Database::open(&store)?;
        if let Some(world) = &world {
            database.write(|connection| world.put(connection))?;
        }
        if let Some(seed) = &seed {
            database.write(|connection| seed::plant(connection, seed))?;
        }
        let taken = |source| SandboxError::Bind { port, source };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .await
            .map_err(taken)?;
        let address = listener.local_addr().map_err(taken)?;
        let (stopping, stopped) = watch::channel(false);
        let faults = Faults::new(faults);
        let log = Log::default();
        let shared = Arc::new(Shared {
            database,
            faults,
            log,
            rate: Rate::default(),
            latency,
            is_copy: world.is_some(),
            witness,
            stopping: stopped.clone(),
        });
        let serving = tokio::spawn(serve(listener, Arc::clone(&shared), stopped));
        Ok(Self {
            address,
            shared,
            stopping,
            serving,
        })
    }

    /// `http://127.0.0.1:PORT`
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The base of TapTalent's partner API. It stands below `/v1/partner` of the host too, for whoever
    /// sets only the host.
    pub fn taptalent_url(&self) -> String {
        self.url_of(System::Taptalent)
    }

    /// The base of Flowmingo's company API; it stands below `/company` of the host too.
    pub fn flowmingo_url(&self) -> String {
        self.url_of(System::Flowmingo)
    }

    /// The base of Promptster's API, whose paths go on with `/v1/…`.
    pub fn promptster_url(&self) -> String {
        self.url_of(System::Promptster)
    }

    /// The base URL of a system.
    pub fn url_of(&self, system: System) -> String {
        let base = system.bases().first().copied().unwrap_or_default();
        format!("{}{base}", self.base_url())
    }

    /// Every request so far, in the order in which they were dealt with; the newest
    /// [`RECEIVED_KEPT`](super::RECEIVED_KEPT) of them.
    pub fn received(&self) -> Vec<Received> {
        self.shared.log.all()
    }

    /// Forgets the requests so far.
    pub fn clear_received(&self) {
        self.shared.log.clear();
    }

    /// Puts these faults in the place of the old ones; their counts begin anew.
    pub fn set_faults(&self, rules: Vec<FaultRule>) {
        self.shared.faults.set(rules);
    }

    /// What somebody does who clicks in the systems' own pages instead of calling the API.
    pub fn web_app(&self) -> WebApp<'_> {
        WebApp::new(&self.shared.database)
    }

    /// All that it holds now.
    ///
    /// # Errors
    /// [`SandboxError::Database`]
    pub fn world(&self) -> Result<World, SandboxError> {
        World::of(&self.shared.database)
    }

    /// Takes no more requests, answers at once those that wait, and returns when all connections are
    /// closed; clients that are still sending after 5 s are left behind.
    pub async fn stop(self) {
        self.stopping.send_replace(true);
        let mut serving = self.serving;
        if tokio::time::timeout(FAREWELL, &mut serving).await.is_err() {
            serving.abort();
        }
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

async fn serve(listener: TcpListener, shared: Arc<Shared>, mut stopping: watch::Receiver<bool>) {
    let service = Router::new()
        .fallback(exchange)
        .with_state(shared)
        .into_make_service_with_connect_info::<Cut>();
    let served = axum::serve(Connections(listener), service)
        .with_graceful_shutdown(async move {
            // An error means that the sandbox was dropped, which ends it as well.
            let _ = stopping.wait_for(|stopping| *stopping).await;
        })
        .await;
    if let Err(error) = served {
        tracing::error!(%error, "the sandbox stopped serving");
    }
}

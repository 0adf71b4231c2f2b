//! The connections of senders: so many at a time, each within its times. Knows nothing of what is sent.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use super::limits::{CONNECTION_AGE, CONNECTIONS, FAREWELL, HEAD_PATIENCE, LONGEST_HEAD};

/// After a connection could not be accepted: mostly there are no more file handles, and some are given back soon.
const PAUSE: Duration = Duration::from_millis(200);

/// Serves until `stopping` says true, or is dropped; then finishes the requests that have begun.
pub(super) async fn serve(
    socket: TcpListener,
    router: Router,
    mut stopping: watch::Receiver<bool>,
) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let mut open = JoinSet::new();
    let stopped = stopping.clone();
    let accepting = async {
        while let Ok(place) = Arc::clone(&room).acquire_owned().await {
            while open.try_join_next().is_some() {}
            match socket.accept().await {
                Ok((stream, _)) => {
                    let connection = connection(stream, router.clone(), stopped.clone());
                    open.spawn(async move {
                        connection.await;
                        drop(place);
                    });
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    };
    tokio::select! {
        () = accepting => {}
        _ = stopping.wait_for(|stopping| *stopping) => {}
    }
    drop(socket);
    while open.join_next().await.is_some() {}
}

/// A connection that is at its end, by the clock or because the listener stops, finishes what has begun.
async fn connection(stream: TcpStream, router: Router, mut stopping: watch::Receiver<bool>) {
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_PATIENCE)
        .max_buf_size(LONGEST_HEAD)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    tokio::pin!(served);
    tokio::select! {
        served = &mut served => return told(served),
        () = tokio::time::sleep(CONNECTION_AGE) => {}
        // An error means that the listener was dropped, which ends it as well.
        _ = stopping.wait_for(|stopping| *stopping) => {}
    }
    served.as_mut().graceful_shutdown();
    if let Ok(served) = tokio::time::timeout(FAREWELL, served).await {
        told(served);
    }
}

/// What strangers do wrong is no news to whoever listens.
fn told(served: hyper::Result<()>) {
    if let Err(error) = served {
        tracing::debug!(%error, "a connection ended early");
    }
}

//! One request from arrival to answer: read it, play the fault that is due, do it, log it, deliver.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::response::Response;
use tokio::sync::watch;

use super::call::{Call, Place};
use super::connection::Cut;
use super::delivery::Delivery;
use super::fault::{Fault, Faults};
use super::received::{Log, Received};
use super::store::Database;
use super::{taptalent, web_app};

/// What all connections share.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) database: Database,
    pub(super) faults: Faults,
    pub(super) log: Log,
    pub(super) latency: Duration,
    /// Turns true when the sandbox stops.
    pub(super) stopping: watch::Receiver<bool>,
}

/// Answers a request, or cuts the connection it came on.
pub(super) async fn exchange(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    request: Request,
) -> Response {
    let call = Call::read(request).await;
    let delivery = shared.deal_with(&call);
    shared
        .pause(shared.latency.saturating_add(delivery.wait()))
        .await;
    delivery.into_response().unwrap_or_else(|| {
        cut.cut();
        Response::new(Body::empty())
    })
}

impl Shared {
    fn deal_with(&self, call: &Call) -> Delivery {
        if let Some(answer) = web_app::answer(&self.database, call) {
            return Delivery::Whole(answer, Duration::ZERO);
        }
        let fault = match &call.place {
            Place::Partner(path) => self.faults.due(&call.method, path),
            Place::Elsewhere(_) => None,
        };
        let delivery = Delivery::with(fault.as_ref(), || taptalent::answer(&self.database, call));
        self.record(call, &delivery, fault);
        delivery
    }

    fn record(&self, call: &Call, delivery: &Delivery, fault: Option<Fault>) {
        self.log.push(Received {
            method: call.method.clone(),
            path: call.path().to_owned(),
            query: call.query.clone(),
            body: call.content.json(),
            status: delivery.status(),
            fault,
        });
    }

    /// Waits, but never longer than the sandbox runs.
    async fn pause(&self, time: Duration) {
        if time.is_zero() {
            return;
        }
        let mut stopping = self.stopping.clone();
        tokio::select! {
            () = tokio::time::sleep(time) => {}
            _ = stopping.wait_for(|stopping| *stopping) => {}
        }
    }
}

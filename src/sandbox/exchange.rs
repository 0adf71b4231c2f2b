//! One request from arrival to answer: read it, play the fault that is due, do it, log it, deliver.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::response::Response;
use tokio::sync::watch;

use super::answer::Answer;
use super::call::{Call, Place};
use super::connection::Cut;
use super::delivery::Delivery;
use super::fault::{Fault, Faults};
use super::received::{Log, Received};
use super::store::Database;
use super::system::System;
use super::{flowmingo, promptster, taptalent, web_app};

/// What all connections share.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) database: Database,
    pub(super) faults: Faults,
    pub(super) log: Log,
    /// The requests to Promptster in the current minute.
    pub(super) rate: promptster::Rate,
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
        if let Some(answer) = web_app::answer(&self.database, &self.log, call) {
            return Delivery::Whole(answer, Duration::ZERO);
        }
        let (system, fault, delivery) = match &call.place {
            Place::System(system, path) => {
                let fault = self.faults.due(*system, &call.method, path);
                let apply = || self.answer(*system, call);
                let delivery = Delivery::with(fault.as_ref(), apply, |status| {
                    failing(*system, call, status)
                });
                (Some(*system), fault, delivery)
            }
            Place::Elsewhere(_) => {
                let nowhere = taptalent::nowhere();
                (None, None, Delivery::Whole(nowhere, Duration::ZERO))
            }
        };
        self.record(call, system, &delivery, fault);
        delivery
    }

    fn answer(&self, system: System, call: &Call) -> Answer {
        match system {
            System::Taptalent => taptalent::answer(&self.database, call),
            System::Flowmingo => flowmingo::answer(&self.database, call),
            System::Promptster => promptster::answer(&self.database, &self.rate, call),
        }
    }

    fn record(
        &self,
        call: &Call,
        system: Option<System>,
        delivery: &Delivery,
        fault: Option<Fault>,
    ) {
        self.log.push(Received {
            system,
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

fn failing(system: System, call: &Call, status: u16) -> Answer {
    match system {
        System::Taptalent => taptalent::failing(status),
        System::Flowmingo => flowmingo::failing(call, status),
        System::Promptster => promptster::failing(status),
    }
}

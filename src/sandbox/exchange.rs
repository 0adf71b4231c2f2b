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
use super::rate::Rate;
use super::received::{Log, Received};
use super::store::Database;
use super::system::System;
use super::witness::{Moment, Witness};
use super::{copy, taptalent, web_app};

/// What all connections share.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) database: Database,
    pub(super) faults: Faults,
    pub(super) log: Log,
    /// The requests in the current minute to the system that counts them.
    pub(super) rate: Rate,
    pub(super) latency: Duration,
    /// Whether it holds what was read elsewhere.
    pub(super) is_copy: bool,
    pub(super) witness: Option<Witness>,
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
    let delivery = shared.deal_with(call).await;
    shared
        .pause(shared.latency.saturating_add(delivery.wait()))
        .await;
    delivery.into_response().unwrap_or_else(|| {
        cut.cut();
        Response::new(Body::empty())
    })
}

impl Shared {
    async fn deal_with(self: &Arc<Self>, call: Call) -> Delivery {
        if let Some(answer) = web_app::answer(&self.database, &self.log, &call) {
            return Delivery::Whole(answer, Duration::ZERO);
        }
        let (system, fault) = match &call.place {
            Place::System(system, path) => (*system, self.faults.due(*system, &call.method, path)),
            Place::Elsewhere(_) => {
                let delivery = Delivery::Whole(taptalent::nowhere(), Duration::ZERO);
                self.record(&call, None, &delivery, None);
                return delivery;
            }
        };
        if let Some(Fault::CommitLate { millis }) = fault {
            self.record(&call, Some(system), &Delivery::Cut, fault);
            return self.commit_late(call, system, millis).await;
        }
        if let Some(Fault::AcceptLate { millis }) = fault {
            let accepted = Answer::new(202, serde_json::json!({}));
            let delivery = Delivery::Whole(accepted, Duration::ZERO);
            self.record(&call, Some(system), &delivery, fault);
            let shared = Arc::clone(self);
            tokio::spawn(async move { shared.commit_late(call, system, millis).await });
            return delivery;
        }
        if let Some(Fault::DropAfterRespelling) = fault {
            self.record(&call, Some(system), &Delivery::Cut, fault);
            self.answer(system, &call.respelled());
            return Delivery::Cut;
        }
        self.witness(&call, Moment::Before).await;
        let apply = || self.answer(system, &call);
        let delivery = Delivery::with(fault.as_ref(), apply, |status| {
            system.failing(&call, status)
        });
        self.witness(&call, Moment::After).await;
        self.record(&call, Some(system), &delivery, fault);
        delivery
    }

    /// Lets whoever watches see a write, and waits until they have.
    async fn witness(&self, call: &Call, moment: Moment) {
        if let Some(witness) = &self.witness
            && call.method != "GET"
        {
            witness.see(&self.database, call, moment).await;
        }
    }

    /// In a task of its own: whoever hangs up does not stop it.
    async fn commit_late(self: &Arc<Self>, call: Call, system: System, millis: u64) -> Delivery {
        let shared = Arc::clone(self);
        let work = tokio::spawn(async move {
            shared.pause(Duration::from_millis(millis)).await;
            shared.answer(system, &call)
        });
        work.await.map_or(Delivery::Cut, |answer| {
            Delivery::Whole(answer, Duration::ZERO)
        })
    }

    fn answer(&self, system: System, call: &Call) -> Answer {
        let mut answer = system.answer(&self.database, &self.rate, call);
        if self.is_copy && call.method == "GET" && answer.status == 200 {
            let restored = self.database.read(|connection| {
                copy::restore(connection, system, call.path(), &mut answer.body)
            });
            if let Err(error) = restored {
                tracing::error!(%error, "the sandbox's store failed");
                return system.failing(call, 500);
            }
        }
        answer
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

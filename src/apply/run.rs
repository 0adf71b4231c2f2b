//! One run over a plan.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;

use super::current::of_address;
use super::doubt::Settled;
use super::failure::Failure;
use super::intent;
use super::options::RunOptions;
use super::precondition::SharedLists;
use super::progress::Progress;
use super::report::{Done, Failed, Report, Skipped};
use super::schedule::Schedule;
use super::stop::Stop;
use crate::model::{Address, Operation, Written};
use crate::plan::{Change, Plan, PlannedCall};
use crate::provider::http::WriteError;
use crate::provider::taptalent::{Reader, Writer};
use crate::state::{Delta, FingerprintKey, Journal, Recorded};

/// A run: everything it works with.
pub struct Run<'a> {
    pub(super) reader: &'a Reader,
    writer: &'a Writer,
    journal: &'a Journal,
    progress: &'a dyn Progress,
    stop: &'a Stop,
    pub(super) options: RunOptions,
    pub(super) key: FingerprintKey,
    recorded: Mutex<Recorded>,
    created: Mutex<BTreeMap<Address, String>>,
    pub(super) lists: SharedLists,
    /// Set when a failure showed that every further call would fail alike.
    hopeless: AtomicBool,
}

/// How far a change came.
struct Unfinished {
    calls_done: usize,
    failure: Failure,
}

impl<'a> Run<'a> {
    /// Prepares a run that continues `recorded`; `journal` must have been begun for it.
    pub fn new(
        reader: &'a Reader,
        writer: &'a Writer,
        journal: &'a Journal,
        recorded: Recorded,
        stop: &'a Stop,
        progress: &'a dyn Progress,
        options: RunOptions,
    ) -> Self {
        Self {
            reader,
            writer,
            journal,
            progress,
            stop,
            options,
            key: recorded.fingerprint_key.clone(),
            recorded: Mutex::new(recorded),
            created: Mutex::default(),
            lists: SharedLists::default(),
            hopeless: AtomicBool::new(false),
        }
    }

    /// Makes every change of the plan that can be made. Ends with what came of each, and the state.
    pub async fn apply(self, plan: &Plan) -> (Report, Recorded) {
        let report = self.make_all(plan).await;
        (
            report,
            self.recorded
                .into_inner()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }

    async fn make_all(&self, plan: &Plan) -> Report {
        self.remember(&plan.records);
        let mut report = Report::default();
        let mut schedule = Schedule::new(&plan.changes);
        let mut running = FuturesUnordered::new();
        loop {
            while let Some((index, failed)) = schedule.next_hopeless() {
                schedule.end(index, false);
                let because = format!("it needs {failed}, which was not made");
                report.skipped.push(skipped(&plan.changes[index], because));
            }
            while running.len() < self.options.concurrency && !self.ends_early() {
                let Some(index) = schedule.next() else { break };
                let change = &plan.changes[index];
                let work = of_address(&change.address, self.make(change));
                running.push(async move { (index, work.await) });
            }
            let Some((index, outcome)) = running.next().await else {
                break;
            };
            schedule.end(index, outcome.is_ok());
            self.file(&mut report, &plan.changes[index], outcome);
        }
        let because = if self.stop.is_requested() {
            "the run was asked to end"
        } else {
            "the system cannot be worked with, as the failure above says"
        };
        for index in schedule.left() {
            report
                .skipped
                .push(skipped(&plan.changes[index], because.to_owned()));
        }
        report.done.sort_by(|a, b| a.address.cmp(&b.address));
        report.failed.sort_by(|a, b| a.address.cmp(&b.address));
        report
    }

    fn ends_early(&self) -> bool {
        self.stop.is_requested() || self.hopeless.load(Ordering::Relaxed)
    }

    fn file(&self, report: &mut Report, change: &Change, outcome: Result<usize, Unfinished>) {
        let address = change.address.clone();
        match outcome {
            Ok(calls) => {
                self.progress.ended(change, None);
                let id = self.id_of(&address).or_else(|| change.id.clone());
                report.done.push(Done {
                    address,
                    action: change.action,
                    id,
                    calls,
                });
            }
            Err(Unfinished {
                calls_done,
                failure,
            }) => {
                self.progress.ended(change, Some(&failure));
                if failure.concerns_all() {
                    self.hopeless.store(true, Ordering::Relaxed);
                }
                report.failed.push(Failed {
                    address,
                    error: failure.to_string(),
                    uncertain: failure.is_uncertain(),
                    stale: failure.is_stale(),
                    calls_done,
                });
            }
        }
    }

    async fn make(&self, change: &Change) -> Result<usize, Unfinished> {
        self.progress.started(change);
        self.check(change).await.map_err(|failure| Unfinished {
            calls_done: 0,
            failure,
        })?;
        let facts: Vec<Delta> = change
            .records
            .iter()
            .map(|fact| fact.clone().of(&change.address))
            .collect();
        self.remember(&facts);
        for (calls_done, call) in change.calls.iter().enumerate() {
            let unfinished = |failure| Unfinished {
                calls_done,
                failure,
            };
            if self.stop.is_requested() {
                return Err(unfinished(Failure::Interrupted));
            }
            self.send(change, call).await.map_err(unfinished)?;
            self.progress.call_done(change, call);
        }
        Ok(change.calls.len())
    }

    /// Sends one call until it is done, or surely not done, or nobody can know.
    async fn send(&self, change: &Change, call: &PlannedCall) -> Result<(), Failure> {
        let operation = {
            let created = self.created.lock().unwrap_or_else(PoisonError::into_inner);
            call.operation
                .resolved(&created)
                .map_err(|address| Failure::MissingId(address.to_string()))?
        };
        let mut sends = 0;
        loop {
            self.intend(change, &operation).await?;
            sends += 1;
            let error = match self.writer.execute(&operation).await {
                Ok(written) => return self.done(change, call, &written),
                Err(error) => error,
            };
            if !matches!(error, WriteError::Unknown { .. }) {
                self.remember(intent::not_done(&change.address, &operation).as_slice());
                return Err(Failure::NotDone(error));
            }
            match self
                .settle(&change.address, &change.precondition, &operation, &error)
                .await?
            {
                Settled::Done(written) => return self.done(change, call, &written),
                Settled::NotDone => {
                    self.remember(intent::not_done(&change.address, &operation).as_slice());
                    if sends >= self.options.most_sends || self.stop.is_requested() {
                        return Err(Failure::NotDone(error));
                    }
                }
            }
        }
    }

    /// Writes down what is about to be sent, if it may not simply be sent again.
    async fn intend(&self, change: &Change, operation: &Operation) -> Result<(), Failure> {
        let since = jiff::Timestamp::now().to_string();
        if let Some(started) = intent::started(&change.address, operation, &self.key, &since) {
            self.with_recorded(|recorded| recorded.apply(&started));
            self.journal.durable(&[started]).await?;
        }
        Ok(())
    }

    fn done(&self, change: &Change, call: &PlannedCall, written: &Written) -> Result<(), Failure> {
        let address = &change.address;
        let id = match written {
            Written::Assessment(id) => Some(id.to_string()),
            Written::Flow(id) => Some(id.to_string()),
            Written::Task(id) => Some(id.to_string()),
            Written::Question(_) | Written::People(_) | Written::Nothing => None,
        };
        if let Some(id) = id {
            let mut created = self.created.lock().unwrap_or_else(PoisonError::into_inner);
            created.insert(address.clone(), id);
        }
        let facts: Option<Vec<Delta>> = call
            .remember
            .iter()
            .map(|remember| Some(remember.resolve(written)?.of(address)))
            .collect();
        self.remember(&facts.ok_or_else(|| Failure::MissingId(address.to_string()))?);
        Ok(())
    }

    fn remember(&self, facts: &[Delta]) {
        self.with_recorded(|recorded| facts.iter().for_each(|fact| recorded.apply(fact)));
        self.journal.note(facts);
    }

    fn with_recorded<T>(&self, work: impl FnOnce(&mut Recorded) -> T) -> T {
        work(&mut self.recorded.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn id_of(&self, address: &Address) -> Option<String> {
        self.with_recorded(|recorded| recorded.record(address).map(|record| record.id.clone()))
    }

    /// Whether the state says that some resource stands for this id.
    pub(super) fn is_ours(&self, id: &str) -> bool {
        self.with_recorded(|recorded| {
            recorded
                .resources
                .values()
                .any(|record| record.id == id || record.previous_ids.iter().any(|old| old == id))
        })
    }

    /// Ids of the questions that the state knows of a resource.
    pub(super) fn known_questions(&self, address: &Address) -> BTreeSet<String> {
        self.with_recorded(|recorded| {
            let questions = recorded
                .record(address)
                .map(|record| record.questions.values());
            questions
                .into_iter()
                .flatten()
                .map(|question| question.id.clone())
                .collect()
        })
    }
}

fn skipped(change: &Change, because: String) -> Skipped {
    Skipped {
        address: change.address.clone(),
        because,
    }
}

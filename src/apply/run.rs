//! One run over a plan.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;

use super::attempt::Attempt;
use super::current::of_address;
use super::doubt::Settled;
use super::failure::Failure;
use super::glance::Glance;
use super::intent;
use super::options::RunOptions;
use super::precondition::{SharedLists, There};
use super::progress::Progress;
use super::replaced;
use super::report::{Done, Failed, Report, Skipped};
use super::schedule::Schedule;
use crate::model::{Address, Email, Operation, System, Written};
use crate::plan::{Change, Plan, PlannedCall};
use crate::provider::http::Stop;
use crate::provider::{Readers, Writers, taptalent};
use crate::state::{
    Delta, Fingerprint, FingerprintKey, Journal, PersonRecord, RecordChange, Recorded,
};

/// A run: everything it works with.
pub struct Run<'a> {
    pub(super) readers: &'a Readers,
    writers: &'a Writers,
    journal: &'a Journal,
    progress: &'a dyn Progress,
    pub(super) stop: &'a Stop,
    pub(super) options: RunOptions,
    pub(super) key: FingerprintKey,
    recorded: Mutex<Recorded>,
    created: Mutex<BTreeMap<Address, String>>,
    pub(super) lists: SharedLists,
    /// Set when a failure showed that every further call would fail alike.
    hopeless: AtomicBool,
}

impl<'a> Run<'a> {
    /// Prepares a run that continues `recorded`; `journal` must have been begun for it.
    pub fn new(
        readers: &'a Readers,
        writers: &'a Writers,
        journal: &'a Journal,
        recorded: Recorded,
        stop: &'a Stop,
        progress: &'a dyn Progress,
        options: RunOptions,
    ) -> Self {
        Self {
            readers,
            writers,
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
                running.push(async move { (index, Box::pin(work).await) });
            }
            let Some((index, outcome)) = running.next().await else {
                break;
            };
            schedule.end(index, outcome.troubles.is_empty());
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

    pub(super) fn ends_early(&self) -> bool {
        self.stop.is_requested() || self.hopeless.load(Ordering::Relaxed)
    }

    pub(super) fn stop_is_requested(&self) -> bool {
        self.stop.is_requested()
    }

    /// A failure that every further call would share ends the run.
    pub(super) fn hear(&self, failure: &Failure) {
        if failure.concerns_all() {
            self.hopeless.store(true, Ordering::Relaxed);
        }
    }

    fn file(&self, report: &mut Report, change: &Change, attempt: Attempt) {
        let Attempt {
            calls_done,
            people_done,
            troubles,
        } = attempt;
        let address = change.address.clone();
        if troubles.is_empty() || people_done > 0 {
            let known = self.id_of(&address).or_else(|| change.id.clone());
            // What is remembered of a roster before its target exists has an empty id.
            let id = known.filter(|id| !id.is_empty());
            report.done.push(Done {
                address: address.clone(),
                action: change.action,
                id,
                url: change.url.clone(),
                calls: calls_done,
                people: people_done,
            });
        }
        for trouble in &troubles {
            self.hear(&trouble.failure);
            report.failed.push(Failed {
                address: address.clone(),
                error: trouble.words(),
                uncertain: trouble.failure.is_uncertain(),
                stale: trouble.failure.is_stale(),
                calls_done: if people_done > 0 { 0 } else { calls_done },
            });
        }
        self.progress
            .ended(change, troubles.first().map(|trouble| &trouble.failure));
    }

    async fn make(&self, change: &Change) -> Attempt {
        self.progress.started(change);
        let begun = Instant::now();
        let there = match self.check_in_time(change).await {
            Ok(there) => there,
            Err(failure) => return Attempt::failed(0, failure),
        };
        let looked = Glance::begun(begun);
        let facts: Vec<Delta> = change
            .records
            .iter()
            .map(|fact| fact.clone().of(&change.address))
            .collect();
        self.remember(&facts);
        if change.people.is_empty() {
            return self.make_calls(change).await;
        }
        self.remember(&self.entered(change, &there));
        let there = there.into_keys().collect();
        self.make_people(change, there, looked).await
    }

    /// The precondition's reads. They may wait for their turn, and are left at once when the run is asked to end.
    pub(super) async fn check_in_time(&self, change: &Change) -> Result<There, Failure> {
        let checked = self
            .stop
            .unless_requested(Box::pin(self.check(change)))
            .await;
        checked.unwrap_or(Err(Failure::Interrupted))
    }

    async fn make_calls(&self, change: &Change) -> Attempt {
        for (calls_done, call) in change.calls.iter().enumerate() {
            if self.stop.is_requested() {
                return Attempt::failed(calls_done, Failure::Interrupted);
            }
            if let Err(failure) = self.send(change, call).await {
                return Attempt::failed(calls_done, failure);
            }
            self.call_done(change, call);
        }
        Attempt {
            calls_done: change.calls.len(),
            ..Attempt::default()
        }
    }

    pub(super) fn call_done(&self, change: &Change, call: &PlannedCall) {
        self.progress.call_done(change, call);
    }

    /// People of the roster who turned out to be there already.
    pub(super) fn entered(
        &self,
        change: &Change,
        there: &BTreeMap<Email, Option<String>>,
    ) -> Vec<Delta> {
        let fact = |(who, id): (&Email, &Option<String>)| {
            let person = PersonRecord {
                id: id.clone(),
                ..PersonRecord::default()
            };
            let who = self.print_of(who);
            RecordChange::Person { who, person }.of(&change.address)
        };
        there.iter().map(fact).collect()
    }

    pub(super) const fn writers(&self) -> &Writers {
        self.writers
    }

    /// TapTalent's reader: a plan with a change of it was made by one who had it.
    pub(super) fn taptalent(&self) -> Result<&taptalent::Reader, Failure> {
        self.readers
            .taptalent
            .as_ref()
            .ok_or(Failure::NotConnected(System::TapTalent))
    }

    /// A write with every id known that this run has created.
    pub(super) fn resolved(&self, operation: &Operation) -> Result<Operation, Failure> {
        let created = self.created.lock().unwrap_or_else(PoisonError::into_inner);
        operation
            .resolved(&created)
            .map_err(|address| Failure::MissingId(address.to_string()))
    }

    /// Sends one call until it is done, or surely not done, or nobody can know.
    async fn send(&self, change: &Change, call: &PlannedCall) -> Result<(), Failure> {
        let operation = self.resolved(&call.operation)?;
        let mut sends = 0;
        loop {
            self.intend(change, &operation).await?;
            sends += 1;
            let error = match self.writers.execute(&operation).await {
                Ok(written) => return self.done(change, call, &written),
                Err(error) => error,
            };
            if !error.is_in_doubt() {
                self.remember(intent::not_done(&change.address, &operation).as_slice());
                return Err(error.into());
            }
            match self
                .settle(&change.address, &change.precondition, &operation, &error)
                .await?
            {
                Settled::Done(written) => return self.done(change, call, &written),
                Settled::NotDone => {
                    self.remember(intent::not_done(&change.address, &operation).as_slice());
                    if sends >= self.options.most_sends || self.stop.is_requested() {
                        return Err(error.into());
                    }
                }
            }
        }
    }

    /// Writes down what is about to be sent, if it may not simply be sent again.
    async fn intend(&self, change: &Change, operation: &Operation) -> Result<(), Failure> {
        let since = jiff::Timestamp::now().to_string();
        if let Some(started) = intent::started(&change.address, operation, &self.key, &since) {
            self.write_down(&[started]).await?;
        }
        Ok(())
    }

    /// Remembers facts that must survive whatever happens next.
    pub(super) async fn write_down(&self, facts: &[Delta]) -> Result<(), Failure> {
        if facts.is_empty() {
            return Ok(());
        }
        self.with_recorded(|recorded| facts.iter().for_each(|fact| recorded.apply(fact)));
        Ok(self.journal.durable(facts).await?)
    }

    /// What is remembered of a person.
    pub(super) fn person(&self, address: &Address, who: &Fingerprint) -> Option<PersonRecord> {
        self.with_recorded(|recorded| recorded.record(address)?.people.get(who).cloned())
    }

    /// How the state names a person.
    pub(super) fn print_of(&self, who: &Email) -> Fingerprint {
        self.with_recorded(|recorded| recorded.print_of(who))
    }

    /// Ids of everybody that any roster remembers.
    pub(super) fn known_people_ids(&self) -> BTreeSet<String> {
        self.with_recorded(|recorded| {
            let people = recorded
                .resources
                .values()
                .flat_map(|record| record.people.values());
            people.filter_map(|person| person.id.clone()).collect()
        })
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
        let mut facts = facts.ok_or_else(|| Failure::MissingId(address.to_string()))?;
        let at = jiff::Timestamp::now();
        facts.push(replaced::wrote(change, &call.operation, &self.key, at).of(address));
        self.remember(&facts);
        Ok(())
    }

    pub(super) fn remember(&self, facts: &[Delta]) {
        self.with_recorded(|recorded| facts.iter().for_each(|fact| recorded.apply(fact)));
        self.journal.note(facts);
    }

    pub(super) fn with_recorded<T>(&self, work: impl FnOnce(&mut Recorded) -> T) -> T {
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

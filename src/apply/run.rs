//! One run over a plan.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures_util::future::{BoxFuture, join_all};
use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt as _, StreamExt as _};

use super::attempt::Attempt;
use super::failure::Failure;
use super::freshness::Glance;
use super::lists::{Before, ListOf, SharedLists};
use super::log_context::of_address;
use super::options::RunOptions;
use super::precondition::There;
use super::progress::Progress;
use super::replaced;
use super::report::{Done, Failed, Report, Skipped};
use super::schedule::Schedule;
use super::send::{Sent, repeat_words};
use super::twins::Unproven;
use crate::model::{Address, Email, Operation, System, Written, alike_form};
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
    /// Of what was read for the plan.
    pub(super) snapshot_key: FingerprintKey,
    recorded: Mutex<Recorded>,
    created: Mutex<BTreeMap<Address, String>>,
    pub(super) lists: SharedLists,
    /// What was live right before each change, for what its creates may have added.
    before: Mutex<BTreeMap<Address, Before>>,
    /// What the creates of the plan are called, in the form in which other spellings are alike.
    expected: Mutex<BTreeSet<(ListOf, String)>>,
    /// Systems whose credits are out, in their words.
    pub(super) broke: Mutex<BTreeMap<System, String>>,
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
            snapshot_key: recorded.snapshot_key().clone(),
            recorded: Mutex::new(recorded),
            created: Mutex::default(),
            lists: SharedLists::default(),
            before: Mutex::default(),
            expected: Mutex::default(),
            broke: Mutex::default(),
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
        self.expect(plan);
        let mut report = Report::default();
        let mut schedule = Schedule::new(&plan.changes);
        let mut running: FuturesUnordered<BoxFuture<'_, Step>> = FuturesUnordered::new();
        let mut unproven = Vec::new();
        let mut is_looking = false;
        loop {
            while let Some((index, failed)) = schedule.next_hopeless() {
                schedule.end(index, false);
                let because = format!("it needs {failed}, which was not made");
                report.skipped.push(skipped(&plan.changes[index], because));
            }
            while running.len() < self.options.concurrency && !self.ends_early() {
                let Some(index) = schedule.next() else { break };
                let change = &plan.changes[index];
                if let Some(failure) = self.lacks_credits(change) {
                    schedule.end(index, false);
                    report.skipped.push(skipped(change, failure.to_string()));
                    continue;
                }
                let work = Box::pin(of_address(&change.address, self.make(change)));
                running.push(async move { Step::Made(index, work.await) }.boxed());
            }
            // What depends on a create waits for a look, which waits until there is nothing else to start.
            let is_idle = running.len() < self.options.concurrency;
            if is_idle && !is_looking && self.is_worth_a_look(&unproven, &running, &schedule) {
                is_looking = true;
                let group = std::mem::take(&mut unproven);
                running.push(self.prove_all(plan, group).boxed());
            }
            match running.next().await {
                None => break,
                Some(Step::Made(index, attempt)) => {
                    let change = &plan.changes[index];
                    let is_waited_for = schedule.is_waited_for(index);
                    if attempt.troubles.is_empty() && Self::is_to_be_proven(change, is_waited_for) {
                        unproven.push(Unproven {
                            index,
                            attempt,
                            made: Instant::now(),
                            is_waited_for,
                        });
                    } else {
                        self.end(&mut schedule, &mut report, plan, index, attempt);
                    }
                }
                Some(Step::Proven(group)) => {
                    is_looking = false;
                    for Unproven { index, attempt, .. } in group {
                        self.end(&mut schedule, &mut report, plan, index, attempt);
                    }
                }
            }
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

    /// While something runs, only what waits for it makes a look worth its calls.
    fn is_worth_a_look<T>(
        &self,
        unproven: &[Unproven],
        running: &FuturesUnordered<T>,
        schedule: &Schedule<'_>,
    ) -> bool {
        !unproven.is_empty()
            && (running.is_empty()
                || unproven.iter().any(|one| schedule.is_waited_for(one.index))
                    && !self.ends_early())
    }

    async fn prove_all<'p>(&'p self, plan: &'p Plan, group: Vec<Unproven>) -> Step {
        let looks = group
            .into_iter()
            .map(|one| self.prove(&plan.changes[one.index], one));
        Step::Proven(join_all(looks).await)
    }

    fn end(
        &self,
        schedule: &mut Schedule<'_>,
        report: &mut Report,
        plan: &Plan,
        index: usize,
        attempt: Attempt,
    ) {
        let change = &plan.changes[index];
        self.forget_before(&change.address);
        schedule.end(index, attempt.troubles.is_empty());
        self.file(report, change, attempt);
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
            sends,
            repeats,
            people_done,
            troubles,
        } = attempt;
        let sends = usize::try_from(sends).unwrap_or(usize::MAX);
        report.repeated.extend(repeats);
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
                calls: sends,
                people: people_done,
            });
        }
        for (position, trouble) in troubles.iter().enumerate() {
            self.hear(&trouble.failure);
            if matches!(trouble.failure, Failure::NoCredits { .. }) && sends == 0 {
                report.skipped.push(skipped(change, trouble.words()));
                continue;
            }
            report.failed.push(Failed {
                address: address.clone(),
                error: trouble.words(),
                uncertain: trouble.failure.is_uncertain(),
                stale: trouble.failure.is_stale(),
                calls_done: if people_done > 0 { 0 } else { calls_done },
                // Of a roster, those that went well are counted with those.
                sent: if people_done > 0 || position > 0 {
                    0
                } else {
                    sends
                },
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
            Err(failure) => return Attempt::default().and(failure),
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
        let mut attempt = Attempt::default();
        for call in &change.calls {
            if self.stop.is_requested() {
                return attempt.and(Failure::Interrupted);
            }
            let Sent { sends, end } = self.send(change, call).await;
            let repeated = repeat_words(&change.address, &call.operation, sends);
            attempt.sends += sends.all;
            attempt.repeats.extend(repeated);
            if let Err(failure) = end {
                return attempt.and(failure);
            }
            attempt.calls_done += 1;
            self.call_done(change, call);
        }
        attempt
    }

    pub(super) fn call_done(&self, change: &Change, call: &PlannedCall) {
        self.progress.call_done(change, call);
    }

    /// Notes what the creates of a plan will be called.
    fn expect(&self, plan: &Plan) {
        let calls = plan.changes.iter().flat_map(|change| &change.calls);
        let named = calls.filter_map(|call| ListOf::of(&call.operation));
        let forms = named.map(|(of, name)| (of, alike_form(&name)));
        let mut expected = self.expected.lock().unwrap_or_else(PoisonError::into_inner);
        expected.extend(forms);
    }

    /// Whether some create of the plan makes what is called so.
    pub(super) fn is_expected(&self, of: ListOf, form: &str) -> bool {
        let expected = self.expected.lock().unwrap_or_else(PoisonError::into_inner);
        expected.contains(&(of, form.to_owned()))
    }

    /// Notes what was live before a change.
    pub(super) fn note_before(&self, address: &Address, before: Before) {
        let mut all = self.before.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(address.clone(), before);
    }

    pub(super) fn before(&self, address: &Address) -> Option<Before> {
        let all = self.before.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(address).cloned()
    }

    fn forget_before(&self, address: &Address) {
        let mut all = self.before.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(address);
    }

    /// The id of what this run made for a resource.
    pub(super) fn created_id(&self, address: &Address) -> Option<String> {
        let created = self.created.lock().unwrap_or_else(PoisonError::into_inner);
        created.get(address).cloned()
    }

    /// Waits; `false`: the run is asked to end.
    pub(super) async fn pauses(&self, pause: Duration) -> bool {
        tokio::select! {
            biased;
            () = self.stop.requested() => false,
            () = tokio::time::sleep(pause) => true,
        }
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

    pub(super) fn done(
        &self,
        change: &Change,
        call: &PlannedCall,
        written: &Written,
    ) -> Result<(), Failure> {
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

/// What one piece of the work came to.
enum Step {
    Made(usize, Attempt),
    Proven(Vec<Unproven>),
}

fn skipped(change: &Change, because: String) -> Skipped {
    Skipped {
        address: change.address.clone(),
        because,
    }
}

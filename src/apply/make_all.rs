//! The loop of a run: starts each change when its turn comes, has creates proven, and notes what came of each.

use futures_util::future::{BoxFuture, join_all};
use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt as _, StreamExt as _};

use super::attempt::Attempt;
use super::log_context::of_address;
use super::report::{Report, Skipped};
use super::run::Run;
use super::schedule::Schedule;
use super::twins::Unproven;
use crate::clock::Moment;
use crate::plan::Plan;
use crate::state::{Deeds, Recorded};

impl Run<'_> {
    /// Makes every change of the plan that can be made. Ends with what came of each, the state, and what was done to it.
    pub async fn apply(self, plan: &Plan) -> (Report, Recorded, Deeds) {
        let report = self.make_all(plan).await;
        let (recorded, deeds) = self.ledger.into_parts();
        (report, recorded, deeds)
    }

    async fn make_all(&self, plan: &Plan) -> Report {
        self.ledger.remember(&plan.records);
        self.creates.expect(plan);
        let mut report = Report::default();
        let mut schedule = Schedule::new(&plan.changes);
        let mut running: FuturesUnordered<BoxFuture<'_, Step>> = FuturesUnordered::new();
        let mut unproven = Vec::new();
        let mut is_looking = false;
        loop {
            while let Some((index, failed)) = schedule.next_hopeless() {
                schedule.end(index, false);
                let because = format!("it needs {failed}, which was not applied");
                report
                    .skipped
                    .push(Skipped::of(&plan.changes[index], because));
            }
            while running.len() < self.options.concurrency && !self.end.is_near() {
                let Some(index) = schedule.next() else { break };
                let change = &plan.changes[index];
                if let Some(failure) = self.lacks_credits(change) {
                    schedule.end(index, false);
                    report
                        .skipped
                        .push(Skipped::of(change, failure.to_string()));
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
                            made: Moment::now(),
                            is_waited_for,
                        });
                    } else {
                        self.conclude(&mut schedule, &mut report, plan, index, attempt);
                    }
                }
                Some(Step::Proven(group)) => {
                    is_looking = false;
                    for Unproven { index, attempt, .. } in group {
                        self.conclude(&mut schedule, &mut report, plan, index, attempt);
                    }
                }
            }
        }
        let because = if self.end.is_requested() {
            "the run was asked to end"
        } else {
            "the system is not usable; see the failure above"
        };
        for index in schedule.left() {
            report
                .skipped
                .push(Skipped::of(&plan.changes[index], because.to_owned()));
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
                    && !self.end.is_near())
    }

    async fn prove_all<'p>(&'p self, plan: &'p Plan, group: Vec<Unproven>) -> Step {
        let looks = group
            .into_iter()
            .map(|one| self.prove(&plan.changes[one.index], one));
        Step::Proven(join_all(looks).await)
    }

    fn conclude(
        &self,
        schedule: &mut Schedule<'_>,
        report: &mut Report,
        plan: &Plan,
        index: usize,
        attempt: Attempt,
    ) {
        let change = &plan.changes[index];
        self.creates.forget_before(&change.address);
        schedule.end(index, attempt.troubles.is_empty());
        for trouble in &attempt.troubles {
            self.end.hear(&trouble.failure);
        }
        let failure = attempt.troubles.first().map(|trouble| &trouble.failure);
        self.progress.ended(change, failure);
        report.add(change, self.ledger.id_of(&change.address), attempt);
    }
}

/// What one piece of the work came to.
enum Step {
    Made(usize, Attempt),
    Proven(Vec<Unproven>),
}

//! A plan on a stage: made there, applied there through the real client and the real executor, and made again.

use std::collections::BTreeSet;
use std::time::Duration;

use super::super::apply_saved::fitting;
use super::super::failure::CommandFailure;
use super::super::planning::{policy, unreadable_or_mistaken};
use super::super::session::Session;
use super::stage::Stage;
use crate::apply::{Executor, Progress, Report, RunOptions, Stop, refresh};
use crate::model::{Address, System};
use crate::plan::{Plan, SavedPlan, plan};
use crate::state::{Origin, Recorded};

/// What is rehearsed.
pub(super) struct Scenario<'a> {
    pub session: &'a Session,
    /// A plan that was reviewed.
    pub saved: Option<&'a SavedPlan>,
    pub overwrite_conflicts: bool,
    pub origin: Origin,
    pub systems: &'a BTreeSet<System>,
}

struct Silent;

impl Progress for Silent {}

impl Scenario<'_> {
    /// The plan of everything that the run is about.
    pub(super) async fn plan(
        &self,
        stage: &Stage,
        recorded: &Recorded,
    ) -> Result<Plan, CommandFailure> {
        let (session, policy) = (self.session, policy(self.session));
        let live = refresh(&stage.readers(), &session.desired, recorded, policy).await;
        let live = live.map_err(|error| unreadable_or_mistaken(session, error))?;
        let plan = plan(&session.desired, &live, recorded, policy)?;
        Ok(match &session.selection {
            Some(selection) => plan.narrowed_to(selection),
            None => plan,
        })
    }

    /// What of a plan is applied, and what of a reviewed one is not in it any more.
    pub(super) fn consented(&self, plan: Plan, recorded: &Recorded) -> (Plan, Report) {
        let (mut plan, unfit) = match self.saved {
            Some(saved) => fitting(self.session, saved, plan, recorded),
            None => (plan, Report::default()),
        };
        if self.overwrite_conflicts {
            plan.overwrite_conflicts();
        } else {
            plan.refuse_conflicts();
        }
        (plan, unfit)
    }

    /// Applies it with everything that mails people: here nobody is.
    pub(super) async fn apply(
        &self,
        stage: &Stage,
        plan: &Plan,
        recorded: &mut Recorded,
        concurrency: u16,
    ) -> Result<Report, CommandFailure> {
        let (readers, stop) = (stage.readers(), Stop::default());
        let executor = Executor {
            readers: &readers,
            writers: &stage.writers(&stop),
            state: &stage.state,
            lost: None,
            desired: &self.session.desired,
            policy: policy(self.session),
            stop: &stop,
            progress: &Silent,
            options: RunOptions {
                concurrency: usize::from(concurrency),
                ..at_once()
            },
        };
        Ok(executor
            .execute(plan, recorded, self.origin.clone())
            .await?)
    }

    /// What is still to be done of what the run is about: which resources, and with how many calls.
    pub(super) fn left(&self, plan: &Plan) -> Vec<(Address, usize)> {
        let is_reviewed = |address: &Address| {
            let reviewed = self.saved.map(|saved| saved.changes.iter());
            reviewed.is_none_or(|mut changes| changes.any(|change| change.address == *address))
        };
        let pending = plan.changes.iter().filter(|change| change.is_pending());
        let pending = pending.filter(|change| is_reviewed(&change.address));
        let left = pending.map(|change| (change.address.clone(), change.calls.len()));
        left.collect()
    }
}

/// A sandbox shows at once what was done, and a request to it does not arrive later.
fn at_once() -> RunOptions {
    RunOptions {
        settling_pauses: vec![Duration::ZERO],
        mail_pauses: vec![Duration::ZERO],
        visibility_pauses: Vec::new(),
        accepted_pauses: vec![Duration::ZERO],
        ..RunOptions::default()
    }
}

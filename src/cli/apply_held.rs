//! A state and its lock, for as long as an apply works with them. Reads nothing of the state.

use super::apply_args::ApplyArgs;
use super::apply_report::Reporting;
use super::exit::Exit;
use super::failure::CommandFailure;
use super::fleet::Claim;
use super::output::Output;
use super::session;
use super::signals::Signals;
use crate::state::{Holder, Lock, StateStore};

/// A state, and its lock.
pub(super) struct Held {
    pub state: StateStore,
    pub holder: Holder,
    pub lock: Lock,
}

impl Held {
    /// `signals`: of a process with other runs in it; `None`: nobody listens yet.
    pub(super) async fn take(
        reporting: &Reporting<'_>,
        args: &ApplyArgs,
        signals: Option<&Signals>,
        claim: Option<Claim<'_>>,
    ) -> Result<Self, CommandFailure> {
        let (session, output) = (reporting.session, reporting.output);
        let state = session.state()?;
        let holder = session::holder(&session.root)?;
        let holder = claim.map_or_else(|| holder.clone(), |claim| claim.mark(holder.clone()));
        let patience = claim.and_then(|claim| claim.patience).or(args.lock.timeout);
        let lock = session::lock(&state, &holder, patience, output);
        let lock = match signals {
            None => lock.await?,
            Some(signals) => tokio::select! {
                biased;
                () = signals.first() => return Err(interrupted()),
                lock = lock => lock?,
            },
        };
        Ok(Self {
            state,
            holder,
            lock,
        })
    }

    pub(super) async fn release(self, output: Output) {
        session::release(self.lock, output).await;
    }
}

/// Somebody wished the run to end before it had sent anything.
pub(super) fn interrupted() -> CommandFailure {
    CommandFailure::new(Exit::Failed, "interrupted; nothing was applied")
}

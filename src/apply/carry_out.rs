//! A plan from its first byte on disk to the proof that it is done: journal, run, second look, saved state.

use super::report::Report;
use super::run::{Progress, Run, RunOptions};
use super::stop::Stop;
use super::verify::verify;
use crate::model::Desired;
use crate::plan::{Plan, Policy};
use crate::provider::taptalent::{Reader, Writer};
use crate::state::{JournalError, LocalState, Recorded, StateError};

/// What a plan is carried out with. Whoever makes one holds the state's lock.
pub struct Workbench<'a> {
    /// Reads live objects.
    pub reader: &'a Reader,
    /// Writes them.
    pub writer: &'a Writer,
    /// Where the state is kept.
    pub state: &'a LocalState,
    /// What the manifests want; for the second look.
    pub desired: &'a Desired,
    /// What the workspace allows; for the second look.
    pub policy: Policy,
    /// Asks to end early.
    pub stop: &'a Stop,
    /// Hears how it gets on.
    pub progress: &'a dyn Progress,
    /// How the run behaves.
    pub options: RunOptions,
}

/// Why a run could not be kept on record. The machine's fault.
#[derive(Debug, thiserror::Error)]
pub enum CarryOutError {
    /// Before the first call: nothing was sent.
    #[error(transparent)]
    State(#[from] StateError),
    /// Before the first call: nothing was sent.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// After the last call: what was done is in the journal, and the next run takes it from there.
    #[error("{source}; what was done is in the journal, and the next run takes it from there")]
    Unsaved {
        /// What went wrong.
        source: StateError,
        /// What was done all the same.
        report: Box<Report>,
    },
}

impl Workbench<'_> {
    /// Carries `plan` out. `recorded` is the state that it was made from, and becomes the state after it.
    pub async fn carry_out(
        &self,
        plan: &Plan,
        recorded: &mut Recorded,
        run: &str,
    ) -> Result<Report, CarryOutError> {
        // The journal continues a saved state: without this its fingerprints would have no key after a kill. And a
        // full or read-only disk shows here, before the first call.
        self.state.save(recorded)?;
        let journal = self.state.begin_journal(recorded, run)?;
        let work = Run::new(
            self.reader,
            self.writer,
            &journal,
            recorded.clone(),
            self.stop,
            self.progress,
            self.options.clone(),
        );
        let (mut report, after) = work.apply(plan).await;
        *recorded = after;
        self.look_again(plan, recorded, &mut report).await;
        drop(journal);
        match self.state.save(recorded) {
            Ok(()) => Ok(report),
            Err(source) => Err(CarryOutError::Unsaved {
                source,
                report: Box::new(report),
            }),
        }
    }

    async fn look_again(&self, plan: &Plan, recorded: &mut Recorded, report: &mut Report) {
        let verification = verify(
            self.reader,
            self.desired,
            plan,
            report,
            recorded,
            self.policy,
        )
        .await;
        verification
            .facts
            .iter()
            .for_each(|fact| recorded.apply(fact));
        report.rewritten = verification.rewritten;
        report.verified = verification.problems.is_empty();
        report.unverified_because = verification.problems;
    }
}

//! A plan from its first byte on disk to the proof that it is done: journal, run, second look, saved state.

use super::options::RunOptions;
use super::patience::Patience;
use super::progress::Progress;
use super::report::Report;
use super::run::Run;
use super::verify::{Verification, Verifier};
use crate::model::Desired;
use crate::plan::{Plan, Policy};
use crate::provider::http::Stop;
use crate::provider::{Readers, Writers};
use crate::state::{Journal, JournalError, Loss, Origin, Recorded, StateError, StateStore};

/// What a plan is carried out with. Whoever makes one holds the state's lock.
pub struct Executor<'a> {
    pub readers: &'a Readers,
    pub writers: &'a Writers,
    /// Where the state is kept.
    pub state: &'a StateStore,
    /// Tells if the lock is lost while the run works; then the state is another run's to save.
    pub lost: Option<&'a Loss>,
    /// What the manifests want; for the second look.
    pub desired: &'a Desired,
    /// What the workspace allows; for the second look.
    pub policy: Policy,
    pub stop: &'a Stop,
    /// Hears how it gets on.
    pub progress: &'a dyn Progress,
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
    /// After the last call: what was done is in the journal, or only its receipts are missing. The next run goes on from there.
    #[error("{source}")]
    Unsaved {
        source: StateError,
        /// What was done all the same.
        report: Box<Report>,
    },
    /// After the last call: neither the state nor the journal has all of what was done; the next run finds it by name.
    #[error(
        "{source}; the state could not be saved either: the next run finds what was done by name"
    )]
    Unrecorded {
        source: JournalError,
        /// What was done all the same.
        report: Box<Report>,
    },
    /// Before the first call: nothing was sent, and the state was left alone.
    #[error("the lock was lost before anything was sent: {reason}; nothing was applied")]
    LockGone { reason: String },
    /// Another run may be at work: this one stopped, and left the state alone.
    #[error(
        "the lock was lost during the run: {reason}; the run stopped and did not save the state"
    )]
    LockLost { reason: String, report: Box<Report> },
}

impl CarryOutError {
    /// What was done all the same.
    pub fn report(&self) -> Option<&Report> {
        match self {
            Self::State(_) | Self::Journal(_) | Self::LockGone { .. } => None,
            Self::Unsaved { report, .. }
            | Self::Unrecorded { report, .. }
            | Self::LockLost { report, .. } => Some(report),
        }
    }
}

impl Executor<'_> {
    /// Carries `plan` out. `recorded` is the state that it was made from, and becomes the state after it.
    pub async fn execute(
        &self,
        plan: &Plan,
        recorded: &mut Recorded,
        run: impl Into<Origin>,
    ) -> Result<Report, CarryOutError> {
        let origin = run.into();
        recorded.learn_companies(&plan.companies);
        self.send_only_under_the_lock();
        let gone = |reason| CarryOutError::LockGone { reason };
        self.has_lock().await.map_err(gone)?;
        let begun = self.begin(recorded, &origin).await;
        // Who has lost the lock meanwhile is told that, and not what came of it.
        self.has_lock().await.map_err(gone)?;
        let journal = begun?;
        let work = Run::new(
            self.readers,
            self.writers,
            &journal,
            recorded.clone(),
            self.stop,
            self.progress,
            self.options.clone(),
        );
        let (mut report, after, deeds) = work.apply(plan).await;
        // Without what the second look finds, as a killed run would leave them.
        let receipts = deeds.receipts(&origin, &after);
        *recorded = after;
        self.look_again(plan, recorded, &mut report).await;
        recorded.forget_old_writes(jiff::Timestamp::now());
        let closed = journal.close().await;
        let report = Box::new(report);
        let held = match &closed {
            Err(error) => error.overtaken().map_or(Ok(()), Err),
            Ok(()) => Ok(()),
        };
        if let Err(reason) = self.has_lock().await.and(held) {
            return Err(CarryOutError::LockLost { reason, report });
        }
        recorded.unwritten_receipts.extend(receipts);
        match (self.state.save(recorded).await, closed) {
            // Once the state is saved, nobody needs the journal any more.
            (Ok(()), _) => Ok(*report),
            (Err(source @ StateError::Receipts(_)), _) | (Err(source), Ok(())) => {
                Err(CarryOutError::Unsaved { source, report })
            }
            (Err(_), Err(journal)) => Err(CarryOutError::Unrecorded {
                source: journal,
                report,
            }),
        }
    }

    /// Saves the state, and starts the journal that continues it: without the first its fingerprints would have no key after a
    /// kill. And a full or read-only disk shows here, before the first call.
    async fn begin(
        &self,
        recorded: &mut Recorded,
        origin: &Origin,
    ) -> Result<Journal, CarryOutError> {
        self.state.save(recorded).await?;
        Ok(self.state.begin_journal(recorded, origin.clone()).await?)
    }

    /// A run that stood still hears of nothing: it looks by itself, right before each try of each write.
    fn send_only_under_the_lock(&self) {
        if let Some(lost) = self.lost.cloned() {
            self.stop.ask_before_sending(move || {
                let lost = lost.clone();
                async move { lost.holds().await.is_ok() }
            });
        }
    }

    async fn has_lock(&self) -> Result<(), String> {
        match self.lost {
            Some(lost) => lost.holds().await,
            None => Ok(()),
        }
    }

    async fn look_again(&self, plan: &Plan, recorded: &mut Recorded, report: &mut Report) {
        let unread = (!report.done.is_empty())
            .then_some("the run was asked to end before what was done was read back");
        let verifier = Verifier {
            readers: self.readers,
            desired: self.desired,
            policy: self.policy,
            patience: Patience::new(&self.options.visibility_pauses, self.stop),
        };
        // These reads may wait for minutes where a system asks for a pause; who asked to end does not wait for them.
        let second_look = verifier.verify(plan, report, recorded);
        let looked = self.stop.unless_requested(Box::pin(second_look)).await;
        let verification = looked.unwrap_or_else(|| Verification {
            problems: unread.into_iter().map(ToOwned::to_owned).collect(),
            ..Verification::default()
        });
        verification
            .facts
            .iter()
            .for_each(|fact| recorded.apply(fact));
        recorded.learn_companies(&verification.companies);
        report.rewritten = verification.rewritten;
        report.repeated.extend(verification.invited_twice);
        report.verified = verification.problems.is_empty();
        report.unverified_because = verification.problems;
    }
}

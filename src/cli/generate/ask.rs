//! How things stand, and asking.

use super::super::exit::Exit;
use super::super::failure::CommandFailure;
use super::super::manifest_file::ManifestFile;
use super::super::output::Output;
use super::super::planning::{policy, unreadable_or_mistaken};
use super::super::progress::CallVoice;
use super::super::session::Session;
use super::args::GenerateArgs;
use crate::apply::{Executor, RunOptions, Stop, refresh};
use crate::model::taptalent::{Assessment, ObservedAssessment};
use crate::model::{AssessmentId, Lookup, Resource, Wants};
use crate::plan::{Action, Plan, Selection, ask_for_assessment, ask_for_questions, plan};
use crate::provider::{Readers, Writers};
use crate::state::{Loss, Origin, Part, PendingKey, RecordChange, Recorded, StateStore};

/// Everything that the command works with.
pub(super) struct Attempt<'a> {
    pub session: &'a Session,
    pub resource: &'a Resource<Assessment>,
    /// Its manifest, as it was when the command started.
    pub file: &'a ManifestFile,
    pub args: &'a GenerateArgs,
    pub output: Output,
    pub state: &'a StateStore,
    pub readers: Readers,
    pub writers: Writers,
    pub voice: &'a CallVoice,
    pub origin: Origin,
    pub lost: &'a Loss,
    pub stop: Stop,
    pub recorded: Recorded,
}

/// How things stand before anything is asked for.
pub(super) enum Standing {
    /// There are questions: nothing to ask for.
    HasQuestions(Box<ObservedAssessment>),
    /// They were asked for, and have not come yet.
    Asked(AssessmentId),
    /// They may have been asked for.
    InDoubt(AssessmentId),
    /// It has no question, and none was asked for.
    Live(Box<ObservedAssessment>),
    /// There is no such assessment.
    NotLive,
}

impl Attempt<'_> {
    /// Reads the assessment, and what the state knows of it.
    pub(super) async fn look(&self) -> Result<Standing, CommandFailure> {
        let address = &self.resource.address;
        let Some(id) = self.live_id().await? else {
            return Ok(Standing::NotLive);
        };
        let live = self.read(&id).await?;
        if has_questions(&live) {
            return Ok(Standing::HasQuestions(Box::new(live)));
        }
        let again = self.args.again;
        let record = self.recorded.record(address);
        let was_asked = record.is_some_and(|record| record.generated.is_some());
        let made_by_system = self.resource.spec.generate.is_none();
        Ok(if self.is_pending(Part::Generation) && !again {
            Standing::InDoubt(id)
        } else if (was_asked && !again) || made_by_system {
            Standing::Asked(id)
        } else {
            Standing::Live(Box::new(live))
        })
    }

    fn is_pending(&self, part: Part) -> bool {
        let address = self.resource.address.clone();
        self.recorded
            .pending
            .contains_key(&PendingKey { address, part })
    }

    /// The live assessment that the manifest stands for, by the rules of every plan.
    async fn live_id(&self) -> Result<Option<AssessmentId>, CommandFailure> {
        let address = &self.resource.address;
        let part = self.session.desired.part_with_named(&[address].into());
        let policy = policy(self.session);
        let live = refresh(&self.readers, &part, &self.recorded, policy)
            .await
            .map_err(|error| unreadable_or_mistaken(self.session, error))?;
        let plan = plan(&part, &live, &self.recorded, policy)?
            .narrowed_to(&Selection::of([address.clone()]));
        if let Some(change) = plan.changes.first() {
            let is_new = change.action == Action::Create;
            let id = change.id.clone().filter(|_| !is_new);
            return Ok(id.map(AssessmentId::new));
        }
        let recorded = self
            .recorded
            .record(address)
            .map(|record| record.id.clone());
        let known = recorded.filter(|id| !id.is_empty()).map(AssessmentId::new);
        let id = self.resource.pin.clone().or(known);
        match (plan.blocked.first(), id) {
            (Some(blocked), None) => Err(CommandFailure::new(
                Exit::Blocked,
                format!("{address}: {}", blocked.message),
            )
            .with_hint(blocked.help.clone())),
            (_, id) => Ok(id),
        }
    }

    pub(super) async fn read(
        &self,
        id: &AssessmentId,
    ) -> Result<ObservedAssessment, CommandFailure> {
        let mut wants = Wants::default();
        wants.taptalent.assessments.insert(id.clone());
        let mut live = self
            .readers
            .observe(&wants)
            .await
            .map_err(|errors| CommandFailure::new(Exit::Failed, errors))?;
        match live.taptalent.assessment_details.remove(id) {
            Some(Lookup::Found(found)) => Ok(found),
            _ => Err(CommandFailure::new(
                Exit::Failed,
                format!(
                    "{}: the live assessment {id} no longer exists",
                    self.resource.address
                ),
            )),
        }
    }

    pub(super) async fn ask(
        &mut self,
        live: &ObservedAssessment,
    ) -> Result<AssessmentId, CommandFailure> {
        if let Some(plan) = ask_for_questions(self.resource, live, &self.recorded) {
            self.forget_doubt(Part::Generation);
            self.output
                .say("asking the system for questions; this costs a credit");
            self.execute(&plan).await?;
        }
        Ok(live.id.clone())
    }

    /// Lets the system make the assessment, once.
    pub(super) async fn make(&mut self) -> Result<AssessmentId, CommandFailure> {
        let address = self.resource.address.clone();
        if !self.args.auto {
            return Err(CommandFailure::new(Exit::Failed, format!("{address} is not live")).with_hint(
                format!(
                    "run `vetform apply --target {address}` first, which creates it and requests its questions; or \
                    use `--auto` to let the system create all of it"
                ),
            ));
        }
        if self.is_pending(Part::Whole) && !self.args.again {
            return Err(CommandFailure::new(
                Exit::Failed,
                format!("{address}: an earlier run may have created it"),
            )
            .with_hint(
                "nothing was requested; look for it in the web app: if it is there, pin it with `metadata.id`; if \
                not, use `--again`, which may cost a credit twice",
            ));
        }
        let plan = ask_for_assessment(self.resource, &self.recorded).ok_or_else(|| {
            CommandFailure::new(
                Exit::Invalid,
                format!("{address}: creating it needs `jobId` or `purposeOfInterview`"),
            )
        })?;
        self.forget_doubt(Part::Whole);
        self.output
            .say("asking the system for an assessment; this costs a credit");
        self.execute(&plan).await?;
        let record = self.recorded.record(&address);
        record
            .map(|record| AssessmentId::new(record.id.clone()))
            .ok_or_else(|| CommandFailure::new(Exit::Failed, format!("{address} was not created")))
    }

    /// Somebody has decided: it counts as not asked for.
    fn forget_doubt(&mut self, part: Part) {
        if self.is_pending(part.clone()) {
            let fact = RecordChange::NotDone { part }.of(&self.resource.address);
            self.recorded.apply(&fact);
        }
    }

    async fn execute(&mut self, plan: &Plan) -> Result<(), CommandFailure> {
        let part = self
            .session
            .desired
            .part_with_named(&[&self.resource.address].into());
        let workbench = Executor {
            readers: &self.readers,
            writers: &self.writers,
            state: self.state,
            lost: Some(self.lost),
            desired: &part,
            policy: policy(self.session),
            stop: &self.stop,
            progress: &self.voice.shows_applying(1),
            // Whoever asks waits for the questions, and longer.
            options: RunOptions {
                visibility_pauses: Vec::new(),
                ..RunOptions::default()
            },
        };
        let report = workbench
            .execute(plan, &mut self.recorded, self.origin.clone())
            .await?;
        let Some(failed) = report.failed.first() else {
            return Ok(());
        };
        let address = &self.resource.address;
        if failed.uncertain && self.is_pending(Part::Generation) {
            self.output.insist(&format!(
                "{address}: {}; waiting for the questions anyway",
                failed.error
            ));
            return Ok(());
        }
        let hint = if failed.uncertain {
            "it may have been done: look in the web app, then run the command again"
        } else {
            "nothing was done; fix that, then run the command again"
        };
        Err(
            CommandFailure::new(Exit::Failed, format!("{address}: {}", failed.error))
                .with_hint(hint),
        )
    }
}

pub(super) fn has_questions(live: &ObservedAssessment) -> bool {
    live.questions
        .as_ref()
        .is_some_and(|questions| !questions.is_empty())
}

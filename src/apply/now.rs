//! A live object as it is right before a write to it: to be held against what the plan was computed from. Decides nothing.

use super::failure::Failure;
use super::lists::Before;
use super::precondition::still_there;
use super::run::Run;
use super::stale::{Parts, assessment_parts, field_parts, flow_parts};
use crate::model::promptster::ObservedKey;
use crate::model::{AssessmentId, FlowId, Kind, Live, Lookup, TaskId, Wants};
use crate::plan::{Change, Snapshot};

/// What was read: as the plan has it, and in words.
pub(super) struct Now {
    pub(super) snapshot: Snapshot,
    pub(super) parts: Parts,
}

impl Run<'_> {
    /// Reads the object that a change writes to, and remembers what was in it.
    pub(super) async fn now(&self, change: &Change, kind: Kind, id: &str) -> Result<Now, Failure> {
        match kind {
            Kind::TapTalentAssessment => self.assessment_now(change, &AssessmentId::new(id)).await,
            Kind::Flow => self.flow_now(&FlowId::new(id)).await,
            Kind::PromptsterAssessment => self.task_now(&TaskId::new(id)).await,
            Kind::Branding => self.branding_now().await,
            Kind::Question
            | Kind::Job
            | Kind::TapTalentRoster
            | Kind::InterviewSet
            | Kind::Project
            | Kind::FlowmingoRoster
            | Kind::PromptsterRoster => Err(Failure::Moved {
                what: format!("{kind} is never written"),
            }),
        }
    }

    async fn assessment_now(&self, change: &Change, id: &AssessmentId) -> Result<Now, Failure> {
        let now = self.taptalent()?.assessment(id).await?;
        let now = still_there(now, id.as_str())?;
        let questions = now.questions.iter().flatten();
        let questions = questions.map(|question| question.id.to_string());
        self.creates
            .note_before(&change.address, Before::Questions(questions.collect()));
        let key = &self.ledger.snapshot_key;
        Ok(Now {
            snapshot: Snapshot::of_assessment(&now, key).and_order(&now, key),
            parts: assessment_parts(&now),
        })
    }

    async fn flow_now(&self, id: &FlowId) -> Result<Now, Failure> {
        let now = self.taptalent()?.flow(id).await?;
        let now = still_there(now, id.as_str())?;
        Ok(Now {
            snapshot: Snapshot::of_flow(&now, &self.ledger.snapshot_key),
            parts: flow_parts(&now),
        })
    }

    async fn task_now(&self, id: &TaskId) -> Result<Now, Failure> {
        let mut wants = Wants::default();
        wants.promptster.assessments.insert(id.clone());
        let mut live = self.live(&wants).await?;
        let now = live.promptster.details.remove(id).unwrap_or(Lookup::Gone);
        let now = still_there(now, id.as_str())?;
        let keys = self.keys(id).await?;
        let of_keys = keys.iter().map(|key| {
            let status = key.status.clone().unwrap_or_default();
            (format!("candidate key {}", key.id), status)
        });
        Ok(Now {
            snapshot: Snapshot::of_task(
                &now,
                &keys.iter().collect::<Vec<_>>(),
                &self.ledger.snapshot_key,
            ),
            parts: field_parts(&now.fields).chain(of_keys).collect(),
        })
    }

    /// The candidate keys of a coding task.
    pub(super) async fn keys(&self, id: &TaskId) -> Result<Vec<ObservedKey>, Failure> {
        let mut wants = Wants::default();
        wants.promptster.keys.insert(id.clone());
        let mut live = self.live(&wants).await?;
        let keys = live.promptster.keys.remove(id).unwrap_or(Lookup::Gone);
        Ok(still_there(keys, id.as_str())?.items().to_vec())
    }

    async fn branding_now(&self) -> Result<Now, Failure> {
        let mut wants = Wants::default();
        wants.promptster.branding = true;
        let live = self.live(&wants).await?;
        let now = live.promptster.branding.unwrap_or_default();
        Ok(Now {
            snapshot: Snapshot::of_branding(&now, &self.ledger.snapshot_key),
            parts: field_parts(&now.fields).collect(),
        })
    }

    /// A read right before a write.
    pub(super) async fn live(&self, wants: &Wants) -> Result<Live, Failure> {
        let live = self.readers.observe(wants).await;
        live.map_err(Failure::Unchecked)
    }
}

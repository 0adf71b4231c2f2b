//! A create whose answer was lost, or could not be read, is settled by reading (law 2): there is exactly one new thing like
//! it – it is ours; there is none, and looking again shows none – it was not done, unless the system had accepted it; there is
//! something new that cannot be told apart – a person must look.

use std::time::Duration;

use super::failure::Failure;
use super::lists::{Before, listed};
use super::precondition::has_text;
use super::run::Run;
use super::sighting::{self, Looks, Settled, Sighting};
use crate::model::taptalent::{
    FlowBody, FlowField, ObservedAssessment, ObservedFlow, Operation as TapTalentWrite,
    QuestionType, StepBody,
};
use crate::model::{
    Address, AssessmentId, FlowId, Kind, Lookup, Made, Operation, Target, Written, alike,
};
use crate::plan::{Change, Precondition};
use crate::provider::http::WriteError;

impl Run<'_> {
    /// Settles a write whose outcome is not known. A server may still be working on a request that timed out here, so
    /// absence is looked for more than once, with pauses between; for what was accepted, for longer.
    pub(super) async fn settle(
        &self,
        change: &Change,
        operation: &Operation,
        pauses: &[Duration],
    ) -> Settled {
        let mut looks = Looks::default();
        for &pause in pauses {
            if !self.end.pauses(pause).await {
                return Settled::Unclear(
                    "the run was asked to end before it could check; apply again to settle it"
                        .to_owned(),
                );
            }
            if let Some(settled) = looks.take(self.look_for(change, operation).await) {
                return settled;
            }
        }
        looks.settle()
    }

    /// The pauses before each look.
    pub(super) fn pauses_after(&self, operation: &Operation, error: &WriteError) -> &[Duration] {
        match error {
            WriteError::Accepted { .. } => &self.options.accepted_pauses,
            _ if operation.mails() => &self.options.mail_pauses,
            _ => &self.options.settling_pauses,
        }
    }

    async fn look_for(&self, change: &Change, operation: &Operation) -> Result<Sighting, String> {
        if let Some((of, name)) = listed(operation) {
            let steps = match operation {
                Operation::TapTalent(TapTalentWrite::CreateFlow { steps, .. }) => {
                    Some(steps.as_slice())
                }
                _ => None,
            };
            return self.made_among(&change.address, of, &name, steps).await;
        }
        match operation {
            Operation::TapTalent(TapTalentWrite::AddQuestion {
                assessment: Target::Id(id),
                content,
                ..
            }) => {
                self.questions_like(&change.address, id, &content.question)
                    .await
            }
            Operation::TapTalent(TapTalentWrite::UpdateFlow {
                flow: Target::Id(id),
                body,
            }) => self.flow_after(id, body, &change.precondition).await,
            Operation::TapTalent(TapTalentWrite::GenerateQuestions {
                assessment: Target::Id(id),
                ..
            }) => self.generated(id).await,
            // Repeated by the transport until it gave up; the next plan compares what is live.
            other if other.facts().made == Made::Nothing => Ok(Sighting::Otherwise(
                "apply again: it is safe to repeat".to_owned(),
            )),
            // Those about people are settled person by person (`people_doubt`); the others have their ids by now.
            _ => Ok(Sighting::Otherwise(
                "no read shows whether it was done: check it in the web app".to_owned(),
            )),
        }
    }

    /// What a list shows that it did not show before: alike, or not to be told apart from it.
    async fn made_among(
        &self,
        address: &Address,
        of: Kind,
        name: &str,
        steps: Option<&[StepBody]>,
    ) -> Result<Sighting, String> {
        let seen = self.list_now(of).await.map_err(read_words)?;
        let before = self.creates.before(address);
        let before = before.as_ref();
        let is_ours = |id: &str| self.ledger.is_ours(id);
        let mut like = Vec::new();
        let mut other = Vec::new();
        for id in sighting::new_alike(&seen, before, name, is_ours) {
            if self.may_be(of, id, steps).await? {
                like.push(id.clone());
            } else {
                other.push(id.clone());
            }
        }
        let is_expected = |form: &str| self.creates.is_expected(of, form);
        Ok(sighting::made_among(
            &seen,
            before,
            like,
            other,
            is_expected,
            is_ours,
        ))
    }

    /// Whether what has the right name is what was sent in the rest.
    async fn may_be(&self, of: Kind, id: &str, steps: Option<&[StepBody]>) -> Result<bool, String> {
        let (Kind::Flow, Some(steps)) = (of, steps) else {
            return Ok(true);
        };
        Ok(match self.read_flow(&FlowId::new(id)).await? {
            Lookup::Found(flow) => may_have_steps(&flow, steps),
            Lookup::Gone | Lookup::Denied(_) => false,
        })
    }

    async fn read_assessment(
        &self,
        id: &AssessmentId,
    ) -> Result<Lookup<ObservedAssessment>, String> {
        self.taptalent()
            .map_err(words)?
            .assessment(id)
            .await
            .map_err(words)
    }

    async fn read_flow(&self, id: &FlowId) -> Result<Lookup<ObservedFlow>, String> {
        self.taptalent()
            .map_err(words)?
            .flow(id)
            .await
            .map_err(words)
    }

    /// Questions that have come show that they were asked for. That none has is not proof: writing them takes a while.
    async fn generated(&self, id: &AssessmentId) -> Result<Sighting, String> {
        let Lookup::Found(assessment) = self.read_assessment(id).await? else {
            let what = format!("the assessment {id} no longer exists");
            return Ok(Sighting::Otherwise(what));
        };
        let has_come = assessment
            .questions
            .is_some_and(|questions| !questions.is_empty())
            || assessment.question_count.is_some_and(|count| count > 0);
        Ok(if has_come {
            Sighting::AsWanted
        } else {
            Sighting::Otherwise(
                "no question has arrived yet, which proves nothing; requesting them again could cost credits twice, \
                 so it takes `vetform generate --again`"
                    .to_owned(),
            )
        })
    }

    async fn questions_like(
        &self,
        address: &Address,
        id: &AssessmentId,
        text: &str,
    ) -> Result<Sighting, String> {
        let Lookup::Found(assessment) = self.read_assessment(id).await? else {
            let what = format!("the assessment {id} no longer exists");
            return Ok(Sighting::Otherwise(what));
        };
        let known = self.ledger.known_questions(address);
        let before = self.creates.before(address);
        let was_there = |id: &str| match &before {
            Some(Before::Questions(ids)) => ids.contains(id),
            _ => false,
        };
        let all = assessment.questions.into_iter().flatten();
        let new = all.filter(|question| {
            question.question_type == QuestionType::Subjective
                && !known.contains(question.id.as_str())
                && !was_there(question.id.as_str())
        });
        let (like, other): (Vec<_>, Vec<_>) = new.partition(|live| alike(&live.text, text));
        if like.is_empty() {
            let ids = other.into_iter().map(|question| question.id.to_string());
            return Ok(Sighting::New(ids.collect()).or_nothing());
        }
        let sighted = like.into_iter();
        let sighted =
            sighted.map(|question| (question.id.to_string(), Written::Question(question.id)));
        Ok(Sighting::Like(sighted.collect()))
    }

    async fn flow_after(
        &self,
        id: &FlowId,
        body: &FlowBody,
        precondition: &Precondition,
    ) -> Result<Sighting, String> {
        let Lookup::Found(flow) = self.read_flow(id).await? else {
            let what = format!("the flow {id} no longer exists");
            return Ok(Sighting::Otherwise(what));
        };
        let moved = match precondition {
            Precondition::Unmoved {
                kind: Kind::Flow,
                id: planned,
                snapshot,
                ..
            } if planned == id.as_str() => Some(snapshot.moved(&crate::plan::Snapshot::of_flow(
                &flow,
                &self.ledger.snapshot_key,
            ))),
            _ => None,
        };
        Ok(flow_sighting(&flow, body, moved))
    }
}

/// A look that failed, without what is said of one before a write.
fn read_words(failure: Failure) -> String {
    match failure {
        Failure::Unchecked(errors) => errors.to_string(),
        other => other.to_string(),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn words(error: impl ToString) -> String {
    error.to_string()
}

fn flow_sighting(live: &ObservedFlow, body: &FlowBody, moved: Option<Vec<String>>) -> Sighting {
    let FlowBody {
        flow_name,
        description,
        status,
        steps,
    } = body;
    let as_sent = |field, sent: &Option<String>| {
        sent.as_ref().is_none_or(|sent| {
            !live.fields.contains_key(&field) || has_text(&live.fields, field, sent)
        })
    };
    let thresholds_match = live.steps.iter().flatten().zip(steps).all(|(live, sent)| {
        live.pass_threshold
            .is_none_or(|threshold| threshold == sent.pass_threshold)
    });
    if as_sent(FlowField::FlowName, &Some(flow_name.clone()))
        && as_sent(FlowField::Description, description)
        && as_sent(FlowField::Status, status)
        && may_have_steps(live, steps)
        && thresholds_match
    {
        return Sighting::AsWanted;
    }
    match moved {
        Some(moved) if moved.is_empty() => Sighting::AsBefore,
        _ => Sighting::Otherwise(
            "the flow is now neither as before nor as planned: plan again and review it".to_owned(),
        ),
    }
}

/// Whether the live steps are those that were sent, as far as the read shows them.
fn may_have_steps(live: &ObservedFlow, sent: &[StepBody]) -> bool {
    let Some(steps) = &live.steps else {
        return true;
    };
    steps.len() == sent.len()
        && steps.iter().zip(sent).all(|(live, sent)| {
            live.assessment
                .as_ref()
                .is_none_or(|id| Target::Id(id.clone()) == sent.assessment)
        })
}

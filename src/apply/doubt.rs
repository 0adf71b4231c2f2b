//! A create whose answer was lost is settled by reading (law 2): there is exactly one new thing like it – it is ours;
//! there is none, and looking again shows none – it may be sent again; there are several – a person must look.

use super::failure::Failure;
use super::precondition::has_text;
use super::run::Run;
use crate::model::promptster::{AssessmentField as TaskField, Operation as PromptsterWrite};
use crate::model::{
    Address, AssessmentField, AssessmentId, FieldValue, Fields, FlowBody, FlowField, FlowId,
    Lookup, ObservedAssessment, ObservedFlow, Operation, QuestionType, StepBody, Target, Wants,
    Written, same_text,
};
use crate::plan::{Precondition, task_key};
use crate::provider::http::WriteError;

/// What reading showed about a write in doubt.
pub(super) enum Settled {
    /// It was done.
    Done(Written),
    /// It is proven not to have been done.
    NotDone,
}

/// What one look showed.
enum Sighting {
    /// Things that could be what was sent: their ids, and what the write would have told.
    Like(Vec<(String, Written)>),
    /// The object that was to be changed is as wanted.
    AsWanted,
    /// It is still as it was before.
    AsBefore,
    /// It is neither.
    Otherwise(String),
}

impl Run<'_> {
    /// Settles a write whose outcome is not known. A server may still be working on a request that timed out here, so
    /// absence is looked for more than once, with pauses between.
    pub(super) async fn settle(
        &self,
        address: &Address,
        precondition: &Precondition,
        operation: &Operation,
        error: &WriteError,
    ) -> Result<Settled, Failure> {
        for &pause in &self.options.settling_pauses {
            tokio::time::sleep(pause).await;
            match self.look_for(address, precondition, operation).await {
                Err(read) => {
                    return Err(in_doubt(
                        error,
                        format!(
                            "and a look at what is live failed too: {read}; apply again to settle it"
                        ),
                    ));
                }
                Ok(Sighting::AsWanted) => return Ok(Settled::Done(Written::Nothing)),
                Ok(Sighting::Otherwise(what)) => return Err(in_doubt(error, what)),
                Ok(Sighting::AsBefore) => {}
                Ok(Sighting::Like(found)) => match found.as_slice() {
                    [] => {}
                    [(_, written)] => return Ok(Settled::Done(written.clone())),
                    several => return Err(in_doubt(error, evidence(several))),
                },
            }
        }
        Ok(Settled::NotDone)
    }

    async fn look_for(
        &self,
        address: &Address,
        precondition: &Precondition,
        operation: &Operation,
    ) -> Result<Sighting, String> {
        match operation {
            Operation::CreateAssessment { fields } => match fields.get(&AssessmentField::Title) {
                Some(FieldValue::Text(title)) => self.assessments_like(title, precondition).await,
                _ => Ok(Sighting::Like(Vec::new())),
            },
            Operation::AddQuestion {
                assessment: Target::Id(id),
                content,
                ..
            } => self.questions_like(address, id, &content.question).await,
            Operation::CreateFlow {
                flow_name, steps, ..
            } => self.flows_like(flow_name, steps, precondition).await,
            Operation::UpdateFlow {
                flow: Target::Id(id),
                body,
            } => self.flow_after(id, body, precondition).await,
            Operation::GenerateQuestions {
                assessment: Target::Id(id),
                ..
            } => self.generated(id).await,
            Operation::Promptster(PromptsterWrite::CreateAssessment { fields }) => {
                self.tasks_like(fields, precondition).await
            }
            // Repeated by the transport until it gave up; the next plan compares what is live.
            Operation::UpdateAssessment { .. }
            | Operation::UpdateQuestion { .. }
            | Operation::DeleteQuestion { .. }
            | Operation::AddQuestion { .. }
            | Operation::UpdateFlow { .. }
            | Operation::Promptster(_) => Ok(Sighting::Otherwise(
                "apply again: it may be repeated safely".to_owned(),
            )),
            // Those about people are settled person by person (`people_doubt`); the others have their ids by now.
            Operation::InviteToAssessment { .. }
            | Operation::AssignToFlow { .. }
            | Operation::GenerateQuestions { .. }
            | Operation::AutoGenerate { .. }
            | Operation::Flowmingo(_) => Ok(Sighting::Otherwise(
                "and nothing shows whether it was done: look at it in the web app".to_owned(),
            )),
        }
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

    /// Questions that have come show that they were asked for. That none has is no proof: writing them takes a while.
    async fn generated(&self, id: &AssessmentId) -> Result<Sighting, String> {
        let Lookup::Found(assessment) = self.read_assessment(id).await? else {
            let what = format!("and the assessment {id} is no longer there");
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
                "and no question has come yet, which proves nothing: asking again could cost credits twice, so \
                 `vetform generate --again` asks only on your word"
                    .to_owned(),
            )
        })
    }

    async fn tasks_like(
        &self,
        fields: &Fields<TaskField>,
        precondition: &Precondition,
    ) -> Result<Sighting, String> {
        let mut wants = Wants::default();
        wants.promptster.list = true;
        let live = self.readers.observe(&wants).await.map_err(words)?;
        let known: &[_] = match precondition {
            Precondition::NoTaskLike { known, .. } | Precondition::Task { known, .. } => known,
            _ => &[],
        };
        let key = task_key(fields);
        let all = live.promptster.assessments.items().iter();
        let same = all.filter(|one| {
            matches!(&one.natural_key, Some(FieldValue::Text(live)) if same_text(live, &key))
                && !known.contains(&one.id)
                && !self.is_ours(one.id.as_str())
        });
        let found = same.map(|one| (one.id.to_string(), Written::Task(one.id.clone())));
        Ok(Sighting::Like(found.collect()))
    }

    async fn questions_like(
        &self,
        address: &Address,
        id: &AssessmentId,
        text: &str,
    ) -> Result<Sighting, String> {
        let Lookup::Found(assessment) = self.read_assessment(id).await? else {
            let what = format!("and the assessment {id} is no longer there");
            return Ok(Sighting::Otherwise(what));
        };
        let known = self.known_questions(address);
        let like = assessment
            .questions
            .into_iter()
            .flatten()
            .filter(|question| {
                question.question_type == QuestionType::Subjective
                    && same_text(&question.text, text)
                    && !known.contains(question.id.as_str())
            });
        let sighted =
            like.map(|question| (question.id.to_string(), Written::Question(question.id)));
        Ok(Sighting::Like(sighted.collect()))
    }

    async fn flow_after(
        &self,
        id: &FlowId,
        body: &FlowBody,
        precondition: &Precondition,
    ) -> Result<Sighting, String> {
        let Lookup::Found(flow) = self.read_flow(id).await? else {
            let what = format!("and the flow {id} is no longer there");
            return Ok(Sighting::Otherwise(what));
        };
        let moved = match precondition {
            Precondition::Flow {
                id: planned,
                snapshot,
                ..
            } if planned == id => {
                Some(snapshot.moved(&crate::plan::Snapshot::of_flow(&flow, &self.key)))
            }
            _ => None,
        };
        Ok(flow_sighting(&flow, body, moved))
    }

    async fn assessments_like(
        &self,
        title: &str,
        precondition: &Precondition,
    ) -> Result<Sighting, String> {
        let list = self
            .taptalent()
            .map_err(words)?
            .list_assessments()
            .await
            .map_err(words)?;
        let known: &[_] = match precondition {
            Precondition::NoAssessmentTitled { known, .. } => known,
            _ => &[],
        };
        let nameless = list.items().iter().find(|live| {
            !live.fields.contains_key(&AssessmentField::Title) && !self.is_ours(live.id.as_str())
        });
        if let Some(live) = nameless {
            return Ok(could_be_it(live.id.as_str()));
        }
        let like = list.items().iter().filter(|live| {
            has_text(&live.fields, AssessmentField::Title, title)
                && !known.contains(&live.id)
                && !self.is_ours(live.id.as_str())
        });
        Ok(Sighting::Like(
            like.map(|live| (live.id.to_string(), Written::Assessment(live.id.clone())))
                .collect(),
        ))
    }

    async fn flows_like(
        &self,
        name: &str,
        steps: &[StepBody],
        precondition: &Precondition,
    ) -> Result<Sighting, String> {
        let list = self
            .taptalent()
            .map_err(words)?
            .list_flows()
            .await
            .map_err(words)?;
        let known: &[_] = match precondition {
            Precondition::NoFlowNamed { known, .. } => known,
            _ => &[],
        };
        let nameless = list.items().iter().find(|live| {
            !live.fields.contains_key(&FlowField::FlowName) && !self.is_ours(live.id.as_str())
        });
        if let Some(live) = nameless {
            return Ok(could_be_it(live.id.as_str()));
        }
        let mut like = Vec::new();
        for live in list.items().iter().filter(|live| {
            has_text(&live.fields, FlowField::FlowName, name)
                && !known.contains(&live.id)
                && !self.is_ours(live.id.as_str())
        }) {
            if let Lookup::Found(detail) = self.read_flow(&live.id).await?
                && may_have_steps(&detail, steps)
            {
                like.push((live.id.to_string(), Written::Flow(live.id.clone())));
            }
        }
        Ok(Sighting::Like(like))
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
            "and the flow is now neither as it was nor as it was to be: plan again and look at it"
                .to_owned(),
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

/// The list does not show what it is called, so neither presence nor absence is proven.
fn could_be_it(id: &str) -> Sighting {
    Sighting::Otherwise(format!(
        "the list shows {id} without its name, and that could be it; look at it in the web app, then apply again"
    ))
}

fn evidence(several: &[(String, Written)]) -> String {
    let ids: Vec<&str> = several.iter().map(|(id, _)| id.as_str()).collect();
    format!(
        "{} live objects could be it: {}; look at them in the web app, and pin the right one with `metadata.id` or \
         remove the others",
        ids.len(),
        ids.join(", ")
    )
}

fn in_doubt(error: &WriteError, evidence: String) -> Failure {
    Failure::InDoubt {
        error: error.clone(),
        evidence,
    }
}

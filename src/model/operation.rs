//! Every write that the systems document for what manifests describe, and no other: what cannot be sent cannot be said here.
//!
//! Facts of TapTalent's: api-reference/assessments and api-reference/assessment-flows; the others' are with their nouns. The
//! HTTP of it is in `provider`.

use std::collections::BTreeMap;

use super::address::{Address, Name};
use super::email::Email;
use super::field::Fields;
use super::id::{AssessmentId, FlowId, QuestionId};
use super::kind::System;
use super::person::PersonOutcome;
use super::route::{Endpoint, PathId, Route};
use super::taptalent::{
    AssessmentField, AssessmentUpdate, AutoGenerateRequest, FlowBody, GenerateRequest, Invitee,
    QuestionContent, StepBody,
};
use super::target::{AnyTarget, Target};
use super::{flowmingo, promptster};

/// One write.
#[derive(Debug, Clone, PartialEq)]
pub enum Operation {
    /// Creates an assessment.
    CreateAssessment {
        /// Every field of the request.
        fields: Fields<AssessmentField>,
    },
    /// Changes fields of an assessment.
    UpdateAssessment {
        /// Which.
        assessment: Target<AssessmentId>,
        /// The changed fields.
        changes: AssessmentUpdate,
    },
    /// Appends a question.
    AddQuestion {
        /// To which.
        assessment: Target<AssessmentId>,
        /// The manifest's name of the question; not sent.
        name: Name,
        /// What is sent.
        content: QuestionContent,
    },
    /// Rewords a question.
    UpdateQuestion {
        /// Of which.
        assessment: Target<AssessmentId>,
        /// Which question.
        question: QuestionId,
        /// The manifest's name of the question; not sent.
        name: Name,
        /// What is sent.
        content: QuestionContent,
    },
    /// Deletes a question.
    DeleteQuestion {
        /// Of which.
        assessment: Target<AssessmentId>,
        /// Which question.
        question: QuestionId,
        /// The name it had, if the state knows it; not sent.
        name: Option<Name>,
    },
    /// Creates a flow.
    CreateFlow {
        /// `flowName`
        flow_name: String,
        /// `description`
        description: Option<String>,
        /// `steps`, at least one.
        steps: Vec<StepBody>,
    },
    /// Changes a flow: restates what stands, then appends.
    UpdateFlow {
        /// Which.
        flow: Target<FlowId>,
        /// The whole body.
        body: FlowBody,
    },
    /// Has the system append questions of its own; costs credits.
    GenerateQuestions {
        /// To which.
        assessment: Target<AssessmentId>,
        /// What is asked for.
        request: GenerateRequest,
    },
    /// Has the system create an assessment of the system's own making; costs credits.
    AutoGenerate {
        /// What is asked for.
        request: AutoGenerateRequest,
    },
    /// Invites a person to an assessment, who is mailed.
    InviteToAssessment {
        /// To which.
        assessment: Target<AssessmentId>,
        /// Whom.
        invitee: Invitee,
    },
    /// Puts a person into a flow, who is mailed the first step.
    AssignToFlow {
        /// To which.
        flow: Target<FlowId>,
        /// Whom.
        invitee: Invitee,
    },
    /// A write of Flowmingo.
    Flowmingo(flowmingo::Operation),
    /// A write of Promptster.
    Promptster(promptster::Operation),
}

/// What a write that succeeded has told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// A new assessment.
    Assessment(AssessmentId),
    /// A new question.
    Question(QuestionId),
    /// A new flow.
    Flow(FlowId),
    /// A new Promptster assessment.
    Task(super::id::TaskId),
    /// What became of each person of the request, in any order. Who is missing here is in doubt.
    People(Vec<PersonOutcome>),
    /// Nothing new.
    Nothing,
}

impl Operation {
    /// Whose write it is.
    pub const fn system(&self) -> System {
        match self {
            Self::Flowmingo(_) => System::Flowmingo,
            Self::Promptster(_) => System::Promptster,
            Self::CreateAssessment { .. }
            | Self::UpdateAssessment { .. }
            | Self::AddQuestion { .. }
            | Self::UpdateQuestion { .. }
            | Self::DeleteQuestion { .. }
            | Self::CreateFlow { .. }
            | Self::UpdateFlow { .. }
            | Self::GenerateQuestions { .. }
            | Self::AutoGenerate { .. }
            | Self::InviteToAssessment { .. }
            | Self::AssignToFlow { .. } => System::TapTalent,
        }
    }

    /// Whether people get, or may get, a mail by it: then it needs `--send-invites`.
    pub const fn mails(&self) -> bool {
        match self {
            Self::InviteToAssessment { .. } | Self::AssignToFlow { .. } => true,
            Self::Flowmingo(operation) => operation.mails(),
            Self::Promptster(operation) => operation.mails(),
            Self::CreateAssessment { .. }
            | Self::UpdateAssessment { .. }
            | Self::AddQuestion { .. }
            | Self::UpdateQuestion { .. }
            | Self::DeleteQuestion { .. }
            | Self::CreateFlow { .. }
            | Self::UpdateFlow { .. }
            | Self::GenerateQuestions { .. }
            | Self::AutoGenerate { .. } => false,
        }
    }

    /// The people that it is about; empty: it is about none.
    pub fn people(&self) -> Vec<&Email> {
        match self {
            Self::InviteToAssessment { invitee, .. } | Self::AssignToFlow { invitee, .. } => {
                vec![&invitee.email]
            }
            Self::Flowmingo(operation) => operation.people(),
            Self::Promptster(operation) => operation.people(),
            Self::CreateAssessment { .. }
            | Self::UpdateAssessment { .. }
            | Self::AddQuestion { .. }
            | Self::UpdateQuestion { .. }
            | Self::DeleteQuestion { .. }
            | Self::CreateFlow { .. }
            | Self::UpdateFlow { .. }
            | Self::GenerateQuestions { .. }
            | Self::AutoGenerate { .. } => Vec::new(),
        }
    }

    /// The names of the people that it sends.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Self::InviteToAssessment { invitee, .. } | Self::AssignToFlow { invitee, .. } => {
                let Invitee {
                    first_name,
                    last_name,
                    email: _,
                    job_candidate_id: _,
                } = invitee;
                first_name
                    .iter()
                    .chain(last_name)
                    .map(String::as_str)
                    .collect()
            }
            Self::Flowmingo(operation) => operation.names(),
            Self::Promptster(operation) => operation.names(),
            Self::CreateAssessment { .. }
            | Self::UpdateAssessment { .. }
            | Self::AddQuestion { .. }
            | Self::UpdateQuestion { .. }
            | Self::DeleteQuestion { .. }
            | Self::CreateFlow { .. }
            | Self::UpdateFlow { .. }
            | Self::GenerateQuestions { .. }
            | Self::AutoGenerate { .. } => Vec::new(),
        }
    }

    /// Where the write goes.
    pub fn route(&self) -> Route {
        let of = |target: &Target<AssessmentId>| vec![target.in_path()];
        let (endpoint, ids) = match self {
            Self::Flowmingo(operation) => return operation.route(),
            Self::Promptster(operation) => return operation.route(),
            Self::CreateAssessment { .. } => {
                (Endpoint::post("/assessment/audio-interviews"), Vec::new())
            }
            Self::UpdateAssessment { assessment, .. } => {
                (Endpoint::put("/assessment/:id"), of(assessment))
            }
            Self::AddQuestion { assessment, .. } => {
                (Endpoint::post("/assessment/:id/questions"), of(assessment))
            }
            Self::UpdateQuestion {
                assessment,
                question,
                ..
            } => (
                Endpoint::put("/assessment/:id/questions/:questionId"),
                vec![assessment.in_path(), PathId::known(question)],
            ),
            Self::DeleteQuestion {
                assessment,
                question,
                ..
            } => (
                Endpoint::delete("/assessment/:id/questions/:questionId"),
                vec![assessment.in_path(), PathId::known(question)],
            ),
            Self::CreateFlow { .. } => (Endpoint::post("/assessment-flows"), Vec::new()),
            Self::UpdateFlow { flow, .. } => (
                Endpoint::patch("/assessment-flows/:id"),
                vec![flow.in_path()],
            ),
            Self::GenerateQuestions { assessment, .. } => (
                Endpoint::post("/assessment/:id/generate-questions"),
                of(assessment),
            ),
            Self::AutoGenerate { .. } => (Endpoint::post("/assessment/auto-generate"), Vec::new()),
            Self::InviteToAssessment { assessment, .. } => {
                (Endpoint::post("/assessment/:id/invite"), of(assessment))
            }
            Self::AssignToFlow { flow, .. } => (
                Endpoint::post("/assessment-flows/:id/assign"),
                vec![flow.in_path()],
            ),
        };
        Route::new(endpoint, ids)
    }

    /// The same write with every id known. What an invite of Flowmingo brings in is not known here.
    ///
    /// # Errors
    /// The address whose id `created` does not have.
    pub fn resolved(&self, created: &BTreeMap<Address, String>) -> Result<Self, Address> {
        let mut resolved = self.clone();
        for target in resolved.targets() {
            target.resolve(created)?;
        }
        Ok(resolved)
    }

    /// The same write as it was planned before these were created; the other way round than [`resolved`](Self::resolved).
    #[must_use]
    pub fn before_creation(&self, created: &BTreeMap<String, Address>) -> Self {
        let mut before = self.clone();
        for target in before.targets() {
            target.forget_id(created);
        }
        before
    }

    /// The request for those of its people whom `keep` names. `None`: nobody is left.
    #[must_use]
    pub fn for_people(&self, keep: impl Fn(&Email) -> bool) -> Option<Self> {
        let mut rest = self.clone();
        match &mut rest {
            Self::Flowmingo(flowmingo::Operation::Invite { candidates, .. }) => {
                candidates.retain(|one| keep(&one.email));
            }
            Self::Promptster(promptster::Operation::GenerateKeys { candidates, .. }) => {
                candidates.retain(|one| keep(&one.email));
            }
            // Everything else is about one person.
            other => {
                if !other.people().into_iter().all(&keep) {
                    return None;
                }
            }
        }
        (!rest.people().is_empty()).then_some(rest)
    }

    /// Every live object that it names and that the same plan may create before.
    fn targets(&mut self) -> Vec<&mut dyn AnyTarget> {
        match self {
            Self::CreateAssessment { .. } | Self::AutoGenerate { .. } | Self::Flowmingo(_) => {
                Vec::new()
            }
            Self::UpdateAssessment { assessment, .. }
            | Self::AddQuestion { assessment, .. }
            | Self::UpdateQuestion { assessment, .. }
            | Self::DeleteQuestion { assessment, .. }
            | Self::GenerateQuestions { assessment, .. }
            | Self::InviteToAssessment { assessment, .. } => vec![assessment],
            Self::AssignToFlow { flow, .. } => vec![flow],
            Self::CreateFlow { steps, .. } => of_steps(steps).collect(),
            Self::UpdateFlow { flow, body } => {
                let flow: &mut dyn AnyTarget = flow;
                std::iter::once(flow)
                    .chain(of_steps(&mut body.steps))
                    .collect()
            }
            Self::Promptster(operation) => operation.targets(),
        }
    }
}

fn of_steps(steps: &mut [StepBody]) -> impl Iterator<Item = &mut dyn AnyTarget> {
    steps.iter_mut().map(|step| {
        let target: &mut dyn AnyTarget = &mut step.assessment;
        target
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_id_shows_as_its_address_until_it_is_created() {
        let address: Address = "taptalent/Assessment/a".parse().unwrap();
        let add = Operation::AddQuestion {
            assessment: Target::Created(address.clone()),
            name: "q".parse().unwrap(),
            content: QuestionContent {
                question: "Why this company?".into(),
                system_instruction: None,
                ideal_answer: None,
            },
        };
        assert_eq!(
            add.route().path(),
            "/assessment/{taptalent/Assessment/a}/questions"
        );
        assert_eq!(add.resolved(&BTreeMap::new()), Err(address.clone()));
        let known = add
            .resolved(&BTreeMap::from([(address, "x1".to_owned())]))
            .unwrap();
        assert_eq!(known.route().path(), "/assessment/x1/questions");
    }
}

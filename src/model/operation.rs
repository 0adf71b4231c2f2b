//! Every write that the systems document for what manifests describe, and no other: what cannot be sent cannot be said here.
//!
//! Facts of TapTalent's: api-reference/assessments and api-reference/assessment-flows; the others' are with their nouns. The
//! HTTP of it is in `provider`.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::address::{Address, Name, System};
use super::email::Email;
use super::field::Fields;
use super::id::{AssessmentId, FlowId, QuestionId};
use super::person::PersonOutcome;
use super::taptalent::{
    AssessmentField, AssessmentUpdate, AutoGenerateRequest, FlowBody, GenerateRequest, Invitee,
    QuestionContent, StepBody,
};
use super::target::{AnyTarget, Target};
use super::{flowmingo, promptster};

/// One write.
#[derive(Debug, Clone, PartialEq)]
pub enum Operation {
    /// `POST /assessment/audio-interviews`
    CreateAssessment {
        /// Every field of the request.
        fields: Fields<AssessmentField>,
    },
    /// `PUT /assessment/:id`
    UpdateAssessment {
        /// Which.
        assessment: Target<AssessmentId>,
        /// The changed fields.
        changes: AssessmentUpdate,
    },
    /// `POST /assessment/:id/questions`; appends.
    AddQuestion {
        /// To which.
        assessment: Target<AssessmentId>,
        /// The manifest's name of the question; not sent.
        name: Name,
        /// What is sent.
        content: QuestionContent,
    },
    /// `PUT /assessment/:id/questions/:questionId`
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
    /// `DELETE /assessment/:id/questions/:questionId`
    DeleteQuestion {
        /// Of which.
        assessment: Target<AssessmentId>,
        /// Which question.
        question: QuestionId,
        /// The name it had, if the state knows it; not sent.
        name: Option<Name>,
    },
    /// `POST /assessment-flows`
    CreateFlow {
        /// `flowName`
        flow_name: String,
        /// `description`
        description: Option<String>,
        /// `steps`, at least one.
        steps: Vec<StepBody>,
    },
    /// `PATCH /assessment-flows/:id`: restates what stands, then appends.
    UpdateFlow {
        /// Which.
        flow: Target<FlowId>,
        /// The whole body.
        body: FlowBody,
    },
    /// `POST /assessment/:id/generate-questions`; appends, and costs credits.
    GenerateQuestions {
        /// To which.
        assessment: Target<AssessmentId>,
        /// What is asked for.
        request: GenerateRequest,
    },
    /// `POST /assessment/auto-generate`; creates an assessment of the system's own making, and costs credits.
    AutoGenerate {
        /// What is asked for.
        request: AutoGenerateRequest,
    },
    /// `POST /assessment/:id/invite`: mails the person.
    InviteToAssessment {
        /// To which.
        assessment: Target<AssessmentId>,
        /// Whom.
        invitee: Invitee,
    },
    /// `POST /assessment-flows/:id/assign`: mails the person the first step.
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

/// A method of HTTP that writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "the names are the protocol's")]
pub enum Method {
    Post,
    Put,
    Patch,
    Delete,
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        })
    }
}

/// Method and path of a write; an id that is not known yet stands as its address in braces.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path below the system's base URL.
    pub path: String,
    /// The path with `:id` for every id: the endpoint, for counting.
    pub endpoint: &'static str,
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

    /// Where the write goes.
    pub fn route(&self) -> Route {
        let (method, path, endpoint) = match self {
            Self::Flowmingo(operation) => return operation.route(),
            Self::Promptster(operation) => return operation.route(),
            Self::GenerateQuestions { assessment, .. } => (
                Method::Post,
                format!("/assessment/{assessment}/generate-questions"),
                "/assessment/:id/generate-questions",
            ),
            Self::AutoGenerate { .. } => (
                Method::Post,
                "/assessment/auto-generate".to_owned(),
                "/assessment/auto-generate",
            ),
            Self::InviteToAssessment { assessment, .. } => (
                Method::Post,
                format!("/assessment/{assessment}/invite"),
                "/assessment/:id/invite",
            ),
            Self::AssignToFlow { flow, .. } => (
                Method::Post,
                format!("/assessment-flows/{flow}/assign"),
                "/assessment-flows/:id/assign",
            ),
            Self::CreateAssessment { .. } => (
                Method::Post,
                "/assessment/audio-interviews".to_owned(),
                "/assessment/audio-interviews",
            ),
            Self::UpdateAssessment { assessment, .. } => (
                Method::Put,
                format!("/assessment/{assessment}"),
                "/assessment/:id",
            ),
            Self::AddQuestion { assessment, .. } => (
                Method::Post,
                format!("/assessment/{assessment}/questions"),
                "/assessment/:id/questions",
            ),
            Self::UpdateQuestion {
                assessment,
                question,
                ..
            } => (
                Method::Put,
                format!("/assessment/{assessment}/questions/{question}"),
                "/assessment/:id/questions/:questionId",
            ),
            Self::DeleteQuestion {
                assessment,
                question,
                ..
            } => (
                Method::Delete,
                format!("/assessment/{assessment}/questions/{question}"),
                "/assessment/:id/questions/:questionId",
            ),
            Self::CreateFlow { .. } => (
                Method::Post,
                "/assessment-flows".to_owned(),
                "/assessment-flows",
            ),
            Self::UpdateFlow { flow, .. } => (
                Method::Patch,
                format!("/assessment-flows/{flow}"),
                "/assessment-flows/:id",
            ),
        };
        Route {
            method,
            path,
            endpoint,
        }
    }

    /// Whether sending it twice is the same as sending it once (law 2).
    pub const fn is_idempotent(&self) -> bool {
        match self {
            Self::UpdateAssessment { .. }
            | Self::UpdateQuestion { .. }
            | Self::DeleteQuestion { .. }
            | Self::UpdateFlow { .. } => true,
            Self::CreateAssessment { .. }
            | Self::AddQuestion { .. }
            | Self::CreateFlow { .. }
            | Self::GenerateQuestions { .. }
            | Self::AutoGenerate { .. }
            | Self::InviteToAssessment { .. }
            | Self::AssignToFlow { .. }
            | Self::Flowmingo(_) => false,
            Self::Promptster(operation) => operation.is_idempotent(),
        }
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
            add.route().path,
            "/assessment/{taptalent/Assessment/a}/questions"
        );
        assert_eq!(add.resolved(&BTreeMap::new()), Err(address.clone()));
        let known = add
            .resolved(&BTreeMap::from([(address, "x1".to_owned())]))
            .unwrap();
        assert_eq!(known.route().path, "/assessment/x1/questions");
    }
}

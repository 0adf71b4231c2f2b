//! Every write of TapTalent that a manifest can ask for, and no other. Facts: api-reference/assessments and
//! api-reference/assessment-flows.

use super::{
    AssessmentField, AssessmentUpdate, AutoGenerateRequest, CandidatesOf, FlowBody, FlowField,
    GenerateRequest, Invitee, QuestionContent, StepBody,
};
use crate::model::address::Name;
use crate::model::email::Email;
use crate::model::facts::{Changed, Facts, Made, Write};
use crate::model::field::{FieldKey as _, Fields, text_in};
use crate::model::id::{AssessmentId, FlowId, QuestionId};
use crate::model::kind::Kind;
use crate::model::listing::Lookup;
use crate::model::observed::{Live, Wants};
use crate::model::person::PersonOutcome;
use crate::model::route::{Endpoint, PathId, Route};
use crate::model::target::{AnyTarget, Target};

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
}

impl Write for Operation {
    fn route(&self) -> Route {
        let of = |target: &Target<AssessmentId>| vec![target.in_path()];
        let (endpoint, ids) = match self {
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

    fn facts(&self) -> Facts<'_> {
        let nothing = Facts::default();
        match self {
            Self::CreateAssessment { fields } => Facts {
                costs: true,
                made: made_assessment(text_in(fields, AssessmentField::Title)),
                ..nothing
            },
            Self::AutoGenerate { .. } => Facts {
                costs: true,
                made: made_assessment(None),
                ..nothing
            },
            Self::GenerateQuestions { .. } => Facts {
                costs: true,
                made: Made::Questions,
                ..nothing
            },
            Self::CreateFlow { flow_name, .. } => Facts {
                made: Made::Object {
                    kind: Kind::Flow,
                    key: FlowField::FlowName.spec().name,
                    name: Some(flow_name.clone()),
                },
                ..nothing
            },
            Self::AddQuestion { name, content, .. } => Facts {
                made: Made::Question { name, content },
                ..nothing
            },
            Self::UpdateAssessment { changes, .. } => Facts {
                changed: Changed::Fields(field_names(changes)),
                ..nothing
            },
            Self::UpdateQuestion { name, .. } => Facts {
                changed: Changed::Question(name),
                ..nothing
            },
            Self::UpdateFlow { .. } => Facts {
                changed: Changed::Everything,
                ..nothing
            },
            Self::DeleteQuestion { question, .. } => Facts {
                removed: Some(question.to_string()),
                ..nothing
            },
            Self::InviteToAssessment { .. } => Facts {
                mails: true,
                made: Made::Entry,
                is_shown: false,
                ..nothing
            },
            Self::AssignToFlow { .. } => Facts {
                mails: true,
                made: Made::Entry,
                ..nothing
            },
        }
    }

    fn people(&self) -> Vec<&Email> {
        self.invitee()
            .map(|invitee| &invitee.email)
            .into_iter()
            .collect()
    }

    fn names(&self) -> Vec<&str> {
        let Some(invitee) = self.invitee() else {
            return Vec::new();
        };
        let Invitee {
            first_name,
            last_name,
            email: _,
            job_candidate_id: _,
        } = invitee;
        let both = first_name.iter().chain(last_name);
        both.map(String::as_str).collect()
    }

    fn targets(&mut self) -> Vec<&mut dyn AnyTarget> {
        match self {
            Self::CreateAssessment { .. } | Self::AutoGenerate { .. } => Vec::new(),
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
        }
    }

    fn people_wants(&self) -> Wants {
        let mut wants = Wants::default();
        if let Self::AssignToFlow {
            flow: Target::Id(id),
            ..
        } = self
        {
            wants
                .taptalent
                .candidates
                .insert(CandidatesOf::Flow(id.clone()));
        }
        wants
    }

    fn people_done(&self, live: &Live) -> Vec<PersonOutcome> {
        let Self::AssignToFlow {
            flow: Target::Id(id),
            invitee,
        } = self
        else {
            return Vec::new();
        };
        let candidates = match live
            .taptalent
            .candidates
            .get(&CandidatesOf::Flow(id.clone()))
        {
            Some(Lookup::Found(all)) => all.items(),
            _ => &[],
        };
        let mut candidates = candidates.iter();
        let own = candidates.find(|one| one.email.as_deref() == Some(invitee.email.canonical()));
        own.map(|one| PersonOutcome::entered(&invitee.email, one.id.clone()))
            .into_iter()
            .collect()
    }
}

impl Operation {
    const fn invitee(&self) -> Option<&Invitee> {
        match self {
            Self::InviteToAssessment { invitee, .. } | Self::AssignToFlow { invitee, .. } => {
                Some(invitee)
            }
            _ => None,
        }
    }
}

/// What the system writes by itself has a name of its choice.
fn made_assessment(name: Option<&str>) -> Made<'static> {
    Made::Object {
        kind: Kind::TapTalentAssessment,
        key: AssessmentField::Title.spec().name,
        name: name.map(str::to_owned),
    }
}

fn field_names(changes: &AssessmentUpdate) -> Vec<&'static str> {
    let fields = changes.fields().keys();
    fields.map(|field| field.spec().name).collect()
}

fn of_steps(steps: &mut [StepBody]) -> impl Iterator<Item = &mut dyn AnyTarget> {
    steps.iter_mut().map(|step| {
        let target: &mut dyn AnyTarget = &mut step.assessment;
        target
    })
}

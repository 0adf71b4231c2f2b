//! Every write that TapTalent documents for assessments, questions and flows, and no other: what cannot be sent cannot be said here.
//!
//! Facts: api-reference/assessments and api-reference/assessment-flows. The HTTP of it is in `provider`.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::address::{Address, Name};
use super::assessment::AssessmentField;
use super::field::{FieldKey, Fields, Mutability};
use super::id::{AssessmentId, FlowId, QuestionId};
use super::question::QuestionField;
use super::value::{FieldValue, Number};

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
}

/// A live object, or one that the same plan creates before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target<I> {
    /// Known.
    Id(I),
    /// Known once this resource is created.
    Created(Address),
}

impl<I: fmt::Display> fmt::Display for Target<I> {
    /// The id, or the address in braces, as a plan shows a path.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => id.fmt(f),
            Self::Created(address) => write!(f, "{{{address}}}"),
        }
    }
}

/// The fields of a PUT: at least one, and only such as can be updated.
#[derive(Debug, Clone, PartialEq)]
pub struct AssessmentUpdate(Fields<AssessmentField>);

impl AssessmentUpdate {
    /// `None` if there is nothing to send. Fields that cannot be updated are left out: a request with them is not expressible.
    pub fn new(fields: Fields<AssessmentField>) -> Option<Self> {
        let updatable: Fields<_> = fields
            .into_iter()
            .filter(|(field, _)| field.spec().mutability == Mutability::Updatable)
            .collect();
        (!updatable.is_empty()).then_some(Self(updatable))
    }

    /// The fields.
    pub const fn fields(&self) -> &Fields<AssessmentField> {
        &self.0
    }
}

/// What a question request carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionContent {
    /// `question`
    pub question: String,
    /// `systemInstruction`; `None`: not declared, not sent.
    pub system_instruction: Option<String>,
    /// `idealAnswer`; `None`: not declared, not sent.
    pub ideal_answer: Option<String>,
}

impl QuestionContent {
    /// The declared fields.
    pub fn fields(&self) -> Fields<QuestionField> {
        let Self {
            question,
            system_instruction,
            ideal_answer,
        } = self;
        let optional = |field, value: &Option<String>| {
            value
                .as_ref()
                .map(|text| (field, FieldValue::Text(text.clone())))
        };
        [(QuestionField::Question, FieldValue::Text(question.clone()))]
            .into_iter()
            .chain(optional(
                QuestionField::SystemInstruction,
                system_instruction,
            ))
            .chain(optional(QuestionField::IdealAnswer, ideal_answer))
            .collect()
    }
}

/// One step of a flow request.
#[derive(Debug, Clone, PartialEq)]
pub struct StepBody {
    /// `assessmentId`
    pub assessment: Target<AssessmentId>,
    /// `passThreshold`
    pub pass_threshold: Number,
    /// `assessmentType`
    pub assessment_type: Option<String>,
    /// `name`
    pub name: Option<String>,
    /// `instructions`
    pub instructions: Option<String>,
    /// `passAction`
    pub pass_action: Option<String>,
}

/// The body of a flow PATCH. The document says "same shape as create", so name and steps are always there.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowBody {
    /// `flowName`
    pub flow_name: String,
    /// `description`
    pub description: Option<String>,
    /// `status`
    pub status: Option<String>,
    /// `steps`: the live ones as they are read, then the appended ones.
    pub steps: Vec<StepBody>,
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
    /// Where the write goes.
    pub fn route(&self) -> Route {
        let (method, path, endpoint) = match self {
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
            Self::CreateAssessment { .. } | Self::AddQuestion { .. } | Self::CreateFlow { .. } => {
                false
            }
        }
    }

    /// The same write with every id known.
    ///
    /// # Errors
    /// The address whose id `created` does not have.
    pub fn resolved(&self, created: &BTreeMap<Address, String>) -> Result<Self, Address> {
        let mut resolved = self.clone();
        match &mut resolved {
            Self::CreateAssessment { .. } => {}
            Self::UpdateAssessment { assessment, .. }
            | Self::AddQuestion { assessment, .. }
            | Self::UpdateQuestion { assessment, .. }
            | Self::DeleteQuestion { assessment, .. } => {
                resolve(assessment, created, AssessmentId::new)?;
            }
            Self::CreateFlow { steps, .. } => resolve_steps(steps, created)?,
            Self::UpdateFlow { flow, body } => {
                resolve(flow, created, FlowId::new)?;
                resolve_steps(&mut body.steps, created)?;
            }
        }
        Ok(resolved)
    }
}

fn resolve_steps(
    steps: &mut [StepBody],
    created: &BTreeMap<Address, String>,
) -> Result<(), Address> {
    steps
        .iter_mut()
        .try_for_each(|step| resolve(&mut step.assessment, created, AssessmentId::new))
}

fn resolve<I>(
    target: &mut Target<I>,
    created: &BTreeMap<Address, String>,
    id: impl Fn(String) -> I,
) -> Result<(), Address> {
    if let Target::Created(address) = target {
        let known = created.get(address).ok_or_else(|| address.clone())?;
        *target = Target::Id(id(known.clone()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_update_cannot_carry_what_the_system_does_not_accept() {
        let fields: Fields<_> = [
            (AssessmentField::Status, FieldValue::Text("INACTIVE".into())),
            (AssessmentField::Duration, FieldValue::Number(30.into())),
        ]
        .into();
        let update = AssessmentUpdate::new(fields).unwrap();
        assert_eq!(
            update.fields().keys().collect::<Vec<_>>(),
            [&AssessmentField::Duration]
        );
        assert!(AssessmentUpdate::new(Fields::new()).is_none());
    }

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

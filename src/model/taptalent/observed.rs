//! What TapTalent shows, as plain values. A field that an answer did not carry is missing here, never null.

use jiff::Timestamp;

use super::super::field::Fields;
use super::super::id::{AssessmentId, FlowId, QuestionId};
use super::super::value::Number;
use super::assessment::AssessmentField;
use super::flow::{FlowField, StepField};
use super::question::QuestionField;

/// A live assessment. The list shows other fields than the single read, so both are merged.
#[derive(Debug, Clone, PartialEq)]
pub struct ObservedAssessment {
    /// Its id.
    pub id: AssessmentId,
    /// The fields that were read.
    pub fields: Fields<AssessmentField>,
    /// Whose it is: `companyId`.
    pub company: Option<String>,
    /// When it was created, as the system wrote it (milliseconds since 1970 in the examples).
    pub created_at: Option<String>,
    /// When it was last changed, by whomever: `lastUpdatedOn`, which changes of its questions need not move.
    pub changed_at: Option<Timestamp>,
    /// How many candidates submitted.
    pub submission_count: Option<u64>,
    /// How many questions the system says there are.
    pub question_count: Option<u64>,
    /// Where candidates take it.
    pub url: Option<String>,
    /// Its questions in the system's order; `None` if the read was a list, which has none.
    pub questions: Option<Vec<ObservedQuestion>>,
    /// The system shows it, and marks it as deleted.
    pub deleted: bool,
}

impl ObservedAssessment {
    /// Adds what `other` tells and this one does not.
    #[must_use]
    pub fn completed_by(mut self, other: &Self) -> Self {
        let Self {
            id: _,
            fields,
            company,
            created_at,
            changed_at,
            submission_count,
            question_count,
            url,
            questions,
            deleted,
        } = other;
        for (field, value) in fields {
            self.fields.entry(*field).or_insert_with(|| value.clone());
        }
        self.company = self.company.or_else(|| company.clone());
        self.created_at = self.created_at.or_else(|| created_at.clone());
        self.changed_at = self.changed_at.max(*changed_at);
        self.submission_count = self.submission_count.or(*submission_count);
        self.question_count = self.question_count.or(*question_count);
        self.url = self.url.or_else(|| url.clone());
        self.questions = self.questions.or_else(|| questions.clone());
        self.deleted |= deleted;
        self
    }
}

/// A live question.
#[derive(Debug, Clone, PartialEq)]
pub struct ObservedQuestion {
    /// Its id.
    pub id: QuestionId,
    /// Which sort it is; only subjective ones can be written.
    pub question_type: QuestionType,
    /// The text.
    pub text: String,
    /// The write-only fields, if an answer carries them after all.
    pub others: Fields<QuestionField>,
}

/// `questions[].type`
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuestionType {
    /// The one documented type, also taken where an answer names none.
    Subjective,
    /// Any other: never touched.
    Other(String),
}

/// A live flow.
#[derive(Debug, Clone, PartialEq)]
pub struct ObservedFlow {
    /// Its id.
    pub id: FlowId,
    /// The fields that were read.
    pub fields: Fields<FlowField>,
    /// Whose it is: `companyId`.
    pub company: Option<String>,
    /// How many candidates are in it.
    pub candidate_count: Option<u64>,
    /// Its steps in order. `None`: not read, which a list's empty `steps` also means.
    pub steps: Option<Vec<ObservedStep>>,
    /// The system shows it, and marks it as deleted.
    pub deleted: bool,
}

/// A live step. Which of its fields a read carries is not documented, so each can be missing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ObservedStep {
    /// The assessment that is taken.
    pub assessment: Option<AssessmentId>,
    /// `passThreshold`
    pub pass_threshold: Option<Number>,
    /// Its other fields; [`FieldValue::Null`](crate::model::FieldValue::Null): read, and empty.
    pub metadata: Fields<StepField>,
    /// The assessment's title, which the single read adds. For people.
    pub assessment_name: Option<String>,
}

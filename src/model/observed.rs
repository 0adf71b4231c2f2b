//! What the systems show, as plain values. A thing that an answer did not carry is missing here, never null.

use std::collections::{BTreeMap, BTreeSet};

use super::assessment::AssessmentField;
use super::field::Fields;
use super::flow::FlowField;
use super::id::{AssessmentId, FlowId, JobId, QuestionId};
use super::question::QuestionField;
use super::roster::{CandidatesOf, ObservedCandidate};
use super::value::Number;
use super::{flowmingo, promptster};

/// A list that was read to its end: what is not in it is *proven* absent.
///
/// Only a reader that has checked totals and pages may build one; a short, failed or throttled read is an error instead.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing<T>(Vec<T>);

impl<T> Listing<T> {
    /// Vouches that `items` is everything there is.
    pub const fn proven_complete(items: Vec<T>) -> Self {
        Self(items)
    }

    /// The items, in the system's order.
    pub fn items(&self) -> &[T] {
        &self.0
    }

    /// The items, to complete what another read tells of them; none can be added or taken away.
    pub fn items_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.iter_mut()
    }
}

impl<T> Default for Listing<T> {
    /// The proven-empty list: of a system that nobody asked about.
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// What a look at one id showed.
#[derive(Debug, Clone, PartialEq)]
pub enum Lookup<T> {
    /// It is there.
    Found(T),
    /// The system says that it does not exist.
    Gone,
    /// The system says that this key may not see it; the system's own words.
    Denied(String),
}

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
    /// How many candidates submitted.
    pub submission_count: Option<u64>,
    /// How many questions the system says there are.
    pub question_count: Option<u64>,
    /// Where candidates take it.
    pub url: Option<String>,
    /// Its questions in the system's order; `None` if the read was a list, which has none.
    pub questions: Option<Vec<ObservedQuestion>>,
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
            submission_count,
            question_count,
            url,
            questions,
        } = other;
        for (field, value) in fields {
            self.fields.entry(*field).or_insert_with(|| value.clone());
        }
        self.company = self.company.or_else(|| company.clone());
        self.created_at = self.created_at.or_else(|| created_at.clone());
        self.submission_count = self.submission_count.or(*submission_count);
        self.question_count = self.question_count.or(*question_count);
        self.url = self.url.or_else(|| url.clone());
        self.questions = self.questions.or_else(|| questions.clone());
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
}

/// A live step. Which of its fields a read carries is not documented, so each can be missing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ObservedStep {
    /// The assessment that is taken.
    pub assessment: Option<AssessmentId>,
    /// `passThreshold`
    pub pass_threshold: Option<Number>,
    /// `name`; `Some(None)`: read, and empty.
    pub name: Option<Option<String>>,
    /// `instructions`; `Some(None)`: read, and empty.
    pub instructions: Option<Option<String>>,
    /// `passAction`; `Some(None)`: read, and empty.
    pub pass_action: Option<Option<String>>,
    /// `assessmentType` or `type`; `Some(None)`: read, and empty.
    pub assessment_type: Option<Option<String>>,
    /// The assessment's title, which the single read adds. For people.
    pub assessment_name: Option<String>,
}

/// A live job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// Its title; not unique.
    pub title: String,
}

/// What a plan needs to see. Made from manifests and state before anything is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wants {
    /// Whether every assessment and every flow is to be read one by one.
    pub every_object: bool,
    /// Assessments to read one by one, known by id.
    pub assessments: BTreeSet<AssessmentId>,
    /// Assessments to read one by one if the list shows this title (in [`same_text`](super::same_text) form).
    pub assessment_titles: BTreeSet<String>,
    /// Assessments that only have to exist: read one by one only if the list lacks them.
    pub assessment_references: BTreeSet<AssessmentId>,
    /// Flows to read one by one, known by id.
    pub flows: BTreeSet<FlowId>,
    /// Flows to read one by one if the list shows this name, or this name followed by ` v` and a number.
    pub flow_names: BTreeSet<String>,
    /// Whether jobs are needed.
    pub jobs: bool,
    /// Flows and assessments whose candidates are needed. Known only after the others are read, and read alone.
    pub candidates: BTreeSet<CandidatesOf>,
    /// Of Flowmingo.
    pub flowmingo: flowmingo::Wants,
    /// Of Promptster.
    pub promptster: promptster::Wants,
}

impl Wants {
    /// Whether nothing at all has to be read.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Everything that was read for one plan.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Live {
    /// When the reading began. What was written shortly before it need not be in it; `None`: nothing was.
    pub read_at: Option<jiff::Timestamp>,
    /// All assessments, without questions.
    pub assessments: Listing<ObservedAssessment>,
    /// The single reads, completed by the list's fields.
    pub assessment_details: BTreeMap<AssessmentId, Lookup<ObservedAssessment>>,
    /// All flows.
    pub flows: Listing<ObservedFlow>,
    /// The single reads, completed by the list's fields.
    pub flow_details: BTreeMap<FlowId, Lookup<ObservedFlow>>,
    /// All jobs; `None` if nothing asked for them.
    pub jobs: Option<Listing<Job>>,
    /// Who is in a flow, or has submitted an assessment.
    pub candidates: BTreeMap<CandidatesOf, Lookup<Listing<ObservedCandidate>>>,
    /// What was read of Flowmingo.
    pub flowmingo: flowmingo::Live,
    /// What was read of Promptster.
    pub promptster: promptster::Live,
}

impl Live {
    /// Adds what was read later: who is in the objects that were read before.
    pub fn extend(&mut self, later: Self) {
        let Self {
            candidates,
            flowmingo,
            promptster,
            assessments: _,
            assessment_details: _,
            flows: _,
            flow_details: _,
            jobs: _,
            read_at: _,
        } = later;
        self.candidates.extend(candidates);
        self.flowmingo.extend(flowmingo);
        self.promptster.extend(promptster);
    }
}

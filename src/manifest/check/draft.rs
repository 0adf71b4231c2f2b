//! A document that is right by itself; what it names in other documents is still only a name.

use std::collections::BTreeMap;

use super::pin::Pin;
use super::reference::Reference;
use super::workspaces::Workspaces;
use crate::model::taptalent::{
    AssessmentField, Candidate, FlowField, GenerateRequest, JobRef, QuestionContent, RosterTarget,
    StepField,
};
use crate::model::{
    Address, AssessmentId, External, Fields, Kind, Lifecycle, Name, Number, Origin, flowmingo,
    promptster,
};

/// One document.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::manifest) struct Draft {
    pub(in crate::manifest) origin: Origin,
    pub(in crate::manifest) kind: Kind,
    /// `None` if it is missing or no name; then there is a problem.
    pub(in crate::manifest) name: Option<Name>,
    pub(in crate::manifest) labels: BTreeMap<String, String>,
    pub(in crate::manifest) pin: Pin,
    pub(in crate::manifest) previous_names: Vec<Name>,
    pub(in crate::manifest) workspaces: Workspaces,
    pub(in crate::manifest) lifecycle: Lifecycle,
    /// `None` if it is missing or cannot be read; then there is a problem. Of a `spec` with a mistake in it, it is what can
    /// be read: enough to hold documents against each other, and for the rules about what is right.
    pub(in crate::manifest) body: Option<Body>,
    /// `spec.from` of a roster, be the rest of it right or wrong.
    pub(in crate::manifest) cohort: Option<CohortRef>,
    /// The manifests that it names, be the rest of it right or wrong.
    pub(in crate::manifest) references: Vec<Reference>,
}

impl Draft {
    /// What it is called in a message.
    pub(in crate::manifest) fn shown(&self) -> String {
        let Self { kind, name, .. } = self;
        match name {
            Some(name) => format!("{}/{kind}/{name}", kind.system()),
            None => format!("a manifest of kind {kind}"),
        }
    }
}

/// The `spec` of a document.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::manifest) enum Body {
    Assessment(DraftAssessment),
    Question(QuestionContent),
    Flow(DraftFlow),
    Roster(DraftRoster),
    External(External),
    FlowmingoRoster(flowmingo::Roster),
    PromptsterAssessment(promptster::Assessment),
    PromptsterRoster(DraftKeys),
    Branding(promptster::Branding),
}

/// Where the people of a roster come from, and what is asked of each row.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::manifest) struct CohortRef {
    pub(in crate::manifest) from: CohortFrom,
    pub(in crate::manifest) rules: CohortRules,
}

/// What has rows of people.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::manifest) enum CohortFrom {
    /// A file: its path as it stands in the manifest.
    File(String),
    /// What a program of vetform.yaml prints.
    Source(SourceCall),
}

/// A program of `sources` by its name, and what a manifest gives it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::manifest) struct SourceCall {
    pub(in crate::manifest) name: String,
    pub(in crate::manifest) arguments: Vec<String>,
}

/// What a roster asks of each of its people, by system.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::manifest) enum CohortRules {
    TapTalent(CandidateRules),
    Promptster,
    Flowmingo,
}

/// What a TapTalent roster asks of each person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::manifest) struct CandidateRules {
    /// An invite to an assessment must have both names, unless it has the number of a job candidate. An assignment to
    /// a flow need not (api-reference/assessment-flows, "Assign").
    pub(in crate::manifest) needs_names: bool,
}

/// The `spec` of a Roster of TapTalent.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::manifest) struct DraftRoster {
    /// `None` if it is wrong; then there is a problem.
    pub(in crate::manifest) target: Option<RosterTarget>,
    pub(in crate::manifest) candidates: Vec<Candidate>,
}

/// The `spec` of a Roster of Promptster.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::manifest) struct DraftKeys {
    /// `None` if it is wrong; then there is a problem.
    pub(in crate::manifest) assessment: Option<Address>,
    pub(in crate::manifest) org_name: Option<String>,
    pub(in crate::manifest) candidates: Vec<promptster::Candidate>,
}

/// The `spec` of an Assessment.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::manifest) struct DraftAssessment {
    pub(in crate::manifest) fields: Fields<AssessmentField>,
    pub(in crate::manifest) job: Option<JobRef>,
    /// An item is `None` if it is wrong; then there is a problem.
    pub(in crate::manifest) questions: Option<Vec<Option<DraftQuestion>>>,
    pub(in crate::manifest) generate: Option<GenerateRequest>,
}

/// An item of `questions`; its index there is its index in the list.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::manifest) struct DraftQuestion {
    pub(in crate::manifest) name: Name,
    pub(in crate::manifest) shared: Shared,
}

/// Where a question's text is from.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::manifest) enum Shared {
    /// It stands here.
    No(QuestionContent),
    /// It stands in this Question manifest.
    Use(Name),
}

/// The `spec` of a Flow.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::manifest) struct DraftFlow {
    pub(in crate::manifest) fields: Fields<FlowField>,
    /// An item is `None` if it is wrong; then there is a problem.
    pub(in crate::manifest) steps: Vec<Option<DraftStep>>,
}

/// An item of `steps`.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::manifest) struct DraftStep {
    pub(in crate::manifest) target: DraftTarget,
    pub(in crate::manifest) pass_threshold: Number,
    pub(in crate::manifest) metadata: Fields<StepField>,
}

/// The assessment of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::manifest) enum DraftTarget {
    /// A manifest of this name.
    Manifest(Name),
    /// An id of the system.
    Id(AssessmentId),
}
